"""content/ → which files there are, of what kind, and which have changed since the last build."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import msgspec

from site_gen.config import SiteConfig
from site_gen.errors import UsageError
from site_gen.file_signature import UNKNOWN, Signature, now, signature_of, trusted
from site_gen.folders import bad_name_problem, is_utf8, printable_path, walk
from site_gen.git_blobs import clean_blobs
from site_gen.model import Problem, Severity, SourceFile
from site_gen.store import Store, encode, path_bytes

NOTE_FOLDERS = ("topics", "providers", "pages")

_MAX_PREALLOCATED = 1 << 24
"""``read(n)`` reserves n bytes at once; with a larger limit the file is read to its end."""


class ContentListing(msgspec.Struct, frozen=True):
    """The paths of the content folder by kind, each sorted, relative with forward slashes."""

    records: tuple[str, ...]
    topics: tuple[str, ...]
    providers: tuple[str, ...]
    pages: tuple[str, ...]
    problems: tuple[Problem, ...] = ()
    """Folders and links that could not be followed."""

    @property
    def all(self) -> tuple[str, ...]:
        return (*self.records, *self.topics, *self.providers, *self.pages)


def list_content(folder: Path) -> ContentListing:
    """All Markdown files of the folder; hidden files and folders are skipped.

    Linked folders are followed. Raises UsageError if there is no such folder.
    """
    if not folder.is_dir():
        raise UsageError(
            f"{folder}: no such folder", hint="name the folder of the records with --content"
        )
    paths_of: dict[str, list[str]] = {kind: [] for kind in ("records", *NOTE_FOLDERS)}
    tree = walk(folder, lambda name: name.startswith("."))
    for inside, files in tree.folders:
        kind = inside[:-1] if inside[:-1] in NOTE_FOLDERS else "records"
        paths_of[kind] += [inside + name for name in files if is_content(name)]
    lost = [
        _broken_link(path) for path in tree.broken_links if _may_be_folder(path.rpartition("/")[2])
    ]
    return ContentListing(
        **{kind: tuple(sorted(paths)) for kind, paths in paths_of.items()},
        problems=(*tree.problems, *lost),
    )


def _may_be_folder(name: str) -> bool:
    """Whether a broken link may have pointed to a folder of records, by its name."""
    return not (name.startswith(".") or is_content(name))


def _broken_link(path: str) -> Problem:
    message = "is a broken link, so it is skipped"
    hint = "repair or remove the link"
    return Problem(printable_path(path), message, Severity.WARNING, "lost-link", hint=hint)


def is_content(name: str) -> bool:
    """Whether a file is read, by its name."""
    return name.lower().endswith((".md", ".markdown")) and not name.startswith(".")


def kind_of(path: str) -> str:
    """The kind of a file of the content folder: one of ``NOTE_FOLDERS``, or ``records``."""
    folder = path.rpartition("/")[0]
    return folder if folder in NOTE_FOLDERS else "records"


def read_source(folder: Path, path: str, limit: int) -> SourceFile | Problem:
    """One file of the content folder, or the problem that it cannot be read.

    ``limit`` is the largest size allowed, in bytes.
    """
    try:
        with open(f"{folder}/{path}", "rb", buffering=0) as file:  # noqa: PTH123  half the time
            data = file.read(limit + 1 if limit < _MAX_PREALLOCATED else -1)
    except OSError as error:
        return Problem(path, f"cannot be read: {error.strerror or error}", code="unreadable")
    if len(data) > limit:
        return Problem(
            path,
            f"larger than {limit:,} bytes",
            code="too-large",
            hint="raise limits.record_bytes in site.yaml if this is meant",
        )
    return SourceFile(path, data, hashlib.blake2b(data, digest_size=16).hexdigest())


class Scan(msgspec.Struct, frozen=True):
    """What has changed in the content since the last build."""

    listing: ContentListing
    changed: tuple[str, ...] = ()
    """Files that are new or have other bytes."""
    removed: tuple[str, ...] = ()
    touched: tuple[tuple[str, Signature], ...] = ()
    """Files with another signature and the same bytes."""
    time: int = 0
    """When the signatures were taken, in nanoseconds since 1970."""
    problems: tuple[Problem, ...] = ()
    """Links that could not be followed, and files whose names are not text."""
    has_new_problems: bool = False
    """Whether ``problems`` differ from those of the last build."""

    @property
    def is_same(self) -> bool:
        return not (self.changed or self.removed or self.has_new_problems)


def scan(store: Store, folder: Path, limit: int, missing: tuple[Problem, ...] = ()) -> Scan:
    """Compare the content folder with the files in the store.

    ``missing`` are the problems of files that could not be put into the folder.

    A file with the same signature is unchanged; otherwise its bytes are compared. After a fresh
    checkout all signatures differ: then git is asked which files still have the same bytes. Raises
    UsageError if there is no such folder.
    """
    time = now()
    listing, problems = _with_good_names(list_content(folder))
    problems = (*problems, *missing)
    stored = {os.fsdecode(row[0]): row[1:] for row in store.execute(_FILES)}
    changed, uncertain, touched = [], [], []
    for path in listing.all:
        row = stored.pop(path, None)
        if row is None:
            changed.append(path)
            continue
        signature = signature_of(f"{folder}/{path}")
        if signature != row[:4] or signature == UNKNOWN:
            uncertain.append((path, signature, row[4], row[5]))
    blobs = clean_blobs(folder) if len(uncertain) >= _MANY else {}
    for path, signature, digest, blob in uncertain:
        same = blob and blobs.get(path) == blob
        if digest and (same or _digest_of(folder, limit, path) == digest):
            touched.append((path, signature))
        else:
            changed.append(path)
    return Scan(
        listing=listing,
        changed=tuple(sorted(changed)),
        removed=tuple(stored),
        touched=tuple(touched),
        time=time,
        problems=problems,
        has_new_problems=store.get(_PROBLEMS, bytes) != encode(problems),
    )


def _with_good_names(listing: ContentListing) -> tuple[ContentListing, tuple[Problem, ...]]:
    """The files whose names are text, and the problems of all others."""
    wrong = [path for path in listing.all if not is_utf8(path)]
    problems = (*listing.problems, *map(bad_name_problem, wrong))
    if not wrong:
        return listing, problems
    kinds = {kind: getattr(listing, kind) for kind in ("records", *NOTE_FOLDERS)}
    good = {kind: tuple(filter(is_utf8, paths)) for kind, paths in kinds.items()}
    return ContentListing(**good), problems


def save_problems(store: Store, problems: tuple[Problem, ...]) -> None:
    """Store the problems of this scan, for the next one to compare; within a transaction."""
    store.set(_PROBLEMS, encode(problems))


_PROBLEMS = "scan_problems"
_FILES = "SELECT path, size, mtime, ctime, inode, digest, git FROM files"
_MANY = 500
"""How many uncertain files make git worth asking: its processes take as long as reading so many."""


def save_signatures(store: Store, scan: Scan) -> None:
    """Store the new signatures of files with the same bytes; within a transaction."""
    store.executemany(
        "UPDATE files SET size = ?, mtime = ?, ctime = ?, inode = ? WHERE path = ?",
        ((*trusted(signature, scan.time), path_bytes(path)) for path, signature in scan.touched),
    )


def _digest_of(folder: Path, limit: int, path: str) -> str:
    source = read_source(folder, path, limit)
    return source.digest if isinstance(source, SourceFile) else ""


def scan_content(
    store: Store, folder: Path, config: SiteConfig, missing: tuple[Problem, ...] = ()
) -> Scan:
    """:func:`scan`, after marking all files as changed if settings of reading have changed: the
    limits, or the time zone in which dates without an hour are days."""
    limits = config.limits
    encoded = encode((limits, config.timezone))
    if store.get("limits", bytes) != encoded:
        store.begin()
        store.set("limits", encoded)
        store.execute("UPDATE files SET size = -1, digest = ''")
    return scan(store, folder, limits.record_bytes, missing)
