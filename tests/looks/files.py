"""Static files for tests of looks: pictures and fonts of a few bytes."""

from __future__ import annotations

from pathlib import Path

PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\1\x2c\0\0\0\x64\x08\x06\0\0\0"
"""The beginning of a picture of 300 × 100 pixels."""
TOKENS = (
    ":root { --paper: #fcfaf6; --color-page: light-dark(var(--paper), #15130f); "
    "--accent-on-paper: #a3182d; --accent-on-night: #f2948b; "
    "--color-accent: light-dark(var(--accent-on-paper), var(--accent-on-night)); }"
)


def truetype(*tables: bytes) -> bytes:
    """The header of a TrueType font with these tables."""
    entries = b"".join(table + bytes(12) for table in tables)
    return b"\0\1\0\0" + len(tables).to_bytes(2, "big") + bytes(6) + entries


def woff2(*tables: int | bytes) -> bytes:
    """The header of a WOFF2 font: numbers or names of its tables."""
    entries = b"".join(
        (b"\x3f" + table if isinstance(table, bytes) else bytes([table]))
        + b"\x81\x01"
        # The two tables that are transformed have a second length.
        + (b"\x05" if table in (10, 11) else b"")
        for table in tables
    )
    return b"wOF2" + bytes(8) + len(tables).to_bytes(2, "big") + bytes(34) + entries


def static(folder: Path, **files: bytes | str) -> dict[str, Path]:
    """Write files, whose names have ``__`` for ``/`` and ``_`` for a dot; return them by name."""
    found = {}
    for key, data in {"css__tokens_css": TOKENS, "css__looks__plain__a_css": "", **files}.items():
        name = key.replace("__", "/").replace("_", ".")
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        found[name] = path
    return found
