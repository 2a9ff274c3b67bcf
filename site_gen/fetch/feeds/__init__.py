"""Understanding feeds: bytes → a feed of plain-text items, whatever was done to it on its way.

bytes ─→ text ─→ elements ─→ drafts ─→ items
encodings  telling   xml_feeds, entries   drafts: text, folding, dates, links, pictures,
                     json_feeds           furniture and litter: what is none of the text
"""

from __future__ import annotations

import msgspec

from site_gen.fetch.feeds.content_type import no_feed, what_is
from site_gen.fetch.feeds.encodings import decode
from site_gen.fetch.feeds.json_feeds import read_json
from site_gen.fetch.feeds.xml_feeds import read_xml
from site_gen.fetch.types import Failure, Feed

__all__ = ["parse_feed"]


def parse_feed(body: bytes, content_type: str, url: str, excerpt_length: int) -> Feed | Failure:
    """The feed that a body is, or what it is instead: a failure with the code ``not-a-feed``.

    ``content_type`` is the server's header, which serves only where the content leaves a doubt;
    ``url`` is where the body came from, and where relative addresses start; excerpts are cut to
    ``excerpt_length`` characters. Raises nothing, for any body; takes time and memory that grow
    with the body's length alone. No clock, network or file is asked.

    What was wrong and was read around is told in :attr:`Feed.faults`.
    """
    decoded = decode(body, content_type)
    told = what_is(decoded.text)
    feed = None
    if told.json:
        feed = read_json(decoded.text, url, excerpt_length)
    elif told.root is not None:
        feed = read_xml(decoded.text, told.root, url, excerpt_length)
    if feed is None:
        return no_feed(body, decoded.text, content_type, url)
    if decoded.fault:
        feed = msgspec.structs.replace(feed, faults=(decoded.fault, *feed.faults))
    return feed
