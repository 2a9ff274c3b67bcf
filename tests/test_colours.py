"""Reading colours, their contrast, and colours that can be read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_gen.colours import (
    Colour,
    contrast,
    for_dark_pages,
    for_light_pages,
    parse_colour,
    with_contrast,
)

WHITE, BLACK = Colour(1, 1, 1), Colour(0, 0, 0)
COLOURS = st.builds(
    lambda *parts: Colour(*(part / 255 for part in parts)), *[st.integers(0, 255)] * 3
)


@pytest.mark.parametrize(
    ("text", "colour"),
    [
        ("#c03", "#cc0033"),
        ("#CC0033", "#cc0033"),
        (" rgb(204, 0, 51) ", "#cc0033"),
        ("rgb(80% 0% 20%)", "#cc0033"),
        ("hsl(345deg 100% 40%)", "#cc0033"),
        ("hsl(120, 100%, 25%)", "#008000"),
        ("oklch(0.628 0.2577 29.23)", "#ff0000"),
        ("oklch(62.8% 0.2577 29.23deg)", "#ff0000"),
        ("oklch(1 0 0)", "#ffffff"),
    ],
)
def test_colour_is_read(text: str, colour: str) -> None:
    assert str(parse_colour(text)) == colour


@pytest.mark.parametrize(
    "text",
    [
        *("", "pink", "c03", "#c0", "#cc003380", "rgb(1, 2)", "rgb(1 2 3 / 0.5)", "rgb(a b c)"),
        *("oklch(0.5 0.1 20%)", "hsl(10% 20% 30%)", "var(--red)", "#c03;} body{color:red"),
    ],
)
def test_what_is_no_opaque_colour_is_not_read(text: str) -> None:
    assert parse_colour(text) is None


def test_contrast_is_that_of_wcag() -> None:
    assert contrast(WHITE, BLACK) == pytest.approx(21)
    assert contrast(BLACK, WHITE) == pytest.approx(21)
    grey = parse_colour("#767676")
    assert grey
    assert contrast(WHITE, grey) == pytest.approx(4.54, abs=0.01)


@given(COLOURS)
def test_colour_survives_being_printed(colour: Colour) -> None:
    assert parse_colour(str(colour)) == colour


@given(COLOURS, st.sampled_from([WHITE, BLACK]))
def test_nearest_colour_has_the_contrast(colour: Colour, page: Colour) -> None:
    assert contrast(with_contrast(colour, page, 4.5), page) >= 4.5
    if contrast(colour, page) >= 4.5:
        assert with_contrast(colour, page, 4.5) == colour


@given(COLOURS)
def test_colours_for_light_and_dark_pages_can_be_read_there(colour: Colour) -> None:
    assert contrast(for_light_pages(colour), WHITE) >= 4.5
    assert contrast(for_dark_pages(colour), BLACK) >= 4.5


def test_hue_stays() -> None:
    blue = parse_colour("#1c4a86")
    assert blue
    red, green, high = for_dark_pages(blue)
    assert high > green > red
