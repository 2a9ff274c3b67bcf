"""The path of a request → the file of the site that answers, as on GitHub Pages.

A path without a slash at its end is a file, or the page of that name (``/about`` →
``about.html``), or leads on to the folder (``/topics`` → ``/topics/``). Nothing else answers,
and nothing outside of the folder: no link, no ``..``, whatever the path says.
"""

from __future__ import annotations

from pathlib import Path

import msgspec

_TYPES = {
    "css": "text/css; charset=utf-8",
    "gif": "image/gif",
    "html": "text/html; charset=utf-8",
    "ico": "image/vnd.microsoft.icon",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "js": "application/javascript; charset=utf-8",
    "json": "application/json; charset=utf-8",
    "mp4": "video/mp4",
    "opml": "text/x-opml; charset=utf-8",
    "pdf": "application/pdf",
    "png": "image/png",
    "svg": "image/svg+xml",
    "txt": "text/plain; charset=utf-8",
    "wasm": "application/wasm",
    "webp": "image/webp",
    "woff2": "font/woff2",
    "xml": "application/xml",
}
"""By suffix; not asked of the machine, on which it would depend."""
_ANY = "application/octet-stream"


class LookupResult(msgspec.Struct, frozen=True):
    """What answers for a path."""

    file: Path | None = None
    """None if nothing does."""
    redirect: str = ""
    """Where the reader is sent instead, as a path of the site."""

    @property
    def type(self) -> str:
        """The content type of the file."""
        suffix = self.file.suffix[1:].lower() if self.file else ""
        return _TYPES.get(suffix, _ANY)


MISSING = LookupResult()


def find(root: Path, path: str) -> LookupResult:
    """The file below ``root`` that answers for a path of the site, such as ``/topics/``.

    ``path`` is decoded already and begins with a slash.
    """
    rooted, *parts = path.split("/")
    if rooted or not parts:
        return MISSING
    folder = parts[-1] == ""
    names = parts[:-1] if folder else parts
    if not all(map(_is_plain, names)):
        return MISSING
    there = root.joinpath(*names)
    if folder:
        return _file(root, there / "index.html") or MISSING
    found = _file(root, there) or _file(root, there.with_name(there.name + ".html"))
    if found is None and names and _file(root, there / "index.html"):
        return LookupResult(redirect=f"{path}/")
    return found or MISSING


def _is_plain(name: str) -> bool:
    """Whether this names something in a folder, on any system."""
    return name.strip(". ") != "" and not any(char in name for char in '\0\\:*?"<>|')


def _file(root: Path, path: Path) -> LookupResult | None:
    """The file at a path, unless a link on the way leads elsewhere."""
    try:
        if not path.is_file() or path.resolve() != root.resolve() / path.relative_to(root):
            return None
    except (OSError, ValueError):  # too long a name, one that is no UTF-8
        return None
    return LookupResult(path)
