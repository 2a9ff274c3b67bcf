"""What a build leaves in its files so that a later one knows them without its manifest."""

from __future__ import annotations

import os
import re
from pathlib import Path

from site_gen.model import Output

MARK = Output(".nojekyll", b"Made by site_gen: files it did not make are left alone.\n")
"""Marks a folder as a site's own; GitHub Pages wants a file of this name anyway."""

_GENERATOR = re.compile(rb"""<meta name=["']?generator["']? content=["']?site_gen["']?""")
_ASSET = re.compile(r"assets/site-[0-9a-f]+\.(?:css|js)\Z")
_FOR_MACHINES = re.compile(
    r"(?:(?:topics|providers)/[^/]+/)?(?:feed\.xml|rss\.xml|feed\.json)\Z|(?:feeds|providers)\.opml\Z"
    r"|(?:news-)?sitemap[a-z0-9-]*\.xml\Z|robots\.txt\Z|api/.+\.json\Z|pagefind/"
)
"""What has no room for a signature, but in the folder of a site only one meaning."""
_HEAD = 1024
"""Bytes of a page that are searched: the generator is named at the very top."""


def is_marked(folder: Path) -> bool:
    """Whether a build made this folder."""
    mark = folder / MARK.path
    return mark.is_file() and mark.read_bytes() == MARK.data


def signed_files(folder: Path) -> set[str]:
    """What is in the folder of a site that a build made, as it says or as its place tells.

    Paths are relative, with forward slashes. Copies of static files say nothing.
    """
    found = set()
    for root, _, names in os.walk(folder):
        for name in names:
            path = Path(root, name)
            relative = path.relative_to(folder).as_posix()
            known = _ASSET.match(relative) or _FOR_MACHINES.match(relative)
            if known or (name.endswith(".html") and _is_signed(path)):
                found.add(relative)
    return found


def _is_signed(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return bool(_GENERATOR.search(file.read(_HEAD)))
    except OSError:
        return False
