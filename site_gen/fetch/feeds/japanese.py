"""EUC-JP and ISO-2022-JP as browsers read them: with the letters that windows-31j added.

Python's codecs know JIS X 0208 alone, so that one ``①`` makes a whole text unreadable. Both
encodings hold the rows and cells of Shift_JIS in other bytes: they are moved, and read as cp932.
"""

from __future__ import annotations

import re

ENCODINGS = frozenset(("euc_jp", "iso2022_jp"))
"""Python's names of what is read here."""

_EUC = re.compile(
    rb"(?P<ascii>[\x00-\x7f]+)|(?P<pairs>(?:[\xa1-\xfe][\xa1-\xfe])+)|\x8e(?P<kana>[\xa1-\xdf])"
    rb"|(?P<more>\x8f[\xa1-\xfe][\xa1-\xfe])|[\x80-\xff]"
)
_ESCAPE = re.compile(rb"\x1b(\([BJI]|\$[@B]|\$\(D)")
_SEVEN_BITS = 0x7F
_PAIR, _KANA, _MORE = (b"$@", b"$B"), b"(I", b"$(D"


def decode(body: bytes, codec: str) -> str:
    """The text of bytes; U+FFFD stands for what is none."""
    return _euc(body) if codec == "euc_jp" else _iso_2022(body)


def _euc(body: bytes) -> str:
    return "".join(map(_piece, _EUC.finditer(body)))


def _piece(match: re.Match[bytes]) -> str:
    match match.lastgroup:
        case "ascii":
            return match[0].decode("ascii")
        case "pairs":
            return _shifted(match[0]).decode("cp932", "replace")
        case "kana":
            return match["kana"].decode("cp932")
        case "more":  # JIS X 0212
            return match[0].decode("euc_jp", "replace")
    return "�"


def _shifted(pairs: bytes) -> bytes:
    """Rows and cells of EUC-JP as they stand in Shift_JIS."""
    moved = bytearray()
    for row, cell in zip(pairs[::2], pairs[1::2], strict=True):
        half, odd = divmod(row - 0xA1, 2)
        moved.append(half + (0x81 if half < 31 else 0xC1))
        moved.append(cell - 2 if odd else cell - 0x61 + (cell > 0xDF))
    return bytes(moved)


def _iso_2022(body: bytes) -> str:
    """Each part, which an escape sequence begins, by way of the bytes that EUC-JP has for it."""
    start, *rest = _ESCAPE.split(body)
    texts = [start.decode("ascii", "replace")]
    for escape, part in zip(rest[::2], rest[1::2], strict=True):
        if escape in _PAIR:
            texts.append(_euc(_raised(part)))
        elif escape == _KANA:
            texts.append(_raised(part).decode("cp932", "replace"))
        elif escape == _MORE:
            pairs = re.findall(b"..", _raised(part), re.DOTALL)
            texts.append(_euc(b"".join(b"\x8f" + pair for pair in pairs)))
        else:
            texts.append(part.decode("ascii", "replace"))
    return "".join(texts)


def _raised(part: bytes) -> bytes:
    """Letters with their highest bit set; white space and control characters as they are."""
    return bytes(byte | 0x80 if 0x20 < byte < _SEVEN_BITS else byte for byte in part)
