"""Files that GitHub Pages, git or the upload archive would refuse or leave out."""

from __future__ import annotations

import re
import stat
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

from site_gen.base_url import normalise_base_url
from site_gen.checks.folder import PARTS, FolderEntry
from site_gen.checks.problems import finding, printable
from site_gen.folders import BAD_NAME, is_utf8
from site_gen.model import Problem, Severity

LARGEST = 100 * 1024 * 1024
"""Bytes of the largest file that git hosts accept, by https://docs.github.com/repositories"""
_BAD_CHARACTER = re.compile(r'[\x00-\x1f\x7f\\:*?"<>|]')
_ALLOWED_HIDDEN = frozenset({".nojekyll", ".well-known", ".git", PARTS})
_NO_LINKS = "GitHub Pages refuses links"
_CHMOD = "run chmod -R a+rX on the output folder"
_RENAME = "rename it: upload archives, URLs or checkouts cannot have such a name"


def check_hosting(entries: tuple[FolderEntry, ...], root: Path, base_url: str) -> Iterator[Problem]:
    """The files that would not be published, or not unchanged."""
    for entry in entries:
        if entry.path.split("/", 1)[0] == ".git":
            continue
        yield from _kind(entry)
        yield from _permissions(entry)
        yield from _name(entry)
    paths = {entry.path for entry in entries}
    yield from _case_clashes(paths)
    yield from _required_files(paths)
    yield from _needs_nojekyll(paths)
    if "CNAME" in paths:
        yield from _cname(root / "CNAME", urlsplit(base_url).hostname or "")


def _kind(entry: FolderEntry) -> Iterator[Problem]:
    path = entry.path
    if stat.S_ISLNK(entry.mode):
        yield finding(path, "is a symbolic link", "symlink", f"replace it with a copy: {_NO_LINKS}")
    elif entry.is_file and entry.hard_links > 1:
        yield finding(path, "is a hard link", "hard-link", f"replace it with a copy: {_NO_LINKS}")
    elif not entry.is_file and not entry.is_folder:
        yield finding(path, "is neither file nor folder", "special-file", "remove it")
    if entry.is_file and entry.size > LARGEST:
        message = f"has {entry.size:,} bytes; git hosts accept at most {LARGEST:,}"
        yield finding(path, message, "large-file", "make it smaller, or publish it elsewhere")


def _permissions(entry: FolderEntry) -> Iterator[Problem]:
    if entry.is_file and entry.mode & 0o404 != 0o404:
        message = f"cannot be read by everyone (mode {entry.mode & 0o777:04o})"
        yield finding(entry.path, message, "permissions", _CHMOD)
    if entry.is_folder and entry.mode & 0o505 != 0o505:
        message = f"is a folder that not everyone can open (mode {entry.mode & 0o777:04o})"
        yield finding(entry.path, message, "permissions", _CHMOD)


def _name(entry: FolderEntry) -> Iterator[Problem]:
    path = entry.path
    name = path.rpartition("/")[2]
    if name == PARTS:
        message = "was left behind by an interrupted build"
        yield finding(path, message, "unfinished-build", "build again")
    elif name.startswith(".") and name not in _ALLOWED_HIDDEN:
        message = "is hidden: the upload to GitHub Pages leaves such files out"
        hint = "remove or rename it"
        yield finding(path, message, "hidden-file", hint, severity=Severity.WARNING)
    match = _BAD_CHARACTER.search(name)
    if match:
        message = f"has the character “{printable(match[0])}” in its name"
        yield finding(path, message, "bad-name", _RENAME)
    if not is_utf8(name):
        yield finding(path, BAD_NAME, "bad-name", _RENAME)


def _case_clashes(paths: Iterable[str]) -> Iterator[Problem]:
    first: dict[str, str] = {}
    for path in sorted(paths):
        folded = unicodedata.normalize("NFC", path).casefold()
        if folded in first:
            message = f"differs from /{first[folded]} only in case or Unicode normalization"
            hint = "rename one: Windows and macOS can only store one of them"
            yield finding(path, message, "case-clash", hint)
        first.setdefault(folded, path)


def _required_files(paths: set[str]) -> Iterator[Problem]:
    if "index.html" not in paths:
        message = "is missing: the site has no front page"
        yield finding("index.html", message, "no-index", "build again")
    if "404.html" not in paths:
        message = "is missing: readers who follow a dead link see the host's own page"
        yield finding("404.html", message, "no-404", "build again")


def _needs_nojekyll(paths: set[str]) -> Iterator[Problem]:
    """Without .nojekyll GitHub Pages leaves out names that begin with an underscore."""
    if ".nojekyll" in paths:
        return
    for path in sorted(paths):
        if path.rpartition("/")[2].startswith("_"):
            message = "begins with “_”, and there is no .nojekyll: GitHub Pages leaves it out"
            yield finding(path, message, "needs-nojekyll", "build again, or add an empty .nojekyll")


def _host_of(name: str) -> str:
    """The host in the spelling of base_url: lower case, Punycode."""
    return urlsplit(normalise_base_url(f"https://{name}")).hostname or name.casefold()


def _cname(path: Path, host: str) -> Iterator[Problem]:
    try:
        name = path.read_text(encoding="utf-8", errors="replace").strip() if path.is_file() else ""
    except OSError:
        return  # reported by _permissions
    if _host_of(name) != host:
        message = f"names the host “{name}”, but base_url has {host}"
        yield finding("CNAME", message, "cname", "correct static/CNAME or base_url")
