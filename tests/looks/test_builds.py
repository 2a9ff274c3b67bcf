"""Looks in whole builds: pages, files of the site, updates, warnings and errors."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from site_gen.errors import UsageError
from tests.looks.files import PNG, woff2
from tests.sites.site import Files, build_site, config, read_folder

OWN = "static/css/looks/own/own.css"
FONT = "static/fonts/a b.woff2"


def site_files(theme: dict[str, Any], **settings: Any) -> Files:
    return {
        "site.yaml": config(theme=theme, **settings),
        OWN: "@layer look { :root { --color-page: light-dark(#fff, #000) } }",
        FONT: woff2(47),
        "static/img/logo.png": PNG,
    }


def sheet(root: Path) -> str:
    (path,) = (root / "assets").glob("site-*.css")
    return path.read_text("utf-8")


@pytest.mark.parametrize(
    ("name", "sign"),
    [
        ("broadsheet", "Charter"),
        ("river", "--page-width:52rem"),
        ("magazine", "Avenir"),
        ("own", "#000"),
    ],
)
def test_only_the_chosen_look_is_in_the_stylesheet(tmp_path: Path, name: str, sign: str) -> None:
    site = build_site(tmp_path, site_files({"name": name}))
    text = sheet(site.root)
    signs = {"Charter", "--page-width:52rem", "Avenir", "light-dark(#fff,#000)"}
    assert sign in text
    assert sum(each in text for each in signs) == 1
    assert not (site.root / "css").exists()
    assert site.attribute("/", "html", "class") == f"look-{name}"


def test_pages_preload_fonts_and_show_the_logo_under_the_base_path(tmp_path: Path) -> None:
    theme = {"name": "own", "logo": "img/logo.png", "fonts": {"text": "fonts/a b.woff2"}}
    files = site_files(theme, base_url="https://gazette.example/news/")
    site = build_site(tmp_path, files)
    preload = site.one("/", "link[rel=preload]").attributes
    assert (preload["href"], preload["as"]) == ("/news/fonts/a%20b.woff2", "font")
    assert preload["type"] == "font/woff2"
    assert "crossorigin" in preload
    assert 'src:url("../fonts/a%20b.woff2")' in sheet(site.root)
    logo = site.one("/", ".masthead img").attributes
    assert (logo["src"], logo["width"], logo["height"]) == ("/news/img/logo.png", "300", "100")
    assert logo["alt"] == "The Small Gazette"
    assert site.lost_links("https://gazette.example/news/") == []


def test_manifest_has_the_name_and_the_colours_of_the_look(tmp_path: Path) -> None:
    files = site_files({"name": "own"}, locale="ar", base_url="https://gazette.example/news/")
    site = build_site(tmp_path / "a", files)
    manifest = json.loads((site.root / "site.webmanifest").read_text("utf-8"))
    assert (manifest["name"], manifest["dir"]) == ("The Small Gazette", "rtl")
    assert (manifest["id"], manifest["start_url"]) == ("/news/", "/news/")
    assert manifest["theme_color"] == "#ffffff"
    assert [icon["src"] for icon in manifest["icons"]] == [
        "/news/img/icon.svg",
        "/news/img/apple-touch-icon.png",
    ]
    own = build_site(tmp_path / "b", {**files, "static/site.webmanifest": "{}"})
    assert (own.root / "site.webmanifest").read_text("utf-8") == "{}"


def test_update_leaves_what_a_clean_build_leaves(tmp_path: Path) -> None:
    themes: list[dict[str, Any]] = [
        {},
        {"name": "river", "accent": "#0b6b5b"},
        {"name": "own", "fonts": {"headline": "fonts/a b.woff2"}},
        {"name": "own", "logo": "img/logo.png"},
    ]
    for number, theme in enumerate(themes):
        files = site_files(theme)
        updated = build_site(tmp_path / "updated", files)
        clean = build_site(tmp_path / f"clean{number}", files)
        assert read_folder(updated.root) == read_folder(clean.root), theme
    edited = {**site_files(themes[-1]), OWN: ":root { --color-page: #fff }"}
    updated = build_site(tmp_path / "updated", edited)
    assert updated.attribute("/", "meta[name=theme-color]:last-of-type", "content") == "#ffffff"


def test_accent_that_can_hardly_be_read_is_reported_and_stops_a_strict_build(
    tmp_path: Path,
) -> None:
    files = site_files({"accent": "#fc0"})
    site = build_site(tmp_path / "a", files)
    assert [problem.code for problem in site.problems] == ["low-contrast"]
    strict = build_site(tmp_path / "b", files, strict=True)
    assert not strict.root.exists()


@pytest.mark.parametrize(
    ("theme", "message"),
    [
        ({"name": "magazin"}, "did you mean magazine?"),
        ({"logo": "img/log.png"}, r"theme\.logo is “img/log.png”, .*did you mean img/logo.png"),
        ({"fonts": {"text": "fonts/b.woff2"}}, r"theme\.fonts\.text is “fonts/b.woff2”"),
    ],
)
def test_file_that_does_not_exist_ends_the_build(
    tmp_path: Path, theme: dict[str, Any], message: str
) -> None:
    with pytest.raises(UsageError, match=message):
        build_site(tmp_path, site_files(theme))
    assert not (tmp_path / "_site").exists()
