"""Feeds: what readers of feeds would stumble over."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from site_gen.plan.feed_entries import entry_id
from tests.checks.broken import built, check, found, put
from tests.sites.site import build_site, days, record

ATOM = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><id>urn:x</id><title>T</title>
<updated>2026-01-01T00:00:00Z</updated>%s</feed>"""


def entry(id_: str, day: int = 1, link: str = "https://elsewhere.example/") -> str:
    date = f"2026-01-{day:02}T00:00:00Z"
    return (
        f"<entry><id>{id_}</id><title>E</title><link href='{link}'/>"
        f"<published>{date}</published><updated>{date}</updated></entry>"
    )


@pytest.mark.parametrize(
    ("entries", "code", "message"),
    [
        (entry(""), "feed-no-id", "entry 1 has no id"),
        (entry("a") + entry("a"), "feed-same-id", "two entries have the id a"),
        (entry("a", 1) + entry("b", 2), "feed-order", "the newest entries do not come first"),
        (entry("a", 2) + entry("b", 1), "", ""),
    ],
)
def test_entries_of_atom(tmp_path: Path, entries: str, code: str, message: str) -> None:
    options = built(tmp_path, {})
    put(options, "x.xml", ATOM % entries)
    assert [(each.code, each.message) for each in check(options).problems] == (
        [(code, message)] if code else []
    )


def test_rss_is_checked_too(tmp_path: Path) -> None:
    options = built(tmp_path, {})
    item = "<item><title>x</title><guid isPermaLink='false'>a</guid></item>"
    put(options, "x.xml", f"<rss version='2.0'><channel><title>T</title>{item * 2}</channel></rss>")
    assert found(options) == [("/x.xml", "two entries have the id a")]


def test_feed_that_is_none_is_told_by_the_reader(tmp_path: Path) -> None:
    options = built(tmp_path, {})
    put(options, "x.xml", "<rss version='2.0'><channel></channel></rss>")
    assert found(options) == [("/x.xml", "the feed is not valid: it has no title")]
    put(
        options,
        "x.xml",
        "<rss version='2.0'><channel xmlns:a='a'><title>T</title><b:x/></channel></rss>",
    )
    ((_, message),) = found(options)
    assert message.startswith("the feed is not valid: no feed reader can rely on it: ")


def test_xml_that_is_not_well_formed_is_told_with_line_and_column(tmp_path: Path) -> None:
    options = built(tmp_path, {})
    put(options, "x.xml", "<rss>\n <a></b></rss>")
    (problem,) = check(options).problems
    assert (problem.code, problem.line, problem.column) == ("bad-xml", 2, 7)
    assert problem.message == "is no well-formed XML: mismatched tag"


@pytest.mark.parametrize(
    ("change", "messages"),
    [
        ({}, []),
        ({"title": 1}, ["the feed is not valid: it has no title"]),
        ({"items": 1}, ["the feed is not valid: its items are no list of objects"]),
        ({"items": [{"content_text": ""}]}, ["entry 1 has no id"]),
        ({"items": [{"id": "a"}]}, ["the feed is not valid: entry 1 has no content"]),
        ({"items": [{"id": "a", "content_text": ""}] * 2}, ["two entries have the id a"]),
        (
            {
                "items": [
                    {"id": day, "content_text": "", "date_published": f"2026-01-{day}T00:00:00Z"}
                    for day in ("01", "02")
                ]
            },
            ["the newest entries do not come first"],
        ),
    ],
)
def test_json_feed(tmp_path: Path, change: dict[str, object], messages: list[str]) -> None:
    options = built(tmp_path, {})
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "T", "items": []}
    put(options, "x.json", json.dumps({**feed, **change}))
    assert [message for _, message in found(options)] == messages


def test_id_of_an_entry_stays_from_edition_to_edition(tmp_path: Path) -> None:
    build_site(tmp_path, days(2))
    moved = record("Day 2", "2026-01-02T08:00:00Z", webUrl="https://harbourpost.example/moved")
    site = build_site(tmp_path, {**days(1), "content/news/d02.md": moved})
    problems = check(site.options).problems
    assert {problem.code for problem in problems} == {"feed-id-changed"}
    assert "the entry of https://gazette.example/news/d02/ has the id " in problems[0].message
    again = build_site(tmp_path, {**days(1), "content/news/d02.md": moved})
    assert check(again.options).problems == problems, "an unchanged build leaves the measure"


def test_unchanged_ids_are_fine(tmp_path: Path) -> None:
    build_site(tmp_path, days(2))
    assert check(build_site(tmp_path, days(3)).options).problems == ()
    assert entry_id.__doc__
