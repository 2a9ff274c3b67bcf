"""Put a folder that a build made at an address: the same files, manifest, headers and order."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Collection, Iterator
from pathlib import Path, PurePosixPath

import msgspec

from site_gen.address import Address
from site_gen.config import Storage
from site_gen.errors import OutputError, UsageError
from site_gen.file_names import is_hashed
from site_gen.folders import is_utf8
from site_gen.output_marker import language_sites
from site_gen.storage.foreign_files import refuse_foreign_files
from site_gen.storage.headers import HeaderRules
from site_gen.storage.manifest import Manifest, known_files
from site_gen.storage.remote_files import RemoteFiles, Upload
from site_gen.store import Store
from site_gen.store.pages import digest_of
from site_gen.target import is_in_the_way

_CHUNK = 64
"""Files that are read and put at a time."""
_LEFT_OUT = frozenset({".git", ".site_gen-parts"})
"""Folders of a built folder that are no part of the site."""
_RECORD = re.compile(r"(?:api/)?news/[^/]+/")
_LIST = re.compile(r".*\.(?:html|json|xml|opml)\Z")
_SEARCH = re.compile(r"pagefind/")
_SEARCH_ENTRY = re.compile(r"(?:.*/)?pagefind-entry\.json\Z")
_SITEMAP = re.compile(r"(?:news-)?sitemap[a-z0-9-]*\.xml\Z|robots\.txt\Z")
_STATIC, _NEW_RECORDS, _RECORDS, _LISTS, _SEARCH_ENTRIES, _SITEMAPS = range(6)
"""The groups of files in the order in which they are put."""


class UploadCounts(msgspec.Struct):
    """What was done, or would be."""

    put: int = 0
    unchanged: int = 0
    removed: int = 0
    bytes: int = 0
    """Of the files that were put, before compression."""


class _LocalFile(msgspec.Struct, frozen=True):
    group: int
    path: str
    digest: bytes
    size: int


def upload_folder(
    folder: Path,
    address: Address,
    settings: Storage,
    open_store: Callable[[Address], Store],
    run: str,
    *,
    dry_run: bool = False,
    everything: bool = False,
) -> UploadCounts:
    """Make the files at an address those of a built folder.

    ``open_store`` opens the store that builds for an address have, as it keeps a copy of the
    manifest. ``run`` is a name of this run that no other has. With ``dry_run`` nothing is put, and
    the counts say what would be; with ``everything``, unchanged files are put as well. The site of
    each language has a manifest of its own, as when it is built at the address.

    Raises UsageError for files at the address that no build made, OutputError if reading or putting
    fails or if another build publishes there.
    """
    counts = UploadCounts()
    languages = language_sites(folder)
    for name in ("", *languages):
        own = address / name if name else address
        with open_store(own) as store:
            site = _SiteUpload(folder / name, own, settings, store, run)
            try:
                site.run(() if name else languages, counts, dry_run=dry_run, everything=everything)
            finally:
                site.manifest.stop()
    return counts


class _SiteUpload:
    """Puts the folder of one site."""

    def __init__(
        self, folder: Path, address: Address, settings: Storage, store: Store, run: str
    ) -> None:
        self.folder = folder
        self.address = address
        self.store = store
        self.rules = HeaderRules(address, settings)
        self.files = RemoteFiles(address, settings.options, run)
        self.manifest = Manifest(self.files, store, run)

    def run(
        self,
        left_out: Collection[str],
        counts: UploadCounts,
        *,
        dry_run: bool,
        everything: bool,
    ) -> None:
        self.store.begin()
        self.manifest.read()
        paths = sorted(_files_in(self.folder, left_out))
        if not self.manifest.known.paths:
            refuse_foreign_files(self.files, paths, "name another address")
        changed = list(self._changed(paths, everything=everything))
        stale = sorted({*self.store.column("SELECT path FROM manifest")}.difference(paths))
        counts.put += len(changed)
        counts.bytes += sum(file.size for file in changed)
        counts.unchanged += len(paths) - len(changed)
        counts.removed += len(stale)
        if not dry_run and (changed or stale):
            changed.sort(key=lambda file: (file.group, file.path))
            self._publish(changed, stale, _planned(paths))

    def _changed(self, paths: list[str], *, everything: bool) -> Iterator[_LocalFile]:
        """The files that are not at the address with these bytes and headers."""
        for start in range(0, len(paths), _CHUNK):
            chunk = paths[start : start + _CHUNK]
            known = known_files(self.store.db, chunk)
            for path in chunk:
                data = self._read(path)
                digest = digest_of(data)
                if everything or known.get(path) != (digest, self.rules.key_of(path)):
                    group = _group(path, is_new=path not in known)
                    yield _LocalFile(group, path, digest, len(data))

    def _publish(
        self, changed: list[_LocalFile], stale: list[str], planned: Callable[[str], bool]
    ) -> None:
        manifest, store = self.manifest, self.store
        manifest.begin([*(file.path for file in changed), *stale])
        store.commit()
        if not self.files.is_flat:
            self.files.remove([path for path in stale if is_in_the_way(path, planned)])
        for group in range(_SITEMAPS + 1):
            files = [file for file in changed if file.group == group]
            if files and group >= _LISTS:
                manifest.check()
            for start in range(0, len(files), _CHUNK):
                self.files.put([self._upload(file) for file in files[start : start + _CHUNK]])
        manifest.check()
        self.files.remove(stale)
        store.begin()
        store.executemany(
            "UPDATE manifest SET digest = ?, size = ?, headers = ? WHERE path = ?",
            ((each.digest, each.size, self.rules.key_of(each.path), each.path) for each in changed),
        )
        gone = ((path,) for path in stale)
        store.executemany("UPDATE manifest SET digest = NULL WHERE path = ?", gone)
        if stale:
            manifest.check()
        manifest.finish()
        store.commit()

    def _upload(self, file: _LocalFile) -> Upload:
        headers = self.rules.headers(file.path)
        data = self._read(file.path)
        if digest_of(data) != file.digest:
            raise OutputError(
                f"{self.folder / file.path} has changed meanwhile",
                hint="publish again when the build has ended",
            )
        return Upload(file.path, headers.encode(data), headers.arguments(self.address.protocol))

    def _read(self, path: str) -> bytes:
        try:
            return (self.folder / path).read_bytes()
        except OSError as error:
            raise UsageError(
                f"{self.folder / path}: cannot be read: {error.strerror or error}",
                hint="build again",
            ) from None


def _files_in(folder: Path, left_out: Collection[str]) -> Iterator[str]:
    """The paths of all files of a site."""
    for root, folders, names in os.walk(folder):
        top = Path(root) == folder
        folders[:] = [
            name for name in folders if name not in _LEFT_OUT and not (top and name in left_out)
        ]
        for name in names:
            path = Path(root, name).relative_to(folder).as_posix()
            if is_utf8(path):  # else no build wrote it, and no address can have it
                yield path


def _planned(paths: Collection[str]) -> Callable[[str], bool]:
    """Whether there is a file at a path; below it, if the path ends with a slash."""
    parents = (parent for path in paths for parent in PurePosixPath(path).parents)
    known = {*paths, *(f"{parent}/" for parent in parents)}
    return known.__contains__


def _group(path: str, *, is_new: bool) -> int:
    """When a file is put: after those that it refers to."""
    if _SITEMAP.match(path):
        return _SITEMAPS
    if _SEARCH_ENTRY.match(path):
        return _SEARCH_ENTRIES
    if is_hashed(path) or _SEARCH.match(path) or not _LIST.match(path):
        return _STATIC
    if _RECORD.match(path):
        return _NEW_RECORDS if is_new else _RECORDS
    return _LISTS
