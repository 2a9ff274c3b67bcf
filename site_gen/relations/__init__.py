"""Relations: what connects records, brought up to date in the store.

admission      which valid records are shown                      admission.py
addresses      one record for each URL                            addresses.py
same article   one record for each article                        same_article.py
outlets        hosts that several outlets share                   outlets.py
links          topics, providers and lists of shown records       links.py
listed         which related entries are records of the site      listed.py
grouping       which records tell one story                       grouping.py
stories        leads, coverage and delays                         stories.py
topics         names, families and sizes                          topics.py
providers      names, logos, coverage and speed                   providers.py
articles       what pages know of a record                        articles.py
missed         what other providers cover and one does not        missed.py

Each takes what the ones before have changed, looks at just that, and writes only rows that
differ. A build from nothing is the same with everything changed.
"""

from __future__ import annotations

from pathlib import Path

import msgspec

from site_gen import dependencies as items
from site_gen.config import SiteConfig
from site_gen.model import Notes
from site_gen.outlets import SharedHosts
from site_gen.relations import (
    addresses,
    admission,
    articles,
    grouping,
    listed,
    missed,
    outlets,
    providers,
    same_article,
    stories,
    topics,
)
from site_gen.relations.admission import Policy
from site_gen.relations.aliases import Aliases, aliases_of, changed_slugs, provider_notes
from site_gen.relations.changes import LATEST, Changes
from site_gen.relations.links import DAY, Linker, add_renamed
from site_gen.store import Store, encode, instant

__all__ = ["Changes", "Policy", "forget", "relate"]

_TABLES = (
    "own_keys listed_keys shown outlets links memberships mentions blocks stories "
    "delays days documents unspaced"
).split()


class Rules(msgspec.Struct, frozen=True):
    """What relations are found by, beside the records."""

    config: SiteConfig
    policy: Policy
    cache: Path
    """Where what is known of languages and meanings is kept."""
    jobs: int = 1


def forget(store: Store) -> tuple[int, ...]:
    """Forget all relations; the numbers of all records, to be related anew."""
    store.forget(*_TABLES)
    # Topics and providers keep their numbers, which pages depend on.
    store.execute("UPDATE topics SET data = NULL")
    store.execute("UPDATE providers SET data = NULL, missed = NULL")
    # Records without a path were left behind by a build that was killed.
    store.execute("DELETE FROM texts WHERE n IN (SELECT n FROM records WHERE path IS NULL)")
    store.execute("DELETE FROM records WHERE path IS NULL")
    store.execute("UPDATE records SET left_out = NULL, named = 0, main = NULL")
    store.execute("DELETE FROM meta WHERE name IN ('now', 'aliases', 'parents', 'noted')")
    return tuple(store.column("SELECT n FROM records"))


def relate(
    store: Store, changed: tuple[int, ...], removed: tuple[int, ...], notes: Notes, rules: Rules
) -> Changes:
    """Bring all relations up to date with records that have changed, and with ``notes``."""
    config = rules.config
    window, half_life = config.stories.window_hours, config.ranking.half_life_hours
    changes = Changes()
    aliases, before = aliases_of(notes), store.get("aliases", Aliases) or Aliases()

    touched = admission.admit(store, rules.policy, changed, removed)
    named = addresses.name(store, touched)
    shown = same_article.choose(store, named)
    told = {*shown.updated}
    _pages_of(store, {*named, *told, *shown.removed}, changes)
    shared = SharedHosts(config.shared_hosts)
    aliases = outlets.tell_apart(store, shown, aliases, before, shared)
    if aliases != before:
        renamed = changed_slugs(before.providers, aliases.providers)
        renamed |= outlets.moved(store, before, aliases)
        add_renamed(store, shown, changed_slugs(before.topics, aliases.topics), renamed)
    stirred = grouping.before_linking(store, shown)
    Linker(store, aliases, window, changes).link(shown, before)
    lists = listed.resolve(store, shown, aliases)
    changes.providers |= lists.providers
    grouped = grouping.regroup(
        store,
        shown,
        lists,
        stirred,
        grouping.Rules(config.stories, config.locale, rules.cache),
        rules.jobs,
    )
    former, groups = grouping.stories_of(store, stirred)
    keeper = stories.StoryKeeper(store, aliases, half_life, changes)
    moved = keeper.update(former, groups, {*shown.updated, *lists.changed})
    _note_changes(store, notes, changes)
    topics.update(store, notes, aliases, changes)
    providers.update(store, notes, changes)
    assembled = {*shown.updated, *lists.changed, *lists.targets, *moved}
    articles.update(store, assembled, aliases, window, changes)
    for n in (*told, *shown.removed):
        changes.put(items.RECORD, n)
    missed.update(store, changes)
    changes.articles |= assembled
    if LATEST in changes.lists:
        changes.put_list(items.LATEST)
    _days(changes)
    _take_leave(store, removed)
    store.set("aliases", aliases)
    store.set("grouped", grouped)
    return changes


def _pages_of(store: Store, numbers: set[int], changes: Changes) -> None:
    """Ids whose page may be another thing now: an article, a redirect to one, or nothing."""
    with store.set_of(numbers) as some:
        for sql in _PAGES_OF:
            changes.gone.update(store.column(sql.format(some)))


_PAGES_OF = (
    "SELECT id FROM records WHERE n IN (SELECT x FROM {})",
    "SELECT m.id FROM {} CROSS JOIN records r ON r.n = x JOIN records m ON m.n = r.main",
    "SELECT id FROM records WHERE main <> n AND main IN (SELECT x FROM {})",
)
"""The records themselves, those shown in their place, and those in whose place they are shown."""


def _note_changes(store: Store, notes: Notes, changes: Changes) -> None:
    """Topics and providers whose notes have changed."""
    now = {
        **{("topic", note.slug): encode(note) for note in notes.topics},
        **{("provider", slug): encode(note) for slug, note in provider_notes(notes).items()},
    }
    before = store.get("noted", dict[tuple[str, str], bytes]) or {}
    if now == before:
        return
    for key in {key for key in now.keys() | before.keys() if now.get(key) != before.get(key)}:
        kind, slug = key
        if kind == "topic":
            changes.topics.update(store.column("SELECT t FROM topics WHERE slug = ?", slug))
        else:
            changes.providers.update(store.column("SELECT p FROM providers WHERE slug = ?", slug))
    changes.topics.update(
        t
        for slug in topics.store_parents(store)
        for t in store.column("SELECT t FROM topics WHERE slug = ?", slug)
    )
    changes.put_list(items.TOPICS)
    store.set("noted", now)


def _days(changes: Changes) -> None:
    for day in changes.days:
        changes.put(items.DAY, day)
        at = instant(day * DAY)
        changes.put(items.MONTH, at.year * 12 + at.month - 1)
        changes.put_list(items.YEARS)


def _take_leave(store: Store, removed: tuple[int, ...]) -> None:
    """Nothing knows these records any more."""
    store.executemany("DELETE FROM records WHERE n = ?", ((n,) for n in removed))
    store.executemany("DELETE FROM texts WHERE n = ?", ((n,) for n in removed))
    store.execute("DELETE FROM days WHERE records = 0")
