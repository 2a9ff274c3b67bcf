"""The search page and the index of built sites."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

import pytest

from site_gen.build import build
from site_gen.model import Problem
from tests.checks.broken import check
from tests.sites.site import (
    Files,
    Site,
    build_site,
    config,
    options_for,
    record,
    write_files,
)

PAGE = "/search/"
TWO_YEARS: Files = {
    "site.yaml": config(base_url="https://gazette.example/news/"),
    "content/news/old.md": record("Old ferry", "2025-02-01", topics=["Boats"]),
    "content/news/new.md": record("New ferry", "2026-02-01", topics=["Boats"]),
}


def searched(folder: Path, files: Files = TWO_YEARS) -> Site:
    site = build_site(folder, files, search=True)
    assert codes(site.problems) <= {"untranslated"}
    return site


def codes(problems: Iterable[Problem]) -> set[str]:
    return {problem.code for problem in problems}


def test_form_has_the_path_and_the_parts_of_the_index(tmp_path: Path) -> None:
    site = searched(tmp_path)
    form = site.one(PAGE, "form.search").attributes
    assert (form["action"], form["method"], form["role"]) == ("/news/search/", "get", "search")
    assert (form["data-bundle"], form["data-base"]) == ("/news/pagefind/", "/news/")
    assert form["data-parts"] == "2026 2025"
    assert site.path("/pagefind/pagefind.js").is_file()
    assert site.path("/pagefind/2025/pagefind-entry.json").is_file()


def test_page_is_useful_without_javascript(tmp_path: Path) -> None:
    site = searched(tmp_path)
    note = site.html(PAGE).partition("<noscript>")[2].partition("</noscript>")[0]
    assert "needs JavaScript" in note
    assert 'href="/news/topics/"' in note
    assert 'href="/news/archive/"' in note


def test_only_the_search_page_may_run_webassembly(tmp_path: Path) -> None:
    site = searched(tmp_path)
    pages = {page for page in site.pages() if "wasm-unsafe-eval" in site.html(page)}
    assert pages == {PAGE}


def test_every_page_links_to_it_and_the_structured_data_names_it(tmp_path: Path) -> None:
    site = searched(tmp_path)
    assert all(
        site.links(page, ".masthead__search") == ["/news/search/"]
        for page in site.pages()
        if site.all(page, ".masthead")
    )
    data = json.loads(site.one("/", "script[type='application/ld+json']").text())
    (action,) = (part["potentialAction"] for part in data["@graph"] if part["@type"] == "WebSite")
    assert action["target"]["urlTemplate"] == (
        "https://gazette.example/news/search/?q={search_term_string}"
    )
    assert site.one(PAGE, "meta[name=robots]").attributes["content"] == "noindex"
    assert not [path for path, data in site.files().items() if b"/search/<" in data]


def test_empty_newsroom_has_no_search(tmp_path: Path) -> None:
    site = searched(tmp_path, {})
    assert not [path for path in site.files() if "pagefind" in path or path.startswith("search/")]


def test_new_record_changes_the_part_of_its_year_only(tmp_path: Path) -> None:
    before = searched(tmp_path).files()
    more = {**TWO_YEARS, "content/news/newer.md": record("Newer ferry", "2026-02-02")}
    after = searched(tmp_path, more).files()
    parts = {path for path in before if path.startswith("pagefind/")}
    changed = {path for path in parts if before[path] != after.get(path)}
    assert changed
    assert not [path for path in changed if path.startswith("pagefind/2025/")]


def of_story(number: int, **fields: str) -> str:
    """A record of one of ten outlets about one event."""
    return record(
        f"Ferry returns, part {number}",
        f"202{5 + number // 2}-01-{3 - number:02}T09:00:00Z",
        story="ferry",
        webUrl=f"https://outlet{number}.example/ferry",
        provider={"name": f"Outlet {number}", "domain": f"outlet{number}.example"},
        **fields,
    )


def test_story_that_grows_changes_the_documents_of_its_records_only(tmp_path: Path) -> None:
    """Hits say how many outlets a story has: an update changes them as a clean build does."""
    one = {**TWO_YEARS, "content/a.md": of_story(0)}
    two = {**one, "content/b.md": of_story(1)}
    first = searched(tmp_path / "kept", one).files()
    grown = searched(tmp_path / "kept", two).files()
    assert grown == searched(tmp_path / "clean", two).files()
    changed = {path for path in first if first[path] != grown.get(path)}
    assert [path for path in changed if path.startswith("pagefind/2025/fragment/")]
    assert not [path for path in changed if path.startswith("pagefind/fragment/")]
    assert searched(tmp_path / "kept", one).files() == first


def test_page_loads_the_files_of_the_index_ahead(tmp_path: Path) -> None:
    """Those that a search waits for, under the addresses that Pagefind asks for."""
    site = searched(tmp_path)
    tag = site.one(PAGE, "form.search").attributes["data-tag"]
    links = site.links(PAGE, "link[rel=preload]")
    assert links[:2] == [
        f"/news/pagefind/pagefind-entry.json?ts={tag}",
        f"/news/pagefind/2025/pagefind-entry.json?ts={tag}",
    ]
    files = {path.removeprefix("/news/") for path in links[2:]}
    assert files <= set(site.files())
    assert sorted(path.rpartition(".")[2] for path in files) == ["pagefind", "pf_meta", "pf_meta"]
    assert site.links(PAGE, "link[rel=modulepreload]") == ["/news/pagefind/pagefind.js"]
    more = {**TWO_YEARS, "content/news/newer.md": record("Newer ferry", "2026-02-02")}
    assert searched(tmp_path, more).one(PAGE, "form.search").attributes["data-tag"] != tag


def test_only_the_search_page_loads_its_script(tmp_path: Path) -> None:
    site = searched(tmp_path)
    (path,) = (path for path in site.files() if path.startswith("assets/search-") and "js" in path)
    pages = {page for page in site.pages() if site.all(page, f"script[src='/news/{path}']")}
    assert pages == {PAGE}
    assert site.one(PAGE, "script[type=module]").attributes["src"] == f"/news/{path}"


def test_pictures_have_the_referrer_policies_of_the_site(tmp_path: Path) -> None:
    images = {"referrer_policy": "origin", "referrer_policies": {"shy.example": "no-referrer"}}
    site = searched(tmp_path, {**TWO_YEARS, "site.yaml": config(images=images)})
    form = site.one(PAGE, "form.search").attributes
    assert form["data-referrer-policy"] == "origin"
    assert json.loads(form["data-referrer-policies"] or "") == {"shy.example": "no-referrer"}


MIXED: Files = {
    **TWO_YEARS,
    "content/news/zh.md": record("海港公司今天在香港上市", "2026-02-03", excerpt="新的渡轮。"),
}


@pytest.mark.parametrize(
    ("locale", "parts"),
    [("en", "2026 2025 2026.zh"), ("ja", "2026 2025"), ("ko", "2026 2025 2026.zh")],
)
def test_texts_without_spaces_have_separate_parts_unless_the_site_has_such_a_language(
    tmp_path: Path, locale: str, parts: str
) -> None:
    site = searched(tmp_path, {**MIXED, "site.yaml": config(locale=locale)})
    assert site.one(PAGE, "form.search").attributes["data-parts"] == parts
    assert site.path("/pagefind/2026.zh/pagefind-entry.json").is_file() == (".zh" in parts)
    assert codes(check(site.options).problems) <= {"untranslated"}


def test_part_of_texts_without_spaces_is_removed_with_its_last_record(tmp_path: Path) -> None:
    translated = {**MIXED, "content/news/zh.md": record("The harbour board", "2026-02-03")}
    searched(tmp_path / "kept", MIXED)
    kept = searched(tmp_path / "kept", translated)
    assert kept.one(PAGE, "form.search").attributes["data-parts"] == "2026 2025"
    assert kept.files() == searched(tmp_path / "clean", translated).files()


def test_clean_build_leaves_the_same_bytes(tmp_path: Path) -> None:
    searched(tmp_path / "kept", {**TWO_YEARS, "content/x.md": record("X", "2024-01-01")})
    kept = searched(tmp_path / "kept")
    assert kept.files() == searched(tmp_path / "clean").files()


def test_search_that_is_switched_off_goes_without_a_trace(tmp_path: Path) -> None:
    searched(tmp_path)
    report = build(options_for(tmp_path))
    assert report.removed > 10
    clean = build_site(tmp_path / "clean", TWO_YEARS)
    assert Site(options_for(tmp_path), report).files() == clean.files()


def test_report_counts_the_index_apart(tmp_path: Path) -> None:
    report = searched(tmp_path).report
    assert report.pages["search page"] == 1
    assert report.pages["search"] == len(list((tmp_path / "_site/pagefind").rglob("*.*")))
    assert report.bytes["search"] > 100_000
    assert "search" in report.seconds


def test_check_finds_nothing_wrong_with_it(tmp_path: Path) -> None:
    assert check(searched(tmp_path).options).problems == ()


def test_payload_that_the_producer_encrypts_anew_changes_nothing_of_the_index(
    tmp_path: Path,
) -> None:
    first, again = (
        searched(tmp_path, {"content/a.md": record("A", secured=payload, heat=heat)}).files()
        for payload, heat in (("QUFB;QUFB", 9), ("QkJC;QkJC", 4))
    )
    index = {path for path in first if path.startswith("pagefind/")}
    assert len(index) > 10
    assert {path: first[path] for path in index} == {path: again.get(path) for path in index}


def test_site_whose_cache_cannot_be_written_has_its_search_too(tmp_path: Path) -> None:
    write_files(tmp_path, TWO_YEARS)
    options_for(tmp_path).cache.write_text("a file in the way")
    report = build(options_for(tmp_path, search=True))
    assert report.problems == ()
    assert (tmp_path / "_site/pagefind/2025/pagefind-entry.json").is_file()
