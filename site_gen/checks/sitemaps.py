"""Sitemaps and robots.txt: what search engines accept, by https://www.sitemaps.org/protocol.html"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from site_gen.checks.problems import finding
from site_gen.checks.xml_files import XmlFile
from site_gen.model import Problem

ROOTS = frozenset({"urlset", "sitemapindex"})
"""The first elements of XML that is a sitemap."""
ROBOTS = "robots.txt"
INDEX = "sitemap.xml"
_NEWS_SCHEMA = b"http://www.google.com/schemas/sitemap-news/"
_MOST_URLS = 50_000
_MOST_BYTES = 50 * 1024 * 1024
_MOST_NEWS = 1_000
_NAMED = re.compile(r"^\s*sitemap\s*:\s*(\S+)", re.IGNORECASE | re.MULTILINE)
_URI = re.compile(r"(?:[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})+")
"""The letters of https://www.rfc-editor.org/rfc/rfc3986"""
_W3C_DATE = re.compile(
    r"\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?)?)?", re.ASCII
)
_MEND = "mend the template or the page that makes it, and build again"


class Sitemap(NamedTuple):
    """What is compared between sitemaps."""

    path: str
    places: tuple[str, ...]
    """The pages it lists; those of a list of sitemaps or of the news sitemap are left out."""


def check_sitemap(
    path: str, data: bytes, read: XmlFile, whole: str
) -> tuple[Sitemap, tuple[Problem, ...]]:
    """The problems of one sitemap by itself; that each address exists is a matter of links."""
    places = tuple(text for name, text in read.texts if name == "loc")
    news = _NEWS_SCHEMA in data[:2000]
    problems = [
        *_limits(path, len(data), len(places), news=news),
        *(problem for place in places for problem in _wrong_url(path, place, whole)),
        *(_bad_date(path, text) for name, text in read.texts if name == "lastmod" and _bad(text)),
        *(_twice(path, place) for place, count in Counter(places).items() if count > 1),
    ]
    plain = read.root == "urlset" and not news
    return Sitemap(path, tuple(dict.fromkeys(places)) if plain else ()), tuple(problems)


def _limits(path: str, size: int, places: int, *, news: bool) -> Iterator[Problem]:
    most = _MOST_NEWS if news else _MOST_URLS
    if places > most:
        message = f"has {places:,} addresses; search engines read at most {most:,}"
        yield finding(path, message, "sitemap-limit", "divide it")
    if size > _MOST_BYTES:
        message = f"has {size:,} bytes; search engines read at most {_MOST_BYTES:,}"
        yield finding(path, message, "sitemap-limit", "divide it")


def _wrong_url(path: str, place: str, whole: str) -> Iterator[Problem]:
    if not _URI.fullmatch(place):
        message = f"lists “{place}”, which is not escaped: sitemaps want a URI, of ASCII letters"
        yield finding(path, message, "sitemap-url", _MEND)
    elif not place.startswith(whole):
        yield _outside(path, place, whole)


def _outside(path: str, place: str, whole: str) -> Problem:
    return finding(
        path,
        f"lists “{place}”, which is not under {whole}",
        "sitemap-url",
        "build with the base_url, or --base-url, under which the site is published",
    )


def _twice(path: str, place: str) -> Problem:
    return finding(path, f"lists {place} twice", "sitemap-twice", _MEND)


def _bad_date(path: str, text: str) -> Problem:
    message = f"lastmod is “{text}”, expected a date such as 2021-06-16T05:33:00Z"
    return finding(path, message, "sitemap-date", _MEND)


def _bad(date: str) -> bool:
    """Whether it is no date of https://www.w3.org/TR/NOTE-datetime"""
    if not _W3C_DATE.fullmatch(date):
        return True
    try:
        datetime.fromisoformat(date + "0001-01-01"[len(date) :])
    except ValueError:
        return True
    return False


def check_between(sitemaps: list[Sitemap]) -> Iterator[Problem]:
    """No page is in two sitemaps."""
    first: dict[str, str] = {}
    for sitemap in sitemaps:
        for place in sitemap.places:
            if place in first:
                message = f"lists {place}, as /{first[place]} does"
                yield finding(sitemap.path, message, "sitemap-twice", _MEND)
            first.setdefault(place, sitemap.path)


def named_in(robots: str) -> tuple[str, ...]:
    """The sitemaps that robots.txt names."""
    return tuple(_NAMED.findall(robots))


def check_robots(named: tuple[str, ...], files: frozenset[str], whole: str) -> Iterator[Problem]:
    """Crawlers find the sitemaps by robots.txt."""
    if INDEX in files and whole + INDEX not in named:
        yield finding(
            ROBOTS, f"does not name {whole}{INDEX}", "robots", f"add “Sitemap: {whole}{INDEX}”"
        )
    for place in named:
        yield from _wrong_url(ROBOTS, place, whole)
