"""The edition that the last build made, remembered so that a sudden loss is noticed.

Beside the manifest of each output folder lies how many records were published, and the
ids that the newest of them have in feeds; and the same of the edition before, as long
as nothing changes. A feed reader takes an entry whose id has changed for a new one.
"""

from __future__ import annotations

from pathlib import Path

import msgspec

from site_gen import write
from site_gen.errors import OutputError
from site_gen.model import Library, Problem, Severity
from site_gen.newsroom import Newsroom, with_problems
from site_gen.options import Options
from site_gen.plan.entries import entry_id

_MOST = 1_000
"""Of this many of the newest records the ids in feeds are remembered: readers get those."""


class Edition(msgspec.Struct, frozen=True):
    """What is remembered of one build."""

    records: int
    """How many were published."""
    entries: dict[str, str]
    """Record id → id in feeds, of the newest records."""


class Memory(msgspec.Struct, frozen=True):
    """The last edition, and the last one that differed from it."""

    last: Edition | None = None
    former: Edition | None = None


def edition_of(library: Library) -> Edition:
    newest = library.newest_first[:_MOST]
    return Edition(len(library.records), {id_: entry_id(library.records[id_]) for id_ in newest})


def recall(options: Options) -> Memory:
    """What was remembered of this output folder; nothing if that is lost or unreadable."""
    try:
        return msgspec.json.decode(_file(options).read_bytes(), type=Memory)
    except (OSError, msgspec.DecodeError):
        return Memory()


def remember(options: Options, newsroom: Newsroom) -> None:
    """Remember what a build has just published, if anything changed; raises OutputError."""
    memory, edition = recall(options), edition_of(newsroom.library)
    if memory.last == edition:
        return
    path = _file(options)
    part = path.with_suffix(".part")
    try:
        part.write_bytes(msgspec.json.encode(Memory(edition, memory.last)))
        part.replace(path)
    except OSError as error:
        raise OutputError(
            f"{path.name}: cannot be written: {error.strerror or error}",
            hint="the site is whole; mend this and build again",
        ) from error


def compared(newsroom: Newsroom, options: Options) -> Newsroom:
    """The newsroom, with a warning if it lost more than half of what was last published."""
    last = recall(options).last
    problem = lost(last, len(newsroom.library.records), Severity.WARNING)
    return with_problems(newsroom, problem)


def lost(before: Edition | None, records: int, severity: Severity) -> tuple[Problem, ...]:
    """A problem if fewer than half of the records of an earlier edition are left."""
    if before is None or records * 2 >= before.records:
        return ()
    return (
        Problem(
            "",
            f"{records:,} records are published, the edition before had {before.records:,}",
            severity,
            "edition-lost",
            hint="look for a fetch that failed, another --content, changed admission settings; "
            "if it is meant, the next build that changes anything takes this as the measure",
        ),
    )


def _file(options: Options) -> Path:
    manifest = write.Folder(options.output, options.cache).manifest
    return manifest.with_name(manifest.name.replace("output-", "edition-", 1))
