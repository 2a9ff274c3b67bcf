"""The fixtures: feeds of the wild in our own words, and beside each what a reader should see."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import yaml

from site_gen.fetch.feeds import parse_feed
from site_gen.fetch.types import Failure, Feed

DATA = Path(__file__).parent / "data"
NAMES = sorted(path.stem for path in DATA.glob("*.yaml"))
URL = "https://feeds.example/feed"


class Tangle(msgspec.Struct, frozen=True, kw_only=True):
    """A feed, and what is expected of it; fields that are not named may be anything."""

    body: bytes
    about: str
    url: str
    content_type: str
    feed: dict[str, Any]
    items: list[dict[str, Any]]
    faults: list[str] | None
    """A word of each fault; None if they do not matter."""


@cache
def tangle(name: str) -> Tangle:
    """The fixture of that name. ``encode`` in it names the encoding of the feed's bytes."""
    expected = yaml.safe_load((DATA / f"{name}.yaml").read_text(encoding="utf-8"))
    body = next(path for path in DATA.glob(f"{name}.*") if path.suffix != ".yaml").read_bytes()
    if "encode" in expected:
        body = body.decode("utf-8").encode(expected["encode"])
    return Tangle(
        body=body,
        about=expected["about"],
        url=expected.get("url", URL),
        content_type=expected.get("content_type", "application/xml"),
        feed=expected.get("feed", {}),
        items=expected["items"],
        faults=expected.get("faults"),
    )


def parse(body: bytes | str, content_type: str = "", excerpt_length: int = 500) -> Feed:
    """The feed that a body is."""
    data = body.encode() if isinstance(body, str) else body
    feed = parse_feed(data, content_type, URL, excerpt_length)
    assert isinstance(feed, Feed), feed
    return feed


def refuse(body: bytes | str, content_type: str = "", url: str = URL) -> Failure:
    """Why a body is no feed."""
    data = body.encode() if isinstance(body, str) else body
    failure = parse_feed(data, content_type, url, 500)
    assert isinstance(failure, Failure), failure
    assert failure.code == "not-a-feed"
    return failure


def rss(*items: str) -> str:
    """An RSS feed with these items, each the inside of an ``<item>``."""
    inside = "".join(f"<item>{item}</item>" for item in items)
    return f'<rss version="2.0"><channel><title>T</title>{inside}</channel></rss>'
