"""An ``item`` of RSS or an ``entry`` of Atom → what it says, by the names of both and of their
extensions: RSS Board's RSS 2.0, RSS 1.0 with Dublin Core, RFC 4287, Media RSS, and iTunes."""

from __future__ import annotations

from collections.abc import Iterator

from site_gen.fetch.entry_links import click_target
from site_gen.fetch.feeds.html_text import HtmlText, plain
from site_gen.fetch.feeds.links import absolute, is_absolute
from site_gen.fetch.feeds.pictures import is_picture, picture
from site_gen.fetch.feeds.raw_entries import RawEntry, provider
from site_gen.fetch.feeds.xml_nodes import Node
from site_gen.fetch.types import FeedPicture, FeedProvider

_PUBLISHED = (
    "pubdate published issued atom:published dc:date dcterms:issued dcterms:created created date"
).split()
_UPDATED = "updated modified atom:updated dcterms:modified".split()
_SUMMARIES = ("summary", "description", "itunes:summary", "dc:description")
_CONTENTS = ("content:encoded", "content", "xhtml:body", "atom:content")
_SOURCES = ("source", "atom:source", "bing:source")
_HTML = frozenset(("", "text/html", "application/xhtml+xml"))
_MOST = 50
"""As many of a kind are read; no entry has more authors, categories or pictures in earnest."""


def read_entry(entry: Node) -> RawEntry:
    """What an entry says."""
    atom = entry.own == "atom:"
    links = list(filter(None, _links(entry)))[:_MOST]
    id_ = next(filter(None, (word.strip() for word in entry.words("guid", "id", "atom:id"))), "")
    return RawEntry(
        titles=[
            child.atom_text() if atom else child.html()
            for child in entry.all("title", "dc:title", "itunes:title", "media:title")
        ],
        texts=list(_texts(entry, _page(entry, links), atom=atom)),
        id=id_ or entry.get("rdf:about"),
        links=links,
        published=entry.words(*_PUBLISHED)[:_MOST],
        updated=entry.words(*_UPDATED)[:_MOST],
        categories=list(_categories(entry))[:_MOST],
        authors=(list(_authors(entry)) or list(_authors_elsewhere(entry)))[:_MOST],
        from_elsewhere=entry.first(*_SOURCES) is not None,
        pictures=[
            list(_media(entry))[:_MOST],
            [_sized(child) for child in _thumbnails(entry)][:_MOST],
            list(_enclosures(entry))[:_MOST],
            [_image(child) for child in entry.all("itunes:image", "image", "bing:image")][:_MOST],
        ],
        provider=_provider(entry, atom=atom),
    )


def feed_authors(head: Node) -> list[HtmlText]:
    """Whom a feed names as the author of all its entries."""
    return [*_authors(head), *(child.html() for child in head.all("managingeditor"))][:_MOST]


def _page(entry: Node, links: list[str]) -> str:
    """The page that an entry's texts are from; empty if its links lead to recordings only."""
    recordings = {absolute(child.get("url"), child.base) for child in entry.all("enclosure")}
    return next((link for link in links if link not in recordings), "")


def _texts(entry: Node, page: str, *, atom: bool) -> Iterator[HtmlText]:
    """Summaries, then contents, then what is said of a picture or a video.

    A relative address in them is meant from the article's page, whose text it is, unless the feed
    says where it starts.
    """
    for child in entry.all(*_SUMMARIES, *_CONTENTS):
        text = child.atom_text() if atom else child.html()
        yield text if child.based or not page else text._replace(base=page)
    for holder in (entry, *entry.all("media:group")):
        yield from (child.html() for child in holder.all("media:description"))


