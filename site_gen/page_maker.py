"""One page after the other: prepared from the store, rendered, and written.

A maker is made anew in each process from plain settings; a page is the number that it has in the
store. So pages can be made by this process, by others, or on another machine that reads the
same store.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec

from site_gen import plan, write
from site_gen.config import SiteConfig
from site_gen.dependencies import Recorder
from site_gen.instants import micros
from site_gen.model import Output, Page
from site_gen.plan.page_frame import PageFrame
from site_gen.plan.prepare import prepare
from site_gen.plan.view_maker import ViewMaker
from site_gen.plan.views import Site
from site_gen.render import Renderer
from site_gen.render.sources import TemplateSources
from site_gen.render.template_cache import TemplateCache
from site_gen.store import reader
from site_gen.store.library import Library
from site_gen.store.pages import MadePage

_decode = msgspec.msgpack.Decoder(tuple[Any, ...]).decode
_PAGE = "SELECT path, kind, template, args FROM pages WHERE page = ?"


class PageSettings(msgspec.Struct, frozen=True):
    """What all pages of a site are made with."""

    store: str
    """Address of the store."""
    output: Path
    config: SiteConfig
    templates: TemplateSources
    site: Site
    preview: str
    """Path of the picture for pages that have none."""
    is_searched: bool
    minify: bool


class PageMaker:
    """Makes pages of one site."""

    def __init__(self, setting: PageSettings, db: sqlite3.Connection | None = None) -> None:
        self.db = db or reader(setting.store)
        self.compiled = TemplateCache(self.db)
        self.recorder = Recorder()
        library = Library(self.db, self.recorder)
        search = plan.SEARCH_PATH if setting.is_searched else ""
        self.frame = PageFrame(ViewMaker(library, setting.config), setting.preview, search)
        self.renderer = Renderer(
            setting.templates, setting.site, minify=setting.minify, compiled=self.compiled
        )
        self.folder = write.Folder(setting.output)

    def render(self, number: int) -> tuple[Output, frozenset[int], int | None]:
        """A page as a file; what it depends on; when the newest of what it shows changed."""
        path, kind, template, args = self.db.execute(_PAGE, (number,)).fetchone()
        url = "/" + path.removesuffix("index.html") if path.endswith("index.html") else f"/{path}"
        with self.recorder.recording() as items:
            context = prepare(self.frame, kind, _decode(args))
        output = self.renderer.render(Page(url, path, template, context))
        return output, frozenset(items), _changed(context)

    def make(self, number: int) -> MadePage:
        """Render a page and write it into the output folder."""
        output, items, changed = self.render(number)
        written = self.folder.put(output)
        is_new = written.change is write.Change.WRITTEN
        return MadePage(
            *(number, written.size, written.digest, written.signature, is_new, items, changed)
        )


def _changed(context: Mapping[str, Any]) -> int | None:
    changed: datetime | None = context.get("changed")
    return None if changed is None else micros(changed)


class PageTask:
    """Makes pages in a worker, which begins its maker with the first of them."""

    def __init__(self, setting: PageSettings) -> None:
        self.setting = setting
        self._maker: PageMaker | None = None
        self._process = 0
        """The one that began it: a connection to the store must not be used in a fork."""

    def __getstate__(self) -> PageSettings:
        return self.setting

    def __setstate__(self, setting: PageSettings) -> None:
        self.__init__(setting)  # type: ignore[misc]

    def close(self) -> None:
        """Close the connection to the store."""
        if self._maker is not None and self._process == os.getpid():
            self._maker.db.close()
        self._maker = None

    def __call__(self, number: int) -> MadePage:
        if self._maker is None or self._process != os.getpid():
            self._maker, self._process = PageMaker(self.setting), os.getpid()
        return self._maker.make(number)
