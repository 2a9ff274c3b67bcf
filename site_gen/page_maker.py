"""Prepare, render and write single pages.

Each process creates its own ``PageMaker`` from picklable settings and gets pages as their numbers
in the store.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec

from site_gen import plan
from site_gen.config import SiteConfig
from site_gen.dependencies import Recorder
from site_gen.i18n.language import Language, LanguageSettings
from site_gen.instants import micros
from site_gen.model import Output, Page
from site_gen.plan.page_frame import PageFrame
from site_gen.plan.page_views import Site
from site_gen.plan.prepare import prepare
from site_gen.plan.view_maker import ViewMaker
from site_gen.render import Renderer
from site_gen.render.sources import TemplateSources
from site_gen.render.template_cache import TemplateCache
from site_gen.store import reader
from site_gen.store.library import Library
from site_gen.store.pages import MadePage
from site_gen.write import Change, OutputFolder

_decode = msgspec.msgpack.Decoder(tuple[Any, ...]).decode
_PAGE = "SELECT path, kind, template, args FROM pages WHERE page = ?"


class PageSettings(msgspec.Struct, frozen=True):
    """Settings that all pages of a site are rendered with."""

    store: str
    """Address of the store."""
    output: Path
    config: SiteConfig
    templates: TemplateSources
    language: LanguageSettings
    site: Site
    preview: str
    """Path of the preview picture for pages that have no picture; may be empty."""
    is_searched: bool
    minify: bool


class PageMaker:
    """Renders and writes pages of one site."""

    def __init__(self, settings: PageSettings, db: sqlite3.Connection | None = None) -> None:
        self.db = db or reader(settings.store)
        self.compiled = TemplateCache(self.db, settings.language.digest)
        language = Language(settings.language)
        self.recorder = Recorder()
        library = Library(self.db, self.recorder)
        search = plan.SEARCH_PATH if settings.is_searched else ""
        self.frame = PageFrame(
            ViewMaker(library, settings.config, language),
            settings.preview,
            search,
            settings.site.nav,
            settings.site.language_names,
        )
        self.renderer = Renderer(
            settings.templates,
            settings.site,
            minify=settings.minify,
            compiled=self.compiled,
            language=language,
        )
        self.folder = OutputFolder(settings.output)

    def render(self, number: int) -> tuple[Output, frozenset[int], int | None]:
        """The output of a page, the items it depends on, and when its content last changed."""
        path, kind, template, args = self.db.execute(_PAGE, (number,)).fetchone()
        url = "/" + path.removesuffix("index.html") if path.endswith("index.html") else f"/{path}"
        with self.recorder.recording() as items:
            context = prepare(self.frame, kind, _decode(args))
        output = self.renderer.render(Page(url, path, template, context))
        return output, frozenset(items), _changed(context)

    def make(self, number: int) -> MadePage:
        """Render a page and write it into the output folder."""
        output, items, changed = self.render(number)
        result = self.folder.write(output)
        is_new = result.change is Change.WRITTEN
        return MadePage(
            *(number, result.size, result.digest, result.signature, is_new, items, changed)
        )


def _changed(context: Mapping[str, Any]) -> int | None:
    changed: datetime | None = context.get("changed")
    return None if changed is None else micros(changed)


class PageTask:
    """A picklable function that makes pages; each process creates its maker at its first page."""

    def __init__(self, settings: PageSettings) -> None:
        self.settings = settings
        self._maker: PageMaker | None = None
        self._process = 0
        """The process that created the maker: a forked one must not use its connection."""

    def __getstate__(self) -> PageSettings:
        return self.settings

    def __setstate__(self, settings: PageSettings) -> None:
        self.__init__(settings)  # type: ignore[misc]

    def close(self) -> None:
        """Close the connection to the store."""
        if self._maker is not None and self._process == os.getpid():
            self._maker.db.close()
        self._maker = None

    def __call__(self, number: int) -> MadePage:
        if self._maker is None or self._process != os.getpid():
            self._maker, self._process = PageMaker(self.settings), os.getpid()
        return self._maker.make(number)
