"""Bytes of a feed → text, in the encoding that they are in, whatever is said of them.

UTF-8 proves itself: text in another encoding hardly ever is valid UTF-8 by chance. So it is
tried before anything that a server (RFC 7303) or an XML declaration says. Labels mean what they
mean in browsers (WHATWG Encoding Standard, 4.2): ``iso-8859-1`` is windows-1252.
"""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""Byte-order marks; UTF-32's before UTF-16's, which they begin with."""
_DECLARED = re.compile(rb"<\?xml\s[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9._:-]{1,40})[\"']")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([A-Za-z0-9._:-]{1,40})", re.IGNORECASE)
_AS_BROWSERS = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "tis-620": "cp874",
}
"""Python's name of a codec → the larger one that is meant by it."""
_SEVEN_BITS = frozenset("hz iso2022_jp iso2022_jp_1 iso2022_jp_2 iso2022_jp_3 iso2022_kr".split())
"""Encodings whose every byte is ASCII, so that they seem to be UTF-8."""
_TEXTS = frozenset("utf-8 utf-16 utf-16-le utf-16-be utf-32 utf-32-le utf-32-be utf-7".split())
_FAR_MORE = 3


class Decoded(NamedTuple):
    """A body as text."""

    text: str
    fault: str = ""
    """What was wrong with its encoding, in a sentence."""


def decode(body: bytes, content_type: str) -> Decoded:
    """The text of a body; for any bytes, whatever the server calls them.

    A byte that belongs to no letter is left out where the rest is UTF-8.
    """
    for mark, name in _MARKS:
        if body.startswith(mark):
            return _forgiving(body[len(mark) :], name)
    wide = _wide(body[:64])
    if wide:
        return _forgiving(body, wide)
    labels = _labels(body, content_type)
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        return _other(body, labels)
    if text.isascii():
        special = next((label for label in labels if label in _SEVEN_BITS), None)
        return _forgiving(body, special) if special else Decoded(text)
    return Decoded(text, _mismatch(labels, "utf-8"))


def _labels(body: bytes, content_type: str) -> list[str]:
    """What the server and the XML declaration say, in the order of their weight."""
    said = [match[1] for match in [_CHARSET.search(content_type)] if match]
    said += [match[1].decode("ascii") for match in [_DECLARED.search(body[:2048])] if match]
    names = [_codec(label) for label in said]
    return list(dict.fromkeys(name for name in names if name))


def _codec(label: str) -> str:
    """Python's name of the text encoding that a label stands for; empty if there is none."""
    try:
        codec = codecs.lookup(label)
        "".encode(codec.name)  # codecs that do not make text of bytes are refused here
    except (LookupError, ValueError, UnicodeError):
        return ""
    return _AS_BROWSERS.get(codec.name, codec.name)


def _wide(start: bytes) -> str:
    """UTF-16 without a mark, told by the zero bytes beside the first sign of a document."""
    first = start.lstrip(b"\x00\t\n\r ")[:1]
    if first not in (b"<", b"{"):
        return ""
    place = start.index(first)
    if start[place + 1 : place + 2] == b"\x00" and place % 2 == 0:
        return "utf-16-le"
    return "utf-16-be" if place % 2 == 1 and start[place - 1 : place] == b"\x00" else ""


def _other(body: bytes, labels: list[str]) -> Decoded:
    """The text of bytes that are no valid UTF-8."""
    text = body.decode("utf-8", "replace")
    bad = text.count("�")
    good = len(text) - bad - len(text.encode("ascii", "ignore"))
    if good > _FAR_MORE * bad:
        return Decoded(text.replace("�", ""), "its encoding is broken: some letters are lost")
    for name in labels:
        if name in _TEXTS:
            continue
        try:
            return Decoded(body.decode(name), _mismatch(labels[:1], name))
        except (UnicodeError, ValueError):
            continue
    return Decoded(body.decode("cp1252", "replace"), _mismatch(labels or ["utf-8"], "cp1252"))


def _forgiving(body: bytes, name: str) -> Decoded:
    text = body.decode(name, "replace").replace("�", "")
    return Decoded(text.removeprefix("\ufeff"))


def _mismatch(labels: list[str], name: str) -> str:
    wrong = [label for label in labels if label != name]
    if not wrong:
        return ""
    return f"its encoding is not what it says: called {wrong[0]}, read as {name}"
