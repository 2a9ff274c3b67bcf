"""Reasons why pages are rendered."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from site_gen.dependencies import (
    DAY,
    LIST,
    MONTH,
    PART,
    PROVIDER,
    PROVIDER_NAME,
    RECORD,
    STORY,
    TOPIC,
    TOPIC_NAME,
    item,
)
from site_gen.store import Store
from site_gen.update_reasons import reasons


@pytest.fixture
def store() -> Iterator[Store]:
    """A store that knows a record, a topic and a provider."""
    with Store(None) as one:
        one.execute("INSERT INTO records (n, id) VALUES (1, 'ferry')")
        one.execute("INSERT INTO topics (t, slug) VALUES (1, 'tides')")
        one.execute("INSERT INTO providers (p, slug) VALUES (1, 'quay.example')")
        yield one


def why(store: Store, reason: str, kind: str = "home", digest: bytes | None = None) -> str:
    """The reason for a page that is to be made for this reason."""
    store.execute(
        "INSERT INTO pages (path, folded_path, kind, state, why, digest) "
        "VALUES ('a', 'a', ?, 1, ?, ?)",
        (kind, reason, digest),
    )
    ((path, reason),) = reasons(store)
    assert path == "a"
    return reason


@pytest.mark.parametrize(
    ("number", "reason"),
    [
        (item(RECORD, 1), "the record ferry, or a name that it shows, has changed"),
        (item(RECORD, 7), "a record was removed"),
        (item(STORY, 1), "the story of ferry, or a name that it shows, has changed"),
        (item(STORY, 7), "a story was removed"),
        (item(TOPIC, 1), "the topic tides has changed"),
        (item(TOPIC_NAME, 1), "the name or description of the topic tides has changed"),
        (item(PROVIDER, 1), "the provider quay.example has changed"),
        (item(PROVIDER, 7), "something was removed"),
        (item(PROVIDER_NAME, 1), "the name or picture of the provider quay.example has changed"),
        (item(DAY, 20_487), "the records of 2026-02-03 have changed"),
        (item(DAY, -1), "the records of 1969-12-31 have changed"),
        (item(MONTH, 2026 * 12 + 1), "the records of 2026-02 have changed"),
        (item(LIST, 0), "the list of all records has changed"),
        (item(LIST, 6), "the days of the archive have changed"),
        (item(PART, -5), "the pages that it lists have changed"),
    ],
)
def test_items_have_reasons(store: Store, number: int, reason: str) -> None:
    assert why(store, f"item {number}") == reason


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        ("article", "whether search engines may show it has changed"),
        ("redirect", "it redirects to another page"),
        ("page", "its text has changed"),
        ("latest", "the list that it shows has changed"),
        ("api/list", "the list that it shows has changed"),
    ],
)
def test_reason_of_changed_arguments_depends_on_the_kind_of_page(
    store: Store, kind: str, reason: str
) -> None:
    assert why(store, "its arguments have changed", kind, b"made") == reason


def test_page_is_new_unless_it_was_written_before(store: Store) -> None:
    assert why(store, "new") == "new"
    store.execute("UPDATE pages SET digest = x'00'")
    reason = "all pages were planned again: other settings, another program, or a new store"
    assert dict(reasons(store)) == {"a": reason}


def test_only_pages_that_are_due_have_reasons(store: Store) -> None:
    store.execute(
        "INSERT INTO pages (path, folded_path, kind, state, why) VALUES "
        "('b', 'b', 'static', 1, 'new'), ('c', 'c', 'home', 0, NULL), ('d', 'd', 'home', 2, NULL)"
    )
    assert why(store, "its file was changed or removed") == "its file was changed or removed"
