"""Prepare, render and write single pages.

Each process creates its own ``PageMaker`` from picklable settings and gets pages as their numbers
in the store.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

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
from site_gen.target import Change, Target, WriteResult
from site_gen.targets import TargetSettings, open_target
from site_gen.workers import Task

_decode = msgspec.msgpack.Decoder(tuple[Any, ...]).decode
_PAGE = "SELECT path, kind, template, args FROM pages WHERE page = ?"


class PageSettings(msgspec.Struct, frozen=True):
    """Settings that all pages of a site are rendered with."""

    store: str
    """Address of the store."""
    target: TargetSettings
    config: SiteConfig
    templates: TemplateSources
    language: LanguageSettings
    site: Site
    preview: str
    """Path of the preview picture for pages that have no picture; may be empty."""
    is_searched: bool
    minify: bool


class RenderedPage(NamedTuple):
    """A page that is not written yet."""

    page: int
    output: Output
    items: frozenset[int]
    """What it depends on."""
    changed: int | None
    """When the newest of what it shows was published or changed."""


class PageMaker:
    """Renders pages of one site."""

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

    def render(self, number: int) -> RenderedPage:
        """Render a page."""
        path, kind, template, args = self.db.execute(_PAGE, (number,)).fetchone()
        url = "/" + path.removesuffix("index.html") if path.endswith("index.html") else f"/{path}"
        with self.recorder.recording() as items:
            context = prepare(self.frame, kind, _decode(args))
        output = self.renderer.render(Page(url, path, template, context))
        return RenderedPage(number, output, frozenset(items), _changed(context))


def _changed(context: Mapping[str, Any]) -> int | None:
    changed: datetime | None = context.get("changed")
    return None if changed is None else micros(changed)


class PageTask(Task[int, MadePage]):
    """Makes pages; each process creates its maker and its target at its first page."""

    def __init__(self, settings: PageSettings) -> None:
        self.settings = settings
        self.store = settings.store
        self._maker: PageMaker | None = None
        self._target: Target | None = None
        self._process = 0
        """The process that created them: a forked one must not use its connection."""
        target = open_target(settings.target, settings.store)
        self.writes, self.saves_here = target.folders, target.saves_here

    def __getstate__(self) -> PageSettings:
        return self.settings

    def __setstate__(self, settings: PageSettings) -> None:
        self.__init__(settings)  # type: ignore[misc]

    def elsewhere(self, store: str, cache: Path) -> PageTask:  # noqa: ARG002
        return PageTask(msgspec.structs.replace(self.settings, store=store))

    def name_of(self, item: int) -> str:
        with closing(reader(self.store)) as db:
            return str(db.execute(_PAGE, (item,)).fetchone()[0])

    def close(self) -> None:
        if self._maker is not None and self._process == os.getpid():
            self._maker.db.close()
        self._maker = None

    def compute(self, items: Sequence[int]) -> list[RenderedPage]:
        self._check_process()
        if self._maker is None:
            self._maker = PageMaker(self.settings)
        return list(map(self._maker.render, items))

    def save(self, items: Sequence[RenderedPage]) -> list[MadePage]:
        self._check_process()
        if self._target is None:
            self._target = open_target(self.settings.target, self.settings.store)
        results = self._target.write_all([page.output for page in items])
        return [_made(page, result) for page, result in zip(items, results, strict=True)]

    def _check_process(self) -> None:
        if self._process != os.getpid():
            self._maker = self._target = None
            self._process = os.getpid()


def _made(page: RenderedPage, result: WriteResult) -> MadePage:
    is_new = result.change is Change.WRITTEN
    return MadePage(
        *(page.page, result.size, result.digest, result.signature, is_new),
        page.items,
        page.changed,
    )
