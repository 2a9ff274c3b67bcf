"""Checks of the built folder: what would break for readers, feed readers, crawlers or the host.

    folder ─→ entries ─→ facts of each file ─→ problems
    list      hosting    links, feeds,         across files: fragments, sitemaps,
              size       sitemaps, mirror      the previous edition

Each file is read once, by a worker process that returns only a few facts about it, so that a
folder of a hundred thousand pages fits into memory.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from site_gen import edition, workers
from site_gen.checks import hosting, sitemaps, size
from site_gen.checks.files import READ_SUFFIXES, ExaminedFile, Examiner
from site_gen.checks.folder import FolderEntry, list_folder
from site_gen.checks.links import LinkResolver, missing_fragment
from site_gen.checks.problems import finding, merge_repeated, stops_an_edition
from site_gen.content import Content
from site_gen.dry_run import planned_paths
from site_gen.model import Problem, Severity
from site_gen.options import Options, Stopwatch
from site_gen.urls import Urls, record_path

__all__ = ["Checked", "check_site", "stops_an_edition"]


class Checked(msgspec.Struct, frozen=True):
    """The result of a check."""

    problems: tuple[Problem, ...]
    """Errors first."""
    forecast: size.SizeForecast | None = None
    """None if nothing has been built."""


def check_site(options: Options, content: Content, watch: Stopwatch) -> Checked:
    """Check the built folder, and plan and render a build without writing it.

    Changes the store of ``content``, so that must be a temporary copy. Raises what a build would
    raise: BuildError, TemplateError.
    """
    with watch.stage("plan"):
        planned = planned_paths(content)
    editions = edition.load(content.store)
    lost = edition.loss_problems(editions.last, content.library.count, Severity.WARNING)
    with watch.stage("list"):
        entries = list_folder(options.output) if options.output.is_dir() else ()
    if not entries:
        return Checked(merge_repeated([*lost, _not_built(options)]))
    files = (entry.path for entry in entries if entry.is_file)
    resolver = LinkResolver(files, Urls.of(content.config.base_url), planned)
    file_problems = tuple(_check_files(options, resolver, editions.former, entries, watch))
    with watch.stage("check"):
        total = sum(entry.size for entry in entries if entry.is_file)
        times = content.store.column("SELECT published FROM shown")
        forecast = size.forecast(total, times, content.config)
        if editions.last:
            records = editions.last.records
            lost += edition.loss_problems(editions.former, records, Severity.ERROR)
        problems = (
            *lost,
            *file_problems,
            *hosting.check_hosting(entries, options.output, content.config.base_url),
            *size.check_size(forecast),
            *_out_of_date(planned, {entry.path for entry in entries}),
        )
        return Checked(merge_repeated(problems), forecast)


def _not_built(options: Options) -> Problem:
    return Problem(
        "",
        f"{options.output} is not a built site, so only the content was checked",
        Severity.WARNING,
        "not-built",
        hint="run build first",
    )


def _out_of_date(planned: Iterable[str], existing: set[str]) -> Iterator[Problem]:
    """A warning if a build would make files that do not exist."""
    missing = sorted(set(planned) - existing)
    if missing:
        more = f", and so are {len(missing) - 1:,} more files" if len(missing) > 1 else ""
        yield finding(
            missing[0],
            f"is missing{more}: the folder was built from other content or with other options",
            "out-of-date",
            "build again, with the same options",
            severity=Severity.WARNING,
        )


def _check_files(
    options: Options,
    resolver: LinkResolver,
    previous: edition.Edition | None,
    entries: tuple[FolderEntry, ...],
    watch: Stopwatch,
) -> Iterator[Problem]:
    """The problems of each file, then those between files."""
    previous_ids = {
        resolver.urls.absolute(record_path(record)): entry_id
        for record, entry_id in (previous.entries if previous else {}).items()
    }
    to_read = [entry for entry in entries if entry.is_file and entry.path.endswith(READ_SUFFIXES)]
    with watch.stage("examine"):
        examiner = Examiner(options.output, resolver, previous_ids)
        examined = workers.map_ordered(examiner, to_read, options.processes)
        files = _share_id_sets(watch.track(examined, len(to_read)))
    for file in files:
        yield from file.problems
    yield from _missing_fragments(files)
    yield from sitemaps.check_duplicates([file.sitemap for file in files if file.sitemap])
    named = next((file.robots_sitemaps for file in files if file.path == sitemaps.ROBOTS), ())
    yield from sitemaps.check_robots(named, resolver.files, resolver.site_url)


def _share_id_sets(files: Iterable[ExaminedFile]) -> list[ExaminedFile]:
    """The files, sharing equal sets of ids to save memory: pages of a kind have the same."""
    id_sets: dict[frozenset[str], frozenset[str]] = {}
    return [
        msgspec.structs.replace(file, ids=id_sets.setdefault(file.ids, file.ids)) for file in files
    ]


def _missing_fragments(files: list[ExaminedFile]) -> Iterator[Problem]:
    ids = {file.path: file.ids for file in files}
    for file in files:
        for link, target, fragment in file.fragment_links:
            if fragment not in ids.get(target, ()):
                yield missing_fragment(file.path, link, fragment)
