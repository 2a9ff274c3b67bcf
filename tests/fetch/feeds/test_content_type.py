"""A body that is not a feed is a failure that says what it is, by its content."""

from __future__ import annotations

import pytest

from tests.fetch.feeds.samples import parse, parse_failure

PAGE = """<!DOCTYPE html><html><head><title>Weir</title><base href="/news/">
<link rel="alternate" type="application/rss+xml" href="feed.xml" title="All">
<link rel="Alternate nofollow" type="application/atom+xml; charset=x" href="//weir.example/atom">
<link rel="alternate" type="application/rss+xml" href="feed.xml">
<link rel="alternate" type="text/html" hreflang="de" href="/de/">
<link rel="stylesheet" type="application/rss+xml" href="/no">
<link rel="alternate" type="application/feed+json" href="/feed.json">
<link rel="alternate" type="application/rss+xml" href="/fourth.xml">
</head><body><p>&lt;rss&gt; and <code><rss></code></p></body></html>"""


def test_hint_lists_up_to_three_feeds_linked_from_a_web_page() -> None:
    failure = parse_failure(PAGE, "application/rss+xml", "https://weir.example/start")
    assert "a web page" in failure.message
    urls = "https://weir.example/news/feed.xml, https://weir.example/atom"
    assert failure.hint == f"it links to {urls}, https://weir.example/feed.json"


@pytest.mark.parametrize(
    ("body", "content_type", "what"),
    [
        (b"<html><body>Sorry</body></html>", "", "a web page"),
        (b"<!-- <rss> --><html><body>Sorry</body></html>", "", "a web page"),
        (b"<p>Not found", "text/html", "a web page"),
        (b'<?xml version="1.0"?><urlset><url/></urlset>', "", "a sitemap"),
        (b"<sitemapindex></sitemapindex>", "", "a sitemap"),
        (b"<opml version='2.0'><body/></opml>", "text/xml", "an OPML file"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "", "an image"),
        (b"<note><to>x</to></note>", "text/xml", "root element note"),
        (b"<rdf:RDF xmlns:rdf='x'><Person/></rdf:RDF>", "text/xml", "root element rdf:RDF"),
        (b"Too many requests", "application/rss+xml", "plain text"),
        (b"", "application/rss+xml", "empty"),
        (b" \n\t", "", "empty"),
        (b"\x89PNG\r\n\x1a\n\x00", "application/rss+xml", "an image"),
        (b"%PDF-1.7", "", "a PDF"),
        (b"\x1f\x8b\x08\x00\x01", "", "compressed"),
        (b"\x01\x02\x03\x04", "", "unknown data"),
        (b'{"version": "1", "items": []}', "application/json", "JSON that is not a JSON Feed"),
        (b"[1, 2]", "application/feed+json", "JSON that is not a JSON Feed"),
        (b'{"version": ', "", "JSON that is not a JSON Feed"),
    ],
)
def test_message_says_what_the_body_is(body: bytes, content_type: str, what: str) -> None:
    failure = parse_failure(body, content_type)
    assert what in failure.message
    assert failure.hint


def test_hint_for_opml_is_import_opml() -> None:
    assert "import-opml" in parse_failure("<opml><body/></opml>").hint


@pytest.mark.parametrize("content_type", ["text/html", "image/png", "", "text/plain; charset=x"])
def test_content_type_header_does_not_matter_for_a_feed(content_type: str) -> None:
    assert parse("<rss><channel><title>T</title></channel></rss>", content_type).title == "T"


def test_comment_before_the_feed_is_ignored() -> None:
    assert parse("<!-- <html> --><rss><channel><title>T</title></channel></rss>").title == "T"


@pytest.mark.parametrize("body", ["<rss/>", "<rss></rss>", "<feed xmlns='x'></feed>"])
def test_feed_without_content_is_empty(body: str) -> None:
    assert parse(body).items == ()


def test_truncated_json_has_its_complete_items() -> None:
    feed = parse(
        '{"version": "https://jsonfeed.org/version/1.1", "title": "J", "items": ['
        '{"id": "1", "title": "One [x]", "tags": ["]}"]}, {"id": "2", "url": "https://j.exam'
    )
    assert [item.title for item in feed.items] == ["One [x]"]
    assert len(feed.faults) == 1


@pytest.mark.parametrize("items", ["5", "null", "{}", '"x"', "[1]"])
def test_json_feed_without_a_list_of_items_is_empty(items: str) -> None:
    body = f'{{"version": "https://jsonfeed.org/version/1.1", "title": "J", "items": {items}}}'
    assert parse(body).items == ()
