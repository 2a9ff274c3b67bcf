"""Sample feeds with the mistakes of real ones, each with the items that are expected."""

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


class Sample(msgspec.Struct, frozen=True, kw_only=True):
    """A feed and its expected result; fields that are not listed may have any value."""

    body: bytes
    url: str
    content_type: str
    feed: dict[str, Any]
    items: list[dict[str, Any]]
    faults: list[str] | None
    """A part of each fault; None for any faults."""


@cache
def load_sample(name: str) -> Sample:
    """Load ``data/<name>.yaml`` and its feed, which is encoded as its ``encode`` says."""
    expected = yaml.safe_load((DATA / f"{name}.yaml").read_text(encoding="utf-8"))
    body = next(path for path in DATA.glob(f"{name}.*") if path.suffix != ".yaml").read_bytes()
    if "encode" in expected:
        body = body.decode("utf-8").encode(expected["encode"])
    return Sample(
        body=body,
        url=expected.get("url", URL),
        content_type=expected.get("content_type", "application/xml"),
        feed=expected.get("feed", {}),
        items=expected["items"],
        faults=expected.get("faults"),
    )


def parse(body: bytes | str, content_type: str = "", excerpt_length: int = 500) -> Feed:
    data = body.encode() if isinstance(body, str) else body
    feed = parse_feed(data, content_type, URL, excerpt_length)
    assert isinstance(feed, Feed), feed
    return feed


def parse_failure(body: bytes | str, content_type: str = "", url: str = URL) -> Failure:
    """The failure for a body that is not a feed."""
    data = body.encode() if isinstance(body, str) else body
    failure = parse_feed(data, content_type, url, 500)
    assert isinstance(failure, Failure), failure
    assert failure.code == "not-a-feed"
    return failure


def rss(*items: str) -> str:
    """An RSS feed with items of this content."""
    inside = "".join(f"<item>{item}</item>" for item in items)
    return f'<rss version="2.0"><channel><title>T</title>{inside}</channel></rss>'
