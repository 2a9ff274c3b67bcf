"""``theme.logo``: the picture that stands for the title of the site."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from site_gen.config import LogoFiles
from site_gen.errors import SettingError
from site_gen.external_links import is_http_url
from site_gen.looks.image_size import image_size
from site_gen.looks.static_files import read_static, static_name


class Logo(NamedTuple):
    """Addresses of a logo: URLs, or paths within the site."""

    light: str
    dark: str
    """The same as ``light`` if there is only one."""
    width: int
    height: int


def logo_of(setting: str | LogoFiles, files: Mapping[str, Path]) -> Logo | None:
    """The logo; None if there is none.

    Raises SettingError if its file is missing, or if its size is neither given nor in the file.
    """
    if not setting:
        return None
    logo = LogoFiles(setting) if isinstance(setting, str) else setting
    key = "theme.logo" if isinstance(setting, str) else "theme.logo.light"
    light = _address(key, logo.light, files)
    dark = _address("theme.logo.dark", logo.dark, files) if logo.dark else light
    if logo.width and logo.height:
        return Logo(light, dark, logo.width, logo.height)
    size = image_size(read_static(files[light.removeprefix("/")]))
    if not size:
        hint = f"write theme.logo as a map: light: {logo.light}, width: 200, height: 40"
        raise SettingError(key, f"{key}: the size of static{light} cannot be read", hint=hint)
    return Logo(light, dark, *size)


def _address(key: str, path: str, files: Mapping[str, Path]) -> str:
    return path if is_http_url(path) else f"/{static_name(key, path, files)}"
