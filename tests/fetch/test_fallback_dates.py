"""Dates for entries without one, and the newest entries of a feed."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from site_gen.fetch.fallback_dates import newest
from site_gen.fetch.types import FeedItem, Notice
from tests.fetch.commands import Fetch, configure
from tests.fetch.feeds.samples import parse, rss
from tests.fetch.fetch_site import LEDGER, NOON, FetchSite, item
from tests.fetch.server import FeedServer

DAY = timedelta(days=1)
UNREAD = Notice("unreadable-date", "the date “soon” cannot be read")


@pytest.mark.parametrize(
    ("fields", "feed", "date", "code", "by"),
    [
        ({"notice": UNREAD}, {"dated_at": NOON - DAY}, "24T12", "unreadable-date", "own date"),
        ({"notice": UNREAD}, {}, "25T12", "unreadable-date", "the first fetch"),
        ({"notice": UNREAD}, {"dated_at": NOON + DAY}, "25T12", "unreadable-date", "first fetch"),
        ({}, {"dated_at": NOON - DAY}, "24T12", "no-date", "it has no date; it is dated by the"),
        ({}, {}, "25T12", "no-date", "it has no date; it is dated by the first fetch"),
    ],
)
def test_entry_without_a_date_gets_the_date_bound(
    site: FetchSite,
    fields: dict[str, Any],
    feed: dict[str, Any],
    date: str,
    code: str,
    by: str,
) -> None:
    site.set_feed(item(published_at=None, **fields), **feed)
    (source,) = site.run().sources
    (notice,) = source.notices
    assert site.fields()["publishedDateTime"] == f"2026-11-{date}:00:00Z"
    assert (notice.code, notice.entry) == (code, "https://harbourledger.example/night-ferry")
    assert by in notice.message


def test_date_in_the_future_is_a_notice(site: FetchSite) -> None:
    site.set_feed(item(published_at=NOON + DAY), dated_at=NOON - DAY)
    (source,) = site.run().sources
    assert site.fields()["publishedDateTime"] == "2026-11-25T12:00:00Z"
    assert [(notice.code, notice.message) for notice in source.notices] == [
        ("future-date", "its date is in the future; it is dated by the first fetch")
    ]


@pytest.mark.parametrize(
    ("dates", "known"),
    [
        ({"published_at": NOON}, None),
        ({"published_at": NOON - DAY, "updated_at": NOON}, None),
        ({"published_at": None, "updated_at": NOON}, False),
        ({"published_at": None}, False),
        ({"published_at": NOON + DAY, "updated_at": NOON}, False),
    ],
    ids=["published", "and updated", "only updated", "no date", "in the future"],
)
def test_record_says_if_its_time_is_not_that_of_publication(
    site: FetchSite, dates: dict[str, Any], known: bool | None
) -> None:
    site.set_feed(item(**dates))
    site.run()
    assert site.fields().get("timeKnown") is known


def test_record_of_an_older_version_is_updated_without_the_field(site: FetchSite) -> None:
    dates: dict[str, Any] = {"published_at": None, "updated_at": NOON}
    site.set_feed(item(**dates))
    site.run()
    site.edit(lambda text: text.replace("timeKnown: false\n", ""))
    shutil.rmtree(site.content / ".fetched")  # so that the record is recognised by its fields
    before = site.fields()
    site.run()
    site.set_feed(item(excerpt="The crossing is open again.", **dates))
    site.run(hours=1)
    after = site.fields()
    assert "timeKnown" not in before
    assert "timeKnown" not in after
    assert after["excerpt"] == "The crossing is open again."


def test_feed_date_older_than_its_entries_does_not_count(site: FetchSite) -> None:
    undated = item("fog", published_at=None, notice=UNREAD)
    site.set_feed(item(published_at=NOON - DAY), undated, dated_at=NOON - 99 * DAY)
    site.run()
    dates = {
        site.fields(path)["title"]: site.fields(path)["publishedDateTime"] for path in site.paths
    }
    assert dates["Fog"] == "2026-11-25T12:00:00Z"


def test_entry_with_a_date_has_no_notice(site: FetchSite) -> None:
    site.set_feed(item(), item("fog", published_at=None, updated_at=NOON - DAY))
    (source,) = site.run().sources
    assert source.notices == ()


def test_entry_keeps_its_first_date_bound(site: FetchSite) -> None:
    site.set_feed(item(published_at=None), dated_at=NOON - DAY)
    site.run()
    before = site.files
    site.set_feed(item(published_at=None), dated_at=NOON)
    site.run(hours=1)
    assert site.files == before


BODY = rss("<title>Fog</title><link>https://a.example/1</link><pubDate>soon</pubDate>").encode()


def test_last_modified_is_used_and_printed(
    fetch: Fetch, server: FeedServer, tmp_path: Path
) -> None:
    server.put("/feed", BODY, last_modified="Mon, 23 Feb 2026 08:00:00 GMT")
    configure(tmp_path, server.url("/feed"))
    _, _, err = fetch("--verbose")
    assert (
        "https://a.example/1: unreadable-date: the date “soon” cannot be read; "
        "it is dated by Last-Modified" in err
    )


@pytest.mark.parametrize(
    ("modified", "other"),
    [
        ("Thu, 01 Jan 1970 00:00:00 GMT", ""),
        ("Mon, 23 Feb 2026 08:00:00 GMT", "Tue, 24 Feb 2026 08:00:00 GMT"),
    ],
    ids=["no date", "older than an entry"],
)
def test_impossible_last_modified_is_ignored(
    fetch: Fetch, server: FeedServer, tmp_path: Path, modified: str, other: str
) -> None:
    dated = f"<title>Old</title><link>https://a.example/2</link><pubDate>{other}</pubDate>"
    body = BODY.replace(b"</item>", f"</item><item>{dated}</item>".encode()) if other else BODY
    server.put("/feed", body, last_modified=modified)
    configure(tmp_path, server.url("/feed"))
    _, _, err = fetch("--verbose")
    assert "it is dated by the first fetch" in err


def test_unreadable_dates_are_counted(fetch: Fetch, server: FeedServer, tmp_path: Path) -> None:
    server.put("/feed", BODY)
    configure(tmp_path, server.url("/feed"))
    _, _, err = fetch()
    assert ": 1 date cannot be read (--verbose lists the entries)" in err
    _, _, err = fetch()
    assert "cannot be read" not in err, "the record has been written"


@pytest.mark.parametrize(
    ("head", "found"),
    [
        ("<lastBuildDate>Tue, 14 May 2024 10:30:00 GMT</lastBuildDate>", 14),
        ("<pubDate>Mon, 13 May 2024 10:30:00 GMT</pubDate>", 13),
        (
            "<pubDate>Mon, 13 May 2024 10:30:00 GMT</pubDate>"
            "<lastBuildDate>Tue, 14 May 2024 10:30:00 GMT</lastBuildDate>",
            14,
        ),
    ],
)
def test_date_of_a_feed_is_the_newest_it_has(head: str, found: int) -> None:
    feed = parse(
        f"<rss><channel><title>T</title>{head}<item><title>A</title></item></channel></rss>"
    )
    assert feed.dated_at
    assert feed.dated_at.day == found


def numbered(days: Sequence[int | None]) -> list[FeedItem]:
    """Entries of these ages in days."""
    return [
        FeedItem(title=f"{place}", published_at=None if age is None else NOON - age * DAY)
        for place, age in enumerate(days)
    ]


@pytest.mark.parametrize(
    ("days", "taken"),
    [
        ([1, 2, 3, 4], [0, 1]),
        ([4, 3, 2, 1], [2, 3]),
        ([9, 1, 2, 3], [1, 2]),
        ([3, 1, 4, 2], [1, 3]),
        ([4, 3, None, 1], [2, 3]),
        ([1, None, 3, 4], [0, 1]),
        ([None, None, None, None], [0, 1]),
        ([-5, 1, 2, 3], [0, 1]),
        ([1, 1, 1, 1], [0, 1]),
    ],
    ids=str,
)
def test_newest_entries_in_the_order_of_the_feed(days: list[int | None], taken: list[int]) -> None:
    assert [int(each.title) for each in newest(numbered(days), 2, NOON)] == taken


@settings(derandomize=True, deadline=None)
@given(days=st.lists(st.integers(0, 30), max_size=12), count=st.integers(1, 12))
def test_entries_left_out_are_not_newer(days: list[int], count: int) -> None:
    taken = [int(each.title) for each in newest(numbered(days), count, NOON)]
    assert taken == sorted(taken)
    assert len(taken) == min(count, len(days))
    left = [age for place, age in enumerate(days) if place not in taken]
    assert not left or max(days[place] for place in taken) <= min(left)


def test_feed_with_the_oldest_entry_first(site: FetchSite) -> None:
    site.urls = [{"url": LEDGER, "max_items": 2}]
    old = [item(f"tide-{day}", published_at=NOON - (9 - day) * DAY) for day in range(3)]
    site.set_feed(*old)
    site.run()
    assert site.titles == ["Tide 1", "Tide 2"]
    site.set_feed(*old, item("tide-3", published_at=NOON - DAY))
    assert site.run(hours=1).new == 1
