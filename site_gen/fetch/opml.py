"""OPML, the format in which programs exchange lists of feeds (https://opml.org/spec2.opml).

A list may come from anywhere. It is parsed by expat, which fetches nothing. One that declares
entities is refused: no program that exports feeds does so, and an entity may expand to any amount
of text. A list that is not well-formed is repaired like a feed, if any feed can be read from it.
"""

from __future__ import annotations

import re
from xml.parsers import expat

import msgspec

from site_gen.canonical import article_key
from site_gen.errors import UsageError
from site_gen.external_links import is_http_url, without_login
from site_gen.fetch.http import check_extra
from site_gen.fetch.opml_text import HINT, text_of, without_declaration
from site_gen.urls import normal_domain
from site_gen.wording import one_line

MOST_BYTES = 5_000_000
_DEEPEST = 100
_LONGEST_URL, _LONGEST_NAME = 2000, 200
"""Characters."""
_FEED_SCHEME = re.compile(r"feed:(?://)?(?P<http>(?=https?://))?", re.IGNORECASE)
_ROOT = re.compile(r"<(?P<root>(?:[\w-]+:)?opml)(?=[\s/>])", re.IGNORECASE)
_LAST_TAG = re.compile(r"<[^<>\"']*(?:\"[^\"]*\"|'[^']*'|[^<>\"']+)*+>")
_CUT_OFF = "the file is cut off: its end is missing, and an incomplete outline was left out"


class Subscription(msgspec.Struct, frozen=True):
    """A feed in a list."""

    line: int
    """From 1."""
    url: str
    name: str = ""
    """The provider's name; empty if the list only repeats an address."""
    domain: str = ""
    topics: tuple[str, ...] = ()
    """Names of the folders that it is in, the outermost first."""


class Unusable(msgspec.Struct, frozen=True):
    """An outline without the address of a feed."""

    line: int
    name: str
    reason: str


class FeedList(msgspec.Struct, frozen=True):
    """The outlines of an OPML file, in its order."""

    subscriptions: tuple[Subscription, ...]
    unusable: tuple[Unusable, ...]
    faults: tuple[str, ...] = ()
    """Errors in the file that were repaired."""


def read_opml(data: bytes, name: str) -> FeedList:
    """The feeds of an OPML file, version 1 or 2, in any encoding that it declares.

    ``name`` is the file's name in messages. Raises UsageError if the file is larger than 5 MB, not
    XML, not OPML, declares entities, or nests outlines more than 100 deep.
    """
    if len(data) > MOST_BYTES:
        message = f"{name}: larger than {MOST_BYTES / 1e6:,.0f} MB"
        raise UsageError(message, hint="split it into several files")
    text = text_of(data, name)
    parser = expat.ParserCreate("utf-8")
    reader = _OpmlReader(name)
    parser.StartElementHandler = lambda tag, attributes: reader.start(
        tag, attributes, parser.CurrentLineNumber
    )
    parser.EndElementHandler = reader.end
    parser.EntityDeclHandler = lambda *_: _refuse_entity(name, parser.CurrentLineNumber)
    try:
        parser.Parse(without_declaration(text).encode(), True)
    except expat.ExpatError as error:
        repaired = _repaired(text, name)
        if repaired:
            return repaired
        place = f"{name}:{error.lineno}:{error.offset + 1}"
        reason = expat.errors.messages[error.code]
        raise UsageError(f"{place}: not well-formed XML: {reason}", hint=HINT) from None
    return reader.result()


