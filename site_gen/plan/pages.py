"""The site's own pages: Markdown from content/pages/, and the page for wrong addresses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from site_gen import markup
from site_gen.model import Listed, PageNote, PlannedPage
from site_gen.plan.frame import Frame


def plan_pages(frame: Frame) -> Iterator[PlannedPage]:
    """Every Markdown page, and ``/404.html``."""
    for note in frame.library.pages:
        yield PlannedPage(
            f"/{note.slug}/",
            "page",
            "pages/page.html",
            partial(_prepare, frame, note),
            Listed("page"),
        )
    yield PlannedPage("/404.html", "page", "pages/404.html", partial(_not_found, frame))


def _prepare(frame: Frame, note: PageNote) -> Mapping[str, Any]:
    description = note.description or markup.to_text(note.body)
    path = f"/{note.slug}/"
    about = {"@type": "WebPage", "name": note.title, "url": frame.maker.urls.absolute(path)}
    return {
        **frame.around(path, note.title, description=description, about=about),
        "title": note.title,
        "body": markup.to_html(note.body, frame.maker.urls),
    }


def _not_found(frame: Frame) -> Mapping[str, Any]:
    maker = frame.maker
    return {
        **frame.around("/404.html", "Page not found", robots="noindex"),
        "links": (
            maker.link("Front page", "/"),
            maker.link("Latest", "/latest/"),
            maker.link("Topics", "/topics/"),
            maker.link("Archive", "/archive/"),
        ),
    }
