"""The look of a site: what ``theme`` in ``site.yaml`` makes of the static files.

A look is a folder ``css/looks/<name>/`` of the theme or of the site. Its rules are in a layer after
that of the components; rules that are made of settings follow.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from pathlib import Path

import msgspec

from site_gen.config import Theme
from site_gen.errors import SettingError
from site_gen.looks.accents import accent_rules, contrast_problems
from site_gen.looks.fonts import Face, faces_of, family_rules
from site_gen.looks.logos import Logo, logo_of
from site_gen.looks.static_files import read_static
from site_gen.looks.tokens import Both, colours_of, read_tokens
from site_gen.model import Problem

FOLDER = "css/looks/"
_TOKENS = "css/tokens.css"


class Appearance(msgspec.Struct, frozen=True):
    """What the settings of the theme add to a site."""

    look: str = ""
    """The name of the look."""
    rules: str = ""
    """Stylesheet rules that are made of settings."""
    faces: tuple[Face, ...] = ()
    logo: Logo | None = None
    page: Both | None = None
    """The colours of light and dark pages; None if they are unknown."""
    problems: tuple[Problem, ...] = ()


def appearance(theme: Theme, files: Mapping[str, Path]) -> Appearance:
    """The appearance that the settings ask for. ``files`` are all static files by their names.

    Raises SettingError for a look or file that does not exist.
    """
    look = _check_name(theme.name, files)
    names = ["css/tokens.css", *sorted(name for name in files if name.startswith(look))]
    sheets = [
        read_static(files[name]).decode("utf-8", "replace") for name in names if name in files
    ]
    page = colours_of(read_tokens(sheets), "--color-page")
    faces = faces_of(theme.fonts, files)
    settings = {
        ":root": ";".join(accent_rules(theme.accent, page)),
        "[lang],[dir]": ";".join(family_rules(theme.fonts)),
    }
    chosen = "".join(f"{where}{{{what}}}" for where, what in settings.items() if what)
    rules = "".join(face.rule for face in faces)
    rules += f"@layer look{{{chosen}}}" if chosen else ""
    tokens = read_tokens([*sheets, rules])
    return Appearance(
        look=theme.name,
        rules=rules,
        faces=tuple(faces),
        logo=logo_of(theme.logo, files),
        page=page,
        problems=tuple(contrast_problems(tokens, theme.name)) if sheets else (),
    )


def look_names(files: Mapping[str, Path]) -> list[str]:
    """The names of all looks that the static files have."""
    inside = (name.removeprefix(FOLDER) for name in files if name.startswith(FOLDER))
    return sorted({name.split("/")[0] for name in inside if "/" in name})


def _check_name(name: str, files: Mapping[str, Path]) -> str:
    """The folder of a look; raises SettingError if there is none."""
    known = look_names(files)
    if name not in known:
        close = difflib.get_close_matches(name.casefold(), known, 1)
        own = name if re.fullmatch(r"[\w.-]*\w", name) else "<name>"
        hint = f"a look of your own is a folder static/{FOLDER}{own}/"
        hint = f"did you mean {close[0]}? {hint}" if close else hint
        message = f"theme.name is “{name}”, expected {', '.join(known)}"
        raise SettingError("theme.name", message, hint=hint)
    return f"{FOLDER}{name}/"
