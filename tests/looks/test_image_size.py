"""The size of a picture from its header."""

from __future__ import annotations

import pytest

from site_gen.looks.image_size import image_size
from tests.looks.files import PNG

JPEG = b"\xff\xd8\xff\xe0\0\x06JFIF\xff\xc0\0\x11\x08\0\x64\1\x2c\x03"
WEBP = b"RIFF\0\0\0\0WEBP"


@pytest.mark.parametrize(
    ("data", "size"),
    [
        (PNG, (300, 100)),
        (b"GIF89a\x2c\1\x64\0", (300, 100)),
        (JPEG, (300, 100)),
        (WEBP + b"VP8X\0\0\0\0\0\0\0\0\x2b\1\0\x63\0\0", (300, 100)),
        (WEBP + b"VP8 \0\0\0\0\0\0\0\x9d\x01\x2a\x2c\1\x64\0", (300, 100)),
        (
            WEBP + b"VP8L\0\0\0\0\x2f" + (299 | 99 << 14).to_bytes(4, "little") + bytes(5),
            (300, 100),
        ),
        (b'<?xml version="1.0"?>\n<svg xmlns="x" width="300" height="100.4px"/>', (300, 100)),
        (b"<svg\n  viewBox='0 0 60 20'>", (60, 20)),
        (b'<svg width="100%" height="100%" viewBox="0,0,60,20">', (60, 20)),
        (b'<svg stroke-width="3" viewBox="0 0 60 20">', (60, 20)),
        (b"<svg xmlns='x'>", None),
        (b"<svg viewBox='0 0 0 20'>", None),
        (b"\xff\xd8\xff\xe0\0\x06JFIF", None),
        (WEBP, None),
        (b"", None),
        (b"text", None),
    ],
)
def test_size_is_read(data: bytes, size: tuple[int, int] | None) -> None:
    assert image_size(data) == size
