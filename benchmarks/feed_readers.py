"""Which library reads feeds right, fast, and in bounded time.

``python benchmarks/feed_readers.py`` prints three tables: milliseconds for a feed of 50 items in
each format; how many of the sample feeds in ``tests/fetch/feeds/data`` each reads right; and
seconds for five megabytes of the worst. The libraries come with ``pip install -e '.[bench]'``; one
that is not installed is left out. What was chosen and why is in
``docs/decisions/0015-feed-reader.md``.
"""

from __future__ import annotations

import argparse
import calendar
import importlib
import io
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from html import escape
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).parent.parent))

from yaml_readers import installed, table

from site_gen.fetch.feeds import parse_feed
from site_gen.fetch.feeds.absolute_urls import absolute_url
from site_gen.fetch.feeds.html_text import HtmlText, plain_text, plain_title
from site_gen.fetch.types import Feed
from tests.fetch.feeds.samples import NAMES, Sample, load_sample

URL = "https://weir.example/feed"
PACKAGES = {
    "site_gen": "lxml",
    "feedparser": "feedparser",
    "feedparser raw": "feedparser",
    "fastfeedparser": "fastfeedparser",
    "feedparser-rs": "feedparser-rs",
    "atoma": "atoma",
    "podcastparser": "podcastparser",
}
"""Reader → the package it comes with; ``raw`` neither cleans HTML nor resolves links in it."""
PATIENCE = 20
"""Seconds that a reader has for one of the worst bodies."""


class Entry(NamedTuple):
    """What is compared of an entry."""

    title: str
    link: str
    published: datetime | None


Reader = Callable[[bytes, str], list[Entry]]


def reader(name: str) -> Reader:
    """The function of a library that reads a body from an address, in a common form."""
    if name == "site_gen":
        return _ours
    module = importlib.import_module(name.removesuffix(" raw").replace("-", "_"))
    if name == "atoma":
        return lambda body, _: _atoma(module, body)
    if name == "podcastparser":
        return lambda body, url: _podcastparser(module, body, url)

    def read(body: bytes, url: str) -> list[Entry]:
        found = module.parse(*_arguments(name, body), **_options(name, url))
        return [_entry(entry) for entry in found.entries]

    return read


def _ours(body: bytes, url: str) -> list[Entry]:
    feed = parse_feed(body, "", url, 500)
    items = feed.items if isinstance(feed, Feed) else ()
    return [Entry(item.title, "".join(item.links[:1]), item.published_at) for item in items]


def _arguments(name: str, body: bytes) -> tuple[Any, ...]:
    return (io.BytesIO(body),) if name.startswith("feedparser") and "-" not in name else (body,)


def _options(name: str, url: str) -> dict[str, Any]:
    if not name.startswith("feedparser") or "-" in name:
        return {}
    cleaning = name == "feedparser"
    headers = {"content-location": url}
    return {
        "sanitize_html": cleaning,
        "resolve_relative_uris": cleaning,
        "response_headers": headers,
    }


def _entry(entry: Any) -> Entry:
    published = entry.get("published_parsed") or entry.get("published")
    if isinstance(published, str):
        published = datetime.fromisoformat(published)
    elif published:
        published = datetime.fromtimestamp(calendar.timegm(published), UTC)
    return Entry(entry.get("title") or "", entry.get("link") or "", published)


def _atoma(module: Any, body: bytes) -> list[Entry]:
    if b"<feed" in body:
        entries = module.parse_atom_bytes(body).entries
        return [
            Entry(e.title.value, e.links[0].href if e.links else "", e.published) for e in entries
        ]
    if body.startswith(b"{"):
        return [Entry(e.title, e.url, e.date_published) for e in module.parse_json_feed_bytes(body)]
    items = module.parse_rss_bytes(body).items
    return [Entry(e.title or "", e.link or "", e.pub_date) for e in items]


def _podcastparser(module: Any, body: bytes, url: str) -> list[Entry]:
    return [
        Entry(e["title"], e["link"], datetime.fromtimestamp(e["published"], UTC))
        for e in module.parse(url, io.BytesIO(body), max_episodes=0)["episodes"]
    ]


def right(read: Reader, case: Sample) -> bool:
    """Whether titles, links and dates of a sample feed are as they should be.

    For every library, titles are made plain and links absolute by our own code.
    """
    try:
        found = read(case.body, case.url)
    except Exception:
        return False
    return len(found) == len(case.items) and all(
        _same(entry, wanted, case.url) for entry, wanted in zip(found, case.items, strict=True)
    )


def _same(entry: Entry, wanted: Mapping[str, Any], url: str) -> bool:
    links = wanted.get("links")
    when = wanted.get("published_at", entry.published)
    published = entry.published
    if published is not None and published.tzinfo is None:
        published = published.replace(tzinfo=UTC)
    return (
        plain_title(HtmlText(entry.title))
        in (wanted["title"], plain_text(HtmlText(wanted["title"])))
        and (links is None or absolute_url(entry.link, url) == "".join(links[:1]))
        and (when is None) == (published is None)
        and (when is None or published is None or abs((when - published).total_seconds()) < 1)
    )


_LEAD = "The council of Upper Weir has agreed on a new bridge for bicycles &amp; walkers. "


