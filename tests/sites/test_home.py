"""The front page: a lead, what stands beside and below it, the latest, busy topics."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.sites.site import build_site, config, days, news, provider, record, related

TITLES = ".main .card__title"


def test_site_without_records_says_so_and_has_all_its_sections(tmp_path: Path) -> None:
    site = build_site(tmp_path, {})
    assert site.all("/", ".card") == []
    assert "Nothing has been published" in site.text("/", ".empty__message")
    sections = ["/archive/", "/feeds/", "/latest/", "/providers/", "/topics/"]
    assert site.pages() == ["/", "/404.html", *sections]
    assert site.lost_links() == []
    for page in ("/latest/", "/topics/", "/providers/", "/archive/"):
        assert site.all(page, ".empty__message"), page


def test_only_record_is_the_lead_and_nothing_else(tmp_path: Path) -> None:
    site = build_site(tmp_path, news(record("Ferry returns")))
    assert site.texts("/", TITLES) == ["Ferry returns"]
    assert site.texts("/", ".story--lead .card__title") == ["Ferry returns"]
    assert site.links("/", ".card__link") == ["/news/r1/"]
    assert site.all("/", ".front__beside, .front__below, .front__latest, .more, .strip") == []


def test_records_fill_the_front_page_from_the_top_and_none_stands_twice(tmp_path: Path) -> None:
    site = build_site(tmp_path, days(20))
    assert site.texts("/", ".front__lead .card__title") == ["Day 20"]
    assert site.texts("/", ".front__beside .card__title, .front__below .card__title") == [
        "Day 19",
        "Day 18",
        "Day 17",
        "Day 16",
        "Day 15",
    ]
    assert site.texts("/", ".more .card__title") == [f"Day {day}" for day in range(14, 6, -1)]
    assert site.texts("/", ".front__latest .card__title") == [f"Day {d}" for d in range(6, 0, -1)]
    assert len(set(site.texts("/", TITLES))) == len(site.texts("/", TITLES)) == 20


def test_latest_column_holds_at_most_twelve_and_leads_on_to_all(tmp_path: Path) -> None:
    site = build_site(tmp_path, days(28))
    assert site.texts("/", ".front__latest .card__title") == [f"Day {d}" for d in range(14, 2, -1)]
    assert set(site.links("/", ".front__latest .section-head a, .front__all a")) == {"/latest/"}


def test_hottest_record_of_the_hour_leads(tmp_path: Path) -> None:
    hour = "2026-02-01T09:00:00Z"
    site = build_site(
        tmp_path,
        news(
            record("Unranked", hour),
            record("Warm", hour, heat=40),
            record("Hot", hour, heat=900),
            record("Cooled off", hour, heat=-1),
        ),
    )
    assert site.texts("/", TITLES)[:2] == ["Hot", "Warm"]


def test_one_provider_does_not_fill_the_top_alone(tmp_path: Path) -> None:
    other = provider("Quay Times", "quaytimes.example")
    site = build_site(
        tmp_path,
        {
            "site.yaml": config(ranking={"per_provider": 2}),
            **days(5, first=10),
            "content/news/other.md": record("Elsewhere", "2026-01-02T08:00:00Z", provider=other),
        },
    )
    assert site.texts("/", TITLES)[:3] == ["Day 14", "Day 13", "Elsewhere"]


def test_busy_topic_has_a_strip_of_what_is_not_shown_above(tmp_path: Path) -> None:
    site = build_site(tmp_path, days(31, topics=["Tides"]))
    assert site.texts("/", ".strip .card__title") == ["Day 5", "Day 4", "Day 3", "Day 2"]
    assert site.text("/", ".strip__title") == "Tides"
    assert site.links("/", ".strip__link") == ["/topics/tides/"]
    assert site.text("/", ".strip__count") == "31 articles"


def test_topic_with_little_left_to_show_has_no_strip(tmp_path: Path) -> None:
    site = build_site(tmp_path, days(28, topics=["Tides"]))
    assert site.all("/", ".strip") == []


@pytest.mark.parametrize(
    ("providers", "named", "more"),
    [
        (1, ["Outlet 1"], []),
        (3, ["Outlet 1", "Outlet 2", "Outlet 3"], []),
        (5, ["Outlet 1", "Outlet 2", "Outlet 3"], ["+2"]),
    ],
)
def test_lead_names_who_else_covers_its_story(
    tmp_path: Path, providers: int, named: list[str], more: list[str]
) -> None:
    entries = [
        related("Ferry back", f"https://o{number}.example/f?utm_source=x", f"Outlet {number}")
        for number in range(1, providers + 1)
    ]
    site = build_site(tmp_path, news(record("Ferry returns", related=entries)))
    assert site.texts("/", ".covered-by .out-link") == named
    assert site.links("/", ".covered-by .out-link")[0] == "https://o1.example/f"
    assert site.texts("/", ".covered-by__more") == more
    assert site.links("/", ".covered-by__more") == ["/news/r1/#related"] * len(more)


def test_head_of_the_front_page_names_the_site(tmp_path: Path) -> None:
    site = build_site(tmp_path, {"site.yaml": config(description="News of a small harbour")})
    assert site.text("/", "title") == "The Small Gazette – News of a small harbour"
    assert site.attribute("/", "meta[name=description]", "content") == "News of a small harbour"
    assert site.links("/", "link[rel=canonical]") == ["https://gazette.example/"]
    assert site.text("/", "h1") == "The Small Gazette"
