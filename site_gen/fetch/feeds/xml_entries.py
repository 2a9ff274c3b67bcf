"""An ``item`` of RSS or an ``entry`` of Atom → a raw entry, by the element names of both and their
extensions: RSS 2.0, RSS 1.0 with Dublin Core, RFC 4287, Media RSS, and iTunes."""

from __future__ import annotations

from collections.abc import Iterator

from site_gen.fetch.entry_links import click_target
from site_gen.fetch.feeds.absolute_urls import absolute_url, is_absolute_url
from site_gen.fetch.feeds.html_text import HtmlText, plain_title
from site_gen.fetch.feeds.items import RawEntry, first_title
from site_gen.fetch.feeds.pictures import is_picture, make_picture
from site_gen.fetch.feeds.xml_nodes import Node
from site_gen.fetch.types import FeedPicture, FeedProvider

_PUBLISHED = (
    "pubdate published issued atom:published dc:date dcterms:issued dcterms:created created date"
).split()
_UPDATED = "updated modified atom:updated dcterms:modified".split()
_SUMMARIES = ("summary", "description", "itunes:summary", "dc:description")
_CONTENTS = ("content:encoded", "content", "xhtml:body", "atom:content")
_SOURCES = ("source", "atom:source", "bing:source")
_HTML_TYPES = frozenset(("", "text/html", "application/xhtml+xml"))
_MAX_VALUES = 50
"""Per kind; no entry really has more links, authors, categories or pictures."""
_MAX_PICTURE_TITLE = 300


def read_xml_entry(entry: Node) -> RawEntry:
    """The raw entry of an element."""
    is_atom = entry.format_prefix == "atom:"
    links = list(filter(None, _links(entry)))[:_MAX_VALUES]
    ids = (text.strip() for text in entry.texts("guid", "id", "atom:id"))
    return RawEntry(
        titles=[
            child.atom_text() if is_atom else child.html()
            for child in entry.find_all("title", "dc:title", "itunes:title", "media:title")
        ],
        texts=list(_texts(entry, _article_url(entry, links), is_atom=is_atom)),
        id=next(filter(None, ids), "") or entry.get("rdf:about"),
        links=links,
        published=entry.texts(*_PUBLISHED)[:_MAX_VALUES],
        updated=entry.texts(*_UPDATED)[:_MAX_VALUES],
        categories=list(_categories(entry))[:_MAX_VALUES],
        authors=(list(_authors(entry)) or list(_source_authors(entry)))[:_MAX_VALUES],
        has_source=entry.find(*_SOURCES) is not None,
        pictures=[
            list(_media_contents(entry))[:_MAX_VALUES],
            [_media_picture(child) for child in _thumbnails(entry)][:_MAX_VALUES],
            list(_enclosures(entry))[:_MAX_VALUES],
            [
                make_picture(image_address(child), child.base_url)
                for child in entry.find_all("itunes:image", "image", "bing:image")
            ][:_MAX_VALUES],
        ],
        provider=_provider(entry, is_atom=is_atom),
    )


def read_feed_authors(head: Node) -> list[HtmlText]:
    """The authors of a feed, which are those of its entries if they name none."""
    editors = (child.html() for child in head.find_all("managingeditor"))
    return [*_authors(head), *editors][:_MAX_VALUES]


def page_links(node: Node) -> Iterator[str]:
    """URLs of links without ``rel`` or with ``alternate``; empty where an address is not valid."""
    for child in _alternate_links(node):
        yield absolute_url(child.get("href") or child.text(), child.base_url)


def image_address(child: Node) -> str:
    """The address of an element for an image: an attribute, the child ``url``, or its text."""
    urls = child.texts("url")
    return child.get("href") or (urls[0] if urls else child.text())


def _article_url(entry: Node, links: list[str]) -> str:
    """The page that an entry's texts are from; empty if all links are to media files."""
    media = {
        absolute_url(child.get("url"), child.base_url) for child in entry.find_all("enclosure")
    }
    return next((link for link in links if link not in media), "")


def _texts(entry: Node, article_url: str, *, is_atom: bool) -> Iterator[HtmlText]:
    """Summaries, then contents, then descriptions of a picture or a video.

    Addresses in them are relative to the article, unless the feed has an ``xml:base``.
    """
    for child in entry.find_all(*_SUMMARIES, *_CONTENTS):
        text = child.atom_text() if is_atom else child.html()
        use_article = article_url and not child.has_base
        yield text._replace(base_url=article_url) if use_article else text
    for parent in (entry, *entry.find_all("media:group")):
        yield from (child.html() for child in parent.find_all("media:description"))


