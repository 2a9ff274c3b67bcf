"""Recognise files that a build wrote, for when the store is lost or another build wrote here."""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from site_gen.folders import is_utf8
from site_gen.language_tags import is_language_tag
from site_gen.model import Output

MARKER_PATH = ".nojekyll"
"""A file that marks a folder as the output of builds. GitHub Pages needs a file of this name."""
_MADE_BY = b"Made by site_gen: files it did not make are left alone.\n"

_GENERATOR = re.compile(rb"""<meta name=["']?generator["']? content=["']?site_gen["']?""")
_ASSET = re.compile(r"assets/(?:site|head|reader|saved|search)-[0-9a-f]+\.(?:css|js)\Z")
_MACHINE_READABLE = re.compile(
    r"(?:(?:topics|providers)/[^/]+/|digest/)?(?:feed\.xml|rss\.xml|feed\.json)\Z"
    r"|(?:feeds|providers)\.opml\Z"
    r"|(?:news-)?sitemap[a-z0-9-]*\.xml\Z|robots\.txt\Z|api/.+\.json\Z|pagefind/"
)
"""Paths of generated files that cannot contain a generator tag."""
_SECOND = 1_000_000_000
_HEAD = 1024
"""Bytes of a page in which the generator tag is searched."""


def marker_for(static: Iterable[Output]) -> Output:
    """The marker file. It lists the static files with digests, as they contain no generator tag."""
    lines = sorted(
        _digest(file.data).encode() + b" " + os.fsencode(file.path) + b"\n" for file in static
    )
    return Output(MARKER_PATH, _MADE_BY + b"".join(lines))


def is_marker(data: bytes) -> bool:
    """Whether these are the bytes of a marker file."""
    return data.startswith(_MADE_BY)


def has_marker(folder: Path) -> bool:
    """Whether a build wrote into this folder."""
    marker = folder / MARKER_PATH
    return marker.is_file() and is_marker(marker.read_bytes())


def marker_time(folder: Path) -> int | None:
    """When the marker was written, in nanoseconds since 1970; None if there is none.

    Every build that changes a file of the folder rewrites the marker. So a build that uses another
    store sees that the folder has changed.
    """
    try:
        return (folder / MARKER_PATH).stat().st_mtime_ns
    except OSError:
        return None


def marker_is_from(folder: Path, at: int | None) -> bool:
    """Whether the marker was written at ``at``, or at its whole second, as some archives keep."""
    written = marker_time(folder)
    return written is not None and at is not None and written in (at, at // _SECOND * _SECOND)


def _static_files(folder: Path) -> Iterator[str]:
    """Static files that the marker lists and that still have the listed digest."""
    for line in (folder / MARKER_PATH).read_bytes()[len(_MADE_BY) :].splitlines():
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


def generated_files(folder: Path, left_out: Collection[str] = ()) -> set[str]:
    """Files that builds wrote into a folder, by their generator tag, their path or the marker.

    Those of a site in another language are among them, unless its folder is ``left_out``. Paths are
    relative, with forward slashes.
    """
    found = {MARKER_PATH, *_static_files(folder)} if has_marker(folder) else set()
    for root, folders, names in os.walk(folder):
        if Path(root) == folder:
            nested = [name for name in folders if _is_language_site(folder / name)]
            folders[:] = [name for name in folders if name not in {*nested, *left_out}]
            for name in {*nested} - {*left_out}:
                found |= {f"{name}/{path}" for path in generated_files(folder / name)}
        for name in names:
            path = Path(root, name)
            relative = path.relative_to(folder).as_posix()
            is_known = _ASSET.match(relative) or _MACHINE_READABLE.match(relative)
            if not is_utf8(relative):
                continue  # no build writes a file of such a name
            if is_known or (name.endswith(".html") and _has_generator(path)):
                found.add(relative)
    return found


def language_sites(folder: Path) -> tuple[str, ...]:
    """The folders in a folder that have the site of another language."""
    return tuple(sorted(path.name for path in folder.iterdir() if _is_language_site(path)))


def _is_language_site(folder: Path) -> bool:
    return is_language_tag(folder.name) and has_marker(folder)


def _has_generator(path: Path) -> bool:
    try:
        return bool(_GENERATOR.search(_read(path, _HEAD)))
    except OSError:
        return False
