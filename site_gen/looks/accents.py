"""``theme.accent``: the colour of labels and links, and whether it can be read on the pages."""

from __future__ import annotations

from collections.abc import Iterator

from site_gen.colours import (
    contrast,
    for_dark_pages,
    for_light_pages,
    parse_colour,
    with_contrast,
)
from site_gen.config import ACCENTS, AccentColours
from site_gen.looks.tokens import Both, colours_of
from site_gen.model import Problem
from site_gen.model.problems import SETTINGS, Severity

READABLE = 4.5
"""The contrast that WCAG asks of text."""


def accent_rules(accent: str | AccentColours, page: Both | None) -> Iterator[str]:
    """Declarations that set the accent; none if it is that of the look.

    Where only one colour is given, the other is made from it: it has the same hue, and a contrast
    that can be read on the ``page``.
    """
    if accent in ACCENTS:
        yield from (
            f"--accent-on-paper:var(--{accent}-700)",
            f"--accent-on-night:var(--{accent}-300)",
        )
        return
    given = AccentColours(accent) if isinstance(accent, str) else accent
    light, dark = parse_colour(given.light), parse_colour(given.dark)
    if light and not dark:
        dark = for_dark_pages(light)
        dark = with_contrast(dark, page.dark, READABLE) if page else dark
    elif dark and not light:
        light = for_light_pages(dark)
        light = with_contrast(light, page.light, READABLE) if page else light
    if light and dark:
        yield from (f"--accent-on-paper:{light}", f"--accent-on-night:{dark}")


def contrast_problems(tokens: dict[str, str], look: str) -> Iterator[Problem]:
    """Warnings about an accent that can hardly be read on light or on dark pages."""
    page, accent = colours_of(tokens, "--color-page"), colours_of(tokens, "--color-accent")
    if not page or not accent:
        name = "--color-accent" if page else "--color-page"
        message = f"the look “{look}” has no {name} that can be read, so contrast is not checked"
        hint = "write light-dark(#fff, #111), with colours as #c03, rgb(), hsl() or oklch()"
        yield _problem(message, "theme.name", "unknown-contrast", hint)
        return
    for mode, colour, behind in zip(("light", "dark"), accent, page, strict=True):
        ratio = contrast(colour, behind)
        if ratio < READABLE:
            message = (
                f"theme.accent: {colour} has a contrast of {ratio:.2f} to the {mode} pages "
                f"({behind}), expected at least {READABLE}"
            )
            nearest = with_contrast(colour, behind, READABLE)
            yield _problem(message, "theme.accent", "low-contrast", f"the nearest is {nearest}")


def _problem(message: str, field: str, code: str, hint: str) -> Problem:
    return Problem(SETTINGS, message, Severity.WARNING, code=code, field=field, hint=hint)
