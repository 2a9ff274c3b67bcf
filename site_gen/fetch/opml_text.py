"""Decoding OPML files."""

from __future__ import annotations

import codecs
import re

from site_gen.errors import UsageError
from site_gen.fetch.http import check_extra

HINT = "export the feeds again, as OPML"
_HINT_ENCODING = "save the file as UTF-8, and declare that in its first line"
_DECLARATION = re.compile(rb"(?:\xef\xbb\xbf)?(\s*)<\?xml\s[^>]*>")
_ENCODING = re.compile(rb"""\sencoding\s*=\s*["']([A-Za-z][\w.-]*)["']""")
_UTF_8 = frozenset(("", "utf-8", "utf8"))
_ASCII = frozenset(("us-ascii", "ascii"))
_UTF_16 = frozenset(("utf-16-le", "utf-16-be"))


def text_of(data: bytes, name: str) -> str:
    """The text of a list in the encoding of its byte-order mark, else in the declared one.

    Raises UsageError, with the line, if it is in another encoding: its names would be garbled in
    site.yaml.
    """
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", "replace")
    label = _declared(data)
    try:
        text = data.decode("utf-8-sig") if label in _UTF_8 else _decoded(data, label)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        expected = f"{label}, the declared encoding" if label else "UTF-8"
        message = f"{name}:{line}: not {expected}: byte 0x{data[error.start]:02x}"
        raise UsageError(message, hint=_HINT_ENCODING) from None
    if text is None:
        raise UsageError(f"{name}: unknown encoding “{label}” is declared", hint=HINT)
    return text


def _declared(data: bytes) -> str:
    """The encoding that a list declares; empty if there is none, or a byte-order mark of UTF-8."""
    declaration = None if data.startswith(codecs.BOM_UTF8) else _DECLARATION.match(data)
    encoding = _ENCODING.search(declaration[0]) if declaration else None
    return encoding[1].decode().lower() if encoding else ""


def _decoded(data: bytes, label: str) -> str | None:
    """The text in the encoding with this label; None if the label is unknown."""
    check_extra("import-opml")
    from site_gen.fetch.feeds.encodings import lookup_encoding  # noqa: PLC0415  needs the extra

    encoding = lookup_encoding(label)
    if encoding is None:
        return None
    if label in _ASCII:  # means windows-1252 to browsers, but must not contain other characters
        return data.decode("ascii")
    if encoding.codec in _UTF_16:  # false, as the declaration was readable as ASCII
        return data.decode("utf-8")
    text = encoding.decode(data)
    return data.decode(encoding.codec) if "�" in text else text


def without_declaration(text: str) -> str:
    """The text with spaces in place of the XML declaration, which keeps lines and columns.

    Scripts often write white space before it, which XML does not allow.
    """
    declaration = re.match(r"\s*<\?xml\s[^>]*>", text)
    if not declaration:
        return text
    return re.sub(r"[^\r\n]", " ", declaration[0]) + text[declaration.end() :]
