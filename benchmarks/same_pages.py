"""Whether a generator made all pages, each with its headline and its related entries."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import unquote

import msgspec
from articles import Article
from selectolax.lexbor import LexborHTMLParser

SHOWN = 5
"""Faults that are named; the rest are counted."""


class Pages(msgspec.Struct, frozen=True):
    """What a built folder holds."""

    articles: int
    topics: int
    providers: int
    entries: int
    """Articles in the lists of topics and providers, counted once in each list."""


def expected(articles: Sequence[Article]) -> Pages:
    """What the folder should hold."""
    topics = [topic for article in articles for topic in article.topics]
    providers = {article.own.provider for article in articles}
    entries = len(topics) + len(articles)
    return Pages(len(articles), len(set(topics)), len(providers), entries)


def found(output: Path) -> Pages:
    """What it does hold. A provider's page without articles of its own is not counted."""
    topics = list(_lists(output / "topics"))
    providers = list(_lists(output / "providers"))
    pages = sum(1 for _ in (output / "news").glob("*/index.html"))
    return Pages(pages, len(topics), len(providers), sum(topics) + sum(providers))


def faults(output: Path, articles: Sequence[Article], *, grouped: bool = False) -> list[str]:
    """What is wrong with a built folder, in words; nothing if it is as it should be.

    Lists that are ``grouped`` show an event once, so they may have fewer entries.
    """
    wanted, there = expected(articles), found(output)
    if grouped and there.entries < wanted.entries:
        wanted = msgspec.structs.replace(wanted, entries=there.entries)
    wrong = [
        f"{name}: {have} instead of {want}"
        for name, want, have in zip(
            Pages.__struct_fields__,
            msgspec.structs.astuple(wanted),
            msgspec.structs.astuple(there),
            strict=True,
        )
        if want != have
    ]
    missing = [fault for article in articles for fault in article_faults(output, article)]
    more = len(missing) - SHOWN
    return [*wrong, *missing[:SHOWN], *([f"{more} more"] if more > 0 else [])]


def article_faults(output: Path, article: Article) -> Iterator[str]:
    """Whether the page has the headline, and all related headlines, each with its link."""
    path = output / "news" / article.stem / "index.html"
    if not path.exists():
        yield f"{article.stem}: no page"
        return
    page = LexborHTMLParser(path.read_bytes())
    heading = page.css_first("h1")
    if heading is None or _words(heading.text()) != article.own.title:
        yield f"{article.stem}: another headline"
    links = {
        (_words(link.text()), unquote(link.attributes.get("href") or ""))
        for link in page.css(".related-item__title a, .full-coverage h3 a")
    }
    missing = [
        f"{article.stem}: no related entry “{entry.title}”"
        for entry in article.related
        if (entry.title, unquote(entry.url)) not in links
    ]
    if len(missing) > _left_out(page):
        yield from missing


def _left_out(page: LexborHTMLParser) -> int:
    """How many entries the page says it does not show: of a large story, site_gen shows 40."""
    note = page.css_first(".full-coverage__more")
    number = re.search(r"\d+", note.text()) if note else None
    return int(number[0]) if number else 0


def _lists(folder: Path) -> Iterator[int]:
    """How many articles each list of the folder has, on all of its pages."""
    for path in folder.iterdir():
        if path.is_dir() and path.name != "page":
            pages = path.rglob("index.html")
            links = {href for page in pages for href in _linked(page)}
            if links:
                yield len(links)


def _linked(path: Path) -> Iterator[str]:
    page = LexborHTMLParser(path.read_bytes())
    for link in page.css(".card__link"):
        yield link.attributes.get("href") or ""


def _words(text: str) -> str:
    return " ".join(text.split())
