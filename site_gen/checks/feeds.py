"""Feeds as a feed reader sees them: Atom, RSS and JSON Feed."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from site_gen.checks.problems import finding
from site_gen.model import Problem

ROOTS = frozenset({"feed", "rss", "RDF"})
"""The first elements of XML that is a feed."""
_JSON_FEED = "https://jsonfeed.org/version/"


class FeedEntry(NamedTuple):
    """What identifies an entry, and what orders it."""

    id: str
    link: str
    published: Any
    """Something that compares; None if it says none that can be read."""


def check_feed(path: str, data: bytes, former: Mapping[str, str]) -> tuple[Problem, ...]:
    """The problems of a well-formed XML feed.

    ``former`` maps links to the ids that their entries had in the edition before.
    """
    # Only check needs it, and it takes longer to import than all the rest.
    import feedparser  # noqa: PLC0415

    # What the library would clean is not shown to anybody here, and takes most of its time.
    parsed = feedparser.parse(io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    if parsed.get("bozo"):
        return (_invalid(path, f"no feed reader can rely on it: {parsed.get('bozo_exception')}"),)
    missing = [] if parsed.feed.get("title") else [_invalid(path, "it has no title")]
    entries = (
        FeedEntry(
            entry.get("id") or "",
            entry.get("link") or "",
            entry.get("published_parsed") or entry.get("updated_parsed"),
        )
        for entry in parsed.entries
    )
    return (*missing, *check_entries(path, entries, former))


def is_json_feed(document: Any) -> bool:
    """Whether a JSON document says that it is a feed."""
    version = document.get("version") if isinstance(document, dict) else None
    return isinstance(version, str) and version.startswith(_JSON_FEED)


def check_json_feed(
    path: str, document: Mapping[str, Any], former: Mapping[str, str]
) -> tuple[Problem, ...]:
    """The problems of a JSON Feed: https://www.jsonfeed.org/version/1.1/"""
    problems = []
    if not isinstance(document.get("title"), str):
        problems.append(_invalid(path, "it has no title"))
    items = document.get("items")
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        return (*problems, _invalid(path, "its items are no list of objects"))
    for number, item in enumerate(items, 1):
        if not {"content_html", "content_text"} & item.keys():
            problems.append(_invalid(path, f"entry {number} has no content"))
    entries = (FeedEntry(_text(item, "id"), _text(item, "url"), _date(item)) for item in items)
    return (*problems, *check_entries(path, entries, former))


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
    return finding(path, f"the feed is not valid: {reason}", "feed-invalid", _MEND)


_MEND = "mend the template that makes it, and build again"


def check_entries(
    path: str, entries: Iterable[FeedEntry], former: Mapping[str, str]
) -> Iterator[Problem]:
    """Ids: there, each once, and those of the edition before; the newest entry first."""
    seen: set[str] = set()
    above: Any = None
    ordered = True
    for number, entry in enumerate(entries, 1):
        if not entry.id:
            yield finding(path, f"entry {number} has no id", "feed-no-id", _MEND)
        elif entry.id in seen:
            yield finding(path, f"two entries have the id {entry.id}", "feed-same-id", _MEND)
        elif entry.link in former and former[entry.link] != entry.id:
            yield finding(
                path,
                f"the entry of {entry.link} has the id {entry.id}, "
                f"and had {former[entry.link]} in the edition before",
                "feed-id-changed",
                "readers will be shown it again; give the record back its originalUrl or webUrl",
            )
        seen.add(entry.id)
        if entry.published is not None:
            ordered = ordered and (above is None or entry.published <= above)
            above = entry.published
    if not ordered:
        yield finding(path, "the newest entries do not come first", "feed-order", _MEND)
