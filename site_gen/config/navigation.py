"""Settings of the navigation: ``nav``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from site_gen.config.base import Section

NavSection = Literal["latest", "top", "topics", "outlets", "archive"]
"""The site's own sections, named in ``nav`` by one word."""


class NavItem(Section, frozen=True):
    """An item of ``nav`` that leads to a topic, a page or an address: one of the three."""

    topic: str = ""
    """The name or slug of a topic."""
    page: str = ""
    """The slug of a page in ``content/pages/``."""
    url: str = ""
    """An http or https URL, or the path of a page of the site."""
    label: str | Mapping[str, str] = ""
    """The text of the link, in place of the target's name; one text, or one for each language."""
