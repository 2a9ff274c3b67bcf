"""Feeds as bytes in each format, for tests that are not about formats."""

from __future__ import annotations

import json
from collections.abc import Sequence
from xml.sax.saxutils import escape

HOST = "https://harbourledger.example"
STORIES = (
    ("night-ferry", "Night ferry sails again"),
    ("crane", "Harbour board buys a crane"),
    ("fog", "Fog closes the strait"),
)
Stories = Sequence[tuple[str, str]]


def rss(stories: Stories = STORIES, title: str = "Harbour Ledger", host: str = HOST) -> bytes:
    """RSS 2.0; each story an hour older than the one before."""
    items = "".join(
        f"<item><title>{escape(name)}</title><link>{host}/{slug}</link>"
        f"<guid isPermaLink='false'>{slug}</guid>"
        f"<description>&lt;p&gt;All about {escape(escape(name))}.&lt;/p&gt;</description>"
        f"<pubDate>Wed, 25 Nov 2026 {9 - number % 9:02}:00:00 GMT</pubDate></item>"
        for number, (slug, name) in enumerate(stories)
    )
    return (
        f"<?xml version='1.0' encoding='utf-8'?><rss version='2.0'><channel><title>{title}</title>"
        f"<link>{host}/</link><language>en-gb</language>{items}</channel></rss>"
    ).encode()


def rdf(stories: Stories = STORIES, host: str = HOST) -> bytes:
    """RSS 1.0 with Dublin Core dates."""
    items = "".join(
        f"<item rdf:about='{host}/{slug}'><title>{escape(name)}</title><link>{host}/{slug}</link>"
        f"<dc:date>2026-11-25T0{9 - number % 9}:00:00Z</dc:date></item>"
        for number, (slug, name) in enumerate(stories)
    )
    return (
        "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' "
        "xmlns='http://purl.org/rss/1.0/' xmlns:dc='http://purl.org/dc/elements/1.1/'>"
        f"<channel rdf:about='{host}/'><title>Harbour Ledger</title><link>{host}/</link></channel>"
        f"{items}</rdf:RDF>"
    ).encode()


def old_rss(stories: Stories = STORIES, host: str = HOST) -> bytes:
    """RSS 0.91: no dates and no ids."""
    items = "".join(
        f"<item><title>{escape(name)}</title><link>{host}/{slug}</link></item>"
        for slug, name in stories
    )
    return (
        f"<rss version='0.91'><channel><title>Harbour Ledger</title><link>{host}/</link>"
        f"<description>News</description><language>en</language>{items}</channel></rss>"
    ).encode()


def atom(stories: Stories = STORIES, host: str = HOST) -> bytes:
    entries = "".join(
        f"<entry><title>{escape(name)}</title><id>tag:harbourledger.example,2026:{slug}</id>"
        f"<link href='/{slug}'/><published>2026-11-25T0{9 - number % 9}:00:00Z</published>"
        f"<updated>2026-11-25T0{9 - number % 9}:00:00Z</updated>"
        f"<summary>All about {escape(name)}.</summary></entry>"
        for number, (slug, name) in enumerate(stories)
    )
    return (
        "<feed xmlns='http://www.w3.org/2005/Atom' xml:lang='en' "
        f"xml:base='{host}/'><title>Harbour Ledger</title><id>tag:harbourledger.example,2026:x</id>"
        f"<link href='{host}/'/><updated>2026-11-25T09:00:00Z</updated>{entries}</feed>"
    ).encode()


def json_feed(stories: Stories = STORIES, host: str = HOST) -> bytes:
    """JSON Feed 1.1."""
    items = [
        {
            "id": slug,
            "url": f"{host}/{slug}",
            "title": name,
            "content_html": f"<p>All about {name}.</p>",
            "date_published": f"2026-11-25T0{9 - number % 9}:00:00Z",
        }
        for number, (slug, name) in enumerate(stories)
    ]
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "Harbour Ledger"}
    return json.dumps({**feed, "home_page_url": f"{host}/", "items": items}).encode()
