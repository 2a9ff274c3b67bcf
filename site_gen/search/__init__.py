"""The search index: all records, in one shard for each year of publication (UTC)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC
from pathlib import Path

import msgspec

from site_gen.config import SiteConfig
from site_gen.model import Library, Output, Problem, Record, Severity
from site_gen.search.program import ProgramError, find_program
from site_gen.search.settle import UnknownFormatError
from site_gen.search.shards import Maker, Shard

__all__ = ["Index", "Shard", "make_index"]


class Index(msgspec.Struct, frozen=True, kw_only=True):
    """What the site can be searched by: nothing, if there are no shards."""

    shards: tuple[Shard, ...] = ()
    """Newest first."""
    problems: tuple[Problem, ...] = ()
    """Why there is no index."""

    @property
    def years(self) -> tuple[int, ...]:
        return tuple(shard.year for shard in self.shards)

    @property
    def paths(self) -> list[str]:
        return [path for shard in self.shards for path in shard.paths]

    def outputs(self) -> Iterator[Output]:
        """All files, each read when it is asked for."""
        for shard in self.shards:
            yield from shard.outputs()


def make_index(library: Library, config: SiteConfig, cache: Path) -> Index:
    """Index the records; what has not changed since the last time is taken from ``cache``.

    Whatever goes wrong is a problem of the index, and the site is built without it.
    """
    years: dict[int, list[Record]] = defaultdict(list)
    for record in library.records.values():
        years[record.published_at.astimezone(UTC).year].append(record)
    if not years:
        return Index()
    try:
        program = find_program()
        if program is None:
            return Index(problems=(_missing(),))
        maker = Maker(program, cache, _language(config.locale))
        return Index(shards=maker.make(library, years))
    except ProgramError as error:
        return Index(problems=(_failed(str(error)),))
    except UnknownFormatError as error:
        return Index(problems=(_failed(f"its files are not as expected: {error}"),))
    except OSError as error:
        return Index(problems=(_failed(error.strerror or str(error)),))


def _language(locale: str) -> str:
    """All records are in one index, by the language of the site."""
    return locale.replace("_", "-").split("-")[0].lower()


def _missing() -> Problem:
    return Problem(
        "",
        "the site has no search: the program pagefind is not installed",
        Severity.WARNING,
        "search-missing",
        hint="python -m pip install 'site-gen[search]', or --no-search",
    )


def _failed(words: str) -> Problem:
    return Problem(
        "",
        f"the site has no search: pagefind failed: {words}",
        Severity.ERROR,
        "search-failed",
        hint="mend this and build again, or --no-search",
    )
