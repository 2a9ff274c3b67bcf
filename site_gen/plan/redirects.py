"""Small pages that send readers on to another address."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from site_gen.model import PlannedPage
from site_gen.plan.page_frame import PageFrame


def redirect(path: str, target: str) -> PlannedPage:
    """A page at ``path`` that sends readers on to ``target``."""
    return PlannedPage(path, "redirect", "pages/redirect.html", (target,))


def prepare(frame: PageFrame, target: str) -> Mapping[str, Any]:
    """The data of a redirect."""
    context = frame.around(target, "Moved", robots="noindex")
    return {**context, "target": frame.maker.urls.href(target)}
