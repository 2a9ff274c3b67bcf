"""Bytes of a feed → text, in the encoding that they are in, whatever is said of them.

UTF-8 proves itself: text in another encoding hardly ever is valid UTF-8 by chance. So it is
tried before anything that a server (RFC 7303) or an XML declaration says, in this order. What
their labels mean is in ``labels.py``.
"""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from site_gen.fetch.feeds.encoding_labels import Encoding, encoding_of

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""Byte-order marks; UTF-32's before UTF-16's, which they begin with."""
_DECLARED = re.compile(rb"<\?xml\s[^>]{0,200}?encoding\s*=\s*[\"']\s*([A-Za-z0-9._:-]{1,40})")
_CHARSET = re.compile(r"charset\s*=[\s\"']*([A-Za-z0-9._:-]{1,40})", re.IGNORECASE)
_UTF_8 = Encoding("utf-8", "utf-8")
_WINDOWS_1252 = Encoding("windows-1252", "cp1252")
_SEVEN_BITS = frozenset("hz iso2022_jp iso2022_jp_1 iso2022_jp_2 iso2022_jp_3 iso2022_kr".split())
"""Codecs whose every byte is ASCII, so that it seems to be UTF-8."""
_TEXTS = frozenset("utf-8 utf-16 utf-16-le utf-16-be utf-32 utf-32-le utf-32-be utf-7".split())
"""Codecs by which no text can be read that is not what the mark or the zero bytes say."""
_DOUBTFUL = re.compile("[\x80-\x9f\ufffd]")
"""Letters that nobody means: those of another encoding."""
_FAR_MORE = 3
_BROKEN = "its encoding is broken: some letters are lost"


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
        special = next((label for label in labels if label.codec in _SEVEN_BITS), None)
        return Decoded(special.decode(body).replace("�", "")) if special else Decoded(text)
    return Decoded(text, _mismatch(labels, "utf-8"))


def _labels(body: bytes, content_type: str) -> list[Encoding]:
    """What the server and the XML declaration say, in the order of their weight.

    A server's ISO-8859-1 has none beside another: it says that of everything.
    """
    said = [match[1] for match in [_CHARSET.search(content_type)] if match]
    said += [match[1].decode("ascii") for match in [_DECLARED.search(body[:2048])] if match]
    found = dict.fromkeys(filter(None, map(encoding_of, said)))
    return sorted(found, key=lambda label: label.name == _WINDOWS_1252.name)


def _wide(start: bytes) -> str:
    """UTF-16 without a mark, told by the zero bytes beside the first sign of a document."""
    first = start.lstrip(b"\x00\t\n\r ")[:1]
    if first not in (b"<", b"{"):
        return ""
    place = start.index(first)
    if start[place + 1 : place + 2] == b"\x00" and place % 2 == 0:
        return "utf-16-le"
    return "utf-16-be" if place % 2 == 1 and start[place - 1 : place] == b"\x00" else ""


def _other(body: bytes, labels: list[Encoding]) -> Decoded:
    """The text of bytes that are no valid UTF-8."""
    text = body.decode("utf-8", "replace")
    bad = text.count("�")
    good = len(text) - bad - len(text.encode("ascii", "ignore"))
    if good > _FAR_MORE * bad:
        return Decoded(text.replace("�", ""), _BROKEN)
    read = [(label, label.decode(body)) for label in labels if label.codec not in _TEXTS]
    for label, text in read:
        if not _DOUBTFUL.search(text):
            return Decoded(text, _mismatch(labels[:1], label.name))
    for _, text in read:
        bad = len(_DOUBTFUL.findall(text))
        if len(text) - len(text.encode("ascii", "ignore")) - bad > _FAR_MORE * bad:
            return Decoded(text.replace("�", ""), _BROKEN)
    fault = _mismatch(labels or [_UTF_8], _WINDOWS_1252.name)
    return Decoded(_WINDOWS_1252.decode(body), fault)


def _forgiving(body: bytes, name: str) -> Decoded:
    text = body.decode(name, "replace").replace("�", "")
    return Decoded(text.removeprefix("\ufeff"))


def _mismatch(labels: list[Encoding], name: str) -> str:
    wrong = [label.name for label in labels if label.name != name]
    if not wrong:
        return ""
    return f"its encoding is not what it says: called {wrong[0]}, read as {name}"
