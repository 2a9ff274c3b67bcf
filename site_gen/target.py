"""Where the files of a site are written: a folder, or an address of object storage."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from enum import StrEnum
from pathlib import Path, PurePosixPath
from typing import Protocol, Self

import msgspec

from site_gen.file_signature import UNKNOWN, Signature
from site_gen.model import Output
from site_gen.store import Store
from site_gen.store.pages import Pages


class Change(StrEnum):
    WRITTEN = "written"
    UNCHANGED = "unchanged"


class WriteResult(msgspec.Struct, frozen=True):
    """The result of writing one output."""

    path: str
    size: int
    change: Change
    digest: bytes = b""
    """BLAKE2b-128 of its bytes."""
    signature: Signature = UNKNOWN


def is_in_the_way(stale: str, planned: Callable[[str], bool]) -> bool:
    """Whether a stale file lies where the site now needs a folder, or the reverse.

    ``planned`` returns whether the site has a file at a path; for a path that ends with a slash,
    whether it has a file below that folder.
    """
    parents = [str(parent) for parent in PurePosixPath(stale).parents][:-1]
    return planned(f"{stale}/") or any(map(planned, parents))


class Target(Protocol):
    """Where the files of one site are written. Use it as a context manager around all writing.

    The process that builds calls all methods. Workers call only :meth:`write_all`, each of a
    target of its own. Methods raise OutputError if the folder or the storage fails.
    """

    folders: tuple[Path, ...]
    """Folders that a worker must see to write."""
    saves_here: bool
    """Whether only the process that builds can write."""

    def has_written(self, store: Store) -> bool:
        """Whether a build with this store has written here."""
        ...

    def is_as_left(self, store: Store) -> bool:
        """Whether only builds with this store have written here since it was last written."""
        ...

    def is_finished(self) -> bool:
        """Whether the last build was not killed while it wrote here."""
        ...

    def has(self, path: str) -> bool:
        """Whether there is a file, as far as the last build knows."""
        ...

    def files_of_earlier_builds(
        self, planned: Iterable[str], others: Collection[str] = ()
    ) -> Iterable[str]:
        """Paths of files that earlier builds wrote here, found without a store.

        ``others`` are the folders of sites in other languages, which take care of their own files.
        Raises UsageError if no build wrote here and there are files at ``planned`` paths.
        """
        ...

    def languages_of_earlier_builds(self) -> Iterable[str]:
        """Folders of sites in other languages that :meth:`files_of_earlier_builds` leaves out."""
        ...

    def drop_language(self, folder: str) -> Iterable[str]:
        """A language has no site any more: paths of the files in its folder that have to be
        removed. None if :meth:`remove_all` does that by itself."""
        ...

    def changed_files(self, pages: Pages) -> Iterator[tuple[int, Signature | None]]:
        """Files of the store that are not as they were written: the page, and the new signature if
        its bytes are the same, else None."""
        ...

    def open(self) -> None:
        """Prepare for writing; raises UsageError if another build is writing here."""
        ...

    def begin(self, store: Store, marker: Output) -> WriteResult:
        """Files will be written: write the marker, and store what :meth:`is_as_left` needs."""
        ...

    def check(self) -> None:
        """Files will be written that refer to those already written.

        Raises OutputError if another build has begun to write here meanwhile.
        """
        ...

    def remove_blocking_files(self, stale: Iterable[str], planned: Callable[[str], bool]) -> None:
        """Remove stale files that are :func:`is_in_the_way`."""
        ...

    def write_all(self, outputs: Sequence[Output]) -> list[WriteResult]:
        """Write some files, but not those that exist with the same bytes."""
        ...

    def remove_all(self, paths: Sequence[str]) -> int:
        """Remove stale files; returns how many existed."""
        ...

    def finish(self, store: Store) -> None:
        """All files are written and removed."""
        ...

    def __enter__(self) -> Self: ...

    def __exit__(self, *_: object) -> None:
        """Clean up, however the build ended."""
        ...
