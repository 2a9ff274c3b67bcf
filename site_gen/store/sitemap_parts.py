"""The parts of the sitemap: which pages are in each, and in what order."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Sequence
from datetime import datetime

from site_gen.instants import from_micros

_PARTS = (
    "SELECT part, COUNT(*), MAX(changed) FROM pages WHERE part IS NOT NULL AND state <> 2 "
    "GROUP BY part ORDER BY part"
)
_IN_PART = (
    "SELECT p.path, p.changed FROM pages p LEFT JOIN shown s "
    "ON p.kind = 'article' AND s.id = substr(p.path, 6, length(p.path) - 16) "
    "WHERE p.part = ? AND p.state <> 2 ORDER BY s.published, s.id DESC, p.path"
)
_LAST = 1 << 30
"""Sorts behind all numbered pages."""


def part_key(part: str) -> int:
    """The key of a part as an item (``dependencies.py``)."""
    return zlib.crc32(part.encode())


def parts(db: sqlite3.Connection) -> list[tuple[str, int, datetime | None]]:
    """The parts, how many pages each has, and when the newest of these changed."""
    return [(part, count, _instant(changed)) for part, count, changed in db.execute(_PARTS)]


def in_part(
    db: sqlite3.Connection, part: str, site_pages: Sequence[str]
) -> list[tuple[str, datetime | None]]:
    """URLs of the pages of a part within the site, and when each changed.

    Articles, whose parts are months, are in the order of publication; other pages are by list, each
    from its oldest page to its front. ``site_pages`` are the slugs of the site's own pages, in the
    order of the footer.
    """
    pages = [
        ("/" + path.removesuffix("index.html"), _instant(changed))
        for path, changed in db.execute(_IN_PART, (part,))
    ]
    if part[0].isdigit():
        return pages
    footer = [f"/{slug}/" for slug in site_pages]
    return sorted(pages, key=lambda page: _order(page[0], footer))


def _instant(microseconds: int | None) -> datetime | None:
    return None if microseconds is None else from_micros(microseconds)


def _order(url: str, footer: list[str]) -> tuple[int, ...]:
    """The sort key of a list's page: older pages before fronts, the list of all lists last."""
    parts = url.strip("/").split("/")
    if parts[0] == "archive":
        numbers = [int(part) for part in parts[1:]]
        return (*numbers, *[_LAST] * (3 - len(numbers)))
    if parts[0] == "digest":  # 2026-11-28, or a week: 2026-w48
        numbers = [int(part.lstrip("w")) for part in "".join(parts[1:]).split("-") if part]
        return (*numbers, *[_LAST] * (3 - len(numbers)))
    if parts[0] in ("topics", "providers", "latest"):
        number = int(parts[-1]) if parts[-2:-1] == ["page"] and parts[-1].isdigit() else _LAST
        slug = parts[1] if parts[0] != "latest" and len(parts) > 1 else ""
        return (*(-ord(char) for char in slug), 1, number)
    if url == "/":
        return (_LAST,)
    return (-footer.index(url) - 1 if url in footer else -_LAST,)
