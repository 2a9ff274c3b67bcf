"""Where messages about settings that need the content or the theme say that the setting is."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_gen.build import build
from site_gen.errors import ConfigError
from site_gen.model import Problem
from tests.sites.site import build_site, days, options_for

SETTINGS = """title: The Quay
base_url: https://quay.example/
theme:
  accent: "#fff"
nav:
  - latest
  - {label: Gone, topic: Gone}
front:
  topics: [Tides, Nowhere]
"""
PLACES = [("front-topic", 9, 19), ("low-contrast", 4, 3), ("nav-topic", 7, 19)]


def places(problems: tuple[Problem, ...]) -> list[tuple[str, int, int]]:
    assert {problem.path for problem in problems} == {"../site.yaml"}
    return sorted((problem.code, problem.line, problem.column) for problem in problems)


def test_warnings_have_file_line_and_column(tmp_path: Path) -> None:
    site = build_site(tmp_path, {"site.yaml": SETTINGS, **days(1, topics=["Tides"])})
    assert places(site.problems) == PLACES


def test_lines_follow_an_edit_that_changes_no_setting(tmp_path: Path) -> None:
    build_site(tmp_path, {"site.yaml": SETTINGS, **days(1, topics=["Tides"])})
    (tmp_path / "site.yaml").write_text(f"# The colours of the quay.\n{SETTINGS}", "utf-8")
    report = build(options_for(tmp_path))
    assert report.written == 0
    assert places(report.problems) == [(code, line + 1, column) for code, line, column in PLACES]


@pytest.mark.parametrize(
    ("theme", "place", "message"),
    [
        ("{name: rivr}", "3:9", "theme.name is “rivr”"),
        ("{name: ../own}", "3:9", "theme.name is “../own”"),
        ("{logo: {light: img/icon.svg, dark: no.svg}}", "3:37", "theme.logo.dark is “no.svg”"),
        ("{fonts: {text: no.woff2}}", "3:17", "theme.fonts.text is “no.woff2”"),
        ("{fonts: {text: img/preview.png}}", "3:17", "theme.fonts.text: static/img/preview.png"),
    ],
)
def test_errors_about_files_have_file_line_and_column(
    tmp_path: Path, theme: str, place: str, message: str
) -> None:
    text = f"title: The Quay\nbase_url: https://quay.example/\ntheme: {theme}\n"
    with pytest.raises(ConfigError) as caught:
        build_site(tmp_path, {"site.yaml": text, **days(1)})
    assert str(caught.value).startswith(f"{tmp_path / 'site.yaml'}:{place}: {message}")
