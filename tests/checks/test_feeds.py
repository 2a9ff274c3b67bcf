"""Problems of feeds."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.checks.broken import built, check, findings, write_output
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
        (entry("a", 1) + entry("b", 2), "feed-order", "the entries are not sorted newest first"),
        (entry("a", 2) + entry("b", 1), "", ""),
    ],
)
def test_entries_of_atom(tmp_path: Path, entries: str, code: str, message: str) -> None:
    options = built(tmp_path, {})
    write_output(options, "x.xml", ATOM % entries)
    assert [(problem.code, problem.message) for problem in check(options).problems] == (
        [(code, message)] if code else []
    )


def test_rss_is_checked_too(tmp_path: Path) -> None:
    options = built(tmp_path, {})
    item = "<item><title>x</title><guid isPermaLink='false'>a</guid></item>"
    write_output(
        options, "x.xml", f"<rss version='2.0'><channel><title>T</title>{item * 2}</channel></rss>"
    )
    assert findings(options) == [("/x.xml", "two entries have the id a")]


def test_invalid_feed_is_reported(tmp_path: Path) -> None:
    options = built(tmp_path, {})
    write_output(options, "x.xml", "<rss version='2.0'><channel></channel></rss>")
    assert findings(options) == [("/x.xml", "the feed is not valid: it has no title")]
    write_output(
        options,
        "x.xml",
        "<rss version='2.0'><channel xmlns:a='a'><title>T</title><b:x/></channel></rss>",
    )
    ((_, message),) = findings(options)
    assert message.startswith("the feed is not valid: feed readers may not be able to read it: ")


def test_xml_that_is_not_well_formed_is_reported_with_line_and_column(tmp_path: Path) -> None:
    options = built(tmp_path, {})
    write_output(options, "x.xml", "<rss>\n <a></b></rss>")
    (problem,) = check(options).problems
    assert (problem.code, problem.line, problem.column) == ("bad-xml", 2, 7)
    assert problem.message == "is not well-formed XML: mismatched tag"


@pytest.mark.parametrize(
    ("change", "messages"),
    [
        ({}, []),
        ({"title": 1}, ["the feed is not valid: it has no title"]),
        ({"items": 1}, ["the feed is not valid: its items are not a list of objects"]),
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
            ["the entries are not sorted newest first"],
        ),
    ],
)
def test_json_feed(tmp_path: Path, change: dict[str, object], messages: list[str]) -> None:
    options = built(tmp_path, {})
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "T", "items": []}
    write_output(options, "x.json", json.dumps({**feed, **change}))
    assert [message for _, message in findings(options)] == messages


def test_changed_id_of_an_entry_is_reported(tmp_path: Path) -> None:
    build_site(tmp_path, days(2))
    moved = record("Day 2", "2026-01-02T08:00:00Z", webUrl="https://harbourpost.example/moved")
    site = build_site(tmp_path, {**days(1), "content/news/d02.md": moved})
    problems = check(site.options).problems
    assert {problem.code for problem in problems} == {"feed-id-changed"}
    assert "the entry of https://gazette.example/news/d02/ has the id " in problems[0].message
    again = build_site(tmp_path, {**days(1), "content/news/d02.md": moved})
    assert check(again.options).problems == problems, "an unchanged build is not a new edition"


def test_unchanged_ids_are_accepted(tmp_path: Path) -> None:
    build_site(tmp_path, days(2))
    assert check(build_site(tmp_path, days(3)).options).problems == ()
