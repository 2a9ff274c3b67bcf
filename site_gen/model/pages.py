"""Pages as they are planned, prepared and rendered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec


class Page(msgspec.Struct, frozen=True):
    """A page with the data that its template needs."""

    url: str
    """Path within the site, such as ``/topics/ai/`` or ``/404.html``."""
    path: str
    """Path in the output folder."""
    template: str
    context: Mapping[str, Any]


class PlannedPage(msgspec.Struct, frozen=True):
    """A page of the site; any process that reads the store can prepare and render it."""

    url: str
    kind: str
    """``article``, ``topic`` …: selects the function that prepares it; shown in the report."""
    template: str
    """Empty for a page that is JSON, made from ``document`` in its data."""
    args: tuple[Any, ...] = ()
    """What it is prepared from besides the store: numbers, texts and tuples of these."""
    part: str | None = None
    """The sitemap that lists it: ``2021-06`` for the articles of a month, else a kind of list; None
    if none does."""

    @property
    def path(self) -> str:
        """Path in the output folder."""
        return path_of(self.url)


def path_of(url: str) -> str:
    """The path in the output folder of the page at a URL path."""
    return url[1:] + ("index.html" if url.endswith("/") else "")


class Output(msgspec.Struct, frozen=True):
    """A file of the site."""

    path: str
    """Relative to the output folder, with forward slashes."""
    data: bytes
