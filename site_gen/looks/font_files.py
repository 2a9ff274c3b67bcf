"""What the header of a font file says: its format, and whether it has all weights."""

from __future__ import annotations

_FORMATS = {
    b"wOF2": "woff2",
    b"wOFF": "woff",
    b"OTTO": "opentype",
    b"\x00\x01\x00\x00": "truetype",
    b"true": "truetype",
}
"""First bytes → the name of the format in CSS."""
MEDIA_TYPES = {
    "woff2": "font/woff2",
    "woff": "font/woff",
    "opentype": "font/otf",
    "truetype": "font/ttf",
}
_VARIATIONS = b"fvar"
"""The table that only variable fonts have."""
_VARIATIONS_IN_WOFF2 = 47
"""Its number in WOFF2, where most tables have one: https://www.w3.org/TR/WOFF2/#table_dir_format"""
_GLYPHS_IN_WOFF2 = (10, 11)
"""The tables that are transformed unless their version is 3; others are if it is not 0."""


def font_format(data: bytes) -> str:
    """The format of a font; empty if the file is not a font."""
    return _FORMATS.get(data[:4], "")


def is_variable(data: bytes) -> bool:
    """Whether the font is variable, so that one file has all weights."""
    kind = font_format(data)
    if kind == "woff2":
        return _woff2_is_variable(data)
    first, size, count = (44, 20, 12) if kind == "woff" else (12, 16, 4)
    tables = int.from_bytes(data[count : count + 2], "big")
    return any(data[at : at + 4] == _VARIATIONS for at in range(first, first + tables * size, size))


def _woff2_is_variable(data: bytes) -> bool:
    at = 48
    for _ in range(int.from_bytes(data[12:14], "big")):
        if at >= len(data):
            return False
        table, version = data[at] & 0x3F, data[at] >> 6
        at += 1
        if table == 0x3F:  # a table without a number
            if data[at : at + 4] == _VARIATIONS:
                return True
            at += 4
        elif table == _VARIATIONS_IN_WOFF2:
            return True
        at = _after_number(data, at)
        if version != 3 if table in _GLYPHS_IN_WOFF2 else version != 0:
            at = _after_number(data, at)
    return False


def _after_number(data: bytes, at: int) -> int:
    """The place after a number of WOFF2; each of its bytes but the last has the highest bit set."""
    while at < len(data) and data[at] & 0x80:
        at += 1
    return at + 1
