"""What GitHub Pages, git or an artifact's archive would refuse or leave out."""

from __future__ import annotations

import re
import stat
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

from site_gen.base_url import normalise_base_url
from site_gen.checks.folder import PARTS, FolderEntry
from site_gen.checks.problems import finding, shown
from site_gen.folders import BAD_NAME, is_utf8
from site_gen.model import Problem, Severity

LARGEST = 100 * 1024 * 1024
"""Bytes of a file that git hosts take: https://docs.github.com/repositories → large files"""
_BAD = re.compile(r'[\x00-\x1f\x7f\\:*?"<>|]')
_HIDDEN_FINE = frozenset({".nojekyll", ".well-known", ".git", PARTS})
_RENAME = "rename it; artifacts, addresses or checkouts cannot have such a name"


def check_hosting(entries: tuple[FolderEntry, ...], root: Path, base_url: str) -> Iterator[Problem]:
    """Everything in the folder that would not be published, or not as it is."""
    for entry in entries:
        if entry.path.split("/", 1)[0] == ".git":
            continue
        yield from _kind(entry)
        yield from _permissions(entry)
        yield from _name(entry)
    paths = {entry.path for entry in entries}
    yield from _same_but_case(paths)
    yield from _top(paths)
    yield from _jekyll(paths)
    if "CNAME" in paths:
        yield from _cname(root / "CNAME", urlsplit(base_url).hostname or "")


def _kind(entry: FolderEntry) -> Iterator[Problem]:
    path = entry.path
    if stat.S_ISLNK(entry.mode):
        yield finding(
            path, "is a symbolic link", "symlink", "put the file itself there: Pages refuses links"
        )
    elif entry.is_file and entry.links > 1:
        yield finding(
            path, "is a hard link", "hard-link", "copy the file instead: Pages refuses links"
        )
    elif not entry.is_file and not entry.is_folder:
        yield finding(path, "is neither file nor folder", "special-file", "remove it")
    if entry.is_file and entry.size > LARGEST:
        message = f"has {entry.size:,} bytes; git hosts take at most {LARGEST:,}"
        yield finding(path, message, "large-file", "make it smaller, or keep it elsewhere")


def _permissions(entry: FolderEntry) -> Iterator[Problem]:
    if entry.is_file and entry.mode & 0o404 != 0o404:
        message = f"cannot be read by everyone (mode {entry.mode & 0o777:04o})"
        yield finding(entry.path, message, "permissions", "chmod -R a+rX the folder")
    if entry.is_folder and entry.mode & 0o505 != 0o505:
        message = f"is a folder that not everyone may open (mode {entry.mode & 0o777:04o})"
        yield finding(entry.path, message, "permissions", "chmod -R a+rX the folder")


def _name(entry: FolderEntry) -> Iterator[Problem]:
    path = entry.path
    name = path.rpartition("/")[2]
    if path == PARTS:
        yield finding(
            path, "is left of a build that was interrupted", "unfinished-build", "build again"
        )
    elif name.startswith(".") and name not in _HIDDEN_FINE:
        yield finding(
            path,
            "is hidden: Pages' own upload leaves such files out",
            "hidden-file",
            "remove it, or give it another name",
            severity=Severity.WARNING,
        )
    found = _BAD.search(name)
    if found:
        yield finding(
            path, f"has the character “{shown(found[0])}” in its name", "bad-name", _RENAME
        )
    if not is_utf8(name):
        yield finding(path, BAD_NAME, "bad-name", _RENAME)


def _same_but_case(paths: Iterable[str]) -> Iterator[Problem]:
    first: dict[str, str] = {}
    for path in sorted(paths):
        folded = unicodedata.normalize("NFC", path).casefold()
        if folded in first:
            message = f"and /{first[folded]} are one file where case is not told apart"
            yield finding(
                path, message, "case-clash", "rename one: Windows and macOS keep only one"
            )
        first.setdefault(folded, path)


def _top(paths: set[str]) -> Iterator[Problem]:
    if "index.html" not in paths:
        yield finding(
            "index.html", "is missing: the site has no front page", "no-index", "build again"
        )
    if "404.html" not in paths:
        message = "is missing: readers of lost links get the host's own page"
        yield finding("404.html", message, "no-404", "build again")


def _jekyll(paths: set[str]) -> Iterator[Problem]:
    """Without .nojekyll Pages leaves out what begins with an underscore."""
    if ".nojekyll" in paths:
        return
    for path in sorted(paths):
        if path.rpartition("/")[2].startswith("_"):
            message = "begins with “_”, and there is no .nojekyll: Pages leaves it out"
            yield finding(path, message, "needs-nojekyll", "build again, or add an empty .nojekyll")


def _host_of(name: str) -> str:
    """A host as base_url has it, however it is spelt."""
    return urlsplit(normalise_base_url(f"https://{name}")).hostname or name.casefold()


def _cname(path: Path, host: str) -> Iterator[Problem]:
    try:
        named = path.read_text(encoding="utf-8", errors="replace").strip() if path.is_file() else ""
    except OSError:
        return  # told by its permissions
    if _host_of(named) != host:
        yield finding(
            "CNAME",
            f"names the host “{named}”, and base_url has {host}",
            "cname",
            "mend static/CNAME or base_url",
        )
