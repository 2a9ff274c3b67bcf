"""``fetch``: read the feeds of sources, and write a record of every new article.

    sources ─→ answers ─→ feeds ─→ articles ─→ changes ─→ record files
    settings   HTTP       entries              additions  and ledger
                                               revisions

:func:`fetch` goes through these stages; ``docs/fetch-architecture.md`` describes them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from site_gen.config import SiteConfig
from site_gen.errors import UsageError
from site_gen.fetch.http import check_extra
from site_gen.fetch.ledger import read_ledger
from site_gen.fetch.planning import plan_changes
from site_gen.fetch.reading import ask_sources, parse_feeds
from site_gen.fetch.report import FetchReport, RefusedRevision, fetch_report
from site_gen.fetch.source_run import new_states, start_runs
from site_gen.fetch.sources import chosen_sources
from site_gen.fetch.state import only_run, read_states, write_states
from site_gen.fetch.types import Answer
from site_gen.fetch.write_records import repair, write_changes
from site_gen.options import Options

__all__ = ["FetchReport", "fetch"]


def fetch(
    options: Options,
    config: SiteConfig,
    names: Sequence[str] = (),
    *,
    dry_run: bool = False,
    at_once: int = 32,
    on_answer: Callable[[Answer], None] | None = None,
) -> FetchReport:
    """Read the sources, and write new and changed articles into the content folder.

    ``names`` are names of sources, or parts of their names or addresses; none means all. Up to
    ``at_once`` sources are asked at a time; ``on_answer`` is called with each answer as it comes.
    Raises UsageError if there is nothing to read or nowhere to write, OutputError if a file cannot
    be written; what was written by then is complete, and the next run does the rest. Failures of
    sources are in the report.
    """
    content, now = options.content, options.now
    if not content.is_dir():
        raise UsageError(
            f"{content}: no such folder",
            hint="make it, or name the folder of the records with --content",
        )
    sources = chosen_sources(config.sources, names, read_states(options.cache) if names else {})
    check_extra()
    refused: list[RefusedRevision] = []
    with only_run(options.cache, dry_run=dry_run):
        ledger = read_ledger(content)
        if not dry_run:
            ledger = repair(content, ledger, config.limits.record_bytes)
        states = read_states(options.cache)
        runs = start_runs(sources, states, ledger, config)
        asked = ask_sources(runs, config, now, at_once, on_answer, named=bool(names))
        feeds = parse_feeds(asked, config.fetch.excerpt_length, options.processes)
        outcomes, index = plan_changes(options, config, ledger, feeds)
        if not dry_run:
            if index:
                outcomes, refused = write_changes(content, outcomes, index, options.processes)
            states.update(new_states(outcomes, (index or ledger).text, now))
            write_states(options.cache, states, config.sources)
    return fetch_report(outcomes, refused, now, dry_run=dry_run)