def _content(number: int) -> str:
    paragraph = f"<p>{_LEAD}<a href='/x'>More</a> and <em>much</em> else, as the mayor said.</p>"
    return paragraph * 12 + f"<img src='https://img.example/{number}.jpg' width='800' height='450'>"


def samples() -> dict[str, bytes]:
    """Format → a feed of 50 items with a summary and a content of about 2 kB each."""
    rss = "".join(
        f"<item><title>Bridge {n} &amp;amp; friends</title><link>https://weir.example/{n}</link>"
        f"<guid>t{n}</guid><pubDate>Wed, 04 Mar 2026 05:{n:02}:00 +0100</pubDate>"
        f"<category>Bridges</category><description>{escape(_LEAD)}</description>"
        f"<content:encoded><![CDATA[{_content(n)}]]></content:encoded></item>"
        for n in range(50)
    )
    atom = "".join(
        f"<entry><title>Bridge {n}</title><link href='https://weir.example/{n}'/><id>t{n}</id>"
        f"<published>2026-03-04T05:{n:02}:00Z</published><category term='Bridges'/>"
        f"<summary type='html'>{escape(_LEAD)}</summary>"
        f"<content type='html'>{escape(_content(n))}</content></entry>"
        for n in range(50)
    )
    items = [
        {
            "id": f"t{n}",
            "url": f"https://weir.example/{n}",
            "title": f"Bridge {n}",
            "content_html": _content(n),
            "date_published": f"2026-03-04T05:{n:02}:00Z",
        }
        for n in range(50)
    ]
    spaces = "xmlns:content='http://purl.org/rss/1.0/modules/content/'"
    rdf = "xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/'"
    version_url = "https://jsonfeed.org/version/1.1"
    document = json.dumps({"version": version_url, "title": "Weir", "items": items})
    texts = {
        "RSS 2.0": f"<rss version='2.0' {spaces}><channel><title>W</title>{rss}</channel></rss>",
        "RSS 1.0": f"<rdf:RDF {rdf} {spaces}><channel><title>W</title></channel>{rss}</rdf:RDF>",
        "Atom": f"<feed xmlns='http://www.w3.org/2005/Atom'><title>W</title>{atom}</feed>",
        "JSON Feed": document,
        "RSS, not well-formed": f"<rss version='2.0'><channel><title>A&B{rss}</channel></rss>",
    }
    return {name: text.replace("A&B", "A&B</title>").encode() for name, text in texts.items()}


WORST = {
    "<item> never closed": b"<item>",
    "<a> never closed": b"<a>",
    "& only": b"&",
    "a quote never closed": b'<a b="',
    "entries of a title": b"<item><title>a</title></item>",
    "a namespace each": b"",
}


def worst(case: str) -> bytes:
    """Five megabytes of the worst."""
    before, after = b"<rss version='2.0'><channel><title>T</title>", b"</channel></rss>"
    piece = WORST[case]
    if not piece:
        filling = b"".join(b'<a xmlns:n%d="u%d">' % (n, n) for n in range(200_000))
    else:
        filling = piece * ((5_000_000 - 100) // len(piece))
    return before + filling + after


def milliseconds(read: Reader, body: bytes) -> str:
    """The median time of a feed; nothing if the library cannot read it."""
    times = []
    try:
        if len(read(body, URL)) != 50:
            return "–"
        for _ in range(15):
            start = time.process_time()
            read(body, URL)
            times.append(time.process_time() - start)
    except Exception:
        return "–"
    return f"{statistics.median(times) * 1000:.1f}"


def seconds(name: str, case: str) -> str:
    """The time that a reader takes for one of the worst bodies, in a process of its own."""
    command = [sys.executable, __file__, "--reader", name, "--case", case]
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, timeout=PATIENCE, check=False
        )
    except subprocess.TimeoutExpired:
        return f"> {PATIENCE}"
    return done.stdout.strip() or "dies"


def main() -> None:
    """Print the three tables."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--case", choices=WORST, help=argparse.SUPPRESS)
    parser.add_argument("--reader", choices=PACKAGES, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.case:
        read, body = reader(given.reader), worst(given.case)
        start = time.process_time()
        try:
            read(body, URL)
        except Exception as error:
            print(f"refused ({type(error).__name__})")
        else:
            print(f"{time.process_time() - start:.1f}")
        return
    names = installed(PACKAGES)
    readers = {name: reader(name) for name in names}
    feeds = samples()
    rows = [
        [name, version(PACKAGES[name]), *(milliseconds(read, body) for body in feeds.values())]
        for name, read in readers.items()
    ]
    print("Milliseconds for a feed of 50 items\n")
    print(table(("reader", "version", *feeds), rows))
    cases = {name: load_sample(name) for name in NAMES}
    cases = {name: case for name, case in cases.items() if "charset" not in case.content_type}
    print(f"\nSample feeds read right, of {len(cases)}\n")
    print(table(("reader", "right", "wrong"), [_scored(*pair, cases) for pair in readers.items()]))
    print("\nSeconds for five megabytes of\n")
    found = [[case, *(seconds(name, case) for name in names)] for case in WORST]
    print(table(("", *names), found))


def _scored(name: str, read: Reader, cases: Mapping[str, Sample]) -> list[str]:
    wrong = [title for title, case in cases.items() if not right(read, case)]
    return [name, str(len(cases) - len(wrong)), " ".join(wrong)]


if __name__ == "__main__":
    main()
