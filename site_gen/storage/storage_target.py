"""A site at an address: pages are put there, and are in no folder of this machine.

What is there already is known from the manifest (``manifest.py``), so nothing but that is read.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Self

from site_gen.address import Address
from site_gen.config import Storage
from site_gen.file_signature import Signature
from site_gen.model import Output
from site_gen.storage.foreign_files import refuse_foreign_files
from site_gen.storage.former_language import FormerLanguage
from site_gen.storage.headers import HeaderRules
from site_gen.storage.manifest import Manifest, known_files
from site_gen.storage.remote_files import RemoteFiles, Upload
from site_gen.store import Store, reader
from site_gen.store.pages import Pages, digest_of
from site_gen.target import Change, WriteResult, is_in_the_way

_DIGESTS = """
UPDATE manifest SET digest = p.digest, size = p.size, headers = headers_key(p.path)
FROM pages AS p WHERE manifest.pending = 1 AND p.path = manifest.path AND p.state = 0
"""
_NO_DIGESTS = """
UPDATE manifest SET digest = NULL WHERE pending = 1
AND NOT EXISTS (SELECT 1 FROM pages AS p WHERE p.path = manifest.path AND p.state = 0)
"""
_DUE = "SELECT path FROM pages WHERE state IN (1, 2) OR kind LIKE 'sitemap/%'"
"""Whether a sitemap has to be written is known when the pages that it lists are."""


class StorageTarget:
    """The files of one site at an address; see :class:`~site_gen.target.Target`.

    ``store`` is that of the build; workers give its address. With ``everything``, files are put
    whether they have changed or not. ``run`` is a name of the build that no other has.
    """

    folders: tuple[Path, ...] = ()

    def __init__(
        self,
        address: Address,
        settings: Storage,
        store: Store | str,
        run: str,
        *,
        everything: bool = False,
    ) -> None:
        self.saves_here = address.protocol == "memory"
        self._address = address
        self._store = store
        self._run = run
        self._everything = everything
        self._rules = HeaderRules(address, settings)
        self._files = RemoteFiles(address, settings.options, run)
        self._is_read = False
        self._former: list[str] = []
        """Folders of languages that have no site any more."""

    @property
    def _own_store(self) -> Store:
        assert isinstance(self._store, Store), "workers only write"  # noqa: S101
        return self._store

    @cached_property
    def _manifest(self) -> Manifest:
        return Manifest(self._files, self._own_store, self._run)

    def _read_manifest(self) -> None:
        """Bring the store's copy of the manifest up to date, once."""
        if not self._is_read:
            self._manifest.read()
            self._is_read = True

    # What is there.

    def has_written(self, store: Store) -> bool:  # noqa: ARG002
        # Not what the store says: another service may have the same address, and a bucket may
        # have been emptied and filled by something else.
        self._read_manifest()
        return bool(self._manifest.known.paths)

    def is_as_left(self, store: Store) -> bool:
        is_current = self._manifest.is_current()
        self._is_read = self._is_read or is_current
        edition = store.get("storage_edition", str)
        return is_current and edition == self._manifest.known.edition

    def is_finished(self) -> bool:
        return self._manifest.known.is_final

    def has(self, path: str) -> bool:
        self._read_manifest()
        return bool(self._own_store.value("SELECT 1 FROM manifest WHERE path = ?", path))

    def files_of_earlier_builds(
        self, planned: Iterable[str], others: Collection[str] = ()
    ) -> Iterable[str]:
        self._read_manifest()
        if not self._manifest.known.paths:
            refuse_foreign_files(self._files, planned, "name another address with --output")
            return ()
        rows = self._own_store.execute(
            "SELECT path FROM manifest WHERE path NOT IN (SELECT path FROM pages)"
        )
        return (path for (path,) in rows if path.partition("/")[0] not in others)

    def languages_of_earlier_builds(self) -> Iterable[str]:
        self._read_manifest()
        return self._manifest.known.languages

    def drop_language(self, folder: str) -> Iterable[str]:
        self._former.append(folder)
        return ()

    def changed_files(self, pages: Pages) -> Iterator[tuple[int, Signature | None]]:
        store = pages.store
        self._read_manifest()
        is_known = store.get("storage_edition", str) == self._manifest.known.edition
        if is_known and store.get("storage_headers", str) == self._rules.key:
            return
        rows = store.execute(
            "SELECT p.page, p.path, m.headers, m.digest IS NOT p.digest FROM pages AS p "
            "LEFT JOIN manifest AS m ON m.path = p.path WHERE p.state = 0"
        )
        for page, path, headers, is_changed in rows:
            if is_changed or headers != self._rules.key_of(path):
                yield page, None

    # Writing.

    def open(self) -> None:
        self._read_manifest()

    def begin(self, store: Store, marker: Output) -> WriteResult:
        self._manifest.begin(path for (path,) in store.execute(_DUE).fetchall())
        return self._write_all([marker], store.db)[0]

    def check(self) -> None:
        self._manifest.check()

    def remove_blocking_files(self, stale: Iterable[str], planned: Callable[[str], bool]) -> None:
        if not self._files.is_flat:
            self._files.remove([path for path in stale if is_in_the_way(path, planned)])

    def write_all(self, outputs: Sequence[Output]) -> list[WriteResult]:
        store = self._store.address if isinstance(self._store, Store) else self._store
        with contextlib.closing(reader(store)) as db:
            return self._write_all(outputs, db)

    def _write_all(self, outputs: Sequence[Output], db: sqlite3.Connection) -> list[WriteResult]:
        known = {} if self._everything else known_files(db, [output.path for output in outputs])
        results, uploads = [], []
        for output in outputs:
            headers = self._rules.headers(output.path)
            digest = digest_of(output.data)
            is_same = known.get(output.path) == (digest, self._rules.key_of(output.path))
            if not is_same:
                arguments = headers.arguments(self._address.protocol)
                uploads.append(Upload(output.path, headers.encode(output.data), arguments))
            change = Change.UNCHANGED if is_same else Change.WRITTEN
            results.append(WriteResult(output.path, len(output.data), change, digest))
        self._files.put(uploads)
        return results

    def remove_all(self, paths: Sequence[str]) -> int:
        if paths or self._former:
            self._manifest.check()
        store = self._own_store
        existed = sum(
            bool(store.value("SELECT 1 FROM manifest WHERE path = ? AND digest IS NOT NULL", path))
            for path in paths
        )
        self._files.remove(paths)
        for folder in self._former:
            files = RemoteFiles(self._address / folder, self._files.options, self._run)
            existed += FormerLanguage(files, self._run).remove()
        return existed

    def finish(self, store: Store) -> None:
        self._manifest.check()
        store.db.create_function("headers_key", 1, self._rules.key_of)
        store.execute(_DIGESTS)
        store.execute(_NO_DIGESTS)
        self._manifest.finish()
        self._files.remove_parts()
        store.set("storage_edition", self._manifest.known.edition)
        store.set("storage_headers", self._rules.key)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._manifest.stop()
