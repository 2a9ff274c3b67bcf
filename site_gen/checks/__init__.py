"""Checks of the built folder: what would break for readers, feed readers, crawlers or the host.

    folder ─→ entries ─→ facts of each file ─→ problems
    list      hosting    links, feeds,         across files: fragments, sitemaps,
              size       sitemaps, mirror      the previous edition

Each file is read once, by a worker process that returns only a few facts about it, so that a
folder of a hundred thousand pages fits into memory.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from site_gen import edition, workers
from site_gen.address import Address
from site_gen.checks import hosting, sitemaps, size
from site_gen.checks.files import READ_SUFFIXES, ExaminedFile, Examiner
from site_gen.checks.folder import FolderEntry, list_folder
from site_gen.checks.links import LinkResolver, missing_fragment
from site_gen.checks.problems import finding, merge_repeated, stops_an_edition
from site_gen.config import own_site
from site_gen.content import Content
from site_gen.dry_run import planned_paths
from site_gen.model import Problem, Severity
from site_gen.options import Options, Stopwatch
from site_gen.other_languages import exchange
from site_gen.search import SearchIndex
from site_gen.urls import Urls, record_path

__all__ = ["Checked", "check_site", "stops_an_edition"]


class Checked(msgspec.Struct, frozen=True):
    """The result of a check."""

    problems: tuple[Problem, ...]
    """Errors first."""
    forecast: size.SizeForecast | None = None
    """None if nothing has been built."""


def check_site(options: Options, contents: Sequence[Content], watch: Stopwatch) -> Checked:
    """Check the built folder, and plan and render a build without writing it.

    ``contents`` are those of the sites of all languages, that at the root first. Changes their
    stores, so these must be temporary copies. Raises what a build would raise: BuildError,
    TemplateError.
    """
    config = contents[0].config
    with watch.stage("plan"):
        if len(contents) > 1:
            exchange(contents, [SearchIndex() for _ in contents])
        planned = [path for content in contents for path in _planned(content)]
    lost = [
        problem
        for content in contents
        for problem in _loss_problems(content, content.library.count, Severity.WARNING)
    ]
    if isinstance(options.output, Address):  # reading all files there would take long
        return Checked(merge_repeated(lost))
    with watch.stage("list"):
        entries = list_folder(options.output) if options.output.is_dir() else ()
    if not entries:
        return Checked(merge_repeated([*lost, _not_built(options)]))
    files = (entry.path for entry in entries if entry.is_file)
    resolver = LinkResolver(files, Urls.of(config.base_url), planned)
    file_problems = tuple(_check_files(options, resolver, contents, entries, watch))
    with watch.stage("check"):
        total = sum(entry.size for entry in entries if entry.is_file)
        times = [time for content in contents for time in content.store.column(_TIMES)]
        forecast = size.forecast(total, times, config)
        problems = (
            *lost,
            *(problem for content in contents for problem in _lost_before(content)),
            *file_problems,
            *hosting.check_hosting(entries, options.folder, config.base_url),
            *size.check_size(forecast),
            *_out_of_date(planned, {entry.path for entry in entries}),
        )
        return Checked(merge_repeated(problems), forecast)


_TIMES = "SELECT published FROM shown"


def _planned(content: Content) -> Iterator[str]:
    """Paths, in the whole output folder, of the files that a build would make now."""
    return map(own_site(content.config).path, planned_paths(content))


def _loss_problems(content: Content, records: int, severity: Severity) -> Iterable[Problem]:
    """A problem if that many records are much fewer than those of the last edition."""
    last = edition.load(content.store).last
    return edition.loss_problems(last, records, severity, own_site(content.config).folder)


def _lost_before(content: Content) -> Iterable[Problem]:
    """An error if the last edition had lost many records of the one before."""
    editions = edition.load(content.store)
    if editions.last is None:
        return ()
    name = own_site(content.config).folder
    return edition.loss_problems(editions.former, editions.last.records, Severity.ERROR, name)


def _not_built(options: Options) -> Problem:
    return Problem(
        "",
        f"{options.folder} is not a built site, so only the content was checked",
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
    contents: Sequence[Content],
    entries: tuple[FolderEntry, ...],
    watch: Stopwatch,
) -> Iterator[Problem]:
    """The problems of each file, then those between files."""
    previous_ids = {
        link: entry_id for content in contents for link, entry_id in _previous_ids(content)
    }
    to_read = [entry for entry in entries if entry.is_file and entry.path.endswith(READ_SUFFIXES)]
    with watch.stage("examine"):
        examiner = Examiner(options.folder, resolver, previous_ids)
        examined = workers.map_ordered(examiner, to_read, options.processes)
        files = _share_id_sets(watch.track(examined, len(to_read)))
    for file in files:
        yield from file.problems
    yield from _missing_fragments(files)
    yield from sitemaps.check_duplicates([file.sitemap for file in files if file.sitemap])
    named = next((file.robots_sitemaps for file in files if file.path == sitemaps.ROBOTS), ())
    indexes = [own_site(content.config).path(sitemaps.INDEX) for content in contents]
    yield from sitemaps.check_robots(named, resolver.files, resolver.site_url, indexes)


def _previous_ids(content: Content) -> Iterator[tuple[str, str]]:
    """The links of a site's feed entries, and their ids in the previous edition."""
    previous, urls = edition.load(content.store).former, Urls.of(content.config.base_url)
    for record, entry_id in (previous.entries if previous else {}).items():
        yield urls.absolute(record_path(record)), entry_id


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
