"""XML read once, by expat: is it well-formed, what is its root, which links has it."""

from __future__ import annotations

from typing import NamedTuple
from xml.parsers import expat

from site_gen.checks.links import in_text
from site_gen.checks.problems import finding
from site_gen.model import Problem


class XmlFile(NamedTuple):
    """What a check needs to know of an XML file."""

    root: str = ""
    """The first element's name, without namespace."""
    links: tuple[str, ...] = ()
    """Those that are on the site."""
    texts: tuple[tuple[str, str], ...] = ()
    """The elements ``loc`` and ``lastmod`` of sitemaps, and what they say."""
    problems: tuple[Problem, ...] = ()


class _XmlReader:
    """Collects while expat reads."""

    def __init__(self, whole: str) -> None:
        self.whole = whole
        self.root = ""
        self.links: dict[str, None] = {}
        self.texts: list[tuple[str, str]] = []
        self._text: list[str] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.root = self.root or _local(name)
        self._text.clear()
        for value in attributes.values():
            self.links |= dict.fromkeys(in_text(value, self.whole))

    def end(self, name: str) -> None:
        text = "".join(self._text)
        self._text.clear()
        local = _local(name)
        if local in ("loc", "lastmod"):
            self.texts.append((local, text.strip()))
        if local != "id":  # a name, though it looks like an address: see feeds.id_url
            self.links |= dict.fromkeys(in_text(text, self.whole))

    def text(self, text: str) -> None:
        self._text.append(text)


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def read_xml(path: str, data: bytes, whole: str) -> XmlFile:
    """What an XML file says; a file that is not well-formed has a problem and nothing else."""
    reader = _XmlReader(whole)
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        reason = expat.errors.messages.get(error.code, str(error))
        return XmlFile(
            problems=(
                finding(
                    path,
                    f"is no well-formed XML: {reason}",
                    "bad-xml",
                    "mend the template that makes it, and build again",
                    line=error.lineno,
                    column=error.offset + 1,
                ),
            )
        )
    return XmlFile(reader.root, tuple(reader.links), tuple(reader.texts))
