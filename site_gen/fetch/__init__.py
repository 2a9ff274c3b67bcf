"""Feeds become records, once, and for good: written when they are news, never over an editor.

    sources ─→ answers ─→ feeds ─→ articles ─→ what is to be done ─→ record files
    settings   HTTP       entries  ours        nobody knew it, or     + ledger, state
                                               its source changed it

``fetch`` tells it in one screen. The order of writing makes a run that is killed harmless: new
records are staged, revisions noted and made, the ledger gets to know both, new records are placed
(``files.py``), and last of all the state is kept that lets a source be skipped.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta

from site_gen.config import SiteConfig
from site_gen.errors import UsageError
from site_gen.fetch import content_files, write_records
from site_gen.fetch.article_index import ArticleIndex
from site_gen.fetch.existing_records import holdings
from site_gen.fetch.http import check_extra
from site_gen.fetch.ledger import Ledger, read_ledger, write_ledger
from site_gen.fetch.lock import alone
from site_gen.fetch.parsing import take, understand
from site_gen.fetch.planning import ChangePlanner, PlannedChanges
from site_gen.fetch.report import DateDoubt, FetchReport
from site_gen.fetch.source_run import SourceRun, begin, hear, reports, source_mark, states_after
from site_gen.fetch.sources import chosen
from site_gen.fetch.state import read_states, write_states
from site_gen.fetch.topics import TopicFinder
from site_gen.fetch.types import Answer
from site_gen.options import Options
from site_gen.parse import read_topics
from site_gen.scan import list_content

__all__ = ["FetchReport", "fetch"]

Told = Callable[[Answer], None]


def fetch(
    options: Options,
    config: SiteConfig,
    names: Sequence[str] = (),
    *,
    dry_run: bool = False,
    at_once: int = 32,
    told: Told | None = None,
) -> FetchReport:
    """Read the sources, and write what is news into the content folder.

    ``names`` are parts of addresses or names of the sources that are meant, none means all.
    ``at_once`` is how many are read at a time; ``told`` hears of each answer as it comes. Raises
    UsageError if there is nothing to read or nowhere to write, OutputError if writing fails:
    what is written then is whole, and the next run does the rest. What a source does wrong
    raises nothing; the report has it.
    """
    if not options.content.is_dir():
        raise UsageError(
            f"{options.content}: no such folder",
            hint="make it, or name the folder of the records with --content",
        )
    sources = chosen(config.sources, names, read_states(options.cache) if names else {})
    check_extra()
    with alone(options.cache, dry_run=dry_run):
        ledger = read_ledger(options.content)
        if not dry_run:
            ledger = write_records.catch_up(options.content, ledger, config.limits.record_bytes)
            content_files.recover(options.content, (line.record for line in ledger.values()))
        states = read_states(options.cache)
        rounds = begin(sources, states, ledger, config, options.now, named=bool(names))
        hear(rounds, config, options.now, at_once, told)
        understand(rounds, config.fetch.excerpt_length, options.processes)
        desk, decided = _decide(options, config, ledger, rounds)
        doubts = [] if dry_run else _write(options, desk, decided)
        if not dry_run:
            text_of = desk.known.text if desk else ledger.text
            states.update(states_after(rounds, decided, text_of, options.now))
            write_states(options.cache, states, config.sources)
    return FetchReport(
        now=options.now,
        dry_run=dry_run,
        new=sum(len(each.new) for each in decided.values()),
        updated=sum(len(each.revisions) for each in decided.values()),
        failed=sum(each.failure is not None for each in rounds),
        sources=tuple(reports(rounds, decided)),
        doubts=tuple(doubts),
    )


def _decide(
    options: Options, config: SiteConfig, ledger: Ledger, rounds: Sequence[SourceRun]
) -> tuple[ChangePlanner | None, dict[str, PlannedChanges]]:
    """What is to be done, by the address of the source; records are read only if there is news."""
    if not any(each.feed for each in rounds):
        return None, {}
    content, limit = options.content, config.limits.record_bytes
    listing = list_content(content)
    known = ArticleIndex(
        holdings(content, listing.records, limit, options.processes),
        ledger,
        timedelta(hours=config.fetch.same_title_hours),
    )
    marks = {source_mark(source) for source in config.sources}
    desk = ChangePlanner(content, known, marks, limit, options.now)
    finder = TopicFinder(config.topics, read_topics(content, listing.topics, limit))
    decided = {}
    for each in rounds:
        if each.feed and take(each, finder, config, options.now, known.pages):
            mark = source_mark(each.source)
            decided[each.source.url] = desk.decide(each.articles, mark, remade=each.remade)
    return desk, decided


def _write(
    options: Options, desk: ChangePlanner | None, decided: dict[str, PlannedChanges]
) -> list[DateDoubt]:
    """Write what was decided; new records get their places when the ledger knows them."""
    if desk is None:
        return []
    content, doubts = options.content, []
    every = [record for each in decided.values() for record in each.new]
    write_records.stage_new(content, every, options.processes)
    write_records.note(
        content, [revision for each in decided.values() for revision in each.revisions]
    )
    for each in decided.values():
        for revision in tuple(each.revisions):
            reason = write_records.revise_record(content, revision)
            if reason:
                desk.undo(revision)
                each.waiting = True
                each.revisions.remove(revision)  # what its source's report says is what was done
                doubts.append(DateDoubt(revision.path, reason))
    if desk.changed:
        write_ledger(content, desk.known.lines.values(), desk.changed)
    content_files.place(content, [record.path for record in every])
    return doubts
