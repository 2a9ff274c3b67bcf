"""Front matter: split from the body, parsed, located, written. Knows the YAML libraries.

Two readers, one meaning. ``yaml-rs`` reads every record: it is the fastest, follows
YAML 1.2 (``NO`` stays text) and refuses duplicate keys and alias bombs. PyYAML
composes a file again only to say in which line a problem is, and writes YAML.
``docs/decisions/0001`` has the measurements; a differential test holds them together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import msgspec
import yaml
import yaml_rs

_FENCE = re.compile(r"-{3}[ \t]*(?:\n|\Z)")
_CLOSE = re.compile(r"^(?:-{3}|\.{3})[ \t]*(?:\n|\Z)", re.MULTILINE)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_ALIASES = yaml_rs.AliasLimits(max_total_replayed_events=10_000)
_REPLACEMENTS = (
    ("mapping values are not allowed in this context", "a second “: ” in one value"),
    ("while parsing a quoted scalar, ", ""),
)

Path = tuple[str | int, ...]


class FrontMatterError(ValueError):
    """The front matter cannot be read; ``line`` and ``column`` count from 1 in the file."""

    def __init__(
        self, message: str, line: int = 1, column: int = 1, hint: str = "", field: str = ""
    ) -> None:
        super().__init__(message)
        self.message, self.line, self.column = message, line, column
        self.hint, self.field = hint, field


class Document(msgspec.Struct, frozen=True):
    """A file split in two: the YAML between the fences and the body after them."""

    front: str
    body: str


def split(data: bytes) -> Document:
    """Split a file into front matter and body; accepts a BOM and CRLF line ends.

    Raises FrontMatterError for bytes that are no UTF-8 text, and where a fence is
    missing.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = error.object[: error.start].decode()
        raise FrontMatterError(
            f"not UTF-8: byte 0x{error.object[error.start]:02x}",
            *_line_and_column(before, len(before)),
            "save the file as UTF-8",
        ) from None
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    control = _CONTROL.search(text)
    if control:
        raise FrontMatterError(
            f"control character U+{ord(control.group()):04X}",
            *_line_and_column(text, control.start()),
            "remove it",
        )
    opening = _FENCE.match(text)
    if not opening:
        raise FrontMatterError("no front matter", hint="the first line must be three dashes: ---")
    closing = _CLOSE.search(text, opening.end())
    if not closing:
        raise FrontMatterError(
            "front matter is not closed", hint="add a line --- after the last field"
        )
    return Document(text[opening.end() : closing.start()], text[closing.end() :].strip("\n"))


def _line_and_column(text: str, index: int) -> tuple[int, int]:
    return text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index)


def parse(front: str) -> dict[str, Any]:
    """The fields of the front matter; timestamps are left as text.

    Raises FrontMatterError for YAML that cannot be read, holds a key twice, expands
    its aliases without bound, or is not a map with text keys.
    """
    try:
        fields = yaml_rs.loads(front, parse_datetime=False, alias_limits=_ALIASES)
    except yaml_rs.YAMLDecodeError as error:
        raise _explained(front, str(error)) from None
    if fields is None:
        raise FrontMatterError("front matter is empty", hint="title is required")
    if not isinstance(fields, dict):
        raise FrontMatterError(
            f"front matter is {describe(fields)}, expected a map of fields", 2, 1, "title: …"
        )
    for place, key in enumerate(fields):
        if not isinstance(key, str):
            line, column = _key_place(front, place)
            message = f"a key is {describe(key)}, expected text"
            raise FrontMatterError(message, line, column, "put it in quotes")
    return fields


def _key_place(front: str, place: int) -> tuple[int, int]:
    """Line and column in the file of the outermost map's key at this place."""
    node = _compose(front)
    if not isinstance(node, yaml.MappingNode) or place >= len(node.value):
        return 2, 1
    mark = node.value[place][0].start_mark
    return mark.line + 2, mark.column + 1


def _explained(front: str, error: str) -> FrontMatterError:
    """The reader's error in plain words, with the position in the file."""
    if "duplicate mapping key" in error:
        key, mark = duplicate_key(_compose(front)) or ("a key", None)
        line, column = (mark.line + 2, mark.column + 1) if mark else (2, 1)
        message = f"{key} is given twice"
        return FrontMatterError(message, line, column, "keep one of the two", key)
    if "alias" in error and "limit" in error:
        return FrontMatterError(
            "aliases expand without bound", *_first_alias(front), "write the values out"
        )
    place = re.search(r"line (\d+), column (\d+)", error)
    if not place:
        # Never quoted: the value may be one that must reach no log.
        return FrontMatterError(
            "invalid YAML: a tag (!…) that cannot be read", *_yaml_mark(front), "remove the tag"
        )
    message = error.strip().splitlines()[-1]
    for found, words in _REPLACEMENTS:
        message = message.replace(found, words)
    hint = "put values that hold “: ”, “#” or quotes between quotes" if ":" in message else ""
    return FrontMatterError(f"invalid YAML: {message}", int(place[1]) + 1, int(place[2]), hint)


