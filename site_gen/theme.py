"""Where templates and static files come from: the site's own folders, then the theme's."""

from __future__ import annotations

import os
from pathlib import Path

from site_gen.folders import real_path

_PACKAGE = Path(__file__).parent


def theme_root() -> Path:
    """The default theme: packed into the wheel, beside the package in the repository."""
    packed = _PACKAGE / "_theme"
    return packed if packed.is_dir() else _PACKAGE.parent


def template_folders(site: Path) -> tuple[Path, ...]:
    """Folders of templates; a file in an earlier one overrides the same file in a later."""
    return _layered(site, "templates")


def static_folders(site: Path) -> tuple[Path, ...]:
    """Folders of static files, in the same order."""
    return _layered(site, "static")


def theme_only(site: Path) -> tuple[str, ...]:
    """Beginnings of the names of static files that stay with the theme's own repository.

    The sample newsroom's pictures lie among the theme's files; no other site wants them.
    """
    return () if site.resolve() == theme_root().resolve() else ("img/newsroom/",)


def _layered(site: Path, name: str) -> tuple[Path, ...]:
    own, default = site / name, theme_root() / name
    if not os.path.lexists(own) or real_path(own) == real_path(default):
        return (default,)
    return own, default
