"""Write the planned files of a site: pages are rendered, static and search files copied."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator

import msgspec

from site_gen import search, update_reasons, workers
from site_gen.content import Content
from site_gen.dependencies import PART, item
from site_gen.errors import BuildError
from site_gen.model import BuildReport, Output
from site_gen.options import Stopwatch
from site_gen.output_marker import MARKER_PATH, marker_time
from site_gen.output_plan import OutputPlan
from site_gen.store import Store
from site_gen.store.pages import STATIC, MadePage, Pages, digest_of
from site_gen.store.sitemap_parts import part_key
from site_gen.write import Change, WriteResult

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

    Sitemaps come after the other pages: they contain the times that these were changed.
    """
    store, pages, folder = content.store, plan.pages, plan.folder
    folder.open()
    stale = pages.to_remove()
    folder.remove_blocking_files(stale, lambda path: _is_planned(pages, path))
    counts = WriteCounts()
    if not pages.is_done():
        _write_marker(plan, counts, store)
    with watch.stage("render and write"):
        store.begin()
        to_render = pages.to_make(f"NOT {_SITEMAPS}")
        _note_reasons(counts, content)
        parts = pages.save_written(counts.counted(_render(plan, content, to_render, watch)))
        pages.touch_dependents([item(PART, part_key(part)) for part in parts])
        store.commit()
        store.begin()
        _note_reasons(counts, content)
        to_render = pages.to_make(_SITEMAPS)
        pages.save_written(counts.counted(_render(plan, content, to_render, watch)))
        pages.save_written(counts.counted(_copy(plan, index)))
    with watch.stage("tidy"):
        counts.removed = sum(folder.remove(path) for path in stale)
        pages.forget_removed()
    return counts


def _write_marker(plan: OutputPlan, counts: WriteCounts, store: Store) -> None:
    """Write the marker before any other file, and store its time."""
    result = plan.folder.write(plan.static[MARKER_PATH], always=True)
    sql = "SELECT page, state FROM pages WHERE path = ?"
    page, is_due = store.execute(sql, (MARKER_PATH,)).fetchone()
    files = [_copied_file(page, result)]
    store.begin()
    plan.pages.save_written(counts.counted(files) if is_due else files)
    store.set("marker_time", marker_time(plan.folder.root))
    store.commit()


def _copied_file(page: int, result: WriteResult) -> MadePage:
    is_new = result.change is Change.WRITTEN
    return MadePage(page, result.size, result.digest, result.signature, is_new, (), None)


def _note_reasons(counts: WriteCounts, content: Content) -> None:
    """Add why the pages that are due are rendered, with ``--explain-updates``."""
    if content.options.explain_updates:
        counts.why.update(update_reasons.reasons(content.store))


def _render(
    plan: OutputPlan, content: Content, pages: list[int], watch: Stopwatch
) -> Iterator[MadePage]:
    files = workers.map_ordered(plan.task, pages, content.options.processes)
    yield from watch.track(files, len(pages))


def _is_planned(pages: Pages, path: str) -> bool:
    return bool(pages.below(path)) if path.endswith("/") else pages.has(path)


def _copy(plan: OutputPlan, index: search.SearchIndex) -> Iterator[MadePage]:
    parts = {path: part for part in index.parts for path in part.paths}
    for page, path, kind, args in plan.pages.to_copy():
        file = plan.static[path] if kind == STATIC else _index_file(path, parts[path], args)
        yield _copied_file(page, plan.folder.write(file))


def _index_file(path: str, part: search.IndexPart, digest: bytes) -> Output:
    """A file of the search index; raises BuildError if it is damaged in the cache."""
    data = (part.folder / path.removeprefix(f"{part.path}/")).read_bytes()
    if digest_of(data).hex().encode() != digest:
        shutil.rmtree(part.folder, ignore_errors=True)
        raise BuildError(
            f"{path}: this file of the search index is damaged in the cache",
            hint="build again: the damaged part was removed and will be indexed again",
        )
    return Output(path, data)


def finish(content: Content, report: BuildReport) -> None:
    """Store the report of a complete build, for builds that have nothing to do."""
    store = content.store
    if any(problem.code.startswith("search-") for problem in report.problems):
        store.execute("DELETE FROM meta WHERE name = 'report'")  # the next build tries again
    else:
        stored = msgspec.structs.replace(report, why={})  # reasons hold for this build only
        store.set("report", msgspec.json.encode(stored))
    store.commit()
