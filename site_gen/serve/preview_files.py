"""What a preview shows: the built folder, and a stylesheet that is not built yet."""

from __future__ import annotations

import contextlib
from pathlib import Path

from site_gen.serve.lookup import MISSING, LookupResult, find


class PreviewFiles:
    """The files of one site as a browser gets them.

    All pages name the stylesheet, so that it takes a build of all of them to change it. Until that
    is done, it is kept here.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.stylesheet = ""
        """The path of the one that open pages have; empty if that was never changed."""
        self._css: bytes | None = None
        """What it says, unless it is in the folder."""

    def find(self, path: str) -> tuple[LookupResult, bytes | None]:
        """What answers for a path within the site, and its bytes if they are not in the folder."""
        if self._css is not None and path.startswith("/assets/site-") and path.endswith(".css"):
            return LookupResult(self.root / self.stylesheet), self._css
        return find(self.root, path), None

    def page(self, path: str) -> tuple[LookupResult, bytes]:
        """The page that answers for a path, if need be the one for wrong addresses."""
        for there in (path, "/404.html"):
            found, data = self.find(there)
            if found.file is not None:
                with contextlib.suppress(OSError):  # a build may just have removed it
                    return found, found.file.read_bytes() if data is None else data
        return MISSING, b"Not found"

    def wear(self, path: str, css: bytes) -> bool:
        """Show this stylesheet, whichever a page asks for; whether open pages have another one."""
        before = self.stylesheet or (path if (self.root / path).is_file() else "")
        self.stylesheet, self._css = path, css
        return path != before

    def built(self) -> None:
        """Everything is in the folder."""
        self._css = None
