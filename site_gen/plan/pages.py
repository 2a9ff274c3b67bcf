"""Simple pages: Markdown from content/pages/, the page for wrong addresses, redirects."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from site_gen.model import PageNote, PlannedPage
from site_gen.plan.page_frame import PageFrame


def plan_pages(notes: Iterable[PageNote]) -> Iterator[PlannedPage]:
    """Plan every Markdown page, and ``/404.html``."""
    for note in notes:
        args = (note.slug, note.title, note.description, note.body)
        yield PlannedPage(f"/{note.slug}/", "page", "pages/page.html", args, "page")
    yield PlannedPage("/404.html", "page/404", "pages/404.html")


def prepare(
    frame: PageFrame, slug: str, title: str, description: str, body: str
) -> Mapping[str, Any]:
    """The data of a Markdown page; ``body`` is Markdown."""
    description = description or frame.maker.text(body)
    path = f"/{slug}/"
    about = {"@type": "WebPage", "name": title, "url": frame.maker.urls.absolute(path)}
    return {
        **frame.head_and_crumbs(path, title, description=description, about=about),
        "title": title,
        "body": frame.maker.html(body),
    }


def redirect(path: str, target: str) -> PlannedPage:
    """A page at ``path`` that redirects to ``target``."""
    return PlannedPage(path, "redirect", "pages/redirect.html", (target,))


def prepare_redirect(frame: PageFrame, target: str) -> Mapping[str, Any]:
    """The data of a redirect."""
    title = frame.maker.language.gettext("Moved")
    context = frame.head_and_crumbs(target, title, robots="noindex")
    return {**context, "target": frame.maker.urls.href(target)}
