"""Pages: planned, prepared and rendered."""

from __future__ import annotations

from collections.abc import Mapping
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


class PlannedPage(msgspec.Struct, frozen=True):
    """A page that the site has, as plain data: any process that reads the store can make it."""

    url: str
    kind: str
    """``article``, ``topic`` …: who prepares it, and its name in the report."""
    template: str
    """Empty for a page that is JSON: the ``document`` of its data."""
    args: tuple[Any, ...] = ()
    """What it is prepared from, beside the store: numbers, texts and tuples of these."""
    part: str | None = None
    """The sitemap that it is in: ``2021-06`` for the articles of a month, else a kind of list; None
    for what search engines shall not be told of."""

    @property
    def path(self) -> str:
        """Where the page lies in the output folder."""
        return path_of(self.url)


def path_of(url: str) -> str:
    """Where the page at an address within the site lies in the output folder."""
    return url[1:] + ("index.html" if url.endswith("/") else "")


class Output(msgspec.Struct, frozen=True):
    """A file of the site."""

    path: str
    """Relative to the output folder, with forward slashes."""
    data: bytes
