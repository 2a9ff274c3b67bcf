"""Folders of templates and static files: the site's own, then the default theme's."""

from __future__ import annotations

import os
from pathlib import Path

from site_gen.folders import real_path

_PACKAGE = Path(__file__).parent


def theme_root() -> Path:
    """The folder of the default theme: in the wheel, or in the repository next to the package."""
    packed = _PACKAGE / "_theme"
    return packed if packed.is_dir() else _PACKAGE.parent


def template_folders(site: Path) -> tuple[Path, ...]:
    """Template folders; files of an earlier one override those of a later one."""
    return _layered(site, "templates")


def static_folders(site: Path) -> tuple[Path, ...]:
    """Folders of static files, in the same order."""
    return _layered(site, "static")


def translations_folder(site: Path) -> Path:
    """The folder of the site's own catalogues of messages; it may be missing."""
    return site / "translations"


def theme_only_prefixes(site: Path) -> tuple[str, ...]:
    """Prefixes of static files of the theme that no other site gets: the sample's pictures."""
    return () if site.resolve() == theme_root().resolve() else ("img/newsroom/",)


def own_template_folder(site: Path) -> Path | None:
    """The folder of the site's own templates, if it has any."""
    return _own(site, "templates")


def own_static_folder(site: Path) -> Path | None:
    """The folder of the site's own static files, if it has any."""
    return _own(site, "static")


def _layered(site: Path, name: str) -> tuple[Path, ...]:
    own, default = _own(site, name), theme_root() / name
    return (own, default) if own else (default,)


def _own(site: Path, name: str) -> Path | None:
    own, default = site / name, theme_root() / name
    is_other = os.path.lexists(own) and real_path(own) != real_path(default)
    return own if is_other else None
