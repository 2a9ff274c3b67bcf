"""What a preview shows: the built folder, and in front of it what is not built yet."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from pathlib import Path

from site_gen.serve.lookup import MISSING, Found, find


class Shown:
    """The files of one site as a browser gets them."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.files: dict[str, bytes] = {}
        """Files of the site that are shown in place of those in the folder, until it is built."""
        self._css = ""
        """Of these the stylesheet: pages that are not built yet ask for the old one."""
        self._worn = ""
        """The stylesheet that open pages have; empty if that was never changed."""

    @property
    def has_search(self) -> bool:
        return (self.root / "search" / "index.html").is_file()

    def find(self, path: str) -> tuple[Found, bytes | None]:
        """What answers for a path within the site, and its bytes if they are not in the folder."""
        name = path[1:] + ("index.html" if path.endswith("/") else "")
        told = self.files.get(name)
        if told is not None:
            return Found(self.root / name), told
        if self._css and path.startswith("/assets/site-") and path.endswith(".css"):
            return Found(self.root / self._css), self.files[self._css]
        found = find(self.root, path)
        if found.file is None:
            return found, None
        return found, self.files.get(found.file.relative_to(self.root).as_posix())

    def page(self, path: str) -> tuple[Found, bytes]:
        """The page that answers for a path, if need be the one for wrong addresses."""
        for there in (path, "/404.html"):
            found, data = self.find(there)
            if found.file is not None:
                with contextlib.suppress(OSError):  # a build may just have removed it
                    return found, found.file.read_bytes() if data is None else data
        return MISSING, b"Not found"

    def put(self, files: Mapping[str, bytes], css: str) -> bool:
        """Show these files, with this stylesheet; whether open pages have another one."""
        self.files.update(files)
        worn = self._worn or (css if (self.root / css).is_file() else "")
        self._css = self._worn = css
        return css != worn

    def clear(self) -> None:
        """Everything is in the folder."""
        self.files, self._css = {}, ""
