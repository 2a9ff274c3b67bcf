"""Sitemaps and robots.txt, by https://www.sitemaps.org/protocol.html"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import NamedTuple

from site_gen.checks.problems import finding
from site_gen.checks.xml_files import XmlFile
from site_gen.model import Problem

ROOTS = frozenset({"urlset", "sitemapindex"})
"""The root elements of sitemaps."""
ROBOTS = "robots.txt"
INDEX = "sitemap.xml"
_NEWS_SCHEMA = b"http://www.google.com/schemas/sitemap-news/"
_MOST_URLS = 50_000
_MOST_BYTES = 50 * 1024 * 1024
_MOST_NEWS = 1_000
_ROBOTS_SITEMAP = re.compile(r"^\s*sitemap\s*:\s*(\S+)", re.IGNORECASE | re.MULTILINE)
_URI = re.compile(r"(?:[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})+")
"""The characters of https://www.rfc-editor.org/rfc/rfc3986"""
_W3C_DATE = re.compile(
    r"\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d))?)?)?", re.ASCII
)
_FIX = "fix the template or page that writes it, and build again"


class Sitemap(NamedTuple):
    """What is compared between sitemaps."""

    path: str
    urls: tuple[str, ...]
    """The pages it lists; empty for a sitemap index and for the news sitemap."""


def check_sitemap(
    path: str, data: bytes, xml: XmlFile, site_url: str
) -> tuple[Sitemap, tuple[Problem, ...]]:
    """The problems of one sitemap by itself. That its URLs exist is checked with all links."""
    urls = tuple(text for name, text in xml.texts if name == "loc")
    dates = [text for name, text in xml.texts if name == "lastmod"]
    is_news = _NEWS_SCHEMA in data[:2000]
    problems = [
        *_limits(path, len(data), len(urls), is_news=is_news),
        *(problem for url in urls for problem in _check_url(path, url, site_url)),
        *_bad_dates(path, dates),
        *(
            finding(path, f"lists {url} twice", "sitemap-twice", _FIX)
            for url, count in Counter(urls).items()
            if count > 1
        ),
    ]
    is_plain = xml.root == "urlset" and not is_news
    return Sitemap(path, tuple(dict.fromkeys(urls)) if is_plain else ()), tuple(problems)


def _limits(path: str, size: int, count: int, *, is_news: bool) -> Iterator[Problem]:
    most = _MOST_NEWS if is_news else _MOST_URLS
    if count > most:
        message = f"has {count:,} addresses; search engines read at most {most:,}"
        yield finding(path, message, "sitemap-limit", "split it")
    if size > _MOST_BYTES:
        message = f"has {size:,} bytes; search engines read at most {_MOST_BYTES:,}"
        yield finding(path, message, "sitemap-limit", "split it")


def _check_url(path: str, url: str, site_url: str) -> Iterator[Problem]:
    if not _URI.fullmatch(url):
        message = f"lists “{url}”, expected an escaped URI, such as %C3%A9 for é"
        yield finding(path, message, "sitemap-url", _FIX)
    elif not url.startswith(site_url):
        yield finding(
            path,
            f"lists “{url}”, which is not under {site_url}",
            "sitemap-url",
            "build with the base_url, or --base-url, under which the site is published",
        )


def _bad_dates(path: str, dates: list[str]) -> Iterator[Problem]:
    for date in dates:
        if not _is_w3c_date(date):
            message = f"lastmod is “{date}”, expected a date such as 2021-06-16T05:33:00Z"
            yield finding(path, message, "sitemap-date", _FIX)


def _is_w3c_date(text: str) -> bool:
    """Whether it is a date by https://www.w3.org/TR/NOTE-datetime"""
    if not _W3C_DATE.fullmatch(text):
        return False
    try:
        datetime.fromisoformat(text + "0001-01-01"[len(text) :])
    except ValueError:
        return False
    return True


def check_duplicates(sitemaps: list[Sitemap]) -> Iterator[Problem]:
    """No page may be in two sitemaps."""
    first: dict[str, str] = {}
    for sitemap in sitemaps:
        for url in sitemap.urls:
            if url in first:
                message = f"lists {url}, as /{first[url]} does"
                yield finding(sitemap.path, message, "sitemap-twice", _FIX)
            first.setdefault(url, sitemap.path)


def robots_sitemaps(robots: str) -> tuple[str, ...]:
    """The sitemaps that a robots.txt names."""
    return tuple(_ROBOTS_SITEMAP.findall(robots))


def check_robots(
    named: tuple[str, ...], files: frozenset[str], site_url: str, indexes: Iterable[str] = (INDEX,)
) -> Iterator[Problem]:
    """robots.txt must name the sitemaps of the sites, as crawlers find them there."""
    for path in indexes:
        index = f"{site_url}{path}"
        if path in files and index not in named:
            yield finding(ROBOTS, f"does not name {index}", "robots", f"add “Sitemap: {index}”")
    for url in named:
        yield from _check_url(ROBOTS, url, site_url)
