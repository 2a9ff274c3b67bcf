"""What ``theme`` in ``site.yaml`` makes of the static files."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_gen.config import AccentColours, Fonts, LogoFiles, Theme
from site_gen.errors import UsageError
from site_gen.looks import appearance, look_names
from site_gen.looks.logos import Logo
from tests.looks.files import PNG, static, woff2


def rules(folder: Path, accent: str | AccentColours) -> str:
    return appearance(Theme("plain", accent=accent), static(folder)).rules


@pytest.mark.parametrize(
    ("accent", "declarations"),
    [
        ("", ""),
        ("blue", "--accent-on-paper:var(--blue-700);--accent-on-night:var(--blue-300)"),
        ("#c03", "--accent-on-paper:#cc0033;--accent-on-night:#f98e8e"),
        (
            AccentColours("#c03", "rgb(250 200 200)"),
            "--accent-on-paper:#cc0033;--accent-on-night:#fac8c8",
        ),
    ],
)
def test_accent(tmp_path: Path, accent: str | AccentColours, declarations: str) -> None:
    expected = f"@layer look{{:root{{{declarations}}}}}" if declarations else ""
    assert rules(tmp_path, accent) == expected


def test_accent_for_dark_pages_alone_makes_that_for_light_pages(tmp_path: Path) -> None:
    found = appearance(Theme("plain", accent=AccentColours(dark="#f2948b")), static(tmp_path))
    assert "--accent-on-night:#f2948b" in found.rules
    assert found.problems == ()


def test_accent_that_can_hardly_be_read_is_a_warning(tmp_path: Path) -> None:
    found = appearance(Theme("plain", accent="#fc0"), static(tmp_path))
    (problem,) = found.problems
    assert (problem.code, problem.field, problem.is_error) == (
        "low-contrast",
        "theme.accent",
        False,
    )
    assert "#ffcc00 has a contrast of 1.45 to the light pages (#fcfaf6)" in problem.message
    assert problem.hint.startswith("the nearest is #")
    nearest = problem.hint.removeprefix("the nearest is ")
    passing = appearance(Theme("plain", accent=nearest), static(tmp_path))
    assert passing.problems == ()


def test_look_sets_the_colour_of_pages(tmp_path: Path) -> None:
    files = static(tmp_path, css__looks__plain__a_css=":root { --color-page: #000 }")
    found = appearance(Theme("plain", accent="#c03"), files)
    assert [str(colour) for colour in found.page or ()] == ["#000000", "#000000"]
    assert [problem.code for problem in found.problems] == ["low-contrast"]


def test_look_whose_colours_cannot_be_read_is_a_warning(tmp_path: Path) -> None:
    files = static(tmp_path, css__looks__plain__a_css=":root { --color-page: color-mix(in x) }")
    found = appearance(Theme("plain"), files)
    assert found.page is None
    assert [problem.code for problem in found.problems] == ["unknown-contrast"]


def test_unknown_look_is_an_error_with_the_nearest_name(tmp_path: Path) -> None:
    files = static(tmp_path, css__looks__river__a_css="", css__looks__x_css="")
    assert look_names(files) == ["plain", "river"]
    with pytest.raises(UsageError) as caught:
        appearance(Theme("rivr"), files)
    assert str(caught.value) == (
        "theme.name is “rivr”, expected plain, river "
        "(did you mean river? a look of your own is a folder static/css/looks/rivr/)"
    )


@pytest.mark.parametrize("name", ["", "../plain", "plain/", "x.css"])
def test_name_of_a_look_is_the_name_of_a_folder(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError, match=r"theme\.name is"):
        appearance(Theme(name), static(tmp_path))


def test_logo_has_its_size_from_the_file(tmp_path: Path) -> None:
    files = static(tmp_path, img__logo_png=PNG, img__dark_svg="<svg viewBox='0 0 3 1'/>")
    found = appearance(Theme("plain", logo="img/logo.png"), files).logo
    assert found == Logo("/img/logo.png", "/img/logo.png", 300, 100)
    both = LogoFiles("/img/logo.png", "img/dark.svg")
    found = appearance(Theme("plain", logo=both), files).logo
    assert found == Logo("/img/logo.png", "/img/dark.svg", 300, 100)


def test_logo_on_another_host_has_the_size_that_is_given(tmp_path: Path) -> None:
    logo = LogoFiles("https://a.example/l.png", width=30, height=10)
    found = appearance(Theme("plain", logo=logo), static(tmp_path)).logo
    assert found == Logo("https://a.example/l.png", "https://a.example/l.png", 30, 10)


def test_logo_without_a_size_is_an_error(tmp_path: Path) -> None:
    files = static(tmp_path, logo_svg="<svg/>")
    with pytest.raises(UsageError, match=r"theme\.logo: the size of static/logo.svg cannot"):
        appearance(Theme("plain", logo="logo.svg"), files)


def test_rules_of_fonts_come_before_their_use(tmp_path: Path) -> None:
    files = static(tmp_path, a_woff2=woff2(47))
    found = appearance(Theme("plain", fonts=Fonts(headline="a.woff2")), files)
    assert found.rules.startswith("@font-face{")
    assert found.rules.endswith(
        '@layer look{[lang],[dir]{--font-headline:"Site headline",var(--stack-headline)}}'
    )
