"""Copying the files of the search index from the cache to the target of a build."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec

from site_gen.errors import BuildError
from site_gen.model import Output
from site_gen.search import SearchIndex
from site_gen.store.pages import MadePage, digest_of
from site_gen.target import Change, Target, WriteResult
from site_gen.targets import TargetSettings, open_target
from site_gen.workers import Task


class IndexFile(NamedTuple):
    """A file of the search index that has to be written."""

    page: int
    path: str
    """Within the site."""
    digest: bytes
    """BLAKE2b-128 of its bytes, in hexadecimal."""
    part: Path
    """The folder of its part in the cache."""
    name: str
    """Its path in that folder."""


class CopySettings(msgspec.Struct, frozen=True):
    """What a copy needs in any process."""

    target: TargetSettings
    store: str
    parts: tuple[Path, ...]
    """The folders of the parts in the cache."""


class CopyTask(Task[IndexFile, MadePage]):
    """Copies files of the search index: there is one for each record.

    Raises BuildError if a file is damaged in the cache.
    """

    def __init__(self, settings: CopySettings) -> None:
        self.settings = settings
        self.store = settings.store
        self._target: Target | None = None
        self._process = 0
        target = open_target(settings.target, settings.store)
        self.reads = settings.parts
        self.writes, self.saves_here = target.folders, target.saves_here

    def __getstate__(self) -> CopySettings:
        return self.settings

    def __setstate__(self, settings: CopySettings) -> None:
        self.__init__(settings)  # type: ignore[misc]

    def elsewhere(self, store: str, cache: Path) -> CopyTask:  # noqa: ARG002
        return CopyTask(msgspec.structs.replace(self.settings, store=store))

    def name_of(self, item: IndexFile) -> str:
        return item.path

    def load(self, items: Sequence[IndexFile]) -> list[tuple[int, Output]]:
        return [(item.page, Output(item.path, _bytes_of(item))) for item in items]

    def save(self, items: Sequence[tuple[int, Output]]) -> list[MadePage]:
        if self._target is None or self._process != os.getpid():
            self._process = os.getpid()
            self._target = open_target(self.settings.target, self.settings.store)
        results = self._target.write_all([output for _, output in items])
        return [copied_file(page, result) for (page, _), result in zip(items, results, strict=True)]


def index_files(
    files: Sequence[tuple[int, str, str, bytes]], index: SearchIndex
) -> list[IndexFile]:
    """The files of the index among files to copy: number, path, kind, digest."""
    parts = {path: part for part in index.parts for path in part.paths}
    found = []
    for page, path, _, digest in files:
        part = parts.get(path)
        if part:
            name = path.removeprefix(f"{part.path}/")
            found.append(IndexFile(page, path, digest, part.folder.absolute(), name))
    return found


def copied_file(page: int, result: WriteResult) -> MadePage:
    """A file that was copied, for the store."""
    is_new = result.change is Change.WRITTEN
    return MadePage(page, result.size, result.digest, result.signature, is_new, (), None)


def _bytes_of(file: IndexFile) -> bytes:
    data = (file.part / file.name).read_bytes()
    if digest_of(data).hex().encode() != file.digest:
        shutil.rmtree(file.part, ignore_errors=True)
        raise BuildError(
            f"{file.path}: this file of the search index is damaged in the cache",
            hint="build again: the damaged part was removed and will be indexed again",
        )
    return data
