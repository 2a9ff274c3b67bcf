"""Parsing feeds: the bytes of RSS, Atom or JSON Feed → a feed of plain-text items.

bytes ─→ text ─→ raw entries ─→ items
encodings  content_type   xml_feeds, xml_entries   items: text, dates, pictures, boilerplate
           xml_documents  json_feeds
"""

from __future__ import annotations

import msgspec

from site_gen.fetch.feeds.content_type import find_feed_root, looks_like_json, not_a_feed
from site_gen.fetch.feeds.encodings import decode
from site_gen.fetch.feeds.json_feeds import parse_json_feed
from site_gen.fetch.feeds.xml_feeds import parse_xml_feed
from site_gen.fetch.types import Failure, Feed

__all__ = ["parse_feed"]


def parse_feed(body: bytes, content_type: str, url: str, excerpt_length: int) -> Feed | Failure:
    """The feed in a body, or a failure ``not-a-feed`` that says what the body is instead.

    ``content_type`` is the server's header, used only where the content is ambiguous; ``url`` is
    where the body came from, and the base of relative addresses. Raises nothing, for any body;
    time and memory are linear in its length. Uses no clock, network or files. Mistakes that could
    be read around are listed in :attr:`Feed.faults`.
    """
    decoded = decode(body, content_type)
    feed = None
    if looks_like_json(decoded.text):
        feed = parse_json_feed(decoded.text, url, excerpt_length)
    elif root := find_feed_root(decoded.text):
        feed = parse_xml_feed(decoded.text, root, url, excerpt_length)
    if feed is None:
        return not_a_feed(body, decoded.text, content_type, url)
    if decoded.fault:
        feed = msgspec.structs.replace(feed, faults=(decoded.fault, *feed.faults))
    return feed
