"""EUC-JP and ISO-2022-JP as browsers decode them: with the characters that windows-31j added.

Python's codecs only have JIS X 0208, so that one ``①`` makes a whole text undecodable. Both
encodings write the rows and cells of Shift_JIS in other bytes: these are converted to Shift_JIS and
decoded as cp932.
"""

from __future__ import annotations

import re

CODECS = frozenset(("euc_jp", "iso2022_jp"))
"""Python's names of these encodings."""

_EUC = re.compile(
    rb"(?P<ascii>[\x00-\x7f]+)|(?P<pairs>(?:[\xa1-\xfe][\xa1-\xfe])+)|\x8e(?P<kana>[\xa1-\xdf])"
    rb"|(?P<jis_x_0212>\x8f[\xa1-\xfe][\xa1-\xfe])|[\x80-\xff]"
)
_ESCAPE = re.compile(rb"\x1b(\([BJI]|\$[@B]|\$\(D)")
_JIS_X_0208, _KANA, _JIS_X_0212 = (b"$@", b"$B"), b"(I", b"$(D"


def decode(body: bytes, codec: str) -> str:
    """The text of bytes, with U+FFFD for those that cannot be decoded."""
    return _decode_euc(body) if codec == "euc_jp" else _decode_iso_2022(body)


def _decode_euc(body: bytes) -> str:
    return "".join(map(_decode_match, _EUC.finditer(body)))


def _decode_match(match: re.Match[bytes]) -> str:
    match match.lastgroup:
        case "ascii":
            return match[0].decode("ascii")
        case "pairs":
            return _to_shift_jis(match[0]).decode("cp932", "replace")
        case "kana":
            return match["kana"].decode("cp932")
        case "jis_x_0212":
            return match[0].decode("euc_jp", "replace")
    return "�"


def _to_shift_jis(pairs: bytes) -> bytes:
    """Pairs of bytes, row and cell, from EUC-JP to Shift_JIS."""
    converted = bytearray()
    for row, cell in zip(pairs[::2], pairs[1::2], strict=True):
        half, odd = divmod(row - 0xA1, 2)
        converted.append(half + (0x81 if half < 31 else 0xC1))
        converted.append(cell - 2 if odd else cell - 0x61 + (cell > 0xDF))
    return bytes(converted)


def _decode_iso_2022(body: bytes) -> str:
    """Decodes each part between escape sequences via the bytes of EUC-JP."""
    start, *rest = _ESCAPE.split(body)
    texts = [start.decode("ascii", "replace")]
    for escape, part in zip(rest[::2], rest[1::2], strict=True):
        if escape in _JIS_X_0208:
            texts.append(_decode_euc(_set_high_bit(part)))
        elif escape == _KANA:
            texts.append(_set_high_bit(part).decode("cp932", "replace"))
        elif escape == _JIS_X_0212:
            pairs = re.findall(b"..", _set_high_bit(part), re.DOTALL)
            texts.append(_decode_euc(b"".join(b"\x8f" + pair for pair in pairs)))
        else:
            texts.append(part.decode("ascii", "replace"))
    return "".join(texts)


def _set_high_bit(part: bytes) -> bytes:
    """White space and control characters are left as they are."""
    return bytes(byte | 0x80 if 0x20 < byte < 0x7F else byte for byte in part)
