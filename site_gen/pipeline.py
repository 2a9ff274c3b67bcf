"""The whole pipeline on one screen.

    load ─→ validate ─→ relate ─→ plan ─→ render ─→ write
    files    problems    library   pages    outputs   folder + report

The first half, up to the library, is in ``newsroom.py``: ``check`` and ``explain``
need it too. What earlier builds have done already is in the memory (``cache/``); which files must
be made is decided in ``making.py``.
"""

from __future__ import annotations

from site_gen import assets, edition, making, plan, search, write
from site_gen.cache.memory import Memory
from site_gen.config import SiteConfig
from site_gen.errors import BuildError
from site_gen.gather import page_path
from site_gen.making import Plan
from site_gen.model import BuildReport, Severity
from site_gen.newsroom import Newsroom, read_newsroom, with_problems
from site_gen.options import Options, Stopwatch
from site_gen.reads import Reads
from site_gen.render import Renderer
from site_gen.render.compiled import KeptTemplates
from site_gen.report import make_report
from site_gen.signature import MARK
from site_gen.theme import static_folders, template_folders, theme_only


def run(options: Options, config: SiteConfig, memory: Memory, watch: Stopwatch) -> BuildReport:
    """Build the site into ``options.output``, save what the memory knows to be there already."""
    newsroom = edition.compared(read_newsroom(options, config, watch, memory), options)
    if options.strict and newsroom.problems:
        return make_report(options, newsroom, watch)
    if options.hold and _takes_away(options, newsroom):
        return make_report(options, newsroom, watch)
    with watch.stage("search"):
        index = make_index(options, newsroom)
        newsroom = with_problems(newsroom, index.problems)
    if options.strict and newsroom.problems:
        return make_report(options, newsroom, watch)
    with watch.stage("plan"):
        planned = plan_outputs(options, newsroom, index, memory.templates)
    with watch.stage("compare"):
        work = making.compare(planned, newsroom.library, memory)
        if not work.memory.known:  # the templates have made these pages before
            making.rehearse(planned, work.todo)
    with write.Folder(options.output, options.cache) as folder:
        folder.open(planned.paths)
        made = making.make(planned, work, folder, options, watch)
        with watch.stage("tidy"):
            removed = folder.close(planned.paths)
            edition.remember(options, newsroom)
    report = make_report(options, newsroom, watch, made, removed, memory.reused(work.memory.hits))
    memory.remember(newsroom.records, report)
    return report


def _takes_away(options: Options, newsroom: Newsroom) -> bool:
    """Whether a file is left out, for its errors, that has a page in the output folder."""
    failed = [
        page_path(each.path)
        for each in newsroom.problems
        if each.severity is Severity.ERROR and each.path and each.code != "url-taken"
    ]
    return any((options.output / path[1:] / "index.html").is_file() for path in failed if path)


def make_index(options: Options, newsroom: Newsroom) -> search.Index:
    """The index of all records; an empty one where the site is to have no search."""
    if not (options.search and newsroom.config.search):
        return search.Index()
    return search.make_index(newsroom.library, newsroom.config, options.cache / "search")


def plan_outputs(
    options: Options,
    newsroom: Newsroom,
    index: search.Index | None = None,
    compiled: KeptTemplates | None = None,
) -> Plan:
    """Every page and file that the site will have; raises BuildError if two claim one path."""
    static = assets.gather(static_folders(options.site), theme_only(options.site))
    index = index or search.Index()
    at = plan.SEARCH_PATH if index.shards else ""
    site = plan.make_site(newsroom.config, newsroom.library, static.paths, at)
    preview = static.paths.get("preview", "")
    reads = Reads()
    pages = plan.plan_site(
        newsroom.library, newsroom.top, newsroom.config, preview, index.parts, reads
    )
    planned = Plan(
        pages=tuple(pages),
        files=(MARK, *static.outputs),
        index=index,
        renderer=Renderer(
            template_folders(options.site), site, minify=options.minify, compiled=compiled
        ),
        reads=reads,
        recipe=(site, preview),
    )
    _refuse_clashes(planned)
    return planned


def _refuse_clashes(planned: Plan) -> None:
    """Static files must not lie where a page does, nor where a page's folder is."""
    pages = {page.path.casefold() for page in planned.pages}
    folders: set[str] = set()
    for folder in {path.rpartition("/")[0] for path in pages}:
        while folder and folder not in folders:
            folders.add(folder)
            folder = folder.rpartition("/")[0]  # noqa: PLW2901
    for file in planned.files:
        path = file.path.casefold()
        if path in pages or path in folders:
            raise BuildError(
                f"{file.path}: a file in static/ lies where the site has a page",
                hint="rename the file in static/",
            )
