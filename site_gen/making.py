"""The files of a site: which are as they must be, and the others made and written.

Pages are shared by all processes; what is ready already, static files and the search index,
is written by this one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import Any

import msgspec

from site_gen import search, workers, write
from site_gen.cache.items import item_digests, short_digest
from site_gen.cache.keys import NEVER, page_key
from site_gen.cache.memory import Memory
from site_gen.cache.pages import FileMemory, Made, numbers_of
from site_gen.model import Library, Output, PlannedPage
from site_gen.options import Options, Stopwatch
from site_gen.reads import Reads
from site_gen.render import Renderer
from site_gen.write import Written


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """Every file of the site, before any is written."""

    pages: tuple[PlannedPage, ...]
    files: tuple[Output, ...]
    """Static files, ready as they are."""
    renderer: Renderer
    reads: Reads
    """Is told what pages look at."""
    recipe: tuple[Any, ...]
    """What all pages are made with, beside the configuration and the templates."""
    index: search.Index = search.Index()
    """What the site is searched by; its files are read when they are written."""

    @property
    def paths(self) -> list[str]:
        own = [*(page.path for page in self.pages), *(file.path for file in self.files)]
        return own + self.index.paths


class Work(msgspec.Struct, frozen=True):
    """What there is to do."""

    memory: FileMemory
    left: list[int | None]
    """Of each page, the place in the memory of the file that can be left as it is."""
    todo: list[PlannedPage]
    """All other pages."""


def compare(planned: Plan, library: Library, memory: Memory) -> Work:
    """Find out which pages would be as they are already."""
    files = memory.files(memory.recipe(*planned.recipe))
    files.compare(item_digests(library))
    left = [files.left_page(page) for page in planned.pages]
    todo = [page for page, place in zip(planned.pages, left, strict=True) if place is None]
    return Work(files, left, todo)


def rehearse(planned: Plan, pages: Iterable[PlannedPage]) -> None:
    """Render one page of every template: a broken one is found before anything is written."""
    for page in {page.template: page for page in pages}.values():
        planned.renderer.render(page.page())


def make(
    planned: Plan, work: Work, folder: write.Folder, options: Options, watch: Stopwatch
) -> list[tuple[str, Written]]:
    """Make what is to be made, and remember it; all files of the site with their kinds."""
    with watch.stage("render and write"):
        task = partial(make_page, planned, folder, work.memory.numbers)
        made = workers.map_ordered(task, work.todo, options.processes)
        new = iter(list(watch.track(made, len(work.todo))))
        pages = [next(new) if place is None else place for place in work.left]
        static = list(_static(planned, folder, work.memory))
    with watch.stage("search"):
        index = list(_index(planned, folder, work.memory))
    everything: list[Made | int] = [*pages, *static, *index]
    with watch.stage("remember"):
        work.memory.keep(everything)
    kinds = [page.kind for page in planned.pages] + ["static"] * len(static)
    kinds += ["search"] * len(index)
    return [
        (kind, work.memory.written(file) if isinstance(file, int) else file.written)
        for kind, file in zip(kinds, everything, strict=True)
    ]


def make_page(
    planned: Plan, folder: write.Folder, numbers: Mapping[str, int], page: PlannedPage
) -> Made:
    """Render and write one page, and note what it has read by the ``numbers`` of items."""
    with planned.reads.noted() as read:
        output = planned.renderer.render(page.page())
    written = folder.put(output)
    try:
        return Made(written, page_key(page), numbers_of(read, numbers))
    except KeyError:  # it has looked for what is not there: made anew in every build
        return Made(written, NEVER, b"")


def _static(planned: Plan, folder: write.Folder, memory: FileMemory) -> Iterator[Made | int]:
    for file in planned.files:
        key = short_digest(file.data)
        place = memory.left(file.path, key)
        yield Made(folder.put(file), key, b"") if place is None else place


def _index(planned: Plan, folder: write.Folder, memory: FileMemory) -> Iterator[Made | int]:
    for path, name, source in planned.index.files():
        key = short_digest(name.encode())
        place = memory.left(path, key)
        if place is None:
            yield Made(folder.put(Output(path, source.read_bytes())), key, b"")
        else:
            yield place
