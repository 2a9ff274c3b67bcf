"""Splits a file into front matter and body; values and errors in words."""

from __future__ import annotations

import re

import msgspec

_FENCE = re.compile(r"-{3}[ \t]*(?:\n|\Z)")
_CLOSE = re.compile(r"\n(?:-{3}|\.{3})[ \t]*(?:\n|\Z)")
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_CONTROL_BYTES = bytes(byte for byte in range(128) if CONTROL.match(chr(byte)))


class FrontMatterError(ValueError):
    """The front matter cannot be read; ``line`` and ``column`` count from 1 in the file."""

    def __init__(
        self, message: str, line: int = 1, column: int = 1, hint: str = "", field: str = ""
    ) -> None:
        super().__init__(message)
        self.message, self.line, self.column = message, line, column
        self.hint, self.field = hint, field


class TextParts(msgspec.Struct, frozen=True):
    """The YAML between the lines of dashes, and the body below them."""

    front: str
    body: str


def split(data: bytes) -> TextParts:
    """Split a file into front matter and body; accepts a BOM and any line ends.

    Raises FrontMatterError for bytes that are not UTF-8, for control characters, and where a
    line of dashes is missing.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = error.object[: error.start].decode()
        raise FrontMatterError(
            f"not UTF-8: byte 0x{error.object[error.start]:02x}",
            *line_and_column(before, len(before)),
            "save the file as UTF-8",
        ) from None
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    # In UTF-8 a control character is one byte, and searching bytes is ten times as fast.
    has_control = len(data.translate(None, _CONTROL_BYTES)) != len(data)
    control = CONTROL.search(text) if has_control else None
    if control:
        raise FrontMatterError(
            f"control character U+{ord(control.group()):04X}",
            *line_and_column(text, control.start()),
            "remove it",
        )
    opening = _FENCE.match(text)
    if not opening:
        raise FrontMatterError("no front matter", hint="the first line must be three dashes: ---")
    closing = _CLOSE.search(text, opening.end() - 1)
    if not closing:
        raise FrontMatterError(
            "front matter is not closed", hint="add a line --- after the last field"
        )
    return TextParts(text[opening.end() : closing.start() + 1], text[closing.end() :].strip("\n"))


def line_and_column(text: str, index: int) -> tuple[int, int]:
    """Line and column of an index in a text, counted from 1."""
    return text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index)


def describe(value: object) -> str:  # noqa: PLR0911  one line a type
    """A value in words, for messages: ``the text “12”``, ``a list``."""
    match value:
        case None:
            return "nothing"
        case bool():
            return "true" if value else "false"
        case int() | float():
            huge = isinstance(value, int) and abs(value) >= 10**20
            return "a huge number" if huge else f"the number {value}"
        case str():
            line = " ".join(value.split()) if "\n" in value else value
            return f"the text “{line if len(line) <= 40 else line[:39] + '…'}”"
        case list() | tuple():
            return "a list"
        case dict():
            return "a map"
    return f"a {type(value).__name__}"
