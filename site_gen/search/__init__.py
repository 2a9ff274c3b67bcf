"""The search index: all records, in parts by their time of publication (UTC)."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import msgspec

from site_gen.config import SiteConfig
from site_gen.language_tags import base_language
from site_gen.model import Problem, Severity
from site_gen.relations.changes import RelationChanges
from site_gen.search import part_lists
from site_gen.search.bundle_files import ENTRY, UnknownFormatError
from site_gen.search.index_parts import IndexPart, PartIndexer
from site_gen.search.program import ProgramError, find_program
from site_gen.search.words import is_unspaced_language
from site_gen.store import Store
from site_gen.store.library import Library
from site_gen.store.lock import Lock
from site_gen.zones import zone_named

__all__ = ["ENTRY", "IndexPart", "SearchIndex", "make_index", "search_cache"]


class SearchIndex(msgspec.Struct, frozen=True, kw_only=True):
    """The parts of the index; the site has no search page if there are none."""

    parts: tuple[IndexPart, ...] = ()
    """Newest first."""
    problems: tuple[Problem, ...] = ()
    """Why there is no index, or what it cannot find."""

    @property
    def part_names(self) -> tuple[str, ...]:
        return tuple(part.name for part in self.parts)

    @property
    def first_files(self) -> tuple[str, ...]:
        """Paths within the site of the files that a browser loads before it can search."""
        return tuple(f"{part.path}/{name}" for part in self.parts for name in part.first)

    def files(self) -> Iterator[tuple[str, str, Path]]:
        """All files: path within the site, digest, path in the cache."""
        for part in self.parts:
            yield from part.files()


def make_index(
    store: Store, changes: RelationChanges, config: SiteConfig, cache: Path
) -> SearchIndex:
    """Index the records; parts that have not changed are taken from ``cache``.

    Errors become problems of the index, and the site is built without a search.
    """
    library = Library(store.db)
    if not library.count:
        return SearchIndex()
    zone = zone_named(config.timezone)
    part_lists.update(store, library, changes, zone)
    try:
        program = find_program()
        if program is None:
            return SearchIndex(problems=(_missing(),))
        language = base_language(config.locale)
        indexer = PartIndexer(program, cache, language)
        site_is_unspaced = is_unspaced_language(language)
        has_unspaced = site_is_unspaced or part_lists.has_unspaced_documents(store)
        separate = has_unspaced and not site_is_unspaced and program.segments_words
        parts = indexer.index(part_lists.parts(store, library, zone, separate_unspaced=separate))
        lacks_words = has_unspaced and not program.segments_words
        return SearchIndex(parts=parts, problems=(_no_words(),) if lacks_words else ())
    except (ProgramError, UnknownFormatError, OSError) as error:
        return SearchIndex(problems=(_failed(getattr(error, "strerror", None) or str(error)),))


def _missing() -> Problem:
    return Problem(
        "",
        "the site has no search: it needs the packages pagefind[extended] and cbor2",
        Severity.WARNING,
        "search-missing",
        hint="python -m pip install 'site-gen[search]', or --no-search",
    )


def _no_words() -> Problem:
    return Problem(
        "",
        "the search finds no words in Chinese, Japanese and Thai: "
        "it needs the package pagefind[extended]",
        Severity.WARNING,
        "search-words",
        hint="python -m pip install 'site-gen[search]'",
    )


def _failed(message: str) -> Problem:
    return Problem(
        "",
        f"the site has no search: pagefind failed: {message}",
        Severity.ERROR,
        "search-failed",
        hint="fix this and build again, or --no-search",
    )


def folders_of_sites(cache: Path, languages: Sequence[str]) -> list[Path]:
    """The folder of each site's index parts: the cache itself, or one in it for each language.

    Indexing a site removes what its folder has besides. The folders of other languages, and parts
    from the time of one language, are removed here.
    """
    if len(languages) == 1:
        return [cache]
    folders = [cache / language for language in languages]
    for path in cache.iterdir() if cache.is_dir() else ():
        if path not in folders:
            shutil.rmtree(path, ignore_errors=True)
    return folders


@contextmanager
def search_cache(store: Store, cache: Path, *, forget: bool) -> Iterator[Path]:
    """The cache folder of the index, locked against other builds; emptied first if ``forget``.

    All outputs of a site share it. It is a temporary folder if another build holds the lock for too
    long, or if the cache cannot be written.
    """
    lock = Lock(cache / "search")
    if store.temporary_folder is not None or not lock.acquire():
        with tempfile.TemporaryDirectory(prefix="site_gen-") as folder:
            yield Path(folder, "search")
        return
    try:
        if forget:
            shutil.rmtree(cache / "search", ignore_errors=True)
        yield cache / "search"
    finally:
        lock.release()
