"""Text of records → HTML that is safe to show: Markdown bodies, descriptions, embeds.

Whatever a record says is untrusted. Python-Markdown makes the HTML and nh3 (the
Rust library ammonia) keeps only what the lists below allow.
"""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape
from html.parser import HTMLParser
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

import markdown
import nh3
from markdown.treeprocessors import Treeprocessor

from site_gen.urls import Urls

_TAGS = set(
    "a abbr b blockquote br caption cite code dd del details dfn div dl dt em figcaption figure "
    "h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q s samp small span strong sub summary sup "
    "table tbody td tfoot th thead tr u ul var".split()
)
_ATTRIBUTES = {
    "a": {"href", "title", "id", "class"},
    "abbr": {"title"},
    "code": {"class"},
    "div": {"class"},
    "img": {"src", "alt", "title", "width", "height"},
    "li": {"id"},
    "ol": {"start"},
    "sup": {"id"},
    "td": {"align", "colspan", "rowspan"},
    "th": {"align", "colspan", "rowspan", "scope"},
}
_FOOTNOTE_ID = re.compile(r"fn(?:ref)?\d*-[\w-]+\Z")
_FOOTNOTES = {"BACKLINK_TITLE": "Back to reference {}", "SEPARATOR": "-"}
_TANGLE = 4_000_000
"""Sum of the squares of each paragraph's brackets: about a second of work."""
_CLASSES = re.compile(r"language-[\w+#-]+|footnote(?:-ref|-backref)?\Z")
_REL = "noopener nofollow"
_OWN_LINK = re.compile(rf'(<a href="(?:#|/(?!/))[^>]*?) rel="{_REL}"')
"""A link within the site, which search engines are to follow."""
_IMAGE = ' loading="lazy" decoding="async" referrerpolicy="no-referrer">'
"""How every picture ends. nh3 adds one attribute; several it adds in any order."""


class _Headings(Treeprocessor):
    """Moves headings so that the highest is h2 (the page's title is the h1), without gaps."""

    def run(self, root: Element) -> None:
        headings = [node for node in root.iter() if re.fullmatch("h[1-6]", str(node.tag))]
        levels = sorted({int(node.tag[1]) for node in headings})
        for node in headings:
            node.tag = f"h{min(6, 2 + levels.index(int(node.tag[1])))}"


class _Extension(markdown.extensions.Extension):
    def extendMarkdown(self, md: markdown.Markdown) -> None:  # noqa: N802
        md.treeprocessors.register(_Headings(md), "headings", 1)


@lru_cache(maxsize=1)
def _markdown() -> markdown.Markdown:
    return markdown.Markdown(
        extensions=["tables", "footnotes", "fenced_code", "sane_lists", "smarty", _Extension()],
        extension_configs={"footnotes": _FOOTNOTES},
        output_format="html",
    )


def _is_tangled(text: str) -> bool:
    """Whether converting would take long: Python-Markdown needs quadratic time for each
    paragraph's brackets. A thousand links in one paragraph still pass.
    """
    blocks = text.split("\n\n")
    return sum((block.count("[") + block.count("<")) ** 2 for block in blocks) > _TANGLE


def _convert(text: str) -> str:
    """Markdown as HTML that is not clean yet; what is too tangled or deep stays as it is."""
    if _is_tangled(text):
        return f"<pre>{escape(text)}</pre>"
    try:
        return _markdown().reset().convert(text)
    except RecursionError:
        _markdown.cache_clear()  # it stopped in the middle and is of no more use
        return f"<pre>{escape(text)}</pre>"


@lru_cache(maxsize=256)
def to_html(text: str, urls: Urls, *, absolute: bool = False) -> str:
    """Markdown as clean HTML; links and pictures relative to the site get its base path.

    With ``absolute`` its host too, for readers who see the text elsewhere. What was made is
    kept for a while, since a record's page and its other forms are made one after another.
    """
    if not text:
        return ""
    whole = urls.absolute if absolute else urls.href

    def attribute(_tag: str, name: str, value: str) -> str | None:
        if name == "id":
            return value if _FOOTNOTE_ID.match(value) else None
        if name == "class":
            return value if _CLASSES.match(value) else None
        if name in ("href", "src") and value.startswith("/") and not value.startswith("//"):
            return whole(value)
        return value

    clean = nh3.clean(
        _convert(text),
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        attribute_filter=attribute,
        url_schemes={"http", "https"},
        link_rel=_REL,
        set_tag_attribute_values={"img": {"loading": "lazy"}},
    )
    clean = _OWN_LINK.sub(r"\1", clean).replace(' loading="lazy">', _IMAGE)
    return clean.replace("<table>", '<div class="table" tabindex="0" role="group"><table>').replace(
        "</table>", "</table></div>"
    )


@lru_cache(maxsize=1024)
def to_text(text: str) -> str:
    """Markdown as plain text in one line; kept, since all pages of a topic ask for the same."""
    if not text:
        return ""
    html = nh3.clean(_convert(text), tags=set())
    return " ".join(_unescape(html).split())


def _unescape(html: str) -> str:
    parser = _Text()
    parser.feed(html)
    parser.close()
    return "".join(parser.parts)


class _Text(HTMLParser):
    """Collects the text of HTML, entities decoded once."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []

    def handle_data(self, data: str) -> None:
        self.parts.append(data)


class _Frames(HTMLParser):
    """Finds the address of the first iframe."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.src = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "iframe" and not self.src:
            self.src = (dict(attrs).get("src") or "").strip()


def embed_source(html: str) -> str:
    """The https address of the first iframe in an embed; empty if there is none.

    YouTube's addresses become those of its cookie-free host.
    """
    parser = _Frames()
    parser.feed(html)
    parser.close()
    src = f"https:{parser.src}" if parser.src.startswith("//") else parser.src
    try:
        parts = urlsplit(src)
        host = parts.hostname
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not host or re.search(r"[\s\"'<>]", src):
        return ""
    if host in ("www.youtube.com", "youtube.com", "m.youtube.com", "youtube-nocookie.com"):
        host = "www.youtube-nocookie.com"
    return parts._replace(scheme="https", netloc=host).geturl()


def watch_page(src: str) -> str:
    """Where the video of a player's address is to be seen on its host's own site."""
    parts = urlsplit(src)
    video = parts.path.rstrip("/").rsplit("/", 1)[-1]
    if parts.hostname == "www.youtube-nocookie.com" and parts.path.startswith("/embed/"):
        if video == "videoseries":
            return f"https://www.youtube.com/playlist?{parts.query}"
        return f"https://www.youtube.com/watch?v={video}"
    if parts.hostname == "player.vimeo.com":
        return f"https://vimeo.com/{video}"
    return src
