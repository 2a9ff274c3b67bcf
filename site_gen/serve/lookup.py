"""Finding the file for a request path, as GitHub Pages does.

A path without a slash at its end is a file, or the page of that name (``/about`` →
``about.html``), or redirects to the folder (``/topics`` → ``/topics/``). Files outside of the
folder are not served, neither by symbolic links nor by ``..``.
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
"""By suffix. Not from mimetypes, which depends on the machine."""
_UNKNOWN_TYPE = "application/octet-stream"


class LookupResult(msgspec.Struct, frozen=True):
    """The file or redirect for a path."""

    file: Path | None = None
    """None if there is no file."""
    redirect: str = ""
    """The path within the site to redirect to."""

    @property
    def type(self) -> str:
        """The content type of the file."""
        suffix = self.file.suffix[1:].lower() if self.file else ""
        return _TYPES.get(suffix, _UNKNOWN_TYPE)


MISSING = LookupResult()


def find(root: Path, path: str) -> LookupResult:
    """Find the file below ``root`` for a decoded path of the site, such as ``/topics/``."""
    before_slash, *parts = path.split("/")
    if before_slash or not parts:
        return MISSING
    is_folder = parts[-1] == ""
    names = parts[:-1] if is_folder else parts
    if not all(map(_is_safe_name, names)):
        return MISSING
    file = root.joinpath(*names)
    if is_folder:
        return _file(root, file / "index.html") or MISSING
    result = _file(root, file) or _file(root, file.with_name(file.name + ".html"))
    if result is None and names and _file(root, file / "index.html"):
        return LookupResult(redirect=f"{path}/")
    return result or MISSING


def _is_safe_name(name: str) -> bool:
    """Whether this is the name of a file within a folder, on any system."""
    return name.strip(". ") != "" and not any(char in name for char in '\0\\:*?"<>|')


def _file(root: Path, path: Path) -> LookupResult | None:
    """The file at a path, unless a symbolic link leads to it."""
    try:
        if not path.is_file() or path.resolve() != root.resolve() / path.relative_to(root):
            return None
    except (OSError, ValueError):  # the name is too long or not UTF-8
        return None
    return LookupResult(path)
