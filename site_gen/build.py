"""START HERE: the whole pipeline on one screen.

    load ─→ validate ─→ relate ─→ plan ─→ render ─→ write
    files    problems    library   pages    outputs   folder + report

The first half, up to the library, is in ``newsroom.py``: ``check`` and ``explain``
need it too.
"""

from __future__ import annotations

from functools import partial
from pathlib import PurePosixPath

import msgspec

from site_gen import assets, edition, plan, search, workers, write
from site_gen.config import load_config
from site_gen.errors import BuildError
from site_gen.model import BuildReport, Output, PlannedPage
from site_gen.newsroom import Newsroom, read_newsroom, with_problems
from site_gen.options import Options, Stopwatch
from site_gen.render import Renderer
from site_gen.report import make_report
from site_gen.signature import MARK
from site_gen.theme import static_folders, template_folders, theme_only


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """Every file of the site, before any is written."""

    pages: tuple[PlannedPage, ...]
    files: tuple[Output, ...]
    """Static files, ready as they are."""
    renderer: Renderer
    index: search.Index = search.Index()
    """What the site is searched by; its files are read when they are written."""

    @property
    def paths(self) -> list[str]:
        own = [*(page.path for page in self.pages), *(file.path for file in self.files)]
        return own + self.index.paths


def build(options: Options, watch: Stopwatch | None = None) -> BuildReport:
    """Build the site into ``options.output``; the report lists all problems of records.

    Nothing is written if the configuration, the output folder or a template cannot be
    used (SiteGenError), nor for any problem at all if ``options.strict``.
    """
    watch = watch or Stopwatch()
    config = load_config(options.config, base_url=options.base_url)
    write.check_folder(options.output, options.inputs)
    newsroom = edition.compared(read_newsroom(options, config, watch), options)
    if options.strict and newsroom.problems:
        return make_report(options, newsroom, watch)
    with watch.stage("search"):
        index = make_index(options, newsroom)
        newsroom = with_problems(newsroom, index.problems)
    if options.strict and newsroom.problems:
        return make_report(options, newsroom, watch)
    with watch.stage("plan"):
        planned = plan_outputs(options, newsroom, index)
        rehearse(planned)
    with write.Folder(options.output, options.cache) as folder:
        folder.open(planned.paths)
        with watch.stage("render and write"):
            make = partial(_make, planned.renderer, folder)
            made = workers.map_ordered(make, planned.pages, options.processes)
            pages = list(watch.track(made, len(planned.pages)))
            files = [folder.put(file) for file in planned.files]
        with watch.stage("search"):
            found = [folder.put(file) for file in index.outputs()]
        with watch.stage("tidy"):
            removed = folder.close(planned.paths)
            edition.remember(options, newsroom)
    kinds = [page.kind for page in planned.pages] + ["static"] * len(files)
    kinds += ["search"] * len(found)
    written = list(zip(kinds, pages + files + found, strict=True))
    return make_report(options, newsroom, watch, written, removed)


def make_index(options: Options, newsroom: Newsroom) -> search.Index:
    """The index of all records; an empty one where the site is to have no search."""
    if not (options.search and newsroom.config.search):
        return search.Index()
    return search.make_index(newsroom.library, newsroom.config, options.cache / "search")


def plan_outputs(options: Options, newsroom: Newsroom, index: search.Index | None = None) -> Plan:
    """Every page and file that the site will have; raises BuildError if two claim one path."""
    static = assets.gather(static_folders(options.site), theme_only(options.site))
    index = index or search.Index()
    at = plan.SEARCH_PATH if index.shards else ""
    site = plan.make_site(newsroom.config, newsroom.library, static.paths, at)
    preview = static.paths.get("preview", "")
    pages = plan.plan_site(newsroom.library, newsroom.top, newsroom.config, preview, index.years)
    renderer = Renderer(template_folders(options.site), site, minify=options.minify)
    planned = Plan(
        pages=tuple(pages), files=(MARK, *static.outputs), renderer=renderer, index=index
    )
    _refuse_clashes(planned)
    return planned


def _refuse_clashes(planned: Plan) -> None:
    """Static files must not lie where a page does, nor where a page's folder is."""
    taken = {page.path.casefold() for page in planned.pages}
    taken |= {str(above) for path in taken for above in PurePosixPath(path).parents}
    for file in planned.files:
        if file.path.casefold() in taken:
            raise BuildError(
                f"{file.path}: a file in static/ lies where the site has a page",
                hint="rename the file in static/",
            )


def rehearse(planned: Plan) -> None:
    """Render one page of every template: a broken one is found before anything is written."""
    for page in {page.template: page for page in planned.pages}.values():
        planned.renderer.render(page.page())


def _make(renderer: Renderer, folder: write.Folder, page: PlannedPage) -> write.Written:
    return folder.put(renderer.render(page.page()))
