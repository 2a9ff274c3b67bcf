"""Stylesheets with a brace too few or too many, or an endless comment."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_gen.looks.open_ends import closed, open_end
from site_gen.theme import theme_root
from tests.looks.test_builds import sheet
from tests.sites.site import Site, build_site, config, days

OPEN = [
    ("a{b:c}\n@layer look{\n:root{d:e", "“{” is not closed", 3, "}}"),
    ("a{b:c}\n/* {", "“/*” is not closed", 2, "*/"),
    ("a{\n/* never", "“/*” is not closed", 2, "*/}"),
    ("a{b:c}}\nd{e:f}", "“}” closes nothing", 1, "{}"),
]
WHOLE = ['a{content:"{"}', "a{content:'\\'{'}", "/* { */a{b:url(x{y)}", r"a\{{b:c}", "", "\xe9"]


@pytest.mark.parametrize(("text", "what", "line", "closing"), OPEN)
def test_open_end_is_found_and_closed(text: str, what: str, line: int, closing: str) -> None:
    assert open_end(text.encode()) == (what, line, closing.encode())
    assert closed(text.encode()) == f"{text}{closing}".encode()


@pytest.mark.parametrize("text", WHOLE)
def test_whole_stylesheet_stays_as_it_is(text: str) -> None:
    assert open_end(text.encode()) is None


def test_stylesheets_of_the_theme_are_whole() -> None:
    for path in (theme_root() / "static/css").rglob("*.css"):
        assert open_end(path.read_bytes()) is None, path


def build_own(folder: Path, css: str) -> Site:
    own = {"site.yaml": config(theme={"name": "own"}), "static/css/looks/own/own.css": css}
    return build_site(folder, {**own, **days(1)})


def test_mistake_in_a_look_leaves_other_files_alone_and_is_a_warning(tmp_path: Path) -> None:
    page = "@layer look { :root { --color-page: light-dark(#fff, #111); }"
    site, whole = build_own(tmp_path / "a", page), build_own(tmp_path / "b", f"{page} }}")
    (problem,) = site.problems
    assert (problem.code, problem.is_error) == ("open-css", False)
    assert problem.message == "static/css/looks/own/own.css, line 1: “{” is not closed"
    assert sheet(site.root) == sheet(whole.root)
