"""A site whose feeds are set in Python, without a network; everything after that is real."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

from site_gen import front_matter
from site_gen.config import SiteConfig
from site_gen.fetch import FetchReport, fetch
from site_gen.fetch.types import (
    Answer,
    Failure,
    Feed,
    FeedItem,
    FeedPicture,
    SourceRequest,
    Validators,
)
from site_gen.options import Options

NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
LEDGER = "https://harbourledger.example/feed.xml"
RADIO = "https://islandradio.example/feed.xml"


def item(slug: str = "night-ferry", **fields: Any) -> FeedItem:
    """An entry of the Harbour Ledger."""
    usual: dict[str, Any] = {
        "title": slug.replace("-", " ").capitalize(),
        "id": f"id-{slug}",
        "links": (f"https://harbourledger.example/{slug}",),
        "excerpt": f"What is known about {slug.replace('-', ' ')} so far.",
        "published_at": NOON - timedelta(hours=3),
    }
    return FeedItem(**{**usual, **fields})


def picture(
    name: str = "ship.jpg", width: int | None = None, height: int | None = None
) -> FeedPicture:
    return FeedPicture(f"https://images.example/{name}", width, height)


class FetchSite:
    """A site folder and the feeds that it reads; :meth:`run` is a run of ``fetch``."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.content = folder / "content"
        (self.content / "news").mkdir(parents=True)
        self.now = NOON
        self.settings: dict[str, Any] = {}
        self.urls: list[str | dict[str, Any]] = [LEDGER]
        self.feeds: dict[str, Feed | Failure] = {}
        self.asked: list[str] = []
        """Addresses in the order of requests; those of conditional requests end in ``?``."""

    def set_feed(self, *items: FeedItem, url: str = LEDGER, **feed: Any) -> None:
        """Set the items of a source's feed."""
        usual = {"title": "Harbour Ledger", "link": "https://harbourledger.example/"}
        self.feeds[url] = Feed(**{**usual, **feed}, items=items)

    def run(self, *names: str, dry_run: bool = False, **later: float) -> FetchReport:
        """Run ``fetch`` after some time (``hours=1``)."""
        self.now += timedelta(**later)
        sources = [url if isinstance(url, dict) else {"url": url} for url in self.urls]
        settings = {
            "title": "Quay",
            "base_url": "https://quay.example/",
            "sources": sources,
            **self.settings,
        }
        config = msgspec.convert(settings, SiteConfig)
        options = Options(
            now=self.now, config=self.folder / "site.yaml", content=self.content, jobs=1
        )
        return fetch(options, config, names, dry_run=dry_run)

    def answer(self, request: SourceRequest) -> Answer:
        """The answer of a source; its ETag is a digest of the body."""
        url = request.url
        feed = self.feeds.get(url, Failure("http-status", "there is nothing"))
        self.asked.append(url + ("?" if request.validators.etag else ""))
        if isinstance(feed, Failure):
            return Answer(url=url, status=500, failure=feed)
        body = msgspec.json.encode(feed)
        tag = Validators(hashlib.sha256(body).hexdigest())
        if request.validators == tag:
            return Answer(url=url, status=304, validators=tag)
        return Answer(url=url, final_url=url, status=200, body=body, validators=tag)

    @property
    def paths(self) -> list[Path]:
        """The record files, sorted."""
        return sorted(self.content.glob("news/**/*.md"))

    @property
    def files(self) -> dict[str, bytes]:
        """All files of the content folder: path → bytes."""
        files = (path for path in self.content.rglob("*") if path.is_file())
        return {path.relative_to(self.content).as_posix(): path.read_bytes() for path in files}

    @property
    def only_record(self) -> Path:
        """The path of the only record."""
        (path,) = self.paths
        return path

    def fields(self, path: Path | None = None) -> dict[str, Any]:
        """The fields of a record, by default of the only one."""
        return front_matter.parse(front_matter.split((path or self.only_record).read_bytes()).front)

    @property
    def titles(self) -> list[str]:
        return sorted(self.fields(path)["title"] for path in self.paths)

    def edit(self, change: Callable[[str], str], path: Path | None = None) -> None:
        """Change a record's text as an editor does."""
        path = path or self.only_record
        path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")


def connect(site: FetchSite, monkeypatch: pytest.MonkeyPatch) -> None:
    """Replace requests and parsing, so that ``fetch`` reads the feeds of ``site``."""

    def read_sources(requests: Sequence[SourceRequest], *_: object, **__: object) -> list[Answer]:
        return [site.answer(request) for request in requests]

    def parse_feed(body: bytes, *_: object) -> Feed:
        return msgspec.json.decode(body, type=Feed)

    monkeypatch.setattr("site_gen.fetch.http.read_sources", read_sources)
    monkeypatch.setattr("site_gen.fetch.feeds.parse_feed", parse_feed, raising=False)
