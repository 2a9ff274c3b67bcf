"""Where in a YAML text its values and comments stand, by the events of PyYAML's C parser.

Places are indexes of characters in a text whose lines end with ``\\n``. Two of them are not those
that the parser tells: a block collection ends with its last item, not with the comments behind it,
and a block scalar with its last line, not with the blank lines that no reader takes for content.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum
from typing import Any

import msgspec
import yaml

_COMMENT = re.compile(r"(?<!\S)#[^\n]*")
_BETWEEN = r"(?:\s|(?<=\s)#[^\n]*+)*+"  # possessive: comments can hold many “#”
_PROPERTIES = re.compile(rf"(?:[&!]\S*{_BETWEEN})*")
_COLON = re.compile(rf"{_BETWEEN}:")
_KEEPS = re.compile(r"[|>]\d?\+")
_ENDS_BLANK = re.compile(r"\n[ \t]+\n*\Z")
_BLANK = re.compile(r"(?: *\n)*")
_LEAD = re.compile(r"(?P<indent> *)(?:- +)*(?:\? +)?")


class LayoutError(ValueError):
    """The text is no single YAML document that PyYAML can read."""


class YamlKind(Enum):
    SCALAR = "scalar"
    ALIAS = "alias"
    LIST = "list"
    MAP = "map"


class YamlValue(msgspec.Struct):
    """A value where it stands; in a map, keys and values take turns as ``parts``."""

    kind: YamlKind
    start: int
    """Of its anchor or tag, if it has one."""
    end: int
    body: int
    """Where it starts without anchor and tag."""
    text: str = ""
    """What a scalar says."""
    is_block: bool = False
    """Of lists and maps: in block style. Of scalars: behind ``|`` or ``>``."""
    parts: list[YamlValue] = []


class YamlEntry(msgspec.Struct, frozen=True):
    """A key of a block map, with its value and its lines."""

    key: str | None
    """None if it is no text."""
    value: YamlValue
    first: int
    """Where its first line starts."""
    column: int
    """Of the map, in characters from 0."""
    starts_line: bool
    """Whether nothing stands before it in its first line, such as the dash of a list."""
    colon: int | None
    past: int
    """Where the line after its last one starts; the end of the text if there is none."""


class YamlLayout(msgspec.Struct, frozen=True):
    """A text, its outermost value, and what is no value."""

    text: str
    root: YamlValue
    end: int
    """Where the document ends: before ``...``, or at the end of the text."""
    comments: tuple[tuple[int, str], ...]
    """Each with its place, from its ``#`` to the end of its line."""

    def comments_in(self, start: int, end: int) -> list[str]:
        return [comment for place, comment in self.comments if start <= place < end]

    def column(self, place: int) -> int:
        return place - self.line_start(place)

    def line_start(self, place: int) -> int:
        return self.text.rfind("\n", 0, place) + 1

    def line_end(self, place: int) -> int:
        """Where the line break after ``place`` is; the text's length if there is none."""
        return _line_end(self.text, place)

    def entries(self, block_map: YamlValue) -> list[YamlEntry]:
        """The keys of a map in block style, as they follow each other."""
        pairs = zip(block_map.parts[::2], block_map.parts[1::2], strict=True)
        return [self._entry(key, value) for key, value in pairs]

    def _entry(self, key: YamlValue, value: YamlValue) -> YamlEntry:
        first = self.line_start(key.start)
        lead = self.text[first : key.start]
        found = _LEAD.fullmatch(lead)
        if not found:
            raise LayoutError("a key does not begin where its line does")
        explicit = lead.rstrip().endswith("?")
        colon = _COLON.match(self.text, key.end)
        return YamlEntry(
            key=key.text if key.kind is YamlKind.SCALAR else None,
            value=value,
            first=first,
            column=lead.index("?") if explicit else len(lead),
            starts_line=lead.strip(" ?") == "",
            colon=colon.end() - 1 if colon else None,
            past=min(_line_end(self.text, max(value.end, key.end)) + 1, len(self.text)),
        )


def lay_out(text: str) -> YamlLayout:
    """The layout of a text that has one document; its lines must end with ``\\n``.

    Raises LayoutError for any other text. One that nests deeper than the stack of C goes must
    have been refused before.
    """
    try:
        events = list(yaml.parse(text, Loader=yaml.CSafeLoader))
    except (yaml.YAMLError, ValueError) as error:
        raise LayoutError(f"PyYAML cannot read it: {str(error).splitlines()[0]}") from None
    roots = list(_values(text, events))
    if len(roots) != 1:
        raise LayoutError(f"{len(roots)} YAML documents, expected one")
    ends = [event for event in events if isinstance(event, yaml.DocumentEndEvent)]
    end = _index(ends[0].start_mark) if ends[0].explicit else len(text)
    return YamlLayout(text, roots[0], end, tuple(_comments(text, roots[0])))


def _index(mark: Any) -> int:
    """The place of a mark; the types of PyYAML let events have none."""
    index: int = mark.index
    return index


def _values(text: str, events: list[yaml.Event]) -> Iterator[YamlValue]:
    """The outermost value of each document; not by recursion, so that depth is no matter."""
    open_ones: list[YamlValue] = []
    for event in events:
        if isinstance(event, yaml.CollectionEndEvent):
            value = open_ones.pop()
            last = value.parts[-1] if value.parts else None
            value.end = last.end if value.is_block and last else _index(event.end_mark)
        elif isinstance(event, yaml.NodeEvent):
            value = _value(text, event)
            if open_ones:
                open_ones[-1].parts.append(value)
            if isinstance(event, yaml.CollectionStartEvent):
                open_ones.append(value)
                continue
        else:
            continue
        if not open_ones:
            yield value


def _value(text: str, event: yaml.NodeEvent) -> YamlValue:
    start, end = _index(event.start_mark), _index(event.end_mark)
    properties = _PROPERTIES.match(text, start)
    body = properties.end() if properties else start
    if isinstance(event, yaml.CollectionStartEvent):
        kind = YamlKind.MAP if isinstance(event, yaml.MappingStartEvent) else YamlKind.LIST
        return YamlValue(kind, start, end, body, is_block=not event.flow_style, parts=[])
    if not isinstance(event, yaml.ScalarEvent):
        return YamlValue(YamlKind.ALIAS, start, end, start)
    is_block = event.style in ("|", ">")
    if is_block:
        end = _block_end(text, body, end, event.value)
    return YamlValue(YamlKind.SCALAR, start, end, min(body, end), event.value, is_block)


def _block_end(text: str, start: int, end: int, value: str) -> int:
    """Where a block scalar ends: behind the blank lines after it, if they are its own."""
    if not _KEEPS.match(text, start) and not _ENDS_BLANK.search(value):
        return _line_end(text, start + len(text[start:end].rstrip()))
    blank = _BLANK.match(text, end)
    end = blank.end() if blank else end
    return end - text.endswith("\n", start, end)


def _line_end(text: str, place: int) -> int:
    found = text.find("\n", place)
    return len(text) if found < 0 else found


def _comments(text: str, root: YamlValue) -> Iterator[tuple[int, str]]:
    """What follows ``#`` where no scalar is."""
    place = 0
    waiting = [root]
    while waiting:
        value = waiting.pop()
        if value.parts:
            waiting.extend(reversed(value.parts))
        elif value.kind is YamlKind.SCALAR:
            header = min(_line_end(text, value.body), value.end)
            yield from _found(text, place, header if value.is_block else value.body)
            place = value.end
    yield from _found(text, place, len(text))


def _found(text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    for comment in _COMMENT.finditer(text, start, end):
        yield comment.start(), comment[0].rstrip()
