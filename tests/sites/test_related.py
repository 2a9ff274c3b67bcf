"""Full coverage: who else has the story, the best first, every article once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.sites.site import Site, build_site, news, record, related

PAGE = "/news/r1/"
OWN = "https://harbourpost.example/ferry"


def site_with(folder: Path, *entries: object, **fields: Any) -> Site:
    return build_site(
        folder, news(record("Ferry returns", webUrl=OWN, related=list(entries), **fields))
    )


def test_entries_are_in_the_order_of_their_quality(tmp_path: Path) -> None:
    names = {"Zephyr": 80, "Anchor": 0, "Mole": 40}
    entries = [
        related(f"{name} says", f"https://{name.lower()}.example/1", name, quality=quality)
        for name, quality in names.items()
    ]
    site = site_with(tmp_path, *entries)
    assert site.texts(PAGE, ".related-item > h3") == ["Zephyr says", "Mole says", "Anchor says"]
    assert site.text(PAGE, ".coverage-summary") == "4 outlets"


def test_duplicates_and_the_record_itself_are_left_out(tmp_path: Path) -> None:
    site = site_with(
        tmp_path,
        related("First", "https://quaytimes.example/a?utm_source=x"),
        related("Same with www", "http://www.quaytimes.example/a/"),
        related("The record", "https://www.harbourpost.example/ferry?utm_campaign=y#top"),
        related("Its AMP page", "https://amp.example/ferry"),
        related("Second", "https://quaytimes.example/b"),
        related("First once more", "https://quaytimes.example/a"),
        ampWebUrl="https://amp.example/ferry",
    )
    assert site.texts(PAGE, ".related-item > h3") == ["First", "Second"]


def test_entry_shows_all_it_has(tmp_path: Path) -> None:
    site = site_with(
        tmp_path,
        related(
            "Ferry back at last",
            "https://quaytimes.example/ferry?utm_source=x&page=2",
            publishedDateTime="2026-02-01T11:00:00Z",
            type="video",
            images=[{"url": "https://img.example/f.jpg", "width": 300, "height": 200}],
        ),
    )
    link = site.one(PAGE, ".related-item > h3 a").attributes
    assert link["href"] == "https://quaytimes.example/ferry?page=2"
    assert link["rel"] == "noopener nofollow"
    assert site.text(PAGE, ".related-item__kind") == "Video"
    assert site.texts(PAGE, ".related-item .byline > a") == ["Harbour Post", "Quay Times"]
    assert site.texts(PAGE, ".related-item time") == ["09:30", "11:00"]
    image = site.one(PAGE, ".related-item .picture img").attributes
    assert (image["width"], image["height"], image["loading"]) == ("300", "200", "lazy")


def test_provider_of_an_entry_leads_to_its_page_on_the_site(tmp_path: Path) -> None:
    site = site_with(tmp_path, related("Ferry back", "https://quaytimes.example/f"))
    assert site.links(PAGE, ".related-item .byline > a") == [
        "/providers/harbourpost.example/",
        "/providers/quaytimes.example/",
    ]
    assert site.lost_links() == []


@pytest.mark.parametrize(
    "broken",
    [
        {"title": "No provider", "webUrl": "https://quaytimes.example/x"},
        {"title": "No address", "provider": {"name": "Quay Times"}},
        related("Bad scheme", "javascript:alert(1)"),
        related("Bad time", "https://quaytimes.example/x", publishedDateTime="yesterday"),
        "just text",
    ],
)
def test_invalid_entry_costs_only_itself(tmp_path: Path, broken: object) -> None:
    site = site_with(tmp_path, related("Good", "https://quaytimes.example/good"), broken)
    assert site.texts(PAGE, ".related-item > h3") == ["Good"]
    assert [(problem.severity, problem.field[:10]) for problem in site.problems] == [
        ("warning", "related[1]")
    ]


def test_same_provider_twice_is_named_once_on_the_front_page(tmp_path: Path) -> None:
    site = site_with(
        tmp_path,
        related("One", "https://quaytimes.example/1"),
        related("Two", "https://quaytimes.example/2"),
    )
    assert site.texts(PAGE, ".related-item > h3") == ["One", "Two"]
    assert site.texts("/", ".covered-by a[rel]") == ["Quay Times"]
