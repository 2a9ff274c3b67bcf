"""The pipeline of a build.

    scan ─→ parse ─→ relate ─→ plan ─→ render ─→ write
    files   records   store     pages   outputs   folder + report

Each stage processes only what the stage before it has changed; with an empty store that is
everything. The first three stages are in ``content.py``, as ``check`` and ``explain`` use them too.
The search index is made before the plan, which needs the names of its files.
"""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from site_gen import edition, language_problems, output_plan, outputs, search
from site_gen.config import SiteConfig
from site_gen.content import Content, read_content
from site_gen.model import BuildReport, Severity
from site_gen.options import Options, Stopwatch
from site_gen.parse import page_path
from site_gen.report import make_report
from site_gen.scan import Scan
from site_gen.store import Store


def run(
    options: Options, config: SiteConfig, store: Store, scan: Scan, watch: Stopwatch
) -> BuildReport:
    """Build the site into ``options.output``; writes only files that have changed."""
    content = read_content(store, options, config, watch, scan)
    last_edition = edition.load(store).last
    content.add(edition.loss_problems(last_edition, content.library.count, Severity.WARNING))
    content.add(output_plan.theme_problems(options, config.theme))
    content.add(language_problems.build_problems(options, [config.locale]))
    if (options.strict and content.problems) or (options.hold and _removes_pages(content)):
        return make_report(options, content, watch)
    with search.search_cache(store, options.cache, forget=options.full) as cache:
        with watch.stage("search"):
            index = make_index(content, cache)
            content.add(index.problems)
        if options.strict and content.problems:  # again: the index may have added one
            return make_report(options, content, watch)
        with watch.stage("plan"):
            plan = output_plan.plan(content, index)
        with plan.folder, closing(plan.task):
            written = outputs.write(plan, content, index, watch)
            edition.save(store, content.library)
            report = make_report(options, content, watch, plan.pages.sizes(), written)
            outputs.finish(content, report)
        return report


def make_index(content: Content, cache: Path) -> search.SearchIndex:
    """The search index of all records; an empty one if the site has no search."""
    if not (content.options.search and content.config.search):
        return search.SearchIndex()
    return search.make_index(content.store, content.changes, content.config, cache)


def _removes_pages(content: Content) -> bool:
    """Whether errors leave out a file that has a page in the output folder.

    With ``url-taken`` the page stays: it is that of the other record.
    """
    failed = [
        page_path(problem.path)
        for problem in content.problems
        if problem.is_error and problem.path and problem.code != "url-taken"
    ]
    output = content.options.output
    return any((output / path[1:] / "index.html").is_file() for path in failed if path)
