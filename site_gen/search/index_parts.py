"""One index for each year, made anew only when something in that year has changed.

Of the newest year one for each month if it is large: most changes are there.

A shard's folder in the cache is named by a digest of all that makes it. It is made under
another name and renamed when it is whole, so that a build that is killed leaves none that
is taken for whole; and it holds a list of its files, by which later damage is noticed.
"""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

import msgspec

from site_gen.search.documents import SearchDocument
from site_gen.search.normalise import settle
from site_gen.search.program import INCLUDE_CHARACTERS, Program, ProgramError

_FORMAT = 6
"""To be raised whenever documents or bundles are made otherwise."""
_PART = "part-"
_LIST = "files.json"
_PROGRAM = ("pagefind.js", "pagefind-worker.js", "wasm.*.pagefind")
"""What the browser runs; the newest shard brings it for all."""
_DATA = ("pagefind-entry.json", "*.pf_meta", "fragment/*", "index/*", "filter/*")


class IndexPart(msgspec.Struct, frozen=True, kw_only=True):
    """The index of one part of the records."""

    part: str
    """Which: ``2020``, ``2026-08``."""
    path: str
    """Its folder within the site: ``pagefind``, ``pagefind/2020``."""
    folder: Path
    """Where its files are kept."""
    names: tuple[str, ...]
    """Its files, relative to either folder."""
    digests: Mapping[str, str]
    """Of each file that of its bytes (BLAKE2b-128, hexadecimal)."""

    @property
    def paths(self) -> list[str]:
        return [f"{self.path}/{name}" for name in self.names]

    def files(self) -> Iterator[tuple[str, str, Path]]:
        """Its files: where in the site they go, the digest of their bytes, where they are kept."""
        for name in self.names:
            yield f"{self.path}/{name}", self.digests[name], self.folder / name


class _StoredPart(msgspec.Struct, frozen=True, array_like=True):
    """What is known of a file."""

    size: int
    digest: str


class PartDocuments(msgspec.Struct, frozen=True):
    """Records that are indexed together."""

    name: str
    """``2020``, ``2026-08``, ``2026-08.zh``."""
    digest: bytes
    """Of all their documents."""
    documents: Callable[[], Iterable[SearchDocument]]
    language: str = ""
    """By which it is indexed, if that is not the site's."""


class PartIndexer:
    """Makes the shards of one site, and keeps them in a folder of its own."""

    def __init__(self, program: Program, cache: Path, language: str) -> None:
        self.program = program
        self.cache = cache
        self.language = language

    def make(self, parts: Iterable[PartDocuments]) -> tuple[IndexPart, ...]:
        """The shards of parts from new to old; raises ProgramError, UnknownFormatError, OSError."""
        self.cache.mkdir(parents=True, exist_ok=True)
        shards: list[IndexPart] = []
        for part in parts:
            folder = self.cache / self._digest(part)
            if not _is_whole(folder):
                shutil.rmtree(folder, ignore_errors=True)
                self._index(part, folder)
            shards.append(_shard(part.name, folder, newest=not shards))
        self._tidy({shard.folder.name for shard in shards})
        return tuple(shards)

    def _digest(self, part: PartDocuments) -> str:
        """A name for all that the shard is made from."""
        program = (self.program.version, self.program.divides_words)
        made_by = (_FORMAT, *program, self.language, INCLUDE_CHARACTERS, part.name, part.language)
        return hashlib.sha256(repr(made_by).encode() + part.digest).hexdigest()[:32]

    def _index(self, part: PartDocuments, folder: Path) -> None:
        with tempfile.TemporaryDirectory(prefix=_PART, dir=self.cache) as work:
            bundle = Path(work, "bundle")
            pages = ((each.path, each.html(part.name)) for each in part.documents())
            self.program.index(pages, bundle, part.language or self.language)
            if not all(_sizes(bundle).values()):  # Pagefind does not mind a full disk
                raise ProgramError("it left empty files: is the disk full?")
            settle(bundle)
            (bundle / _LIST).write_bytes(msgspec.json.encode(_known(bundle)))
            bundle.rename(folder)

    def _tidy(self, needed: set[str]) -> None:
        """Remove shards that no longer hold, and what killed builds left."""
        for path in self.cache.iterdir():
            if path.name not in needed:
                shutil.rmtree(path, ignore_errors=True)


def _shard(part: str, folder: Path, *, newest: bool) -> IndexPart:
    names = _names(folder, (*_PROGRAM, *_DATA) if newest else _DATA)
    path = "pagefind" if newest else f"pagefind/{part}"
    digests = {name: known.digest for name, known in _listed(folder).items()}
    return IndexPart(part=part, path=path, folder=folder, names=tuple(names), digests=digests)


def _names(folder: Path, patterns: Iterable[str]) -> list[str]:
    found = (path for pattern in patterns for path in folder.glob(pattern))
    return sorted(path.relative_to(folder).as_posix() for path in found)


def _sizes(folder: Path) -> dict[str, int]:
    """The files of a shard that the site may need, and their bytes."""
    return {name: (folder / name).stat().st_size for name in _names(folder, (*_PROGRAM, *_DATA))}


def _known(folder: Path) -> dict[str, _StoredPart]:
    return {
        name: _StoredPart(size, _digest_of(folder / name)) for name, size in _sizes(folder).items()
    }


def _digest_of(file: Path) -> str:
    return hashlib.blake2b(file.read_bytes(), digest_size=16).hexdigest()


def _listed(folder: Path) -> dict[str, _StoredPart]:
    """The files that there were when the shard was made."""
    return msgspec.json.decode((folder / _LIST).read_bytes(), type=dict[str, _StoredPart])


def _is_whole(folder: Path) -> bool:
    """Whether all files are there that were there when the shard was made."""
    try:
        return {name: known.size for name, known in _listed(folder).items()} == _sizes(folder)
    except (OSError, msgspec.DecodeError):
        return False
