"""Custom properties of stylesheets, such as the colour of a look's pages."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from site_gen.colours import Colour, parse_colour

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_PROPERTY = re.compile(r"(--[\w-]+)\s*:\s*([^;{}]+)")
_VARIABLE = re.compile(r"var\(\s*(--[\w-]+)\s*(?:,[^()]*)?\)")
_BOTH = re.compile(r"light-dark\((.*)\)", re.DOTALL)
_DEPTH = 8
"""Properties that refer to each other; more is a circle."""


class Both(NamedTuple):
    """A colour of light pages and one of dark pages."""

    light: Colour
    dark: Colour


def read_tokens(sheets: Iterable[str]) -> dict[str, str]:
    """The custom properties of the stylesheets; of two with one name the later."""
    tokens: dict[str, str] = {}
    for sheet in sheets:
        tokens.update(_PROPERTY.findall(_COMMENT.sub("", sheet)))
    return {name: value.strip() for name, value in tokens.items()}


def colours_of(tokens: dict[str, str], name: str) -> Both | None:
    """The two colours of a token; None if it is not set or is more than a colour can be read of."""
    value = f"var({name})"
    for _ in range(_DEPTH):
        value = _VARIABLE.sub(lambda match: tokens.get(match[1], ""), value).strip()
    both = _BOTH.fullmatch(value)
    light, dark = _halves(both[1]) if both else (value, value)
    colours = parse_colour(light), parse_colour(dark)
    return Both(colours[0], colours[1]) if colours[0] and colours[1] else None


def _halves(text: str) -> tuple[str, str]:
    """The two arguments of a function, whose own arguments may have commas."""
    depth = 0
    for at, letter in enumerate(text):
        depth += (letter == "(") - (letter == ")")
        if letter == "," and depth == 0:
            return text[:at], text[at + 1 :]
    return text, ""
