"""Bytes of a feed → text, in the encoding that they are in, whatever is declared.

UTF-8 is recognized by its bytes: text in another encoding is hardly ever valid UTF-8 by chance. So
it is tried before what the server (RFC 7303) and then the XML declaration say. Labels mean what
they mean in browsers (WHATWG Encoding Standard): ``webencodings`` has the standard's labels, Python
has the codecs. Where a codec lacks characters of the standard, they are added here.
"""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

import webencodings

from site_gen.fetch.feeds import japanese_encodings

_CODECS = {"gbk": "gb18030", "x-user-defined": "cp1252"}
"""Encoding of the standard → a better codec than the one that the library names."""
_REPLACED = {
    "big5hkscs": {0x2022: 0x2027, 0xFF64: 0xFE51},
    "cp932": dict.fromkeys(range(0xF8F0, 0xF8F4), 0xFFFD),
}
"""Codec → characters that the standard decodes differently, or not at all."""
_ERROR_HANDLER = "site_gen.whatwg"
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
"""UTF-32 before UTF-16, whose marks begin those of UTF-32."""
_DECLARED = re.compile(rb"<\?xml\s[^>]{0,200}?encoding\s*=\s*[\"']\s*([A-Za-z0-9._:-]{1,40})")
_CHARSET = re.compile(r"charset\s*=[\s\"']*([A-Za-z0-9._:-]{1,40})", re.IGNORECASE)
_SEVEN_BIT_CODECS = frozenset(
    "hz iso2022_jp iso2022_jp_1 iso2022_jp_2 iso2022_jp_3 iso2022_kr".split()
)
"""Their bytes are all ASCII, and so valid UTF-8."""
_UNICODE_CODECS = frozenset(
    "utf-8 utf-16 utf-16-le utf-16-be utf-32 utf-32-le utf-32-be utf-7".split()
)
"""Would have been recognized by a mark, zero bytes, or as valid UTF-8."""
_UNLIKELY = re.compile("[\x80-\x9f\ufffd]")
"""Characters that show that the encoding is another one."""
_MIN_VALID_RATIO = 3
_BROKEN = "some bytes are not valid in its encoding, and are left out"


class Encoding(NamedTuple):
    """An encoding of text."""

    name: str
    """The standard's name, or Python's if the standard has no such encoding."""
    codec: str
    """Python's name of the codec."""

    def decode(self, body: bytes) -> str:
        """The text of bytes, with U+FFFD for those that cannot be decoded."""
        if self.codec in japanese_encodings.CODECS:
            return japanese_encodings.decode(body, self.codec)
        text = body.decode(self.codec, _ERROR_HANDLER)
        replaced = _REPLACED.get(self.codec)
        return text.translate(replaced) if replaced else text


def lookup_encoding(label: str) -> Encoding | None:
    """The encoding of a label; None if the label is unknown."""
    found = webencodings.lookup(label)
    if found is None or found.name == "replacement":  # which browsers do not decode any more
        return _python_encoding(label)
    codec = _CODECS.get(found.name) or codecs.lookup(found.codec_info.name).name
    return Encoding(found.name, codec)


def _python_encoding(label: str) -> Encoding | None:
    try:
        codec = codecs.lookup(label)
        "".encode(codec.name)  # raises for codecs between bytes and bytes
    except (LookupError, ValueError, UnicodeError):
        return None
    return Encoding(codec.name, codec.name)


def _handle_error(error: UnicodeError) -> tuple[str, int]:
    """Codec error handler: what the standard decodes that Python's codec cannot, and where to
    continue."""
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


codecs.register_error(_ERROR_HANDLER, _handle_error)
_UTF_8 = Encoding("utf-8", "utf-8")
_WINDOWS_1252 = Encoding("windows-1252", "cp1252")


class Decoded(NamedTuple):
    text: str
    fault: str = ""
    """What is wrong with the encoding, as a sentence."""


def decode(body: bytes, content_type: str) -> Decoded:
    """The text of any body. Bytes that are not part of a character are left out."""
    for mark, codec in _BYTE_ORDER_MARKS:
        if body.startswith(mark):
            return _decode_leniently(body[len(mark) :], codec)
    utf_16 = _utf_16_without_mark(body[:64])
    if utf_16:
        return _decode_leniently(body, utf_16)
    declared = _declared_encodings(body, content_type)
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        return _decode_other(body, declared)
    if text.isascii():
        seven_bit = next((one for one in declared if one.codec in _SEVEN_BIT_CODECS), None)
        return Decoded(seven_bit.decode(body).replace("�", "")) if seven_bit else Decoded(text)
    return Decoded(text, _mismatch(declared, "utf-8"))


def _declared_encodings(body: bytes, content_type: str) -> list[Encoding]:
    """What the server and the XML declaration say, the most credible first.

    ISO-8859-1, which is windows-1252 here, comes last: servers say it of everything.
    """
    labels = [match[1] for match in [_CHARSET.search(content_type)] if match]
    labels += [match[1].decode("ascii") for match in [_DECLARED.search(body[:2048])] if match]
    encodings = dict.fromkeys(filter(None, map(lookup_encoding, labels)))
    return sorted(encodings, key=lambda encoding: encoding.name == _WINDOWS_1252.name)


def _utf_16_without_mark(start: bytes) -> str:
    """The codec if there is a zero byte next to the first character of a document, else empty."""
    first = start.lstrip(b"\x00\t\n\r ")[:1]
    if first not in (b"<", b"{"):
        return ""
    index = start.index(first)
    if start[index + 1 : index + 2] == b"\x00" and index % 2 == 0:
        return "utf-16-le"
    return "utf-16-be" if index % 2 == 1 and start[index - 1 : index] == b"\x00" else ""


def _decode_other(body: bytes, declared: list[Encoding]) -> Decoded:
    """The text of bytes that are not valid UTF-8."""
    text = body.decode("utf-8", "replace")
    if _is_mostly_valid(text, text.count("�")):
        return Decoded(text.replace("�", ""), _BROKEN)
    decoded = [
        (encoding, encoding.decode(body))
        for encoding in declared
        if encoding.codec not in _UNICODE_CODECS
    ]
    for encoding, text in decoded:
        if not _UNLIKELY.search(text):
            return Decoded(text, _mismatch(declared[:1], encoding.name))
    for _, text in decoded:
        if _is_mostly_valid(text, len(_UNLIKELY.findall(text))):
            return Decoded(text.replace("�", ""), _BROKEN)
    fault = _mismatch(declared or [_UTF_8], _WINDOWS_1252.name)
    return Decoded(_WINDOWS_1252.decode(body), fault)


def _is_mostly_valid(text: str, invalid: int) -> bool:
    """Whether most characters outside ASCII are valid, if ``invalid`` of them are not."""
    valid = len(text) - len(text.encode("ascii", "ignore")) - invalid
    return valid > _MIN_VALID_RATIO * invalid


def _decode_leniently(body: bytes, codec: str) -> Decoded:
    text = body.decode(codec, "replace").replace("�", "")
    return Decoded(text.removeprefix("\ufeff"))


def _mismatch(declared: list[Encoding], name: str) -> str:
    """The fault of a text in this encoding if another was declared, else empty."""
    wrong = [encoding.name for encoding in declared if encoding.name != name]
    if not wrong:
        return ""
    return f"its encoding is declared as {wrong[0]}, but read as {name}"
