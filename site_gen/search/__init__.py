"""The search index: all records, in shards by their time of publication (UTC)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec

from site_gen.config import SiteConfig
from site_gen.language_tags import base_language
from site_gen.model import Problem, Severity
from site_gen.relations.changes import RelationChanges
from site_gen.search import part_lists
from site_gen.search.index_parts import IndexPart, PartIndexer
from site_gen.search.normalise import UnknownFormatError
from site_gen.search.program import ProgramError, find_program
from site_gen.search.words import is_unspaced_language
from site_gen.store import Store
from site_gen.store.library import Library

__all__ = ["IndexPart", "SearchIndex", "make_index"]


class SearchIndex(msgspec.Struct, frozen=True, kw_only=True):
    """What the site can be searched by: nothing, if there are no shards."""

    shards: tuple[IndexPart, ...] = ()
    """Newest first."""
    problems: tuple[Problem, ...] = ()
    """Why there is no index, or what it cannot find."""

    @property
    def parts(self) -> tuple[str, ...]:
        """Names of the shards."""
        return tuple(shard.part for shard in self.shards)

    @property
    def paths(self) -> list[str]:
        return [path for shard in self.shards for path in shard.paths]

    def files(self) -> Iterator[tuple[str, str, Path]]:
        """All files: where in the site they go, what they are known by, where they are kept."""
        for shard in self.shards:
            yield from shard.files()


def make_index(
    store: Store, changes: RelationChanges, config: SiteConfig, cache: Path
) -> SearchIndex:
    """Index the records; what has not changed since the last time is taken from ``cache``.

    Whatever goes wrong is a problem of the index, and the site is built without it.
    """
    library = Library(store.db)
    if not library.count:
        return SearchIndex()
    part_lists.update(store, library, changes)
    try:
        program = find_program()
        if program is None:
            return SearchIndex(problems=(_missing(),))
        language = base_language(config.locale)
        maker = PartIndexer(program, cache, language)
        is_unspaced = is_unspaced_language(language)
        apart = not is_unspaced and program.divides_words and part_lists.has_unspaced(store)
        shards = maker.make(part_lists.parts(store, library, apart=apart))
        lacks = not program.divides_words and (is_unspaced or part_lists.has_unspaced(store))
        return SearchIndex(shards=shards, problems=(_no_words(),) if lacks else ())
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


def _failed(words: str) -> Problem:
    return Problem(
        "",
        f"the site has no search: pagefind failed: {words}",
        Severity.ERROR,
        "search-failed",
        hint="mend this and build again, or --no-search",
    )
