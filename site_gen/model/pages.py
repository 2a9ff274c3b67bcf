"""What becomes of the library: pages planned, prepared and rendered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

import msgspec


class Page(msgspec.Struct, frozen=True):
    """A page ready to render: plain data only."""

    url: str
    """Path within the site, such as ``/topics/ai/`` or ``/404.html``."""
    path: str
    """Where it lies in the output folder."""
    template: str
    context: Mapping[str, Any]


class Listed(msgspec.Struct, frozen=True):
    """A page's place in the sitemaps."""

    part: str
    """Which of them: ``2021-06`` for the articles of a month, else a kind of list."""
    changed: datetime | None = None
    """When the newest of what it shows was published or changed, if that is known."""


class PlannedPage(msgspec.Struct, frozen=True):
    """A page that will be: its place is known, its data are made when it is rendered.

    Preparing late lets every worker prepare its own pages, and keeps the data of a
    hundred thousand pages from lying in memory at once.
    """

    url: str
    kind: str
    """``article``, ``topic`` …, for the report."""
    template: str
    """Empty for a page that is JSON: the ``document`` of its data."""
    prepare: Callable[[], Mapping[str, Any]]
    listed: Listed | None = None
    """None for what search engines shall not be told of."""

    @property
    def path(self) -> str:
        """Where the page lies in the output folder."""
        return self.url[1:] + ("index.html" if self.url.endswith("/") else "")

    def page(self) -> Page:
        return Page(self.url, self.path, self.template, self.prepare())


class Output(msgspec.Struct, frozen=True):
    """A file of the site."""

    path: str
    """Relative to the output folder, with forward slashes."""
    data: bytes
