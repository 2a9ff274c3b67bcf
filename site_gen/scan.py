"""content/ → files: which there are, what kind each is, and which have changed."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import msgspec

from site_gen.config import Limits
from site_gen.errors import UsageError
from site_gen.file_signature import UNKNOWN, Signature, now, settled, signature_of
from site_gen.folders import bad_name_problem, is_utf8, printable_path, walk
from site_gen.git_blobs import clean_blobs
from site_gen.model import Problem, Severity, SourceFile
from site_gen.store import Store, encode, path_bytes

_AT_ONCE = 1 << 24
"""Bytes for which room may be made before it is known how many there are."""
NOTE_FOLDERS = ("topics", "providers", "pages")


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
    """All Markdown files of the folder; hidden files and folders are passed over.

    Linked folders are followed. Raises UsageError if there is no such folder.
    """
    if not folder.is_dir():
        raise UsageError(
            f"{folder}: no such folder", hint="name the folder of the records with --content"
        )
    found: dict[str, list[str]] = {kind: [] for kind in ("records", *NOTE_FOLDERS)}
    tree = walk(folder, lambda name: name.startswith("."))
    for inside, files in tree.folders:
        kind = inside[:-1] if inside[:-1] in NOTE_FOLDERS else "records"
        found[kind] += [inside + name for name in files if is_content(name)]
    lost = [_lost(path) for path in tree.broken_links if _may_be_folder(path.rpartition("/")[2])]
    return ContentListing(
        **{kind: tuple(sorted(paths)) for kind, paths in found.items()},
        problems=(*tree.problems, *lost),
    )


def _may_be_folder(name: str) -> bool:
    """Whether a link to nothing may have been one to a folder of records."""
    return not (name.startswith(".") or is_content(name))


def _lost(path: str) -> Problem:
    message = "is a link to nothing, so it is passed over"
    hint = "mend or remove the link"
    return Problem(printable_path(path), message, Severity.WARNING, "lost-link", hint=hint)


def is_content(name: str) -> bool:
    """Whether a file of this name is read at all."""
    return name.lower().endswith((".md", ".markdown")) and not name.startswith(".")


def kind_of(path: str) -> str:
    """What a file of the content folder is: one of ``NOTE_FOLDERS``, or ``records``."""
    folder = path.rpartition("/")[0]
    return folder if folder in NOTE_FOLDERS else "records"


def read_source(folder: Path, path: str, limit: int) -> SourceFile | Problem:
    """One file of the content folder, or why it cannot be read.

    ``limit`` is the largest size allowed, in bytes.
    """
    try:
        with open(f"{folder}/{path}", "rb", buffering=0) as file:  # noqa: PTH123  half the time
            data = file.read(limit + 1 if limit < _AT_ONCE else -1)
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
    """What has become of the content since the last build."""

    listing: ContentListing
    changed: tuple[str, ...] = ()
    """Files that are new or have other bytes."""
    removed: tuple[str, ...] = ()
    touched: tuple[tuple[str, Signature], ...] = ()
    """Files with another signature and the same bytes."""
    at: int = 0
    """When their signatures were taken, in nanoseconds since 1970."""
    problems: tuple[Problem, ...] = ()
    """What could not be followed, and files that are left out for their names."""
    others: bool = False
    """Whether these problems are others than those of the last build."""

    @property
    def is_same(self) -> bool:
        return not (self.changed or self.removed or self.others)


def scan(store: Store, folder: Path, limit: int) -> Scan:
    """Compare the content folder with what the store knows of it.

    A file is known by its content; its signature decides where it is the one of before, else
    its bytes do. After a fresh checkout all signatures are others: then git may say
    that files have the bytes that they had. Raises UsageError if there is no such folder.
    """
    at = now()
    listing, problems = _with_good_names(list_content(folder))
    known = {os.fsdecode(row[0]): row[1:] for row in store.execute(_KNOWN)}
    changed, doubtful, touched = [], [], []
    for path in listing.all:
        row = known.pop(path, None)
        if row is None:
            changed.append(path)
            continue
        signature = signature_of(f"{folder}/{path}")
        if signature != row[:4] or signature == UNKNOWN:
            doubtful.append((path, signature, row[4], row[5]))
    blobs = clean_blobs(folder) if len(doubtful) >= _MANY else {}
    for path, signature, digest, blob in doubtful:
        same = blob and blobs.get(path) == blob
        if digest and (same or _digest_of(folder, limit, path) == digest):
            touched.append((path, signature))
        else:
            changed.append(path)
    others = store.get(_PROBLEMS, bytes) != encode(problems)
    return Scan(listing, tuple(sorted(changed)), tuple(known), tuple(touched), at, problems, others)


def _with_good_names(listing: ContentListing) -> tuple[ContentListing, tuple[Problem, ...]]:
    """The files that can have an address, and all that is wrong with the others."""
    wrong = [path for path in listing.all if not is_utf8(path)]
    problems = (*listing.problems, *map(bad_name_problem, wrong))
    if not wrong:
        return listing, problems
    kinds = {kind: getattr(listing, kind) for kind in ("records", *NOTE_FOLDERS)}
    good = {kind: tuple(filter(is_utf8, paths)) for kind, paths in kinds.items()}
    return ContentListing(**good), problems


def keep_problems(store: Store, problems: tuple[Problem, ...]) -> None:
    """What this scan found wrong is known to the next; within a transaction."""
    store.set(_PROBLEMS, encode(problems))


_PROBLEMS = "scan_problems"
_KNOWN = "SELECT path, size, mtime, ctime, inode, digest, git FROM files"
_MANY = 500
"""Files of doubt for which git is asked: its processes take as long as reading so many."""


def keep_signatures(store: Store, found: Scan) -> None:
    """Files that were touched have other signatures and the same bytes; within a transaction."""
    store.executemany(
        "UPDATE files SET size = ?, mtime = ?, ctime = ?, inode = ? WHERE path = ?",
        ((*settled(signature, found.at), path_bytes(path)) for path, signature in found.touched),
    )


def _digest_of(folder: Path, limit: int, path: str) -> str:
    source = read_source(folder, path, limit)
    return source.digest if isinstance(source, SourceFile) else ""


def scan_content(store: Store, folder: Path, limits: Limits) -> Scan:
    """:func:`scan`; what was read under other limits counts as changed."""
    given = encode(limits)
    before = store.get("limits", bytes)
    if before != given:
        store.begin()
        store.set("limits", given)
        store.execute("UPDATE files SET size = -1, digest = ''")  # all are read again
    return scan(store, folder, limits.record_bytes)