@lru_cache(maxsize=1)
def _tree(front: str) -> yaml.Node | None:
    """The composed text, lists without their empty items; kept for files with many problems."""
    root = _compose(front)
    for node in _nodes(root):
        if isinstance(node, yaml.SequenceNode):
            node.value = [item for item in node.value if not _is_empty(item)]
    return root


def _compose(front: str) -> yaml.Node | None:
    try:
        return yaml.compose(front, Loader=yaml.CSafeLoader)
    except (yaml.YAMLError, RecursionError, ValueError):
        return None


def _yaml_mark(front: str) -> tuple[int, int]:
    """Where PyYAML stumbles over the same text; the first line of the fields if it does not."""
    try:
        yaml.safe_load(front)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        if mark:
            return mark.line + 2, mark.column + 1
    except (yaml.YAMLError, RecursionError, ValueError):
        pass
    return 2, 1


def _first_alias(front: str) -> tuple[int, int]:
    alias = re.search(r"(?<=[\s,\[])\*\w", front)
    line, column = _line_and_column(front, alias.start()) if alias else (1, 1)
    return line + 1, column


def duplicate_key(node: yaml.Node | None) -> tuple[str, yaml.Mark] | None:
    """The first key that a map below ``node`` holds twice, and where its second stands."""
    for each in _nodes(node):
        if isinstance(each, yaml.MappingNode):
            seen: set[str] = set()
            for key, _ in each.value:
                if isinstance(key, yaml.ScalarNode):
                    if key.value in seen:
                        return key.value, key.start_mark
                    seen.add(key.value)
    return None


def _nodes(root: yaml.Node | None) -> Iterator[yaml.Node]:
    """All nodes from ``root`` down, each once however many aliases lead to it."""
    waiting = [root] if root else []
    met: set[int] = set()
    while waiting:
        node = waiting.pop()
        if id(node) in met:
            continue
        met.add(id(node))
        yield node
        if isinstance(node, yaml.MappingNode):
            waiting.extend(value for _, value in node.value)
        elif isinstance(node, yaml.SequenceNode):
            waiting.extend(node.value)


def locate(front: str, path: Path) -> tuple[int, int]:
    """Line and column in the file of the field at ``path``, or of what is nearest to it.

    Places in lists count only items that are not empty.
    """
    node = _tree(front)
    line, column = 2, 1
    for step in path:
        found = _step(node, step)
        if found is None:
            break
        mark, node = found
        line, column = mark.line + 2, mark.column + 1
    return line, column


def _step(node: yaml.Node | None, step: str | int) -> tuple[yaml.Mark, yaml.Node] | None:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if str(key.value) == str(step):
                return (value if isinstance(value, yaml.ScalarNode) else key).start_mark, value
    elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step].start_mark, node.value[step]
    return None


def _is_empty(node: yaml.Node) -> bool:
    return node.tag == "tag:yaml.org,2002:null" or not node.value


def describe(value: object) -> str:  # noqa: PLR0911  one line a type
    """A found value in words, for messages: ``the text "12"``, ``a list``."""
    match value:
        case None:
            return "nothing"
        case bool():
            return "true" if value else "false"
        case int() | float():
            huge = isinstance(value, int) and abs(value) >= 10**20
            return "a huge number" if huge else f"the number {value}"
        case str():
            return f"the text “{value if len(value) <= 40 else value[:39] + '…'}”"
        case list() | tuple():
            return "a list"
        case dict():
            return "a map"
    return f"a {type(value).__name__}"


class _Dumper(yaml.SafeDumper):
    """Writes lists indented under their key, as the format's own producer does."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002
        super().increase_indent(flow, False)

    def represent_text(self, text: str) -> yaml.ScalarNode:
        # YAML 1.1 breaks lines at these letters and 1.2 does not: only quotes keep them.
        style = '"' if re.search("[\x85\u2028\u2029]", text) else None
        return self.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _Dumper.represent_text)
# Numbers of YAML 1.2 that 1.1, which PyYAML knows, takes for text: they need quotes.
_Dumper.add_implicit_resolver(
    "tag:yaml.org,2002:float",
    re.compile(r"[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?\Z"),
    list("-+.0123456789"),
)
_Dumper.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"[-+]?0o[0-7]+\Z"), list("-+0"))


def dump(fields: dict[str, Any], body: str = "") -> str:
    """A file's text from fields and body, in the order given; parses back to the same."""
    front = yaml.dump(fields, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10_000)
    return f"---\n{front}---\n" + (f"\n{body.strip()}\n" if body.strip() else "")
