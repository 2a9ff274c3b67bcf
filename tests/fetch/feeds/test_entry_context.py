"""What an entry takes from its page or its feed: base URLs and authors."""

from __future__ import annotations

import json

import pytest

from tests.fetch.feeds.samples import URL, parse, rss

PAGE = "https://ledger.example/2026/fog/"
LINK = f"<title>Fog</title><link>{PAGE}</link>"
IMG = '&lt;img src="fog.webp"&gt;Fog closed the strait.'


def atom(inner: str, *, feed: str = "", entry: str = "") -> str:
    return (
        f'<feed xmlns="http://www.w3.org/2005/Atom" {feed}><title>Ledger</title>'
        f'<entry {entry}><title>Fog</title><link href="{PAGE}"/>{inner}</entry></feed>'
    )


def json_feed(**fields: object) -> str:
    item = {"id": "1", "title": "Fog", "url": PAGE, "content_html": '<img src="fog.webp">Fog.'}
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "Ledger", "items": [item]}
    return json.dumps({**feed, **fields})


@pytest.mark.parametrize(
    ("body", "url"),
    [
        (rss(f"{LINK}<description>{IMG}</description>"), f"{PAGE}fog.webp"),
        (
            rss(f"{LINK}<description>{IMG.replace('fog', '/fog')}</description>"),
            "https://ledger.example/fog.webp",
        ),
        (
            rss(f"{LINK}<description>{IMG.replace('fog', '../fog')}</description>"),
            "https://ledger.example/2026/fog.webp",
        ),
        (
            rss(
                f'{LINK}<content:encoded xmlns:content="http://purl.org/rss/1.0/modules/content/">'
                f"{IMG}</content:encoded>"
            ),
            f"{PAGE}fog.webp",
        ),
        (
            rss(f"<title>Fog</title><description>{IMG}</description>"),
            "https://feeds.example/fog.webp",
        ),
        (
            rss(
                "<title>Fog</title><enclosure url='https://cdn.example/a.mp3' type='audio/mpeg'/>"
                f"<description>{IMG}</description>"
            ),
            "https://feeds.example/fog.webp",
        ),
        (atom(f'<content type="html">{IMG}</content>'), f"{PAGE}fog.webp"),
        (
            atom(f'<content type="html" xml:base="https://cdn.example/x/">{IMG}</content>'),
            "https://cdn.example/x/fog.webp",
        ),
        (
            atom(
                f'<summary type="html">{IMG}</summary>', entry='xml:base="https://cdn.example/y/"'
            ),
            "https://cdn.example/y/fog.webp",
        ),
        (
            atom(f'<summary type="html">{IMG}</summary>', feed=f'xml:base="{URL}"'),
            "https://feeds.example/fog.webp",
        ),
        (json_feed(), f"{PAGE}fog.webp"),
    ],
)
def test_picture_url_is_relative_to_the_article(body: str, url: str) -> None:
    (item,) = parse(body).items
    assert item.picture
    assert item.picture.url == url


ADA = "<author><name>Ada Quill</name></author>"


@pytest.mark.parametrize(
    ("body", "authors"),
    [
        (atom("").replace("<entry", f"{ADA}<entry"), ("Ada Quill",)),
        (
            atom("<author><name>Bo Reed</name></author>").replace("<entry", f"{ADA}<entry"),
            ("Bo Reed",),
        ),
        (
            atom("<author><email>a@b.example</email></author>").replace("<entry", f"{ADA}<entry"),
            ("Ada Quill",),
        ),
        (atom("<source><title>Radio</title></source>").replace("<entry", f"{ADA}<entry"), ()),
        (
            atom(
                "<source><title>Radio</title><author><name>Bo Reed</name></author></source>"
            ).replace("<entry", f"{ADA}<entry"),
            ("Bo Reed",),
        ),
        (
            atom(
                "<author><name>Cy Oar</name></author>"
                "<source><title>Radio</title><author><name>Bo Reed</name></author></source>"
            ),
            ("Cy Oar",),
        ),
        (atom("").replace("<entry", "<author><name>Ledger</name></author><entry"), ()),
        (
            rss(LINK).replace(
                "<item", "<managingEditor>a@b.example (Ada Quill)</managingEditor><item"
            ),
            ("Ada Quill",),
        ),
        (rss(LINK).replace("<item", "<managingEditor>a@b.example</managingEditor><item"), ()),
        (rss(f"{LINK}<author>Ada Quill (a@b.example)</author>"), ("Ada Quill",)),
        (
            rss(LINK).replace(
                "<item",
                '<i:author xmlns:i="http://www.itunes.com/dtds/podcast-1.0.dtd">'
                "Ada Quill</i:author><item",
            ),
            ("Ada Quill",),
        ),
        (json_feed(authors=[{"name": "Ada Quill"}]), ("Ada Quill",)),
        (json_feed(author={"name": "Ada Quill"}), ("Ada Quill",)),
        (json_feed(), ()),
    ],
)
def test_author_of_the_feed_is_the_default(body: str, authors: tuple[str, ...]) -> None:
    (item,) = parse(body).items
    assert item.authors == authors


@pytest.mark.parametrize(
    ("site", "base", "link"),
    [
        ("<link>https://ledger.example/news/</link>", "", "https://ledger.example/fog"),
        ("<link>https://www.feeds.example/news/</link>", "", "https://feeds.example/fog"),
        ("<link>/news/</link>", "", "https://feeds.example/fog"),
        ("", "", "https://feeds.example/fog"),
        ("<link>https://ledger.example/</link>", "https://b.example/", "https://b.example/fog"),
    ],
    ids=["another host", "the same host", "relative", "no site", "xml:base"],
)
def test_link_is_relative_to_the_site_of_a_feed_on_another_host(
    site: str, base: str, link: str
) -> None:
    body = rss("<title>Fog</title><link>/fog</link>").replace("<item", f"{site}<item")
    (item,) = parse(body.replace("<channel", f'<channel xml:base="{base}"') if base else body).items
    assert item.links == (link,)


@pytest.mark.parametrize(
    ("fields", "link"),
    [
        ({"url": PAGE, "external_url": "https://radio.example/fog"}, PAGE),
        ({"id": PAGE, "external_url": "https://radio.example/fog"}, PAGE),
        ({"external_url": "https://radio.example/fog"}, "https://radio.example/fog"),
        ({"url": "mailto:a@ledger.example", "external_url": PAGE}, PAGE),
    ],
)
def test_external_url_is_only_a_fallback(fields: dict[str, str], link: str) -> None:
    """It is the article of another provider that the entry is about."""
    (item,) = parse(json_feed(items=[{"id": "1", "title": "Fog", **fields}])).items
    assert item.links == (link,)


def test_content_src_is_a_fallback_for_links() -> None:
    body = atom('<id>urn:x:1</id><content src="fog.html" type="text/html"/>')
    (item,) = parse(body.replace(f'<link href="{PAGE}"/>', "")).items
    assert item.links == ("https://feeds.example/fog.html",)


def test_base64_is_decoded() -> None:
    for attribute in ('mode="base64"', 'type="application/octet-stream"'):
        feed = parse(
            atom("").replace(
                "<title>Fog</title>", f"<title {attribute}>Rm9nIG9uIHRoZSBxdWF5</title>"
            )
        )
        assert [item.title for item in feed.items] == ["Fog on the quay"]


def test_character_reference_with_capital_x_is_decoded() -> None:
    assert [item.title for item in parse(rss("<title>&#X46;og</title>")).items] == ["Fog"]
