"""Names that are unfit for files and addresses, and two of a kind that claim one."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.sites.site import build_site, config, news, record

ODD_TOPICS = [
    "../../etc",
    "con",
    "..",
    ".",
    "/",
    "page",
    "index",
    "index.html",
    "💥",
    "💥💥",
    "%2e%2e%2f",
    "a\\b",
    "CON.txt",
    "nul\u00a0",
    "x" * 300,
    "x" * 301,
    "долго " * 60,
    "a/b/c?d=e#f",
    "---",
]


def test_odd_topics_have_a_page_each_and_all_files_lie_in_the_site(tmp_path: Path) -> None:
    site = build_site(
        tmp_path,
        news(*(record(f"About {n}", topics=[name]) for n, name in enumerate(ODD_TOPICS))),
    )
    pages = [page for page in site.pages() if page.startswith("/topics/") and page != "/topics/"]
    titles = {title for page in pages for title in site.texts(page, ".card__title")}
    assert titles == {f"About {number}" for number in range(len(ODD_TOPICS))}
    for path in site.files():
        parts = path.split("/")
        assert ".." not in parts
        assert all(len(part.encode()) <= 120 for part in parts), path
        assert not {part.split(".")[0].lower() for part in parts} & {"con", "nul", "aux", "prn"}
        assert path.isascii()
    assert {path.name for path in tmp_path.iterdir()} == {
        "site.yaml",
        "content",
        "_site",
        ".site_gen_cache",
    }
    assert site.lost_links() == []


def test_odd_topics_that_mean_different_things_share_no_page(tmp_path: Path) -> None:
    names = ["💥", "🌊", "x" * 300, "x" * 301, "海", "河", "../../etc", "con"]
    site = build_site(
        tmp_path, news(*(record(f"About {n}", topics=[name]) for n, name in enumerate(names)))
    )
    for number in range(len(names)):
        (link,) = site.links(f"/news/r{number + 1}/", ".article__filed .topic-tag")
        assert site.texts(link, ".card__title") == [f"About {number}"]


@pytest.mark.parametrize(
    "stem",
    ["con", "a b", "ü-ber", "💥", "x" * 200, "a..b", "-", "100% true", "q?x=1#y", "aux.old"],
)
def test_odd_file_names_have_addresses_that_work(tmp_path: Path, stem: str) -> None:
    site = build_site(tmp_path, {f"content/news/{stem}.md": record("Odd"), **news(record("Even"))})
    (page,) = (
        page
        for page in site.pages()
        if page.startswith("/news/") and site.texts(page, "h1") == ["Odd"]
    )
    assert page in site.links("/", ".card__link")
    assert site.lost_links() == []


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("content/a/same.md", "content/b/same.md"),
        ("content/news/Same.md", "content/other/same.md"),
        ("content/news/same.markdown", "content/news/same.md"),
    ],
)
def test_of_two_files_with_one_address_the_first_stays_and_both_are_named(
    tmp_path: Path, first: str, second: str
) -> None:
    site = build_site(tmp_path, {first: record("First"), second: record("Second")})
    (problem,) = site.problems
    assert (problem.severity, problem.code) == ("error", "url-taken")
    assert f"content/{problem.path}" == second
    assert first.removeprefix("content/") in problem.message
    assert site.texts("/latest/", ".card__title") == ["First"]


def test_file_left_out_by_policy_claims_no_address(tmp_path: Path) -> None:
    files = {
        "content/a/same.md": record("Hidden", published=False),
        "content/b/same.md": record("Shown"),
    }
    site = build_site(tmp_path, files)
    assert site.problems == ()
    assert site.text("/news/same/", "h1") == "Shown"


def test_long_words_are_shown_whole(tmp_path: Path) -> None:
    word = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunter"
    assert len(word) > 60
    site = build_site(tmp_path, news(record(f"{word} opens")))
    for page, selector in (
        ("/", ".card__title"),
        ("/latest/", ".card__title"),
        ("/news/r1/", "h1"),
    ):
        assert site.text(page, selector) == f"{word} opens"


def test_adding_a_record_never_changes_the_address_of_another_page(tmp_path: Path) -> None:
    # Each newcomer is a trap for one of those before it: the same name, slug or outlet.
    bay = {"name": "Bay"}
    newcomers = [
        record("One", "2026-01-01", topics=["AI"], provider=bay),
        record("Two", "2026-01-02", topics=["ai"], provider={"name": "BAY"}),
        record("Three", "2026-01-03", topics=["A.I."], provider={**bay, "domain": "b.example"}),
        record("Four", "2025-12-31", topics=["海"], provider={"name": "Báy"}),
        record("Five", "2026-01-05", topics=["河", "C++"], provider={**bay, "domain": "c.example"}),
        record("One", "2024-01-05", topics=["C", "C#"], webUrl="https://harbourpost.example/2"),
        record("Six", "2026-01-04", topics=["Page", "AI"], locale="de"),
    ]
    shown: dict[str, set[str]] = {}
    for count in range(1, len(newcomers) + 1):
        files = {"site.yaml": config(pagination={"page_size": 50}), **news(*newcomers[:count])}
        site = build_site(tmp_path, files)
        now = {page: set(site.texts(page, ".card__title, .article h1")) for page in site.pages()}
        for page, titles in shown.items():
            # Top stories are those of the last hours or days.
            assert titles <= now[page] or page.startswith("/top/"), page
        shown = now
