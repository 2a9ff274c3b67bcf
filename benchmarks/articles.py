"""The generated records as plain facts, for the other generators to write in their own terms."""

from __future__ import annotations

import zlib
from pathlib import Path
from typing import Any

import msgspec
import yaml_rs

HUES = 12
"""Colours that stand in for a missing picture."""


class Entry(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An article of some outlet; times are text, as in the record."""

    title: str
    excerpt: str
    url: str
    date: str
    provider: str
    domain: str
    initials: str
    hue: int
    image: str = ""


class Article(msgspec.Struct, frozen=True, kw_only=True):
    """What a page is made of: a record's own article, and those that it is related to."""

    stem: str
    """The file's name without its ending, and the last part of the page's address."""
    own: Entry
    video: bool
    topics: list[str]
    related: list[Entry]
    body: str
    """Markdown, or nothing."""


def read_articles(site: Path) -> list[Article]:
    """All records of a site that ``newsroom.py`` wrote, in the order of their names."""
    return [read_article(path) for path in sorted((site / "content" / "news").glob("*.md"))]


def read_article(path: Path) -> Article:
    """One record of ``newsroom.py``. Other records may lack what it needs: ``KeyError``."""
    _, front, body = path.read_text(encoding="utf-8").split("---\n", 2)
    fields: Any = yaml_rs.loads(front, parse_datetime=False)
    return Article(
        stem=path.stem,
        own=_entry(fields),
        video=fields["type"] == "video",
        topics=fields["topics"],
        related=[_entry(each) for each in fields.get("related", [])],
        body=body.strip(),
    )


def _entry(fields: dict[str, Any]) -> Entry:
    name = fields["provider"]["name"]
    images = fields.get("images", [])
    return Entry(
        title=fields["title"],
        excerpt=fields["excerpt"],
        url=fields["originalUrl"],
        date=fields["publishedDateTime"],
        provider=name,
        domain=fields["provider"]["domain"],
        initials="".join(word[0] for word in name.split()[-2:]),
        hue=zlib.crc32(name.encode()) % HUES,
        image=images[0]["url"] if images else "",
    )
