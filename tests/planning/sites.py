"""Plans and rendered pages of small libraries."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from site_gen.config import Pagination, SiteConfig
from site_gen.model import Library, Notes, PlannedPage, Record
from site_gen.plan import make_site, plan_site
from site_gen.plan.frame import Frame
from site_gen.plan.maker import ViewMaker
from site_gen.ranking import top_stories
from site_gen.render import Renderer
from site_gen.theme import theme_root
from tests.records import CONFIG, library_of

SMALL = replace(CONFIG, pagination=Pagination(page_size=3))
"""Three records on a full page."""


def plan(library: Library, config: SiteConfig = SMALL) -> dict[str, PlannedPage]:
    """All pages of the site by their paths."""
    pages = plan_site(library, top_stories(library, config.ranking), config)
    return {page.url: page for page in pages}


def render(
    records: Iterable[Record], config: SiteConfig = SMALL, notes: Notes | None = None
) -> dict[str, bytes]:
    """All pages of the site as the real templates make them."""
    library = library_of(*records, notes=notes)
    renderer = renderer_of(library, config)
    return {url: renderer.render(page.page()).data for url, page in plan(library, config).items()}


def renderer_of(library: Library, config: SiteConfig = SMALL) -> Renderer:
    """What makes the pages of this library with the real templates."""
    return Renderer((theme_root() / "templates",), make_site(config, library, {}))


def maker_of(*records: Record, config: SiteConfig = SMALL) -> ViewMaker:
    return ViewMaker(library_of(*records), config)


def frame_of(*records: Record) -> Frame:
    return Frame(maker_of(*records))
