"""What an update says of itself: whatever pages would see otherwise now is among its changes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

import msgspec
import pytest
from hypothesis import given

from site_gen.dependencies import Recorder, parts
from site_gen.model import Record, Story
from site_gen.model.library import provider_summary, topic_summary
from site_gen.plan.list_members import Members
from site_gen.relations import RelationChanges
from site_gen.relations.changes import is_older
from site_gen.store import Store
from site_gen.store.library import Library
from tests.relations.steps import History, few, histories, many
from tests.stored import Stored

Look = tuple[str, str]
"""What is looked at, and of which thing."""
Seen = dict[Look, tuple[Any, frozenset[int]]]
"""What was seen, and the items that whoever saw it depends on."""


def seen(store: Store) -> Seen:
    """Everything that pages may look at."""
    recorder = Recorder()
    library = Library(store.db, recorder)
    found: Seen = {}
    for look, see in _looks(library, store):
        with recorder.recording() as items:
            value = see()
        found[look] = value, frozenset(items)
    return found


def _looks(library: Library, store: Store) -> list[tuple[Look, Callable[[], Any]]]:
    ids = store.column("SELECT id FROM shown")
    topics = store.column("SELECT slug FROM topics WHERE data IS NOT NULL")
    providers = store.column("SELECT slug FROM providers WHERE data IS NOT NULL")
    days = store.column("SELECT day FROM days")
    one: list[tuple[str, list[Any], Callable[[Any], Any]]] = [
        ("article", ids, lambda id_: _article(library, id_)),
        ("related", ids, library.related),
        ("times", ids, library.times),
        ("story", ids, lambda id_: _story(library, library.story_of(id_))),
        ("heat", ids, lambda id_: library.heat_of(library.record(id_))),
        ("topic", topics, library.topic),
        ("topic face", topics, lambda slug: topic_summary(library.topic_summary(slug))),
        ("topic ids", topics, lambda slug: library.topic_ids(slug, 3)),
        ("topic stories", topics, lambda slug: [*library.topic_stories(slug)]),
        ("provider", providers, library.provider),
        ("provider face", providers, lambda slug: provider_summary(library.provider_summary(slug))),
        ("provider ids", providers, lambda slug: library.provider_ids(slug, 3)),
        ("main topics", providers, library.main_topics),
        ("day ids", days, library.day_ids),
        ("best of day", days, library.best_of_day),
        ("day changed", days, library.day_changed),
        ("newest", [1, 3, -1], library.newest_ids),
        ("newest first", [""], lambda _: [*library.newest_first()]),
        ("top leads", [1, 3], lambda count: library.top_leads(count, 0.0)),
        ("topics", [""], lambda _: library.topics()),
        ("topic faces", [""], lambda _: [*map(topic_summary, library.topic_summaries())]),
        ("providers", [""], lambda _: library.providers()),
        ("provider faces", [""], lambda _: [*map(provider_summary, library.provider_summaries())]),
        ("month", [2021 * 12 + 5], lambda month: _month(library, month)),
        ("years", [""], lambda _: _years(library)),
    ]
    return [
        ((name, str(key)), lambda see=see, key=key: see(key))  # type: ignore[misc]
        for name, keys, see in one
        for key in keys
    ]


def _article(library: Library, id_: str) -> Any:
    """A record and what its page names."""
    article = library.article(id_)
    relations = article.relations
    own = relations.related_ids or ("",) * len(relations.related_providers)
    listed = [slug for slug, id_ in zip(relations.related_providers, own, strict=True) if not id_]
    return (
        article,
        [library.topic_name(slug) for slug in relations.topics],
        [provider_summary(library.provider_shown(slug)) for slug in (relations.provider, *listed)],
    )


def _story(library: Library, story: Story) -> Any:
    """A story and the providers that it names."""
    return story, [provider_summary(library.provider_shown(slug)) for slug in story.providers]


def _month(library: Library, month: int) -> Any:
    library.depend_on_month(month)
    first = (datetime(2021, 6, 1).toordinal()) - datetime(1970, 1, 1).toordinal()  # noqa: DTZ001
    return library.days(first, first + 30)


def _years(library: Library) -> Any:
    library.depend_on_years()
    return library.days(0, 1 << 30)


class Planned(msgspec.Struct):
    """What the planner decides by, of each thing."""

    lists: dict[tuple[str, int], set[tuple[int, str]]]
    pages: dict[str, Any]
    """Id → what its page is: the record that is shown, and when that was published."""
    days: dict[int, int]
    topics: set[int]
    """Those that have a page."""
    providers: dict[int, Any]
    """The same, and what their pages name as missed."""


def planned(store: Store) -> Planned:
    """What there is to be planned now."""
    topics = store.column("SELECT t FROM topics")
    providers = store.column("SELECT p FROM providers")
    names = [
        *(("latest", 0), ("stories", 0)),
        *((name, t) for name in ("topic", "topic stories") for t in topics),
        *(("provider", p) for p in providers),
    ]
    pages = store.execute(
        "SELECT r.id, s.id, CASE WHEN s.n = r.n THEN s.published END FROM records r "
        "JOIN shown s ON s.n = r.main WHERE r.has_url = 1"
    )
    return Planned(
        {name: {(at, id_) for id_, at in Members(store, *name).from_oldest(0)} for name in names},
        {id_: tuple(rest) for id_, *rest in pages},
        dict(store.execute("SELECT day, records FROM days").fetchall()),
        set(store.column("SELECT t FROM topics WHERE data IS NOT NULL")),
        dict(store.execute("SELECT p, missed FROM providers WHERE data IS NOT NULL").fetchall()),
    )


def unnamed(before: Seen, after: Seen, changes: RelationChanges) -> list[str]:
    """What is seen otherwise though nothing that it depends on has changed, it is said."""
    return [
        f"{look} {sorted(parts(each) for each in items)}:\n    {value}\n    "
        f"{after[look][0] if look in after else 'gone'}"
        for look, (value, items) in before.items()
        if (look not in after or after[look][0] != value) and items.isdisjoint(changes.items)
    ]


def unplanned(before: Planned, after: Planned, changes: RelationChanges, store: Store) -> list[str]:
    """What would be planned otherwise, and is not said to have changed."""
    lists = [
        f"{name}: {place}, said is {changes.lists.get(name)}"
        for name in before.lists.keys() | after.lists.keys()
        for place in before.lists.get(name, set()) ^ after.lists.get(name, set())
        if name not in changes.lists or is_older(place, changes.lists[name])
    ]
    articles = {id_ for id_, n in store.execute("SELECT id, n FROM shown") if n in changes.articles}
    asked = changes.page_ids | articles
    pages = [
        f"page {id_}: {before.pages.get(id_)}, {after.pages.get(id_)}"
        for id_ in before.pages.keys() | after.pages.keys()
        if before.pages.get(id_) != after.pages.get(id_) and id_ not in asked
    ]
    days = [
        f"day {day}"
        for day in before.days.keys() | after.days.keys()
        if before.days.get(day) != after.days.get(day) and day not in changes.days
    ]
    topics = [f"topic {t}" for t in (before.topics ^ after.topics) - changes.topics]
    providers = [
        f"provider {p}"
        for p in before.providers.keys() | after.providers.keys()
        if before.providers.get(p, "") != after.providers.get(p, "") and p not in changes.providers
    ]
    return [*lists, *pages, *days, *topics, *providers]


def follow(history: History) -> None:
    """Compare what each build of a site has changed with what it says of that."""
    stored = Stored(history.config)
    there: dict[str, Record] = {}
    history.begin.take(stored, there)
    for step in history.later:
        before, to_plan = seen(stored.store), planned(stored.store)
        changes = step.take(stored, there)
        if step.config:
            continue  # by other rules: all pages are made again, whatever has changed
        found = unnamed(before, seen(stored.store), changes)
        found += unplanned(to_plan, planned(stored.store), changes, stored.store)
        if found:
            pytest.fail("\n".join(found))


@few
@given(histories)
def test_whatever_changes_is_named(history: History) -> None:
    follow(history)


@pytest.mark.slow
@many
@given(histories)
def test_whatever_many_updates_change_is_named(history: History) -> None:
    follow(history)
