"""Parsing XML with expat: well-formedness, root element and links."""

from __future__ import annotations

from typing import NamedTuple
from xml.parsers import expat

from site_gen.checks.links import text_links
from site_gen.checks.problems import finding
from site_gen.model import Problem


class XmlFile(NamedTuple):
    """What checks need to know of an XML file."""

    root: str = ""
    """The name of the root element, without namespace."""
    links: tuple[str, ...] = ()
    """Internal links."""
    texts: tuple[tuple[str, str], ...] = ()
    """Names and texts of the elements ``loc`` and ``lastmod`` of sitemaps."""
    problems: tuple[Problem, ...] = ()


class _XmlReader:
    """Handlers for expat that collect root, links and texts."""

    def __init__(self, site_url: str) -> None:
        self.site_url = site_url
        self.root = ""
        self.links: dict[str, None] = {}
        self.texts: list[tuple[str, str]] = []
        self._text: list[str] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.root = self.root or _local(name)
        self._text.clear()
        for value in attributes.values():
            self.links |= dict.fromkeys(text_links(value, self.site_url))

    def end(self, name: str) -> None:
        text = "".join(self._text)
        self._text.clear()
        local = _local(name)
        if local in ("loc", "lastmod"):
            self.texts.append((local, text.strip()))
        if local != "id":  # an id may look like a URL: see feeds.id_url
            self.links |= dict.fromkeys(text_links(text, self.site_url))

    def text(self, text: str) -> None:
        self._text.append(text)


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def read_xml(path: str, data: bytes, site_url: str) -> XmlFile:
    """Read an XML file; one that is not well-formed has a problem and nothing else."""
    reader = _XmlReader(site_url)
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        problem = finding(
            path,
            f"is not well-formed XML: {expat.errors.messages.get(error.code, str(error))}",
            "bad-xml",
            "fix the template that writes it, and build again",
            line=error.lineno,
            column=error.offset + 1,
        )
        return XmlFile(problems=(problem,))
    return XmlFile(reader.root, tuple(reader.links), tuple(reader.texts))
