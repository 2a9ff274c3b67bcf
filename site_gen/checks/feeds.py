"""Feeds as a feed reader sees them: Atom, RSS and JSON Feed."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from site_gen.checks.problems import finding
from site_gen.model import Problem

ROOTS = frozenset({"feed", "rss", "RDF"})
"""The root elements of XML feeds."""
_JSON_FEED = "https://jsonfeed.org/version/"
_FIX = "fix the template that writes it, and build again"


class FeedEntry(NamedTuple):
    """Identity and order of an entry."""

    id: str
    link: str
    published: Any
    """A comparable time; None if the entry has none that can be read."""


def check_feed(path: str, data: bytes, previous_ids: Mapping[str, str]) -> tuple[Problem, ...]:
    """The problems of a well-formed XML feed.

    ``previous_ids`` maps links to the ids that their entries had in the previous edition.
    """
    # Slow to import, and only check needs it.
    import feedparser  # noqa: PLC0415

    # Nobody sees the texts here, and cleaning them takes most of the library's time.
    parsed = feedparser.parse(io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    if parsed.get("bozo"):
        reason = parsed.get("bozo_exception")
        return (_invalid(path, f"feed readers may not be able to read it: {reason}"),)
    missing = [] if parsed.feed.get("title") else [_invalid(path, "it has no title")]
    entries = (
        FeedEntry(
            entry.get("id") or "",
            entry.get("link") or "",
            entry.get("published_parsed") or entry.get("updated_parsed"),
        )
        for entry in parsed.entries
    )
    return (*missing, *check_entries(path, entries, previous_ids))


def is_json_feed(document: Any) -> bool:
    """Whether a JSON document declares itself as a feed."""
    version = document.get("version") if isinstance(document, dict) else None
    return isinstance(version, str) and version.startswith(_JSON_FEED)


def check_json_feed(
    path: str, document: Mapping[str, Any], previous_ids: Mapping[str, str]
) -> tuple[Problem, ...]:
    """The problems of a JSON Feed, by https://www.jsonfeed.org/version/1.1/"""
    problems = []
    if not isinstance(document.get("title"), str):
        problems.append(_invalid(path, "it has no title"))
    items = document.get("items")
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        return (*problems, _invalid(path, "its items are not a list of objects"))
    for number, item in enumerate(items, 1):
        if not {"content_html", "content_text"} & item.keys():
            problems.append(_invalid(path, f"entry {number} has no content"))
    entries = (FeedEntry(_text(item, "id"), _text(item, "url"), _date(item)) for item in items)
    return (*problems, *check_entries(path, entries, previous_ids))


def _text(item: Mapping[str, Any], name: str) -> str:
    value = item.get(name)
    return value if isinstance(value, str) else ""


def _date(item: Mapping[str, Any]) -> datetime | None:
    try:
        date = datetime.fromisoformat(_text(item, "date_published"))
    except ValueError:
        return None
    return date if date.tzinfo else None


def _invalid(path: str, reason: str) -> Problem:
    return finding(path, f"the feed is not valid: {reason}", "feed-invalid", _FIX)


def check_entries(
    path: str, entries: Iterable[FeedEntry], previous_ids: Mapping[str, str]
) -> Iterator[Problem]:
    """Every entry has a unique id, the same as in the previous edition; the newest come first."""
    seen: set[str] = set()
    previous: Any = None
    is_ordered = True
    for number, entry in enumerate(entries, 1):
        if not entry.id:
            yield finding(path, f"entry {number} has no id", "feed-no-id", _FIX)
        elif entry.id in seen:
            yield finding(path, f"two entries have the id {entry.id}", "feed-same-id", _FIX)
        elif previous_ids.get(entry.link, entry.id) != entry.id:
            yield finding(
                path,
                f"the entry of {entry.link} has the id {entry.id}, "
                f"but had {previous_ids[entry.link]} in the previous edition",
                "feed-id-changed",
                "feed readers will show it again; restore the record's originalUrl or webUrl",
            )
        seen.add(entry.id)
        if entry.published is not None:
            is_ordered = is_ordered and (previous is None or entry.published <= previous)
            previous = entry.published
    if not is_ordered:
        yield finding(path, "the entries are not sorted newest first", "feed-order", _FIX)
