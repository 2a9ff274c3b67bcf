"""``theme.fonts``: rules for local font files, and the files that pages load early."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

import msgspec

from site_gen.config import FontFiles, Fonts
from site_gen.errors import SettingError
from site_gen.looks.font_files import MEDIA_TYPES, font_format, is_variable
from site_gen.looks.static_files import read_static, static_name

_STYLES = {
    "regular": ("400", "normal"),
    "bold": ("700", "normal"),
    "italic": ("400", "italic"),
    "bold_italic": ("700", "italic"),
}
_ALL_WEIGHTS = "100 900"


class Face(NamedTuple):
    """A font file as a stylesheet describes it."""

    family: str
    name: str
    """Of the file, within static/."""
    format: str
    weight: str
    style: str

    @property
    def media_type(self) -> str:
        return MEDIA_TYPES[self.format]

    @property
    def rule(self) -> str:
        # "optional": a font that is not there when the page is first drawn waits for the next
        # page, since text that changes its font moves what is below it.
        return (
            f'@font-face{{font-family:"{self.family}";src:url("../{quote(self.name)}") '
            f'format("{self.format}");font-weight:{self.weight};font-style:{self.style};'
            "font-display:optional}"
        )


def faces_of(fonts: Fonts, files: Mapping[str, Path]) -> list[Face]:
    """The faces of all fonts; raises SettingError for a file that is missing or not a font."""
    return [
        face
        for role in Fonts.__struct_fields__
        if (setting := getattr(fonts, role))
        for face in _faces(role, setting, files)
    ]


def family_rules(fonts: Fonts) -> Iterator[str]:
    """Declarations that put the fonts before those of the look.

    They are for every element with a language: the stack of each has fonts for its script.
    """
    for role in Fonts.__struct_fields__:
        if getattr(fonts, role):
            stack = "text,var(--stack-headline)" if role == "text" else role
            yield f'--font-{role}:"Site {role}",var(--stack-{stack})'


def _faces(role: str, setting: str | FontFiles, files: Mapping[str, Path]) -> Iterator[Face]:
    family = f"Site {role}"
    if isinstance(setting, str):
        # Headlines have one weight, and a font for them alone is of that weight.
        any_weight = role == "headline"
        yield _face(f"theme.fonts.{role}", family, setting, "regular", files, any_weight=any_weight)
        return
    paths: dict[str, str] = msgspec.structs.asdict(setting)
    for style in _STYLES:
        if paths[style]:
            yield _face(f"theme.fonts.{role}.{style}", family, paths[style], style, files)


def _face(
    key: str,
    family: str,
    path: str,
    style: str,
    files: Mapping[str, Path],
    *,
    any_weight: bool = False,
) -> Face:
    name = static_name(key, path, files)
    data = read_static(files[name])
    kind = font_format(data)
    if not kind:
        hint = "expected a WOFF2, WOFF, TrueType or OpenType font"
        raise SettingError(key, f"{key}: static/{name} is not a font", hint=hint)
    weight, slant = _STYLES[style]
    if any_weight or is_variable(data):
        weight = _ALL_WEIGHTS
    return Face(family, name, kind, weight, slant)