def _links(entry: Node) -> Iterator[str]:
    """URLs of the article: the original of one that a service wrapped, pages, other formats, ids.

    Empty where an address is not valid.
    """
    alternates = sorted(
        _alternate_links(entry), key=lambda child: child.get("type").lower() not in _HTML_TYPES
    )
    guids = [
        child
        for child in entry.find_all("guid")
        if child.get("ispermalink").strip().lower() != "false" and is_absolute_url(child.text())
    ]
    elements = [*entry.find_all("feedburner:origlink"), *alternates, *guids]
    urls = [absolute_url(child.get("href") or child.text(), child.base_url) for child in elements]
    yield from (absolute_url(click_target(url), "") for url in urls)
    yield from urls
    if not any(urls):  # content at an address of its own (RFC 4287, 4.1.3.2)
        urls = [
            absolute_url(child.get("src"), child.base_url) for child in entry.find_all("content")
        ]
        yield from urls
    if not any(urls):  # an id need not be the address of a page, but may be
        ids = [*entry.texts("id", "atom:id"), entry.get("rdf:about")]
        urls = [absolute_url(text, "") for text in ids if is_absolute_url(text)]
        yield from urls
    if not any(urls):  # an episode of a podcast may only have its media file
        for child in entry.find_all("enclosure"):
            if not is_picture(child.get("url"), child.get("type")):
                yield absolute_url(child.get("url"), child.base_url)


def _alternate_links(node: Node) -> list[Node]:
    return [
        child
        for child in node.find_all("link", "atom:link")
        if child.get("rel").lower() in ("", "alternate")
    ]


def _categories(entry: Node) -> Iterator[HtmlText]:
    for child in entry.find_all("category", "dc:subject", "itunes:category", "atom:category"):
        values = [child.get(name) for name in ("label", "text", "term")]
        value = next((value for value in values if value.strip()), "")
        yield HtmlText(value, is_html=False) if value else child.html()


def _authors(entry: Node) -> Iterator[HtmlText]:
    for child in entry.find_all("author", "dc:creator", "atom:author", "itunes:author"):
        names = list(child.find_all("name", "atom:name"))
        if names:
            yield from (name.html() for name in names)
        elif not child.children:
            yield child.html()


def _source_authors(entry: Node) -> Iterator[HtmlText]:
    """Authors of the feed that an entry was taken from (RFC 4287, 4.2.1)."""
    for source in entry.find_all("source", "atom:source"):
        yield from _authors(source)


def _media_contents(entry: Node) -> Iterator[FeedPicture | None]:
    """Pictures of Media RSS, also in groups."""
    for parent in (entry, *entry.find_all("media:group")):
        group_title = _media_title(parent) if parent is not entry else ""
        for child in parent.find_all("media:content"):
            if is_picture(child.get("url"), child.get("type"), child.get("medium").lower()):
                yield _media_picture(child, _media_title(child) or group_title)


def _media_title(node: Node) -> str:
    child = node.find("media:title")
    return plain_title(child.html())[:_MAX_PICTURE_TITLE] if child else ""


def _thumbnails(entry: Node) -> Iterator[Node]:
    yield from entry.find_all("media:thumbnail")
    for parent in entry.find_all("media:content", "media:group"):
        yield from parent.find_all("media:thumbnail")
        for child in parent.find_all("media:content"):
            yield from child.find_all("media:thumbnail")


def _media_picture(child: Node, title: str = "") -> FeedPicture | None:
    address = child.get("url") or child.text()
    return make_picture(address, child.base_url, child.get("width"), child.get("height"), title)


def _enclosures(entry: Node) -> Iterator[FeedPicture | None]:
    for child in entry.find_all("enclosure", "link", "atom:link"):
        address = child.get("url") or child.get("href")
        is_enclosure = child.get("url") or child.get("rel").lower() == "enclosure"
        if is_enclosure and is_picture(address, child.get("type")):
            yield make_picture(address, child.base_url)


def _provider(entry: Node, *, is_atom: bool) -> FeedProvider | None:
    """The provider in an entry's ``source``: in RSS with the URL of its feed, in Atom with the
    metadata of its feed, in Bing's search only the name."""
    source = entry.find(*_SOURCES)
    if source is None:
        return None
    title = source.find("title", "atom:title")
    if title is None:
        url = absolute_url(source.get("url"), source.base_url)
        url = url or next(filter(None, map(click_target, _links(entry))), "")
        name = first_title([source.html()])
    else:
        url = next(filter(None, page_links(source)), "")
        name = first_title([title.atom_text() if is_atom else title.html()])
    return FeedProvider(name, url) if name else None
