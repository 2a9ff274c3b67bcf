"""The pages of saved articles and of what is followed: when they are there, and what they say."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.sites.site import ORIGIN, Files, Site, build_site, config, note, record

PAGES = {"/saved/", "/following/"}
RECORDS: Files = {"content/news/ferry.md": record("Ferry returns", topics=["Boats"])}


def built(folder: Path, **settings: Any) -> Site:
    return build_site(folder, {**RECORDS, "site.yaml": config(**settings)})


def test_pages_are_not_for_search_engines_and_linked_at_the_foot(tmp_path: Path) -> None:
    site = built(tmp_path)
    assert set(site.pages()) >= PAGES
    for page in PAGES:
        assert site.attribute(page, "meta[name=robots]", "content") == "noindex"
        assert page in site.links("/", ".footer__links a")
        assert "JavaScript" in site.text(page, "noscript")
        assert len(site.all(page, "script[type=module]")) == 1
    assert not any(
        page.encode() in data
        for name, data in site.files().items()
        for page in PAGES
        if name.startswith("sitemap")
    )
    assert site.problems == ()
    assert site.lost_links() == []
    assert site.all("/", "script[type=module]") == []


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({"reader": {"saved": False}}, set()),
        ({"mirror": False}, {"/saved/"}),
        ({"mirror": False, "reader": {"saved": False}}, set()),
    ],
)
def test_settings_take_pages_away_from_a_site_that_has_them(
    tmp_path: Path, settings: dict[str, Any], expected: set[str]
) -> None:
    before = built(tmp_path)
    assert set(before.pages()) >= PAGES
    site = built(tmp_path, **settings)
    assert PAGES & set(site.pages()) == expected
    assert PAGES & set(site.links("/", ".footer__links a")) == expected
    assert site.lost_links() == []
    clean = built(tmp_path / "clean", **settings)
    assert clean.files() == site.files()
    scripts = [
        data
        for name, data in site.files().items()
        if name.endswith(".js") and b"globalThis.siteSaved" in data
    ]
    assert bool(scripts) == bool(expected)
    assert built(tmp_path).files() == before.files()


def test_pages_stay_the_same_when_records_are_added(tmp_path: Path) -> None:
    before = {page: built(tmp_path).html(page) for page in PAGES}
    more = {**RECORDS, "content/news/more.md": record("More of it", topics=["Boats", "Sea"])}
    after = build_site(tmp_path, {**more, "site.yaml": config()})
    assert {page: after.html(page) for page in PAGES} == before


def test_page_names_the_feeds_that_the_site_has(tmp_path: Path) -> None:
    found = []
    for number, formats in enumerate(({}, {"topics": ["rss"], "providers": []})):
        site = built(tmp_path / str(number), feeds={"formats": formats})
        place = site.one("/saved/", ".saved").attributes
        found.append((place["data-topic-feed"], place["data-provider-feed"] or ""))
    assert found == [("feed.xml", "feed.xml"), ("rss.xml", "")]


def test_addresses_lie_under_the_base_path(tmp_path: Path) -> None:
    site = built(tmp_path, base_url=f"{ORIGIN}/paper/")
    assert site.attribute("/saved/", "html", "data-home") == "/paper/"
    assert "/paper/following/" in site.links("/saved/", ".main a")
    assert "/paper/saved/" in site.links("/following/", ".main a")
    assert {"/paper/topics/", "/paper/providers/"} <= set(site.links("/following/", ".main a"))
    assert site.lost_links(f"{ORIGIN}/paper/") == []


def test_each_language_has_its_own_pages(tmp_path: Path) -> None:
    files = {
        **RECORDS,
        "content/news/barco.md": record("El barco", locale="es", topics=["Boats"]),
        "site.yaml": config(languages=["en", "es"]),
    }
    site = build_site(tmp_path, files)
    assert {*PAGES, "/es/saved/", "/es/following/"} <= set(site.pages())
    assert site.attribute("/es/saved/", "html", "data-home") == "/es/"
    assert "/es/saved/" in site.links("/saved/", ".masthead a")
    assert "/saved/" in site.links("/es/saved/", ".masthead a")
    assert "/es/following/" in site.links("/es/saved/", ".main a")
    assert site.lost_links() == []


def test_mirror_has_what_the_page_of_followed_reads(tmp_path: Path) -> None:
    site = built(tmp_path)
    for front in ("topics/boats", "providers/harbourpost.example"):
        (item,) = json.loads(site.path(f"/api/{front}/index.json").read_text())["value"]
        assert (item["id"], item["title"]) == ("ferry", "Ferry returns")
        assert item["publishedDateTime"] == "2026-02-01T09:30:00Z"
        assert item["provider"]["name"] == "Harbour Post"
        assert site.path(f"/news/{item['id']}/").is_file()


@pytest.mark.parametrize("name", ["saved", "following"])
def test_markdown_page_cannot_take_their_place(tmp_path: Path, name: str) -> None:
    site = build_site(tmp_path, {f"content/pages/{name}.md": note("Mine.", title="Mine")})
    assert [problem.code for problem in site.problems] == ["url-taken"]
