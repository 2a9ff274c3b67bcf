"""Index parts: the indexes of spans of time, which ``part_lists.py`` chooses.

A part is indexed again only when one of its records has changed. Its folder in the cache is named
by a digest of everything that it depends on. The folder is created under another name and renamed
when it is complete, so that a killed build leaves no incomplete part. A list of its files in it
shows later damage.
"""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

import msgspec

from site_gen.search import site_words
from site_gen.search.bundle_files import ENTRY, first_files
from site_gen.search.documents import SearchDocument
from site_gen.search.normalise import normalise
from site_gen.search.program import INCLUDE_CHARACTERS, Program, ProgramError
from site_gen.search.words import is_unspaced_language

_FORMAT = 7
"""Increase this whenever documents or bundles change."""
_TEMPORARY = "part-"
_LIST = "files.json"
_PROGRAM = ("pagefind.js", "wasm.*.pagefind")
"""What the browser runs; only the newest part has these files."""
_DATA = (ENTRY, site_words.FILE, "*.pf_meta", "fragment/*", "index/*", "filter/*")


class IndexPart(msgspec.Struct, frozen=True, kw_only=True):
    """The index of a span of time."""

    name: str
    """``2020``, ``2026-08``."""
    path: str
    """Its folder within the site: ``pagefind``, ``pagefind/2020``."""
    folder: Path
    """Its folder in the cache."""
    names: tuple[str, ...]
    """Its files, relative to either folder."""
    digests: Mapping[str, str]
    """File name → BLAKE2b-128 of its bytes, in hexadecimal."""
    first: tuple[str, ...] = ()
    """Those files that a browser loads before it can search."""

    @property
    def paths(self) -> list[str]:
        return [f"{self.path}/{name}" for name in self.names]

    def files(self) -> Iterator[tuple[str, str, Path]]:
        """Its files: path within the site, digest, path in the cache."""
        for name in self.names:
            yield f"{self.path}/{name}", self.digests[name], self.folder / name


class _ListedFile(msgspec.Struct, frozen=True, array_like=True):
    """A file in the list of a part."""

    size: int
    digest: str


class PartDocuments(msgspec.Struct, frozen=True):
    """The documents of an index part."""

    name: str
    """``2020``, ``2026-08``, ``2026-08.zh``."""
    digest: bytes
    """Of all documents."""
    documents: Callable[[], Iterable[SearchDocument]]
    language: str = ""
    """The language to index with; empty for the site's."""


class PartIndexer:
    """Creates the index parts of one site in the folder ``cache``."""

    def __init__(self, program: Program, cache: Path, language: str) -> None:
        self.program = program
        self.cache = cache
        self.language = language

    def index(self, parts: Iterable[PartDocuments]) -> tuple[IndexPart, ...]:
        """Index the parts, given from new to old, that are not in the cache.

        Raises ProgramError, UnknownFormatError or OSError.
        """
        self.cache.mkdir(parents=True, exist_ok=True)
        indexed: list[IndexPart] = []
        for part in parts:
            folder = self.cache / self._digest(part)
            if not _is_complete(folder):
                shutil.rmtree(folder, ignore_errors=True)
                self._index(part, folder)
            indexed.append(_index_part(part.name, folder, newest=not indexed))
        self._remove_others({part.folder.name for part in indexed})
        return tuple(indexed)

    def _digest(self, part: PartDocuments) -> str:
        """A digest of everything that the index of a part depends on."""
        program = (self.program.version, self.program.segments_words)
        settings = (_FORMAT, *program, self.language, INCLUDE_CHARACTERS, part.name, part.language)
        return hashlib.sha256(repr(settings).encode() + part.digest).hexdigest()[:32]

    def _index(self, part: PartDocuments, folder: Path) -> None:
        with tempfile.TemporaryDirectory(prefix=_TEMPORARY, dir=self.cache) as work:
            bundle = Path(work, "bundle")
            language = part.language or self.language
            spaced = not is_unspaced_language(language)
            words = site_words.WordCounter(spaced=spaced)
            documents = words.counted(part.documents())
            pages = ((document.path, document.html()) for document in documents)
            self.program.index(pages, bundle, language)
            if not all(_sizes(bundle).values()):  # Pagefind ignores a full disk
                raise ProgramError("it left empty files: is the disk full?")
            normalise(bundle)
            if not spaced:
                words.add_index(bundle)
            (bundle / site_words.FILE).write_text(words.text(), encoding="utf-8")
            (bundle / _LIST).write_bytes(msgspec.json.encode(_file_list(bundle)))
            bundle.rename(folder)

    def _remove_others(self, needed: set[str]) -> None:
        """Remove outdated parts, and what killed builds left."""
        for path in self.cache.iterdir():
            if path.name not in needed:
                shutil.rmtree(path, ignore_errors=True)


def _index_part(name: str, folder: Path, *, newest: bool) -> IndexPart:
    names = _names(folder, (*_PROGRAM, *_DATA) if newest else _DATA)
    path = "pagefind" if newest else f"pagefind/{name}"
    digests = {file: listed.digest for file, listed in _read_list(folder).items()}
    program, data = first_files(folder)
    return IndexPart(
        name=name,
        path=path,
        folder=folder,
        names=tuple(names),
        digests=digests,
        first=(*program, *data) if newest else tuple(data),
    )


def _names(folder: Path, patterns: Iterable[str]) -> list[str]:
    paths = (path for pattern in patterns for path in folder.glob(pattern))
    return sorted(path.relative_to(folder).as_posix() for path in paths)


def _sizes(folder: Path) -> dict[str, int]:
    """The files of a part that the site may need, and their sizes in bytes."""
    return {name: (folder / name).stat().st_size for name in _names(folder, (*_PROGRAM, *_DATA))}


def _file_list(folder: Path) -> dict[str, _ListedFile]:
    return {
        name: _ListedFile(size, _digest_of(folder / name)) for name, size in _sizes(folder).items()
    }


def _digest_of(file: Path) -> str:
    return hashlib.blake2b(file.read_bytes(), digest_size=16).hexdigest()


def _read_list(folder: Path) -> dict[str, _ListedFile]:
    """The files that the part had when it was indexed."""
    return msgspec.json.decode((folder / _LIST).read_bytes(), type=dict[str, _ListedFile])


def _is_complete(folder: Path) -> bool:
    """Whether the part exists and has all its files in their sizes."""
    try:
        return {name: file.size for name, file in _read_list(folder).items()} == _sizes(folder)
    except (OSError, msgspec.DecodeError):
        return False
