"""Files as a preview shows them: the built folder, a newer stylesheet, a script for reloading."""

from __future__ import annotations

import contextlib
import hashlib
import re
from html import escape
from pathlib import Path

from site_gen.serve.lookup import MISSING, LookupResult, find

CLIENT_PATH = "/__preview/"
"""The path of the preview's own files, below the base path."""

_STYLESHEET = re.compile(rb"assets/site-[0-9a-f]+\.css")


class PreviewFiles:
    """The files of one site as a browser gets them.

    A changed stylesheet is kept in memory until the next build: all pages contain its name, so all
    of them have to be made again.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.stylesheet = ""
        """The path of the stylesheet of open pages; empty if it has never changed."""
        self._css: bytes | None = None
        """The content of the stylesheet unless it is built."""

    def find(self, path: str) -> tuple[LookupResult, bytes | None]:
        """The file for a path within the site, and its bytes if they are not in the folder."""
        if self._css is not None and path.startswith("/assets/site-") and path.endswith(".css"):
            return LookupResult(self.root / self.stylesheet), self._css
        return find(self.root, path), None

    def page(self, path: str) -> tuple[LookupResult, bytes]:
        """The page for a path, or the 404 page, that of the same language if there is one."""
        folder = path.split("/")[1] if path.startswith("/") else ""
        for candidate in (path, f"/{folder}/404.html", "/404.html"):
            result, data = self.find(candidate)
            if result.file is not None:
                with contextlib.suppress(OSError):  # a build may just have removed it
                    return result, result.file.read_bytes() if data is None else data
        return MISSING, b"Not found"

    def override_stylesheet(self, path: str, css: bytes) -> bool:
        """Serve this stylesheet for any name of it; whether that changes open pages."""
        previous = self.stylesheet or (path if (self.root / path).is_file() else "")
        self.stylesheet, self._css = path, css
        return path != previous

    def use_built_stylesheet(self) -> None:
        """Serve the stylesheet of the folder again."""
        self._css = None


def page_digest(page: bytes) -> str:
    """A digest of a page without the name of its stylesheet, which changes without a reload."""
    return hashlib.blake2b(_STYLESHEET.sub(b"", page), digest_size=12).hexdigest()


def with_client(page: bytes, base: str) -> bytes:
    """The page with the script that reloads it; ``base`` is the site's base path."""
    digest = page_digest(page)
    script = (
        f'<script src="{escape(base)}{CLIENT_PATH}client.js" data-base="{escape(base)}"'
        f' data-digest="{digest}" defer></script>\n'
    ).encode()
    head, end, rest = page.partition(b"</head>")
    return head + script + end + rest if end else page + script
