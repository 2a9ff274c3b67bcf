"""OPML, in which programs hand each other their lists of feeds (https://opml.org/spec2.opml).

A list comes from anywhere. It is read by expat, which fetches nothing, and one that declares
entities is refused: no program that exports feeds does, and each could stand for any amount of
text.
"""

from __future__ import annotations

import codecs
import re
from xml.parsers import expat

import msgspec

from site_gen.canonical import article_key
from site_gen.errors import UsageError
from site_gen.links import is_http_url, without_login
from site_gen.urls import normal_domain

MOST_BYTES = 5_000_000
_DEEPEST = 100
_LONGEST_URL, _LONGEST_NAME = 2000, 200
"""Letters; servers refuse longer addresses, and nothing has a longer name."""
_HINT = "export the feeds again, as OPML"
_HINT_ENCODING = "save the file as UTF-8, and declare that in its first line"
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_DECLARATION = re.compile(rb"(?:\xef\xbb\xbf)?(\s*)<\?xml\s[^>]*>")
_ENCODING = re.compile(rb"""\sencoding\s*=\s*["']([A-Za-z][\w.-]*)["']""")
_FEED_SCHEME = re.compile(r"feed:(?://)?(?P<http>(?=https?://))?", re.IGNORECASE)
_UNKNOWN_TO_EXPAT = frozenset(
    "big5 cp932 cp949 cp950 euc_jp euc_kr gb18030 gb2312 gbk iso2022_jp shift_jis".split()
)
"""Encodings of several bytes a letter that old lists have; expat knows those of one byte."""


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


def read_opml(data: bytes, name: str) -> FeedList:
    """The feeds of an OPML file, version 1 or 2, in whatever encoding it declares.

    Raises UsageError, which calls the file ``name``, for what is larger than 5 MB, not well-formed
    XML, not OPML, declares entities or nests deeper than 100 outlines.
    """
    if len(data) > MOST_BYTES:
        message = f"{name}: larger than {MOST_BYTES / 1e6:,.0f} MB"
        raise UsageError(message, hint="split it into several files")
    readable, encoding = _readable(data, name)
    reader = _Reader(name, expat.ParserCreate(encoding))
    try:
        reader.parser.Parse(readable, True)
    except expat.ExpatError as error:
        _refuse_undecodable(data, name)
        place = f"{name}:{error.lineno}:{error.offset + 1}"
        reason = expat.errors.messages[error.code]
        raise UsageError(f"{place}: not well-formed XML: {reason}", hint=_HINT) from None
    except (LookupError, ValueError) as error:
        raise UsageError(f"{name}: cannot be decoded: {error}", hint=_HINT) from None
    return FeedList(tuple(reader.subscriptions), tuple(reader.unusable))


def _readable(data: bytes, name: str) -> tuple[bytes, str | None]:
    """The bytes as expat reads them; in which encoding, if it is not to believe what they declare.

    A declaration that blanks come before, as scripts like to write them, is blanked out: expat
    would refuse it. So lines stay what they are.
    """
    encoding = _declared(data)
    try:
        recoded = codecs.lookup(encoding or "utf-8").name in _UNKNOWN_TO_EXPAT
    except LookupError:
        message = f"{name}: the encoding “{encoding}”, which it declares, is unknown"
        raise UsageError(message, hint=_HINT) from None
    if recoded:
        _refuse_undecodable(data, name)
        data, encoding = data.decode(encoding).encode(), "utf-8"
    declaration = _DECLARATION.match(data)
    if declaration and declaration[1]:
        blanks = re.sub(rb"[^\r\n]", b" ", declaration[0])
        return blanks + data[declaration.end() :], encoding or "utf-8"
    return data, "utf-8" if recoded else None


def _declared(data: bytes) -> str:
    """The encoding that a list declares, empty if it declares none; a mark of UTF-8 wins."""
    declaration = None if data.startswith(codecs.BOM_UTF8) else _DECLARATION.match(data)
    encoding = _ENCODING.search(declaration[0]) if declaration else None
    return encoding[1].decode() if encoding else ""


def _refuse_undecodable(data: bytes, name: str) -> None:
    """Raise UsageError, with the line, if bytes are not in the encoding that they should be in."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return
    encoding = _declared(data)
    try:
        data.decode(encoding or "utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        which = f"{encoding}, which it declares" if encoding else "UTF-8"
        byte = f"byte 0x{data[error.start]:02x}"
        raise UsageError(f"{name}:{line}: not {which}: {byte}", hint=_HINT_ENCODING) from None
    except (LookupError, UnicodeError):
        return  # no encoding of texts; expat has said so


class _Outline(msgspec.Struct):
    """An outline that is open."""

    line: int
    name: str
    is_folder: bool = False
    has_feed: bool = False


class _Reader:
    """Collects feeds while expat reads."""

    def __init__(self, name: str, parser: expat.XMLParserType) -> None:
        self.name = name
        self.parser = parser
        self.subscriptions: list[Subscription] = []
        self.unusable: list[Unusable] = []
        self._open: list[_Outline] = []
        self._has_root = False
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.EntityDeclHandler = self._refuse_entity

    def _refuse_entity(self, *_: object) -> None:
        line = self.parser.CurrentLineNumber
        raise UsageError(
            f"{self.name}:{line}: it declares an XML entity, which could stand for anything",
            hint="take the DOCTYPE out, or export the feeds again",
        )

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if not self._has_root and tag.lower() != "opml":
            raise UsageError(f"{self.name}: no OPML: its first element is <{tag[:40]}>", hint=_HINT)
        self._has_root = True
        if tag.lower() != "outline":
            return
        if len(self._open) == _DEEPEST:
            line = self.parser.CurrentLineNumber
            raise UsageError(
                f"{self.name}:{line}: outlines lie more than {_DEEPEST} deep in one another",
                hint=_HINT,
            )
        said = {name.lower(): _one_line(value) for name, value in attributes.items()}
        if self._open:
            self._open[-1].is_folder = True
        name = (said.get("text") or said.get("title", ""))[:_LONGEST_NAME]
        outline = _Outline(self.parser.CurrentLineNumber, name, has_feed=bool(said.get("xmlurl")))
        if outline.has_feed:
            self._read_feed(outline, _http(said["xmlurl"]), said.get("htmlurl", ""))
        self._open.append(outline)

    def _read_feed(self, outline: _Outline, url: str, site: str) -> None:
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

    def _end(self, tag: str) -> None:
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


def _one_line(text: str) -> str:
    """A text as messages can show it, whatever a list has put in."""
    return " ".join(_CONTROL.sub(" ", text).split())


def _is_address(name: str, url: str, site: str) -> bool:
    """Whether a feed is called by its own address, or by that of its site."""
    if is_http_url(name):
        return True
    return bool(name) and article_key(name.lower()) in {article_key(url), article_key(site)}
