"""Labels of encodings, and what they mean: as in browsers (WHATWG Encoding Standard).

``webencodings`` has the standard's labels, Python has the codecs. Where a codec knows less than the
standard's table of the same name, what is missing is added here.
"""

from __future__ import annotations

import codecs
from typing import NamedTuple

import webencodings

from site_gen.fetch.feeds import japanese

_OTHER_CODECS = {"gbk": "gb18030", "x-user-defined": "cp1252"}
"""Encodings of the standard that are decoded by a codec which the library does not name."""
_OTHER_LETTERS = {
    "big5hkscs": {0x2022: 0x2027, 0xFF64: 0xFE51},
    "cp932": dict.fromkeys(range(0xF8F0, 0xF8F4), 0xFFFD),
}
"""Letters of a codec → those of the standard: similar signs, and bytes that are no letters."""
_ERRORS = "site_gen.browsers"


class Encoding(NamedTuple):
    """An encoding of text."""

    name: str
    """As the standard calls it; as Python does where the standard has no such encoding."""
    codec: str
    """Python's name of what decodes it."""

    def decode(self, body: bytes) -> str:
        """The text of bytes; U+FFFD stands for what is none."""
        if self.codec in japanese.ENCODINGS:
            return japanese.decode(body, self.codec)
        text = body.decode(self.codec, _ERRORS)
        others = _OTHER_LETTERS.get(self.codec)
        return text.translate(others) if others else text


def encoding_of(label: str) -> Encoding | None:
    """The encoding that a label stands for; None if there is no such label."""
    found = webencodings.lookup(label)
    if found is None or found.name == "replacement":  # browsers read the latter no more
        return _of_python(label)
    codec = _OTHER_CODECS.get(found.name) or codecs.lookup(found.codec_info.name).name
    return Encoding(found.name, codec)


def _of_python(label: str) -> Encoding | None:
    try:
        codec = codecs.lookup(label)
        "".encode(codec.name)  # codecs that do not make text of bytes are refused here
    except (LookupError, ValueError, UnicodeError):
        return None
    return Encoding(codec.name, codec.name)


def _as_browsers(error: UnicodeError) -> tuple[str, int]:
    """What the standard has for bytes that a codec of Python cannot read, and where to go on."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    first, after = error.object[error.start], error.start + 1
    if error.encoding == "charmap" and first in range(0x80, 0xA0):
        return chr(first), after
    if error.encoding == "gb18030" and first == 0x80:
        return "€", after
    if error.encoding == "big5hkscs":
        pair = error.object[error.start : error.start + 2]
        try:
            return pair.decode("cp950"), error.start + len(pair)
        except UnicodeDecodeError:
            pass
    return "�", max(error.end, after)


codecs.register_error(_ERRORS, _as_browsers)
