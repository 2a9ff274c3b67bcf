"""Write the planned files of a site: pages are rendered, static and search files copied."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

import msgspec

from site_gen import search, update_reasons
from site_gen.content import Content
from site_gen.dependencies import PART, item
from site_gen.index_copy import CopySettings, CopyTask, copied_file, index_files
from site_gen.model import BuildReport
from site_gen.options import Stopwatch
from site_gen.output_marker import MARKER_PATH
from site_gen.output_plan import OutputPlan
from site_gen.store import Store
from site_gen.store.pages import STATIC, MadePage, Pages
from site_gen.store.sitemap_parts import part_key

_SITEMAPS = "kind IN ('sitemap/part', 'sitemap/index')"


class WriteCounts(msgspec.Struct):
    """What was written."""

    made: int = 0
    """Files that were rendered or copied."""
    written: int = 0
    """Those of them with other bytes than before."""
    removed: int = 0
    why: dict[str, str] = {}
    """Path of a page → why it was rendered; only with ``--explain-updates``."""

    def counted(self, files: Iterable[MadePage]) -> Iterator[MadePage]:
        """Count the files while they are iterated."""
        for file in files:
            self.made += 1
            self.written += file.is_new
            yield file


def write(
    plan: OutputPlan, content: Content, index: search.SearchIndex, watch: Stopwatch
) -> WriteCounts:
    """Write all files that the plan marks, and remove stale ones.

    A file comes after those that it refers to: static files and the search index, then records,
    then lists. Sitemaps are the last: they contain the times that pages were changed.
    """
    store, pages, target = content.store, plan.pages, plan.target
    target.open()
    stale = pages.to_remove()
    counts = WriteCounts()
    if not pages.is_done():
        _begin(plan, counts, store)
    target.remove_blocking_files(stale, lambda path: _is_planned(pages, path))
    with watch.stage("render and write"):
        store.begin()
        _note_reasons(counts, content)
        files = pages.to_copy()
        entries = [file for file in files if _is_entry(file[1])]
        first = [file for file in files if not _is_entry(file[1])]
        pages.save_written(counts.counted(_copy(plan, content, index, first)))
        to_render = pages.to_make_by_group(f"NOT {_SITEMAPS}")
        parts = pages.save_written(counts.counted(_render(plan, content, to_render, watch)))
        pages.touch_dependents([item(PART, part_key(part)) for part in parts])
        pages.save_written(counts.counted(_copy(plan, content, index, entries)))
        store.commit()
        store.begin()
        _note_reasons(counts, content)
        to_render = pages.to_make_by_group(_SITEMAPS)
        pages.save_written(counts.counted(_render(plan, content, to_render, watch)))
    with watch.stage("tidy"):
        counts.removed = target.remove_all(stale)
        pages.forget_removed()
        target.finish(store)
    return counts


def _begin(plan: OutputPlan, counts: WriteCounts, store: Store) -> None:
    """Write the marker before any other file."""
    sql = "SELECT page, state FROM pages WHERE path = ?"
    page, is_due = store.execute(sql, (MARKER_PATH,)).fetchone()
    store.begin()
    files = [copied_file(page, plan.target.begin(store, plan.static[MARKER_PATH]))]
    plan.pages.save_written(counts.counted(files) if is_due else files)
    store.commit()


def _is_entry(path: str) -> bool:
    """Whether a file of the search index names others."""
    return path.endswith(f"/{search.ENTRY}")


def _note_reasons(counts: WriteCounts, content: Content) -> None:
    """Add why the pages that are due are rendered, with ``--explain-updates``."""
    if content.options.explain_updates:
        counts.why.update(update_reasons.reasons(content.store))


def _render(
    plan: OutputPlan, content: Content, groups: list[list[int]], watch: Stopwatch
) -> Iterator[MadePage]:
    """Render and write pages of some groups; the last one has those that refer to others."""
    total = sum(map(len, groups))
    files = iter(watch.track(content.workers.map(plan.task, *groups), total))
    yield from islice(files, total - len(groups[-1]))
    plan.target.check()
    yield from files


def _is_planned(pages: Pages, path: str) -> bool:
    return bool(pages.below(path)) if path.endswith("/") else pages.has(path)


def _copy(
    plan: OutputPlan,
    content: Content,
    index: search.SearchIndex,
    files: Sequence[tuple[int, str, str, bytes]],
) -> Iterator[MadePage]:
    """Copy static files and files of the search index."""
    static = [(page, plan.static[path]) for page, path, kind, _ in files if kind == STATIC]
    results = plan.target.write_all([file for _, file in static])
    for (page, _), result in zip(static, results, strict=True):
        yield copied_file(page, result)
    found = index_files(files, index)
    if found:
        settings = plan.task.settings
        parts = tuple(sorted({file.part for file in found}))
        task = CopyTask(CopySettings(settings.target, settings.store, parts))
        yield from content.workers.map(task, found)


def finish(content: Content, report: BuildReport) -> None:
    """Store the report of a complete build, for builds that have nothing to do."""
    store = content.store
    if any(problem.code.startswith("search-") for problem in report.problems):
        store.execute("DELETE FROM meta WHERE name = 'report'")  # the next build tries again
    else:
        stored = msgspec.structs.replace(report, why={})  # reasons hold for this build only
        store.set("report", msgspec.json.encode(stored))
    store.commit()
