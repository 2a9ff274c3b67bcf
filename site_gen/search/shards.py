"""One index for each year, made anew only when something in that year has changed.

A shard's folder in the cache is named by a digest of all that makes it. It is made under
another name and renamed when it is whole, so that a build that is killed leaves none that
is taken for whole.
"""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from site_gen.model import Library, Output, Record
from site_gen.search.documents import make_document, topic_names
from site_gen.search.program import INCLUDE_CHARACTERS, Program
from site_gen.search.settle import settle

_FORMAT = 1
"""To be raised whenever documents or bundles are made otherwise."""
_PART = "part-"
_PROGRAM = ("pagefind.js", "pagefind-worker.js")
"""What the browser runs; the newest shard brings it for all."""
_DATA = ("*.pf_meta", "fragment/*", "index/*", "filter/*")


class Shard(msgspec.Struct, frozen=True, kw_only=True):
    """The index of one year."""

    year: int
    path: str
    """Its folder within the site: ``pagefind``, ``pagefind/2020``."""
    folder: Path
    """Where its files are kept."""
    names: tuple[str, ...]
    """Its files, relative to either folder."""

    @property
    def paths(self) -> list[str]:
        return [f"{self.path}/{name}" for name in self.names]

    def outputs(self) -> Iterator[Output]:
        """Its files, each read when it is asked for."""
        for name in self.names:
            yield Output(f"{self.path}/{name}", (self.folder / name).read_bytes())


class Maker:
    """Makes the shards of one site, and keeps them in a folder of its own."""

    def __init__(self, program: Program, cache: Path, language: str) -> None:
        self.program = program
        self.cache = cache
        self.language = language

    def make(self, library: Library, years: dict[int, list[Record]]) -> tuple[Shard, ...]:
        """The shards, newest first; raises ProgramError and OSError."""
        self.cache.mkdir(parents=True, exist_ok=True)
        shards: list[Shard] = []
        for year in sorted(years, reverse=True):
            records = sorted(years[year], key=lambda record: record.id)
            folder = self.cache / self._digest(library, records)
            if not folder.is_dir():
                self._index(library, records, folder)
            shards.append(_shard(year, folder, newest=not shards))
        self._tidy({shard.folder.name for shard in shards})
        return tuple(shards)

    def _digest(self, library: Library, records: Iterable[Record]) -> str:
        """A name for all that the shard is made from."""
        whole = hashlib.sha256(
            repr((_FORMAT, self.program.version, self.language, INCLUDE_CHARACTERS)).encode()
        )
        for record in records:
            provider = library.providers[library.provider_slugs[record.id]].name
            told = (record.id, record.digest, provider, *topic_names(library, record))
            whole.update(repr(told).encode("utf-8", "surrogatepass"))
        return whole.hexdigest()[:32]

    def _index(self, library: Library, records: Iterable[Record], folder: Path) -> None:
        with tempfile.TemporaryDirectory(prefix=_PART, dir=self.cache) as part:
            pages, bundle = Path(part, "pages"), Path(part, "bundle")
            for record in records:
                document = make_document(library, record)
                path = pages / document.path
                path.parent.mkdir(parents=True)
                path.write_text(document.html, encoding="utf-8", errors="replace")
            self.program.index(pages, bundle, self.language)
            settle(bundle)
            bundle.rename(folder)

    def _tidy(self, needed: set[str]) -> None:
        """Remove shards that no longer hold, and what killed builds left."""
        for path in self.cache.iterdir():
            if path.name not in needed:
                shutil.rmtree(path, ignore_errors=True)


def _shard(year: int, folder: Path, *, newest: bool) -> Shard:
    program = (*_PROGRAM, "wasm.*.pagefind") if newest else ()
    patterns = (*program, "pagefind-entry.json", *_DATA)
    found = (path for pattern in patterns for path in folder.glob(pattern))
    names = sorted(path.relative_to(folder).as_posix() for path in found)
    path = "pagefind" if newest else f"pagefind/{year}"
    return Shard(year=year, path=path, folder=folder, names=tuple(names))
