"""The whole pipeline on one screen.

    scan ─→ parse ─→ relate ─→ plan ─→ render ─→ write
    files   records   store     pages   outputs   folder + report

Each stage looks only at what the one before has changed; from an empty store that is everything.
The first three are in ``content.py``: ``check`` and ``explain`` need them too.
"""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from site_gen import edition, outputs, search
from site_gen.config import SiteConfig
from site_gen.content import Content, read_content
from site_gen.model import BuildReport, Severity
from site_gen.options import Options, Stopwatch
from site_gen.parse import page_path
from site_gen.report import make_report
from site_gen.scan import Scan
from site_gen.search.cache import search_cache
from site_gen.store import Store


def run(
    options: Options, config: SiteConfig, store: Store, found: Scan, watch: Stopwatch
) -> BuildReport:
    """Build the site into ``options.output``, save what is there already."""
    content = read_content(store, options, config, watch, found)
    last = edition.recall(store).last
    content.add(edition.lost(last, content.library.count, Severity.WARNING))
    content.add(outputs.folder_problems(options))
    if (options.strict and content.problems) or (options.hold and _takes_away(content)):
        return make_report(options, content, watch)
    with search_cache(store, options.cache, forget=options.full) as cache:
        with watch.stage("search"):
            index = make_index(content, cache)
            content.add(index.problems)
        if options.strict and content.problems:
            return make_report(options, content, watch)
        with watch.stage("plan"):
            plan = outputs.plan(content, index)
        with plan.folder, closing(plan.task):
            work = outputs.write(plan, content, index, watch)
            edition.remember(store, content.library)
            report = make_report(options, content, watch, plan.pages.sizes(), work)
            outputs.finish(content, report)
        return report


def make_index(content: Content, cache: Path) -> search.SearchIndex:
    """The index of all records; an empty one where the site is to have no search."""
    if not (content.options.search and content.config.search):
        return search.SearchIndex()
    return search.make_index(content.store, content.changes, content.config, cache)


def _takes_away(content: Content) -> bool:
    """Whether a file is left out, for its errors, that has a page in the output folder."""
    failed = [
        page_path(each.path)
        for each in content.problems
        if each.is_error and each.path and each.code != "url-taken"
    ]
    output = content.options.output
    return any((output / path[1:] / "index.html").is_file() for path in failed if path)
