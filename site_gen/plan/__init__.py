"""Library → pages: every page of the site is planned before any is rendered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from site_gen.config import SiteConfig
from site_gen.errors import BuildError
from site_gen.model import Library, PlannedPage
from site_gen.plan.archive import plan_archive
from site_gen.plan.articles import plan_articles
from site_gen.plan.feeds import plan_feeds
from site_gen.plan.frame import Frame, make_site
from site_gen.plan.home import plan_home
from site_gen.plan.latest import plan_latest
from site_gen.plan.maker import ViewMaker
from site_gen.plan.mirror import plan_mirror
from site_gen.plan.pages import plan_pages
from site_gen.plan.providers import plan_providers
from site_gen.plan.search import SEARCH_PATH, plan_search
from site_gen.plan.sitemaps import plan_sitemaps
from site_gen.plan.topics import plan_topics
from site_gen.reads import Reads

__all__ = ["SEARCH_PATH", "make_site", "plan_site"]


def plan_site(
    library: Library,
    top: tuple[str, ...],
    config: SiteConfig,
    preview: str = "",
    searched: tuple[str, ...] = (),
    reads: Reads | None = None,
) -> list[PlannedPage]:
    """All pages of the site; ``top`` are the ids of its top stories, best first.

    ``preview`` is the path of the picture that stands for pages without one, ``searched`` are the
    parts of the search index, newest first. ``reads`` is told what pages look at while they
    are prepared.

    Raises BuildError if two pages would lie at one address.
    """
    frame = Frame(ViewMaker(library, config, reads), preview, SEARCH_PATH if searched else "")
    pages = [*_all_pages(frame, top), *plan_search(frame, searched)]
    pages += plan_sitemaps(frame, pages)
    return list(_distinct(pages))


_BY_FOLDER = {
    "latest": plan_latest,
    "news": plan_articles,
    "topics": plan_topics,
    "providers": plan_providers,
    "archive": plan_archive,
}


def plan_page(
    library: Library,
    top: tuple[str, ...],
    config: SiteConfig,
    url: str,
    preview: str = "",
    *,
    searched: bool = False,
) -> PlannedPage | None:
    """The one page at ``url``, such as ``/news/ferry-returns/``, without planning all others.

    None if there is none; machines' documents and the search page are not looked for.
    """
    frame = Frame(ViewMaker(library, config), preview, SEARCH_PATH if searched else "")
    planner = _BY_FOLDER.get(url.split("/")[1], plan_pages)
    pages = plan_home(frame, top) if url == "/" else planner(frame)
    return next((page for page in pages if page.url == url), None)


def _all_pages(frame: Frame, top: tuple[str, ...]) -> Iterator[PlannedPage]:
    yield from plan_home(frame, top)
    yield from plan_latest(frame)
    yield from plan_articles(frame)
    yield from plan_topics(frame)
    yield from plan_providers(frame)
    yield from plan_archive(frame)
    yield from plan_pages(frame)
    yield from plan_feeds(frame)
    if frame.maker.config.mirror:
        yield from plan_mirror(frame)


def _distinct(pages: Iterable[PlannedPage]) -> Iterator[PlannedPage]:
    """The pages, once it is certain that no two have one address, case aside."""
    taken: dict[str, PlannedPage] = {}
    for page in pages:
        first = taken.setdefault(page.url.casefold(), page)
        if first is not page:
            raise BuildError(
                f"{page.url}: a {page.kind} page and a {first.kind} page claim one address",
                hint="rename the file in content/pages/ or content/topics/",
            )
        yield page
