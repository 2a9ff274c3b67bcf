"""Long lists: numbered from the oldest record, so that full pages never change."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.sites.site import Files, Site, build_site, config, days

PAIRS = {"site.yaml": config(pagination={"page_size": 2})}
TITLES = ".card__title"


def site_of(folder: Path, count: int, **fields: Any) -> Site:
    """A site of ``count`` days with two records on a full page."""
    return build_site(folder, {**PAIRS, **days(count, **fields)})


@pytest.mark.parametrize(
    ("count", "front", "closed"),
    [
        (1, [1], {}),
        (3, [3, 2, 1], {}),
        (4, [4, 3], {1: [2, 1]}),
        (5, [5, 4, 3], {1: [2, 1]}),
        (6, [6, 5], {2: [4, 3], 1: [2, 1]}),
        (7, [7, 6, 5], {2: [4, 3], 1: [2, 1]}),
    ],
)
def test_front_holds_the_newest_and_full_pages_count_from_the_oldest(
    tmp_path: Path, count: int, front: list[int], closed: dict[int, list[int]]
) -> None:
    site = site_of(tmp_path, count)
    assert site.texts("/latest/", TITLES) == [f"Day {day}" for day in front]
    for number, expected in closed.items():
        titles = site.texts(f"/latest/page/{number}/", TITLES)
        assert titles == [f"Day {day}" for day in expected]
    # One page more than there are full ones: it sends readers on to the front.
    numbers = len(list((site.root / "latest/page").glob("*")))
    assert numbers == (len(closed) + 1 if closed else 0)


def test_pages_lead_to_newer_and_older_ones_and_say_which_days_they_span(tmp_path: Path) -> None:
    site = site_of(tmp_path, 6)
    newer, older = ".pagination__link--newer", ".pagination__link--older"

    def around(url: str) -> tuple[list[str], list[str], str]:
        return site.links(url, newer), site.links(url, older), site.text(url, ".pagination__span")

    assert around("/latest/") == ([], ["/latest/page/2/"], "5 – 6 January 2026")
    assert around("/latest/page/2/") == (
        ["/latest/page/3/"],
        ["/latest/page/1/"],
        "3 – 4 January 2026",
    )
    assert around("/latest/page/1/") == (["/latest/page/2/"], [], "1 – 2 January 2026")
    assert site.text("/latest/", ".pagination__dates") == "3 – 4 January 2026"
    assert site.links("/latest/page/2/", "link[rel=prev]") == [
        "https://gazette.example/latest/page/3/"
    ]
    assert site.links("/latest/page/2/", "link[rel=next]") == [
        "https://gazette.example/latest/page/1/"
    ]


def test_number_after_the_last_full_page_sends_readers_to_the_front(tmp_path: Path) -> None:
    site = site_of(tmp_path, 6)
    refresh = site.attribute("/latest/page/3/", "meta[http-equiv=refresh]", "content")
    assert refresh == "0; url=/latest/"
    assert "/latest/" in site.links("/latest/page/3/", ".main a")
    assert site.attribute("/latest/page/3/", "meta[name=robots]", "content") == "noindex"


def test_list_of_one_page_has_no_pagination(tmp_path: Path) -> None:
    site = site_of(tmp_path, 3)
    assert site.all("/latest/", ".pagination") == []


def test_cards_stand_under_their_days_which_lead_to_the_archive(tmp_path: Path) -> None:
    site = site_of(tmp_path, 2)
    assert site.texts("/latest/", ".day-group__day") == [
        "Friday, 2 January 2026",
        "Thursday, 1 January",
    ]
    assert site.links("/latest/", ".day-group__day a") == [
        "/archive/2026/01/02/",
        "/archive/2026/01/01/",
    ]


FEEDS = ("feed.xml", "rss.xml", "feed.json")
FRONTS = {
    *(f"{folder}{name}" for folder in ("", "topics/tides/") for name in FEEDS),
    "providers/harbourpost.example/feed.xml",
    "api/news/index.json",
    "api/providers/index.json",
    "api/providers/harbourpost.example/index.json",
    "api/topics/index.json",
    "api/topics/tides/index.json",
    "sitemap.xml",
    "sitemap-2026-01.xml",
    "sitemap-archive.xml",
    "sitemap-latest.xml",
    "sitemap-digest.xml",
    "sitemap-page.xml",
    "sitemap-provider.xml",
    "sitemap-topic.xml",
    "404.html",
    "digest/index.html",
    "digest/feed.xml",
    "index.html",
    "latest/index.html",
    "top/index.html",
    "top/week/index.html",
    "archive/index.html",
    "archive/2026/index.html",
    "archive/2026/01/index.html",
    "providers/index.html",
    "providers/harbourpost.example/index.html",
    "topics/index.html",
    "topics/tides/index.html",
}
MIRRORED = ("api/news", "api/providers/harbourpost.example", "api/topics/tides")
LISTS = ("latest", "providers/harbourpost.example", "topics/tides")


@pytest.mark.parametrize(
    ("count", "turned"),
    [
        (6, {}),  # the front takes one more
        (7, {3: "a full page where the redirect was", 4: "the redirect"}),
    ],
)
def test_newer_record_touches_fronts_only(
    tmp_path: Path, count: int, turned: dict[int, str]
) -> None:
    before = site_of(tmp_path / "before", count, topics=["Tides"]).files()
    after = site_of(tmp_path / "after", count + 1, topics=["Tides"]).files()
    pages = {f"{name}/page/{number}/index.html" for name in LISTS for number in turned}
    pages |= {f"{name}/page/{number}/index.json" for name in MIRRORED for number in turned}
    day = count + 1
    new = {f"news/d{day:02}/index.html", f"archive/2026/01/{day:02}/index.html"}
    new.add(f"api/news/d{day:02}/index.json")
    new.add(f"digest/2026-01-{count:02}/index.html")  # that day is over
    assert before.keys() <= after.keys()
    assert after.keys() - before.keys() <= new | pages
    assert new <= after.keys() - before.keys()
    changed = {path for path in before if before[path] != after[path]}
    near = {path for path in changed if path.startswith("news/")}  # they lead on to the new one
    last_day = f"archive/2026/01/{count:02}/index.html"  # leads to the new one, too
    last_digest = f"digest/2026-01-{count - 1:02}/index.html"
    assert changed - pages - near == FRONTS | {last_day, last_digest}


def test_full_pages_keep_their_bytes_however_many_records_follow(tmp_path: Path) -> None:
    closed: dict[str, bytes] = {}
    for count in range(1, 12):
        files = site_of(tmp_path, count, topics=["Tides"]).files()
        for path, data in closed.items():
            assert files[path] == data, f"{path} changed with record {count}"
        full = max(0, count // 2 - 1)
        for name in (*LISTS, *MIRRORED):
            for number in range(1, full + 1):
                path = f"{name}/page/{number}/index.{'html' if name in LISTS else 'json'}"
                closed[path] = files[path]
    assert len(closed) == 2 * 3 * 4


def test_article_pages_stay_as_they_are_when_newer_records_come(tmp_path: Path) -> None:
    """But those of the newest few, which lead to the next ones."""
    files: Files = {**PAIRS, **days(24)}
    before = build_site(tmp_path, files).files()
    after = build_site(tmp_path, {**files, **days(30)}).files()
    pages = [f"news/d{day:02}/index.html" for day in range(1, 25)]
    changed = [path for path in pages if before[path] != after[path]]
    assert pages[-1] in changed
    assert set(changed) <= set(pages[-8:])
