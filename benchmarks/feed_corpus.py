"""Where our reader of feeds and feedparser differ, over a folder of feeds.

``python benchmarks/feed_corpus.py FOLDER`` reads every ``.xml`` file under it with both, and
compares the entries where both find as many: title, address and date. feedparser's own tests are
such a folder::

    pip download --no-deps --no-binary :all: feedparser

They are read where they lie and are no part of this project. A line ``Header: Content-type: …`` in
a file's comment is what its server said. Differences for which ``EXPECTED`` has a reason are
counted under it, all others are listed, and make the exit status 1.
"""

from __future__ import annotations

import argparse
import calendar
import re
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).parent.parent))

import feedparser

from site_gen.fetch.feeds import parse_feed
from site_gen.fetch.feeds.html_text import HtmlText, plain_title
from site_gen.fetch.types import Feed

URL = "http://127.0.0.1:8097/feed"
_END = re.compile(rb"</(item|entry)>")
_HEADER = re.compile(rb"^Header:\s+([^:]+):(.+)$", re.MULTILINE)


class Entry(NamedTuple):
    """What is compared of an entry."""

    title: str
    link: str
    date: datetime | None


class Expected(NamedTuple):
    """A kind of difference that is meant."""

    what: str
    """``entries``, ``title``, ``link`` or ``date``."""
    files: re.Pattern[str]
    reason: str


def expected(what: str, files: str, reason: str) -> Expected:
    """Differences of this kind in files whose path has this pattern in it."""
    return Expected(what, re.compile(files), reason)


EXPECTED = (
    expected("entries", r"cdf", "the Channel Definition Format of 1997 is not read"),
    expected("entries", r"incomplete_cdata", "half an entry is left out: it may mislead"),
    expected("date", r"created", "created dates an entry where nothing else does"),
    expected("date", r"updated_multiple_values", "of several dates the first counts"),
    expected("link", r"rdf", "rdf:about is an address where there is no link"),
    expected("link", r"no_normalization|image_link", "hosts are in small letters"),
    expected(
        "link", r"http_content_language_entry_title_inherit_2", "a number as an id is no address"
    ),
    expected("title", r"chardet", "an encoding is not guessed from five words"),
    expected("title", r"item_category_image", "the title of a picture in a category is none"),
    expected("title", r"entry_title_crazy", "the head of an HTML page is none of its text"),
    expected("title", r"entry_title_object", "in <object> is what readers without it see"),
)


def main() -> int:
    """Compare, and say what differs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    known, new = Counter[str](), 0
    files = sorted(folder.rglob("*.xml"))
    for path in files:
        name = path.relative_to(folder).as_posix()
        for what, ours, theirs in differences(path.read_bytes()):
            reason = reason_for(what, name)
            if reason:
                known[reason] += 1
            else:
                new += 1
                print(f"{name}: {what}: {ours!r}, feedparser {theirs!r}")
    for reason, count in known.most_common():
        print(f"{count:5}  {reason}")
    print(f"{len(files)} files, {known.total()} differences with a reason, {new} without")
    return 1 if new or not files else 0


def reason_for(what: str, name: str) -> str:
    """Why a difference is meant; empty if nobody has said so."""
    found = (each for each in EXPECTED if each.what == what and each.files.search(name))
    return next((each.reason for each in found), "")


def differences(body: bytes) -> Iterator[tuple[str, object, object]]:
    """What differs: its kind, what we say, what feedparser says."""
    headers = {key.decode().lower(): value.decode().strip() for key, value in _HEADER.findall(body)}
    kind = headers.get("content-type", "")
    ours, theirs = both(body, kind)
    if len(ours) < len(theirs):  # we leave out what has neither a title nor an address nor a text
        ours, theirs = both(_END.sub(_addressed, body), kind)
    if len(ours) != len(theirs):
        yield "entries", len(ours), len(theirs)
        return
    for our, their in zip(ours, theirs, strict=True):
        if their.title and our.title != their.title:  # without a title we take the first words
            yield "title", our.title, their.title
        if our.link != their.link and (their.link or our.link != f"{URL}#added"):
            yield "link", our.link, their.link
        if our.date != their.date:
            yield "date", our.date, their.date


def both(body: bytes, kind: str) -> tuple[list[Entry], list[Entry]]:
    """Our entries, and those of feedparser."""
    feed = parse_feed(body, kind, URL, 500)
    ours = _our_entries(feed) if isinstance(feed, Feed) else []
    return ours, [_their_entry(entry) for entry in _parsed(body, kind).entries]


def _addressed(end: re.Match[bytes]) -> bytes:
    address = f"{URL}#added".encode()
    inner = b'<link href="%s"/>' if end[1] == b"entry" else b"<link>%s</link>"
    return inner % address + end[0]


def _parsed(body: bytes, kind: str) -> Any:
    headers = {"content-type": kind or "application/xml", "content-location": URL}
    return feedparser.parse(body, response_headers=headers)


def _our_entries(feed: Feed) -> list[Entry]:
    return [
        Entry(
            item.title,
            next(iter(item.links), ""),
            date.replace(microsecond=0) if (date := item.published_at or item.updated_at) else None,
        )
        for item in feed.items
    ]


def _their_entry(entry: Any) -> Entry:
    parsed = entry.get("published_parsed") or entry.get("updated_parsed")
    date = datetime.fromtimestamp(calendar.timegm(parsed), UTC) if parsed else None
    return Entry(plain_title(HtmlText(entry.get("title", ""))), entry.get("link", ""), date)


if __name__ == "__main__":
    sys.exit(main())