def _links(entry: Node) -> Iterator[str]:
    """Where readers go first: the outlet's own page where a service wrapped it, pages, other forms
    of them, what identifies it."""
    named = [
        child
        for child in entry.all("link", "atom:link")
        if child.get("rel").lower() in ("", "alternate")
    ]
    named.sort(key=lambda child: child.get("type").lower() not in _HTML)
    guids = [
        child
        for child in entry.all("guid")
        if child.get("ispermalink").strip().lower() != "false" and is_absolute(child.text())
    ]
    places = [*entry.all("feedburner:origlink"), *named, *guids]
    found = [absolute(child.get("href") or child.text(), child.base) for child in places]
    yield from (absolute(click_target(address), "") for address in found)
    yield from found
    if not any(found):  # the text, where it is at an address of its own (RFC 4287, 4.1.3.2)
        found = [absolute(child.get("src"), child.base) for child in entry.all("content")]
        yield from found
    if not any(found):  # an id need lead nowhere, but where nothing else is given, it may
        ids = [*entry.words("id", "atom:id"), entry.get("rdf:about")]
        found = [absolute(text, "") for text in ids if is_absolute(text)]
        yield from found
    if not any(found):  # an episode of a podcast often is nothing but its recording
        for child in entry.all("enclosure"):
            if not is_picture(child.get("url"), child.get("type")):
                yield absolute(child.get("url"), child.base)


def _categories(entry: Node) -> Iterator[HtmlText]:
    for child in entry.all("category", "dc:subject", "itunes:category", "atom:category"):
        said = [child.get(name) for name in ("label", "text", "term")]
        given = next((value for value in said if value.strip()), "")
        yield HtmlText(given, html=False) if given else child.html()


def _authors(entry: Node) -> Iterator[HtmlText]:
    for child in entry.all("author", "dc:creator", "atom:author", "itunes:author"):
        names = list(child.all("name", "atom:name"))
        if names:
            yield from (name.html() for name in names)
        elif not child.children:
            yield child.html()


def _authors_elsewhere(entry: Node) -> Iterator[HtmlText]:
    """Those of the feed that an entry came from (RFC 4287, 4.2.1)."""
    for source in entry.all("source", "atom:source"):
        yield from _authors(source)


def _media(entry: Node) -> Iterator[FeedPicture | None]:
    """The pictures of Media RSS, also those in groups."""
    for holder in (entry, *entry.all("media:group")):
        titles = _titles(holder) if holder is not entry else ""
        for child in holder.all("media:content"):
            if is_picture(child.get("url"), child.get("type"), child.get("medium").lower()):
                yield _sized(child, _titles(child) or titles)


def _titles(node: Node) -> str:
    child = node.first("media:title")
    return plain(child.html(), title=True)[:300] if child else ""


def _thumbnails(entry: Node) -> Iterator[Node]:
    yield from entry.all("media:thumbnail")
    for holder in entry.all("media:content", "media:group"):
        yield from holder.all("media:thumbnail")
        for child in holder.all("media:content"):
            yield from child.all("media:thumbnail")


def _sized(child: Node, title: str = "") -> FeedPicture | None:
    address = child.get("url") or child.text()
    return picture(address, child.base, child.get("width"), child.get("height"), title)


def _enclosures(entry: Node) -> Iterator[FeedPicture | None]:
    for child in entry.all("enclosure", "link", "atom:link"):
        address = child.get("url") or child.get("href")
        attached = child.get("url") or child.get("rel").lower() == "enclosure"
        if attached and is_picture(address, child.get("type")):
            yield picture(address, child.base)


def _image(child: Node) -> FeedPicture | None:
    urls = child.words("url")
    return picture(child.get("href") or (urls[0] if urls else child.text()), child.base)


def _provider(entry: Node, *, atom: bool) -> FeedProvider | None:
    """RSS names a feed of the outlet, Atom tells all of the feed that an entry came from, Bing's
    search names the outlet alone."""
    for source in entry.all(*_SOURCES):
        title = source.first("title", "atom:title")
        if title is None:
            url = absolute(source.get("url"), source.base)
            return provider(
                source.html(), url or next(filter(None, map(click_target, _links(entry))), "")
            )
        links = [
            absolute(child.get("href") or child.text(), child.base)
            for child in source.all("link", "atom:link")
            if child.get("rel").lower() in ("", "alternate")
        ]
        return provider(title.atom_text() if atom else title.html(), next(filter(None, links), ""))
    return None
