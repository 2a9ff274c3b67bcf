"""OPML, in which programs hand each other their lists of feeds (https://opml.org/spec2.opml).

A list comes from anywhere. It is read by expat, which fetches nothing, and one that declares
entities is refused: no program that exports feeds does, and each could stand for any amount of
text. What is not well-formed is mended as feeds are, if any feed comes of it.
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
"""Letters; servers refuse longer addresses, and nothing has a longer name."""
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_FEED_SCHEME = re.compile(r"feed:(?://)?(?P<http>(?=https?://))?", re.IGNORECASE)
_ROOT = re.compile(r"<(?P<root>(?:[\w-]+:)?opml)(?=[\s/>])", re.IGNORECASE)
_LAST_TAG = re.compile(r"<[^<>\"']*(?:\"[^\"]*\"|'[^']*'|[^<>\"']+)*+>")
_CUT_OFF = "it was cut off: the end is missing, and an outline that was not whole was left out"


class Subscription(msgspec.Struct, frozen=True):
    """A feed that a list names."""

    line: int
    """Where it stands, from 1."""
    url: str
    name: str = ""
    """What the outlet is called; empty if the list only repeats an address."""
    domain: str = ""
    topics: tuple[str, ...] = ()
    """Names of the folders that it lies in, the outermost first."""


class Unusable(msgspec.Struct, frozen=True):
    """An outline that names no feed which can be read."""

    line: int
    name: str
    reason: str


class FeedList(msgspec.Struct, frozen=True):
    """What an OPML file says, in its order."""

    subscriptions: tuple[Subscription, ...]
    unusable: tuple[Unusable, ...]
    faults: tuple[str, ...] = ()
    """What was wrong with it, and was read around."""


def read_opml(data: bytes, name: str) -> FeedList:
    """The feeds of an OPML file, version 1 or 2, in whatever encoding it declares.

    Raises UsageError, which calls the file ``name``, for what is larger than 5 MB, not well-formed
    XML, not OPML, declares entities or nests deeper than 100 outlines.
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
        mended = _mended(text, name)
        if mended:
            return mended
        place = f"{name}:{error.lineno}:{error.offset + 1}"
        reason = expat.errors.messages[error.code]
        raise UsageError(f"{place}: not well-formed XML: {reason}", hint=HINT) from None
    return reader.found()


def _mended(text: str, name: str) -> FeedList | None:
    """The feeds of a list that is not well-formed; None if there are none."""
    root = _ROOT.search(text)
    if root is None:
        return None
    check_extra("import-opml")
    from site_gen.fetch.feeds.xml_documents import iterate_tags, parse_document  # noqa: PLC0415  needs the extra

    tree, faults = parse_document(text, root, _whole_outlines, _CUT_OFF)
    reader = _OpmlReader(name)
    lines = text.count("\n", 0, root.start())
    for element in iterate_tags(tree):
        if element.attributes is None:
            reader.end(element.name)
        else:
            reader.start(element.name, element.attributes, element.line + lines)
    found = msgspec.structs.replace(reader.found(), faults=tuple(faults))
    return found if found.subscriptions else None


def _whole_outlines(document: str) -> str:
    """A list that was cut off, without half a tag."""
    start = document.rfind("<")
    return document if _LAST_TAG.match(document, start) else document[:start]


def _refuse_entity(name: str, line: int) -> None:
    raise UsageError(
        f"{name}:{line}: it declares an XML entity, which could stand for anything",
        hint="take the DOCTYPE out, or export the feeds again",
    )


class _OpmlOutline(msgspec.Struct):
    """An outline that is open."""

    line: int
    name: str
    is_folder: bool = False
    has_feed: bool = False


class _OpmlReader:
    """Collects feeds while a list is read, element by element."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.subscriptions: list[Subscription] = []
        self.unusable: list[Unusable] = []
        self._open: list[_OpmlOutline] = []
        self._has_root = False

    def found(self) -> FeedList:
        return FeedList(tuple(self.subscriptions), tuple(self.unusable))

    def start(self, tag: str, attributes: dict[str, str], line: int) -> None:
        """Take the beginning of an element, which stands in this line."""
        if not self._has_root and tag.lower() != "opml":
            raise UsageError(f"{self.name}: no OPML: its first element is <{tag[:40]}>", hint=HINT)
        self._has_root = True
        if tag.lower() != "outline":
            return
        if len(self._open) == _DEEPEST:
            raise UsageError(
                f"{self.name}:{line}: outlines lie more than {_DEEPEST} deep in one another",
                hint=HINT,
            )
        said = {name.lower(): one_line(value) for name, value in attributes.items()}
        if self._open:
            self._open[-1].is_folder = True
        name = (said.get("text") or said.get("title", ""))[:_LONGEST_NAME]
        outline = _OpmlOutline(line, name, has_feed=bool(said.get("xmlurl")))
        if outline.has_feed:
            self._read_feed(outline, _http(said["xmlurl"]), said.get("htmlurl", ""))
        self._open.append(outline)

    def _read_feed(self, outline: _OpmlOutline, url: str, site: str) -> None:
        if not is_http_url(url) or len(url) > _LONGEST_URL:
            reason = f"xmlUrl is “{without_login(url)[:100]}”, expected an http or https URL"
            self.unusable.append(Unusable(outline.line, outline.name, reason))
            return
        folders = [each.name for each in self._open if each.name and not each.has_feed]
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
        """Take the end of an element."""
        if tag.lower() != "outline":
            return
        outline = self._open.pop()
        if not outline.has_feed and not outline.is_folder:
            self.unusable.append(Unusable(outline.line, outline.name, "no xmlUrl"))


def _http(url: str) -> str:
    """The address that one of the scheme ``feed`` stands for, as old browsers gave them out."""
    found = _FEED_SCHEME.match(url)
    if not found:
        return url
    return url[found.end() :] if found["http"] is not None else f"http://{url[found.end() :]}"


def _is_address(name: str, url: str, site: str) -> bool:
    """Whether a feed is called by its own address, or by that of its site."""
    if is_http_url(name):
        return True
    return bool(name) and article_key(name.lower()) in {article_key(url), article_key(site)}
