"""What is wrong with the built folder: what readers, feed readers and hosts would stumble over.

    folder ─→ entries ─→ facts of each file ─→ findings
    listed    hosting     links, feeds,         between files: fragments, sitemaps,
              size        sitemaps, mirror      the edition before

Each file is read once, by one of the workers, which says little of it: a folder of a
hundred thousand pages fits into memory.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from site_gen import edition, workers
from site_gen.checks import hosting, sitemaps, size
from site_gen.checks.blocking import stops_an_edition
from site_gen.checks.files import READ, ExaminedFile, Examiner, no_fragment
from site_gen.checks.folder import FolderEntry, list_folder
from site_gen.checks.links import LinkResolver
from site_gen.checks.problems import finding, together
from site_gen.content import Content
from site_gen.dry_run import planned_paths
from site_gen.model import Problem, Severity
from site_gen.options import Options, Stopwatch
from site_gen.urls import Urls, record_path

__all__ = ["Checked", "check_site", "stops_an_edition"]


class Checked(msgspec.Struct, frozen=True):
    """What a check found."""

    problems: tuple[Problem, ...]
    """Errors first."""
    forecast: size.SizeForecast | None = None
    """None if nothing has been built."""


def check_site(options: Options, content: Content, watch: Stopwatch) -> Checked:
    """Examine the built folder, and rehearse a build as far as it can be without writing.

    The store of the content must be a copy that nobody keeps. Raises what a build would raise:
    BuildError, TemplateError.
    """
    with watch.stage("plan"):
        paths = planned_paths(content)
    editions = edition.load(content.store)
    lost = edition.loss_problems(editions.last, content.library.count, Severity.WARNING)
    with watch.stage("list"):
        entries = list_folder(options.output) if options.output.is_dir() else ()
    if not entries:
        return Checked(together([*lost, _not_built(options)]))
    files = (entry.path for entry in entries if entry.is_file)
    resolver = LinkResolver(files, Urls.of(content.config.base_url), paths)
    found = tuple(_examined(options, resolver, editions.former, entries, watch))
    with watch.stage("check"):
        total = sum(entry.size for entry in entries if entry.is_file)
        times = content.store.column("SELECT published FROM shown")
        forecast = size.forecast(total, times, content.config)
        if editions.last:
            records = editions.last.records
            lost += edition.loss_problems(editions.former, records, Severity.ERROR)
        problems = (
            *lost,
            *found,
            *hosting.check_hosting(entries, options.output, content.config.base_url),
            *size.check_size(forecast),
            *_out_of_date(paths, {entry.path for entry in entries}),
        )
        return Checked(together(problems), forecast)


def _not_built(options: Options) -> Problem:
    return Problem(
        "",
        f"{options.output} is no folder of a built site, so only the content was checked",
        Severity.WARNING,
        "not-built",
        hint="run build first",
    )


def _out_of_date(planned: Iterable[str], there: set[str]) -> Iterator[Problem]:
    """The folder may have been built from other content than is checked."""
    missing = sorted(set(planned) - there)
    if missing:
        more = f", and {len(missing) - 1:,} more" if len(missing) > 1 else ""
        yield finding(
            missing[0],
            f"is not there{more}: the folder is not what a build would make now",
            "out-of-date",
            "build again, with the same options",
            severity=Severity.WARNING,
        )


def _examined(
    options: Options,
    resolver: LinkResolver,
    former: edition.Edition | None,
    entries: tuple[FolderEntry, ...],
    watch: Stopwatch,
) -> Iterator[Problem]:
    """What is wrong with the files by themselves, then with what they say of each other."""
    ids = {
        resolver.urls.absolute(record_path(record)): id_
        for record, id_ in (former.entries if former else {}).items()
    }
    read = [entry for entry in entries if entry.is_file and entry.path.endswith(READ)]
    with watch.stage("examine"):
        examiner = Examiner(options.output, resolver, ids)
        done = workers.map_ordered(examiner, read, options.processes)
        facts = _shared(watch.track(done, len(read)))
    for fact in facts:
        yield from fact.problems
    yield from _lost_fragments(facts)
    yield from sitemaps.check_between([fact.sitemap for fact in facts if fact.sitemap])
    named = next((fact.named for fact in facts if fact.path == sitemaps.ROBOTS), ())
    yield from sitemaps.check_robots(named, resolver.files, resolver.whole)


def _shared(facts: Iterable[ExaminedFile]) -> list[ExaminedFile]:
    """The facts, with equal sets of ids made one: most pages of a kind have the same."""
    known: dict[frozenset[str], frozenset[str]] = {}
    return [
        msgspec.structs.replace(fact, ids=known.setdefault(fact.ids, fact.ids)) for fact in facts
    ]


def _lost_fragments(facts: list[ExaminedFile]) -> Iterator[Problem]:
    ids = {fact.path: fact.ids for fact in facts}
    for fact in facts:
        for link, file, fragment in fact.elsewhere:
            if fragment not in ids.get(file, ()):
                yield no_fragment(fact.path, link, fragment)
