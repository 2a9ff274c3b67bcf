"""Relations: what connects records, updated in the store one after another.

admission.py         which valid records are shown, and which record has a URL that several claim
duplicates.py        which record is shown of several that are the same article
shared_hosts.py      which hosts have several providers
due.py               which records or their entries were in the future at the last build
memberships.py       topics, provider, day and mentions of each shown record
related_entries.py   which related entries are records of the site
grouping.py          which records are about the same story
stories.py           stories: leads, coverage, copies and delays (story_members.py, heat.py,
                     copies.py, delays.py), scores (breadth.py), and what editors pin and bury
                     (editors_choice.py)
topics.py            topics: names, parents and numbers of records
providers.py         providers: names, images, coverage and speed
digests.py           the top stories of each finished day and week (day_clusters.py)
articles.py          what the page of a record shows
missed_stories.py    what other providers cover and one does not
neighbours.py        which records have another neighbour in a list

Each is given what the relations before it have changed, and writes only rows that differ. A build
from nothing is the same with everything changed. Records are passed on as row ids, ``n``; topics
are ``t`` and providers ``p`` (``store/schema.py``).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Mapping
from pathlib import Path

import msgspec

from site_gen import dependencies as items
from site_gen.config import SiteConfig, default_locale
from site_gen.instants import micros
from site_gen.model import Notes
from site_gen.provider_keys import SharedHosts
from site_gen.relations import (
    admission,
    articles,
    digests,
    due,
    duplicates,
    editors_choice,
    grouping,
    missed_stories,
    neighbours,
    providers,
    related_entries,
    shared_hosts,
    stories,
    topics,
)
from site_gen.relations.admission import Policy
from site_gen.relations.aliases import Aliases, aliases_of, changed_slugs, provider_notes
from site_gen.relations.changes import LATEST, RelationChanges
from site_gen.relations.memberships import MembershipWriter, add_renamed
from site_gen.relations.story_members import StoryRules
from site_gen.store import Store, encode
from site_gen.workers import Workers
from site_gen.zones import date_of, zone_named

__all__ = ["Policy", "RelationChanges", "relate", "reset"]

_TABLES = (
    "article_keys related_keys shown provider_key_times links memberships mentions blocks stories "
    "delays days digests documents unspaced"
).split()


class RelationRules(msgspec.Struct, frozen=True):
    """Everything but records and notes that relations depend on."""

    config: SiteConfig
    policy: Policy
    cache: Path
    """The folder of cached word lists and embeddings."""
    workers: Workers


def reset(store: Store) -> tuple[int, ...]:
    """Remove all relations; returns all records, to be related again."""
    store.clear(*_TABLES)
    # Topics and providers keep their row ids, which pages depend on.
    store.execute("UPDATE topics SET data = NULL")
    store.execute("UPDATE providers SET data = NULL, missed = NULL")
    # Records without a path were removed by a build that was killed.
    store.execute("DELETE FROM texts WHERE n IN (SELECT n FROM records WHERE path IS NULL)")
    store.execute("DELETE FROM records WHERE path IS NULL")
    store.execute("UPDATE records SET left_out = NULL, has_url = 0, main = NULL")
    store.execute(
        "DELETE FROM meta WHERE name IN ('now', 'aliases', 'parents', 'noted', 'digests_end')"
    )
    return tuple(store.column("SELECT n FROM records"))


def relate(
    store: Store,
    changed: tuple[int, ...],
    removed: tuple[int, ...],
    notes: Notes,
    rules: RelationRules,
) -> RelationChanges:
    """Update all relations after these records, or any of ``notes``, have changed."""
    config = rules.config
    window, half_life = config.stories.window_hours, config.ranking.half_life_hours
    zone = zone_named(config.timezone)
    changes = RelationChanges()
    last = store.get("now", int)
    before = store.get("aliases", Aliases) or Aliases()
    now = micros(rules.policy.now)

    admitted = admission.admit(store, rules.policy, changed, removed)
    with_urls = admission.assign_urls(store, admitted)
    shown = duplicates.choose_shown(store, with_urls)
    page_changes = {*shown.updated, *shown.removed}
    _add_page_ids(store, {*with_urls, *page_changes}, changes)
    aliases = shared_hosts.update(
        store, shown, aliases_of(notes, config.locale), before, SharedHosts(config.shared_hosts)
    )
    if aliases != before:
        renamed_topics = changed_slugs(before.topics, aliases.topics)
        for slug in renamed_topics:
            changes.add(items.TOPIC_SLUG, items.slug_key(slug))
        add_renamed(
            store,
            shown,
            renamed_topics,
            changed_slugs(before.providers, aliases.providers)
            | shared_hosts.slugs_on_changed_hosts(store, before, aliases),
        )
    affected = grouping.affected_before(store, shown)
    ended = editors_choice.ended_pins(store, last, rules.policy.now)
    has_come = due.due_records(store, last, now)
    affected.stories.update(ended.values(), (record.story for record in has_come.values()))
    due.add_due(store, has_come, aliases, changes)
    days = _days(store)
    MembershipWriter(store, aliases, before, window, changes, zone).update(shown)
    related = related_entries.resolve(store, shown, aliases)
    changes.providers |= related.providers
    grouped = grouping.regroup(
        store,
        shown,
        related,
        affected,
        grouping.GroupingRules(config.stories, default_locale(config), rules.cache),
        rules.workers,
    )
    former, groups = grouping.affected_groups(store, affected)
    story_rules = StoryRules(half_life, zone, now, default_locale(config))
    writer = stories.StoryWriter(store, aliases, story_rules, changes)
    again = {*shown.updated, *related.changed, *ended, *has_come}
    moved = writer.update(former, groups, again)
    to_check = digests.DigestChanges(again, shown.removed, affected.blocks)
    digests.update(store, aliases, config, story_rules, changes, to_check)
    _add_changed_notes(store, notes, changes)
    topics.update(store, notes, aliases, config.locale, changes)
    providers.update(store, notes, changes)
    changes.articles = {*shown.updated, *related.changed, *related.targets, *moved}
    articles.update(store, changes.articles, aliases, window, changes)
    for n in page_changes:
        changes.add(items.RECORD, n)
    missed_stories.update(store, changes)
    neighbours.update(store, changes)
    if LATEST in changes.lists:
        changes.add_list(items.LATEST)
    _add_days(changes)
    _add_neighbours(days, _days(store), changes)
    _delete(store, removed)
    store.set("aliases", aliases)
    store.set("grouped", grouped)
    return changes


def _add_page_ids(store: Store, numbers: set[int], changes: RelationChanges) -> None:
    """Add the ids of these records, of those shown in their place, and of their duplicates."""
    with store.temp_table(numbers) as table:
        for sql in _PAGE_IDS:
            changes.page_ids.update(store.column(sql.format(table)))


_PAGE_IDS = (
    "SELECT id FROM records WHERE n IN (SELECT x FROM {})",
    "SELECT m.id FROM {} CROSS JOIN records r ON r.n = x JOIN records m ON m.n = r.main",
    "SELECT id FROM records WHERE main <> n AND main IN (SELECT x FROM {})",
)


def _add_changed_notes(store: Store, notes: Notes, changes: RelationChanges) -> None:
    """Add topics and providers whose notes have changed."""
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
    for slug in topics.stored_tree(store):
        changes.topics.update(store.column("SELECT t FROM topics WHERE slug = ?", slug))
    changes.add_list(items.TOPICS)
    store.set("noted", now)


def _add_days(changes: RelationChanges) -> None:
    """Add the items of changed days, and of the months and years that count their records."""
    for day in changes.days:
        changes.add(items.DAY, day)
        changes.add(items.MONTH, _month_of(day))
        changes.add_list(items.YEARS)


def _days(store: Store) -> set[int]:
    return set(store.column("SELECT day FROM days WHERE records > 0"))


def _add_neighbours(before: set[int], after: set[int], changes: RelationChanges) -> None:
    """Add the days, months and years whose next or last one with records is another now."""
    if before == after:
        return
    for unit, number_of in _NUMBER_OF_DAY.items():
        then, now = {number_of(day) for day in before}, {number_of(day) for day in after}
        ordered = sorted(now)
        for number in then ^ now:
            place = bisect_left(ordered, number)
            is_there = number in now
            for neighbour in ordered[max(0, place - 1) : place + 1 + is_there]:
                changes.add(items.NEIGHBOURS, items.period_key(unit, neighbour))


def _month_of(day: int) -> int:
    date = date_of(day)
    return date.year * 12 + date.month - 1


_NUMBER_OF_DAY: Mapping[int, Callable[[int], int]] = {
    items.DAYS: lambda day: day,
    items.MONTHS: _month_of,
    items.YEAR_NUMBERS: lambda day: _month_of(day) // 12,
}
"""Unit of a period → the number of a day's period."""


def _delete(store: Store, removed: tuple[int, ...]) -> None:
    """Delete the rows of removed records."""
    store.executemany("DELETE FROM records WHERE n = ?", ((n,) for n in removed))
    store.executemany("DELETE FROM texts WHERE n = ?", ((n,) for n in removed))
    store.execute("DELETE FROM days WHERE records = 0")
