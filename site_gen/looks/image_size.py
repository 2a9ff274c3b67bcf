"""Width and height of a picture, read from the beginning of its file."""

from __future__ import annotations

import re

_SVG = re.compile(r"<svg\b([^>]*)>", re.DOTALL)
_NUMBER = r"\s*([\d.]+)(?:px)?\s*"
_FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
"""Markers of JPEG that are followed by the size."""


def image_size(data: bytes) -> tuple[int, int] | None:
    """Width and height of a PNG, GIF, JPEG, WebP or SVG picture in pixels; None if unknown."""
    if data.startswith(b"\x89PNG\r\n\x1a\n") and len(data) >= 24:
        return _number(data, 16, 4, "big"), _number(data, 20, 4, "big")
    if data.startswith((b"GIF87a", b"GIF89a")) and len(data) >= 10:
        return _number(data, 6, 2), _number(data, 8, 2)
    if data.startswith(b"\xff\xd8"):
        return _jpeg_size(data)
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP" and len(data) >= 30:
        return _webp_size(data)
    return _svg_size(data)


def _number(data: bytes, at: int, size: int, order: str = "little") -> int:
    return int.from_bytes(data[at : at + size], "big" if order == "big" else "little")


def _jpeg_size(data: bytes) -> tuple[int, int] | None:
    at = 2
    while at + 9 <= len(data) and data[at] == 0xFF:
        marker = data[at + 1]
        if marker in _FRAMES:
            return _number(data, at + 7, 2, "big"), _number(data, at + 5, 2, "big")
        at += 2 + _number(data, at + 2, 2, "big") if marker != 0xFF else 1
    return None


def _webp_size(data: bytes) -> tuple[int, int] | None:
    kind = data[12:16]
    if kind == b"VP8X":
        return _number(data, 24, 3) + 1, _number(data, 27, 3) + 1
    if kind == b"VP8L":
        bits = _number(data, 21, 4)
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    if kind == b"VP8 ":
        return _number(data, 26, 2) & 0x3FFF, _number(data, 28, 2) & 0x3FFF
    return None


def _svg_size(data: bytes) -> tuple[int, int] | None:
    """The size in the attributes, or that of the ``viewBox``."""
    root = _SVG.search(data[:20_000].decode("utf-8", "replace"))
    if not root:
        return None
    sides = [
        re.search(rf"""\s{name}\s*=\s*["']{_NUMBER}["']""", root[1]) for name in ("width", "height")
    ]
    if all(sides):
        numbers = [float(side[1]) for side in sides if side]
    else:
        box = re.search(r"""\sviewBox\s*=\s*["']([^"']*)["']""", root[1])
        numbers = [float(part) for part in re.findall(r"[\d.]+", box[1])[2:]] if box else []
    if len(numbers) != 2 or min(numbers) <= 0:
        return None
    return max(round(numbers[0]), 1), max(round(numbers[1]), 1)