def _repaired(text: str, name: str) -> FeedList | None:
    """The feeds of a list that is not well-formed; None if none can be read."""
    root = _ROOT.search(text)
    if root is None:
        return None
    check_extra("import-opml")
    from site_gen.fetch.feeds.xml_documents import iterate_tags, parse_document  # noqa: PLC0415  needs the extra

    tree, faults = parse_document(text, root, _without_cut_tag, _CUT_OFF)
    reader = _OpmlReader(name)
    lines = text.count("\n", 0, root.start())
    for element in iterate_tags(tree):
        if element.attributes is None:
            reader.end(element.name)
        else:
            reader.start(element.name, element.attributes, element.line + lines)
    feeds = msgspec.structs.replace(reader.result(), faults=tuple(faults))
    return feeds if feeds.subscriptions else None


def _without_cut_tag(document: str) -> str:
    """A list that was cut off, without the incomplete tag at its end."""
    start = document.rfind("<")
    return document if _LAST_TAG.match(document, start) else document[:start]


def _refuse_entity(name: str, line: int) -> None:
    raise UsageError(
        f"{name}:{line}: it declares an XML entity, which is not allowed",
        hint="remove the DOCTYPE, or export the feeds again",
    )


class _OpmlOutline(msgspec.Struct):
    """An outline whose end was not read yet."""

    line: int
    name: str
    is_folder: bool = False
    has_feed: bool = False


class _OpmlReader:
    """Collects feeds from the elements of a list."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.subscriptions: list[Subscription] = []
        self.unusable: list[Unusable] = []
        self._open: list[_OpmlOutline] = []
        self._has_root = False

    def result(self) -> FeedList:
        return FeedList(tuple(self.subscriptions), tuple(self.unusable))

    def start(self, tag: str, attributes: dict[str, str], line: int) -> None:
        """Read the start tag of an element, which is in this line."""
        if not self._has_root and tag.lower() != "opml":
            message = f"{self.name}: not OPML: the first element is <{tag[:40]}>, expected <opml>"
            raise UsageError(message, hint=HINT)
        self._has_root = True
        if tag.lower() != "outline":
            return
        if len(self._open) == _DEEPEST:
            message = f"{self.name}:{line}: outlines are nested more than {_DEEPEST} deep"
            raise UsageError(message, hint=HINT)
        values = {name.lower(): one_line(value) for name, value in attributes.items()}
        if self._open:
            self._open[-1].is_folder = True
        name = (values.get("text") or values.get("title", ""))[:_LONGEST_NAME]
        outline = _OpmlOutline(line, name, has_feed=bool(values.get("xmlurl")))
        if outline.has_feed:
            self._read_feed(outline, _http_url(values["xmlurl"]), values.get("htmlurl", ""))
        self._open.append(outline)

    def _read_feed(self, outline: _OpmlOutline, url: str, site: str) -> None:
        if not is_http_url(url) or len(url) > _LONGEST_URL:
            reason = f"xmlUrl is “{without_login(url)[:100]}”, expected an http or https URL"
            self.unusable.append(Unusable(outline.line, outline.name, reason))
            return
        folders = [above.name for above in self._open if above.name and not above.has_feed]
        self.subscriptions.append(
            Subscription(
                outline.line,
                url,
                "" if _is_address(outline.name, url, site) else outline.name,
                normal_domain(site) if is_http_url(site) else "",
                tuple(dict.fromkeys(folders)),
            )
        )

    def end(self, tag: str) -> None:
        """Read the end tag of an element."""
        if tag.lower() != "outline":
            return
        outline = self._open.pop()
        if not outline.has_feed and not outline.is_folder:
            self.unusable.append(Unusable(outline.line, outline.name, "no xmlUrl"))


def _http_url(url: str) -> str:
    """The address with ``http`` for the scheme ``feed``, which old browsers used."""
    scheme = _FEED_SCHEME.match(url)
    if not scheme:
        return url
    return url[scheme.end() :] if scheme["http"] is not None else f"http://{url[scheme.end() :]}"


def _is_address(name: str, url: str, site: str) -> bool:
    """Whether a feed's name is only its address, or that of its site."""
    if is_http_url(name):
        return True
    return bool(name) and article_key(name.lower()) in {article_key(url), article_key(site)}
