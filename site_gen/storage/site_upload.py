"""Put the built folder of one site at an address, step by step."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path, PurePosixPath

import msgspec

from site_gen.errors import OutputError
from site_gen.storage.foreign_files import find_foreign_files
from site_gen.storage.headers import HeaderRules
from site_gen.storage.journal import FOLDER
from site_gen.storage.manifest import Manifest, known_files
from site_gen.storage.remote_files import RemoteFiles, Upload
from site_gen.store import Store
from site_gen.store.pages import digest_of
from site_gen.target import is_in_the_way
from site_gen.upload_order import UploadGroup, upload_steps

_CHUNK = 64
"""Files that are read and put at a time."""


class UploadChanges(msgspec.Struct, frozen=True):
    """How a folder differs from what is published. Paths are sorted."""

    published: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    """Of the folder."""
    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    """Files with other bytes or headers, and those that an interrupted run may have put."""
    removed: tuple[str, ...] = ()
    foreign: tuple[str, ...] = ()
    """Files that no build made and that would be overwritten."""
    has_manifest: bool = False
    """Whether something was published there before."""


class _LocalFile(msgspec.Struct, frozen=True):
    digest: bytes
    size: int


class SiteUpload:
    """Makes the files of one site at an address those of its folder.

    Call :meth:`compare`, then, if there are changes, all steps in the order in which they are here;
    at the end always :meth:`stop`. ``run`` is a name of this run that no other has. Methods raise
    OutputError, and UsageError for a manifest that cannot be read.
    """

    def __init__(
        self, folder: Path, files: RemoteFiles, rules: HeaderRules, store: Store, run: str
    ) -> None:
        self._folder = folder
        self._files = files
        self._rules = rules
        self._store = store
        self._manifest = Manifest(files, store, run)
        self._paths: tuple[str, ...] = ()
        self._changed: dict[str, _LocalFile] = {}
        """Files to put."""
        self._steps: dict[UploadGroup, list[str]] = {}
        self._stale: list[str] = []

    @property
    def is_different(self) -> bool:
        """Whether there is something to put or to remove; after ``compare``."""
        return bool(self._changed or self._stale)

    def compare(self, paths: Sequence[str], keep: Callable[[str], bool]) -> UploadChanges:
        """Compare the files of the folder with the manifest.

        ``keep`` returns whether a published file that is not one of ``paths`` has to stay.
        """
        self._store.rollback()  # what a run that was overtaken has noted
        self._store.begin()
        self._manifest.read()
        self._store.commit()
        has_manifest = bool(self._manifest.known.paths)
        published = self._store.column("SELECT path FROM manifest ORDER BY path")
        self._paths = tuple(sorted(paths))
        self._changed = dict(self._find_changed())
        added = tuple(sorted(self._changed.keys() - set(published)))
        changed = tuple(sorted(self._changed.keys() - set(added)))
        self._steps = upload_steps(added, changed)
        gone = sorted(set(published).difference(self._paths))
        self._stale = [path for path in gone if not keep(path)]
        foreign = () if has_manifest else find_foreign_files(self._files, self._paths)
        return UploadChanges(
            tuple(published),
            self._paths,
            added,
            changed,
            tuple(self._stale),
            tuple(foreign),
            has_manifest,
        )

    def _find_changed(self) -> Iterator[tuple[str, _LocalFile]]:
        """The files that are not at the address with these bytes and headers."""
        for chunk in _chunks(self._paths):
            known = known_files(self._store.db, chunk)
            for path in chunk:
                data = self._read(path)
                digest = digest_of(data)
                if known.get(path) != (digest, self._rules.key_of(path)):
                    yield path, _LocalFile(digest, len(data))

    def begin(self) -> None:
        """Begin an edition. Raises OvertakenError if another run has begun one since ``compare``;
        nothing has changed then."""
        self._store.begin()
        self._manifest.begin([*self._changed, *self._stale])
        self._store.commit()

    def remove_blocking_files(self) -> None:
        """Remove stale files that lie where others need a folder, or the reverse."""
        if not self._files.is_flat:
            planned = _planned(self._paths)
            self._files.remove([path for path in self._stale if is_in_the_way(path, planned)])

    def put(self, group: UploadGroup) -> None:
        """Put the changed files of a group."""
        paths = self._steps.get(group, [])
        if paths and group >= UploadGroup.LISTS:
            self._manifest.check()
        for chunk in _chunks(paths):
            self._files.put(list(map(self._upload, chunk)))

    def remove(self) -> None:
        """Remove files that the site no longer has."""
        if self._stale:
            self._manifest.check()
            self._files.remove(self._stale)

    def finish(self) -> None:
        """End the edition."""
        self._manifest.check()
        store = self._store
        store.begin()
        store.executemany(
            "UPDATE manifest SET digest = ?, size = ?, headers = ? WHERE path = ?",
            (
                (file.digest, file.size, self._rules.key_of(path), path)
                for path, file in self._changed.items()
            ),
        )
        gone = ((path,) for path in self._stale)
        store.executemany("UPDATE manifest SET digest = NULL WHERE path = ?", gone)
        self._manifest.finish()
        store.commit()

    def remove_manifest(self) -> None:
        """Remove the manifest of a site that no longer exists."""
        self._files.remove(self._files.find(FOLDER))

    def stop(self) -> None:
        """Nothing more is put, however publishing ended."""
        self._manifest.stop()

    def _upload(self, path: str) -> Upload:
        headers = self._rules.headers(path)
        data = self._read(path)
        if digest_of(data) != self._changed[path].digest:
            raise OutputError(
                f"{self._folder / path} has changed meanwhile",
                hint="publish again when the build has ended",
            )
        return Upload(path, headers.encode(data), headers.arguments(self._files.address.protocol))

    def _read(self, path: str) -> bytes:
        try:
            return (self._folder / path).read_bytes()
        except OSError as error:
            raise OutputError(
                f"{self._folder / path}: cannot be read: {error.strerror or error}",
                hint="build again",
            ) from None


def _chunks(paths: Sequence[str]) -> Iterator[Sequence[str]]:
    return (paths[start : start + _CHUNK] for start in range(0, len(paths), _CHUNK))


def _planned(paths: Collection[str]) -> Callable[[str], bool]:
    """Whether there is a file at a path; below it, if the path ends with a slash."""
    parents = (parent for path in paths for parent in PurePosixPath(path).parents)
    known = {*paths, *(f"{parent}/" for parent in parents)}
    return known.__contains__
