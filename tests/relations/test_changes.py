"""Everything that differs for pages after an update is among the changes that it returns."""

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
from site_gen.plan.list_members import ListMembers
from site_gen.relations import RelationChanges
from site_gen.relations.changes import is_older
from site_gen.store import Store
from site_gen.store.library import Library
from tests.relations.steps import History, few, histories, many
from tests.stored import Stored

Query = tuple[str, str]
"""Name of a query, and its argument."""
Results = dict[Query, tuple[Any, frozenset[int]]]
"""The result of a query, and the items that it depends on."""


def results_of(store: Store) -> Results:
    """Every query of the library with every argument."""
    recorder = Recorder()
    library = Library(store.db, recorder)
    results: Results = {}
    for query, run in _queries(library, store):
        with recorder.recording() as items:
            value = run()
        results[query] = value, frozenset(items)
    return results


def _queries(library: Library, store: Store) -> list[tuple[Query, Callable[[], Any]]]:
    ids = store.column("SELECT id FROM shown")
    topics = store.column("SELECT slug FROM topics WHERE data IS NOT NULL")
    providers = store.column("SELECT slug FROM providers WHERE data IS NOT NULL")
    days = store.column("SELECT day FROM days")
    queries: list[tuple[str, list[Any], Callable[[Any], Any]]] = [
        ("article", ids, lambda id_: _article(library, id_)),
        ("related", ids, library.related),
        ("times", ids, library.times),
        ("story", ids, lambda id_: _story(library, library.story_of(id_))),
        ("heat", ids, lambda id_: library.heat_of(library.record(id_))),
        ("topic", topics, library.topic),
        ("topic summary", topics, lambda slug: topic_summary(library.topic_summary(slug))),
        ("topic ids", topics, lambda slug: library.topic_ids(slug, 3)),
        ("pinned news", topics, library.pinned_news),
        ("topic news", topics, lambda slug: [*library.topic_news(slug)]),
        ("provider", providers, library.provider),
        (
            "provider summary",
            providers,
            lambda slug: provider_summary(library.provider_summary(slug)),
        ),
        ("provider ids", providers, lambda slug: library.provider_ids(slug, 3)),
        ("main topics", providers, library.main_topics),
        ("day ids", days, library.day_ids),
        ("best of day", days, library.best_of_day),
        ("day changed", days, library.day_changed),
        ("newest", [1, 3, -1], library.newest_ids),
        ("newest first", [""], lambda _: [*library.newest_first()]),
        ("top leads", [1, 3], lambda count: sorted(library.top_leads(count))),
        ("topics", [""], lambda _: library.topics()),
        ("topic summarys", [""], lambda _: [*map(topic_summary, library.topic_summaries())]),
        ("providers", [""], lambda _: library.providers()),
        (
            "provider summarys",
            [""],
            lambda _: [*map(provider_summary, library.provider_summaries())],
        ),
        ("month", [2021 * 12 + 5], lambda month: _month(library, month)),
        ("years", [""], lambda _: _years(library)),
    ]
    return [
        ((name, str(key)), lambda run=run, key=key: run(key))  # type: ignore[misc]
        for name, keys, run in queries
        for key in keys
    ]


def _article(library: Library, id_: str) -> Any:
    """A record and everything that its page names."""
    article = library.article(id_)
    relations = article.relations
    own = relations.related_ids or ("",) * len(relations.related_providers)
    listed = [slug for slug, id_ in zip(relations.related_providers, own, strict=True) if not id_]
    return (
        article,
        [library.topic_name(slug) for slug in relations.topics],
        [provider_summary(library.named_provider(slug)) for slug in (relations.provider, *listed)],
    )


def _story(library: Library, story: Story) -> Any:
    """A story and the providers that it names."""
    return story, [provider_summary(library.named_provider(slug)) for slug in story.providers]


def _month(library: Library, month: int) -> Any:
    library.depend_on_month(month)
    first = (datetime(2021, 6, 1).toordinal()) - datetime(1970, 1, 1).toordinal()  # noqa: DTZ001
    return library.days(first, first + 30)


def _years(library: Library) -> Any:
    library.depend_on_years()
    return library.days(0, 1 << 30)


class Planned(msgspec.Struct):
    """What the planner depends on."""

    lists: dict[tuple[str, int], set[tuple[int, str]]]
    pages: dict[str, Any]
    """Record id → the record that is shown at its URL, and when that was published."""
    days: dict[int, int]
    topics: set[int]
    """Slugs of topics that have a page."""
    providers: dict[int, Any]
    """Slug of a provider that has a page → ids of the stories that it missed."""


def planned(store: Store) -> Planned:
    """The current state of what the planner depends on."""
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
        {
            name: {(at, id_) for id_, at in ListMembers(store, *name).from_oldest(0)}
            for name in names
        },
        {id_: tuple(rest) for id_, *rest in pages},
        dict(store.execute("SELECT day, records FROM days").fetchall()),
        set(store.column("SELECT t FROM topics WHERE data IS NOT NULL")),
        dict(store.execute("SELECT p, missed FROM providers WHERE data IS NOT NULL").fetchall()),
    )


def unreported(before: Results, after: Results, changes: RelationChanges) -> list[str]:
    """Queries whose results differ though none of their items is among the changes."""
    return [
        f"{query} {sorted(map(parts, items))}:\n    {value}\n    "
        f"{after[query][0] if query in after else 'gone'}"
        for query, (value, items) in before.items()
        if (query not in after or after[query][0] != value) and items.isdisjoint(changes.items)
    ]


def unplanned(before: Planned, after: Planned, changes: RelationChanges, store: Store) -> list[str]:
    """What the planner depends on and differs, but is not among the changes."""
    lists = [
        f"{name}: {place}, changed since {changes.lists.get(name)}"
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


def compare_builds(history: History) -> None:
    """Compare the state before and after each build with the changes that it returns."""
    stored = Stored(history.config)
    existing: dict[str, Record] = {}
    history.begin.apply(stored, existing)
    for step in history.later:
        before, planned_before = results_of(stored.store), planned(stored.store)
        changes = step.apply(stored, existing)
        if step.config:
            continue  # after a change of the rules all pages are rendered again
        found = unreported(before, results_of(stored.store), changes)
        found += unplanned(planned_before, planned(stored.store), changes, stored.store)
        if found:
            pytest.fail("\n".join(found))


@few
@given(histories)
def test_every_difference_is_among_the_changes(history: History) -> None:
    compare_builds(history)


@pytest.mark.slow
@many
@given(histories)
def test_every_difference_after_many_updates_is_among_the_changes(history: History) -> None:
    compare_builds(history)
