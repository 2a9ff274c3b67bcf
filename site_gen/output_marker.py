"""What a build leaves in its files so that a later one knows them without its manifest."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from site_gen.folders import is_utf8
from site_gen.model import Output

MARK_PATH = ".nojekyll"
"""Marks a folder as a site's own; GitHub Pages wants a file of this name anyway."""
_MADE_BY = b"Made by site_gen: files it did not make are left alone.\n"

_GENERATOR = re.compile(rb"""<meta name=["']?generator["']? content=["']?site_gen["']?""")
_ASSET = re.compile(r"assets/site-[0-9a-f]+\.(?:css|js)\Z")
_FOR_MACHINES = re.compile(
    r"(?:(?:topics|providers)/[^/]+/)?(?:feed\.xml|rss\.xml|feed\.json)\Z|(?:feeds|providers)\.opml\Z"
    r"|(?:news-)?sitemap[a-z0-9-]*\.xml\Z|robots\.txt\Z|api/.+\.json\Z|pagefind/"
)
"""What has no room for a signature, but in the folder of a site only one meaning."""
_SECOND = 1_000_000_000
_HEAD = 1024
"""Bytes of a page that are searched: the generator is named at the very top."""


def mark_of(copied: Iterable[Output]) -> Output:
    """The mark of a site with these static files, which cannot say themselves who made them."""
    lines = sorted(
        _digest(file.data).encode() + b" " + os.fsencode(file.path) + b"\n" for file in copied
    )
    return Output(MARK_PATH, _MADE_BY + b"".join(lines))


def is_marked(folder: Path) -> bool:
    """Whether a build made this folder."""
    mark = folder / MARK_PATH
    return mark.is_file() and mark.read_bytes().startswith(_MADE_BY)


def marked_at(folder: Path) -> int | None:
    """When the mark was written, in nanoseconds since 1970; None if there is none.

    Every build that changes a file of the folder writes it anew, so that another build, which has
    a store of its own, sees that the folder is not as it left it.
    """
    try:
        return (folder / MARK_PATH).stat().st_mtime_ns
    except OSError:
        return None


def is_marked_by(folder: Path, at: int | None) -> bool:
    """Whether the mark is the one that was written then; some archives keep whole seconds."""
    found = marked_at(folder)
    return found is not None and at is not None and found in (at, at // _SECOND * _SECOND)


def _copied(folder: Path) -> Iterator[str]:
    """Static files by the mark; none that have other bytes, which are somebody else's."""
    for line in (folder / MARK_PATH).read_bytes()[len(_MADE_BY) :].splitlines():
        digest, _, name = line.partition(b" ")
        path = os.fsdecode(name)
        with contextlib.suppress(OSError, ValueError):
            if _digest(_read(folder / path)).encode() == digest:
                yield path


def _read(path: Path, size: int = -1) -> bytes:
    """The beginning of a file, or all of it. Raises OSError also for a pipe, which has no end."""
    if not path.is_file():
        raise FileNotFoundError(path)
    with path.open("rb") as file:
        return file.read(size)


def _digest(data: bytes) -> str:
    return hashlib.blake2b(data, digest_size=16).hexdigest()


def signed_files(folder: Path) -> set[str]:
    """What is in a folder that a build made: as it says, as its place or the mark tells.

    Paths are relative, with forward slashes.
    """
    found = {MARK_PATH, *_copied(folder)} if is_marked(folder) else set()
    for root, _, names in os.walk(folder):
        for name in names:
            path = Path(root, name)
            relative = path.relative_to(folder).as_posix()
            known = _ASSET.match(relative) or _FOR_MACHINES.match(relative)
            if not is_utf8(relative):
                continue  # no build gives such a name
            if known or (name.endswith(".html") and _is_signed(path)):
                found.add(relative)
    return found


def _is_signed(path: Path) -> bool:
    try:
        return bool(_GENERATOR.search(_read(path, _HEAD)))
    except OSError:
        return False
