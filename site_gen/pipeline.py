"""The pipeline of a build.

    scan ─→ parse ─→ relate ─→ plan ─→ render ─→ write
    files   records   store     pages   outputs   folder + report

Each stage processes only what the stage before it has changed; with an empty store that is
everything. The first three stages are in ``content.py``, as ``check`` and ``explain`` use them too.
The search index is made before the plan, which needs the names of its files.

A newsroom in several languages has a site for each. All of them pass a stage before any passes the
next, as pages link to the same pages of the other sites, and nothing is written if one is refused.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack, closing
from pathlib import Path

from site_gen import (
    edition,
    language_problems,
    other_languages,
    output_plan,
    outputs,
    planned_files,
    search,
)
from site_gen.config import own_site, sites_of
from site_gen.content import Content, read_content
from site_gen.language_tags import language_folder
from site_gen.model import BuildReport, Problem, Severity
from site_gen.options import Stopwatch
from site_gen.output_plan import OutputPlan
from site_gen.parse import page_path
from site_gen.report import make_report
from site_gen.site_inputs import SiteInputs
from site_gen.targets import open_target, target_settings
from site_gen.workers import Workers


def run(sites: Sequence[SiteInputs], watch: Stopwatch, workers: Workers) -> tuple[BuildReport, ...]:
    """Build each site into its output folder; writes only files that have changed."""
    contents = [
        read_content(site.store, site.options, site.config, watch, workers, site.scan)
        for site in sites
    ]
    for content in contents:
        content.add(_loss_problems(content))
        content.add(planned_files.theme_problems(content.options, content.config.theme))
        content.add(language_problems.build_problems(content.options, [content.config.locale]))
    if any(map(_is_refused, contents)):
        return tuple(make_report(content.options, content, watch) for content in contents)
    first = sites[0]
    with search.search_cache(first.store, first.options.cache, forget=first.options.full) as cache:
        with watch.stage("search"):
            languages = [own_site(content.config).tag for content in contents]
            folders = search.folders_of_sites(cache, languages)
            indexes = list(map(make_index, contents, folders))
            for content, index in zip(contents, indexes, strict=True):
                content.add(index.problems)
        if any(map(_is_refused, contents)):  # again: an index may have added a problem
            return tuple(make_report(content.options, content, watch) for content in contents)
        if len(contents) > 1:
            other_languages.exchange(contents, indexes)
        with ExitStack() as stack:
            with watch.stage("plan"):
                plans = _plans(contents, indexes, stack)
            return tuple(
                _write(plan, content, index, watch)
                for plan, content, index in zip(plans, contents, indexes, strict=True)
            )


def _loss_problems(content: Content) -> Sequence[Problem]:
    last = edition.load(content.store).last
    name = own_site(content.config).folder
    return edition.loss_problems(last, content.library.count, Severity.WARNING, name)


def _is_refused(content: Content) -> bool:
    """Whether problems must keep the build from writing anything."""
    options = content.options
    return bool(options.strict and content.problems) or (options.hold and _removes_pages(content))


def _plans(
    contents: Sequence[Content], indexes: Sequence[search.SearchIndex], stack: ExitStack
) -> list[OutputPlan]:
    """The plans of all sites, that at the root first; it removes its former pages before others
    write theirs."""
    plans: list[OutputPlan] = []
    for content, index in zip(contents, indexes, strict=True):
        prefix = own_site(content.config).path("")
        stale = plans[0].pages.to_remove() if plans else []
        removed = [path.removeprefix(prefix) for path in stale if path.startswith(prefix)]
        plan = output_plan.plan(content, index, removed)
        stack.enter_context(plan.target)
        stack.enter_context(closing(plan.task))
        plans.append(plan)
    return plans


def _write(
    plan: OutputPlan, content: Content, index: search.SearchIndex, watch: Stopwatch
) -> BuildReport:
    written = outputs.write(plan, content, index, watch)
    edition.save(content.store, content.library)
    report = make_report(content.options, content, watch, plan.pages.sizes(), written)
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
    site = own_site(content.config)
    language = language_folder(site.tag) if sites_of(content.config) else ""
    failed = [
        page_path(problem.path, language)
        for problem in content.problems
        if problem.is_error and problem.path and problem.code != "url-taken"
    ]
    target = open_target(target_settings(content.options, content.config), content.store)
    return any(target.has(f"{path[1:]}index.html") for path in failed if path)
