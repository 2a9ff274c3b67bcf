"""Plans and rendered pages of small sites."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import msgspec
from msgspec.structs import replace

from site_gen.config import Pagination, SiteConfig, Stories
from site_gen.file_signature import UNKNOWN
from site_gen.i18n.language import Language
from site_gen.instants import micros
from site_gen.model import Notes, Page, PlannedPage, Record
from site_gen.plan import SEARCH_PATH, Planner, make_site
from site_gen.plan.page_frame import PageFrame
from site_gen.plan.prepare import prepare
from site_gen.plan.view_maker import ViewMaker
from site_gen.relations import RelationChanges
from site_gen.render import Renderer
from site_gen.render.sources import read_sources
from site_gen.store.pages import MadePage, Pages
from site_gen.theme import theme_root
from tests.records import CONFIG
from tests.stored import Stored

SMALL = replace(CONFIG, pagination=Pagination(page_size=3))
"""Three records on a full page."""


class Planned(NamedTuple):
    """A planned page, and the frame with which its data are prepared."""

    plan: PlannedPage
    frame: PageFrame

    @property
    def kind(self) -> str:
        return self.plan.kind

    @property
    def path(self) -> str:
        return self.plan.path

    def prepare(self) -> Mapping[str, Any]:
        """The data of the page."""
        return prepare(self.frame, self.plan.kind, self.plan.args)

    def page(self) -> Page:
        """The page, ready to render."""
        return Page(self.plan.url, self.path, self.plan.template, self.prepare())


def site_of(*records: Record, config: SiteConfig = SMALL, notes: Notes | None = None) -> Stored:
    """A site of these records; stories by lists only."""
    stored = Stored(replace(config, stories=Stories(threshold=0)))
    stored.put(*records, notes=notes)
    return stored


def plan(
    stored: Stored, language: Language | None = None, search: Sequence[str] = ()
) -> dict[str, Planned]:
    """All pages of the site by their addresses; ``search`` are the parts of its search index."""
    store = stored.store
    store.begin()
    planner = Planner(store, Pages(store), stored.config)
    planner.plan(stored.notes, RelationChanges(everything=True), search)
    store.commit()
    search_path = SEARCH_PATH if search else ""
    frame = PageFrame(ViewMaker(stored.library, stored.config, language), search=search_path)
    rows = store.execute(
        "SELECT path, kind, template, args, part FROM pages WHERE state <> 2 ORDER BY page"
    )
    pages = [
        PlannedPage(_url_of(path), kind, template, msgspec.msgpack.decode(args, type=tuple), part)
        for path, kind, template, args, part in rows
    ]
    assert [page.path for page in pages] == store.column("SELECT path FROM pages ORDER BY page")
    return {page.url: Planned(page, frame) for page in pages}


def _url_of(path: str) -> str:
    name = f"/{path}"
    return name.removesuffix("index.html") if name.endswith("/index.html") else name


def render(
    records: Iterable[Record],
    config: SiteConfig = SMALL,
    notes: Notes | None = None,
    language: Language | None = None,
    search: Sequence[str] = (),
) -> dict[str, bytes]:
    """All pages of the site, rendered with the templates of the theme."""
    stored = site_of(*records, config=config, notes=notes)
    renderer = renderer_of(stored, language)
    pages = plan(stored, language, search)
    rendered = {}
    # Sitemaps last: they have the times at which the other pages changed.
    for url in sorted(pages, key=lambda url: pages[url].kind.startswith("sitemap/")):
        page = pages[url].page()
        rendered[url] = renderer.render(page).data
        _save_changed(stored, page)
    return {url: rendered[url] for url in pages}


def _save_changed(stored: Stored, page: Page) -> None:
    """Store when the content of a page last changed."""
    number = stored.store.value("SELECT page FROM pages WHERE path = ?", page.path)
    at = page.context.get("changed")
    changed = None if at is None else micros(at)
    Pages(stored.store).save_written([MadePage(number, 0, b"", UNKNOWN, True, (), changed)])


def renderer_of(stored: Stored, language: Language | None = None) -> Renderer:
    """A renderer with the templates of the theme."""
    site = make_site(stored.config, stored.notes.pages_in_order, {}, language=language)
    return Renderer(read_sources((theme_root() / "templates",)), site, language=language)


def maker_of(*records: Record, config: SiteConfig = SMALL) -> ViewMaker:
    return ViewMaker(site_of(*records, config=config).library, config)
