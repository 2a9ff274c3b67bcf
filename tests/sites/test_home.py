"""The front page: a lead, what stands beside and below it, the latest, busy topics."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.sites.site import Site, build_site, config, days, news, note, provider, record, related

TITLES = ".main .card__title"


def test_site_without_records_says_so_and_has_all_its_sections(tmp_path: Path) -> None:
    site = build_site(tmp_path, {})
    assert site.all("/", ".card") == []
    assert "Nothing has been published" in site.text("/", ".empty__message")
    sections = [
        "/archive/",
        "/feeds/",
        "/following/",
        "/latest/",
        "/offline/",
        "/providers/",
        "/saved/",
        "/top/",
        "/top/week/",
        "/topics/",
    ]
    assert site.pages() == ["/", "/404.html", *sections]
    assert site.lost_links() == []
    for page in ("/latest/", "/top/", "/top/week/", "/topics/", "/providers/", "/archive/"):
        assert site.all(page, ".empty__message"), page


def test_only_record_is_the_lead_and_nothing_else(tmp_path: Path) -> None:
    site = build_site(tmp_path, news(record("Ferry returns")))
    assert site.texts("/", TITLES) == ["Ferry returns"]
    assert site.texts("/", ".story--lead .card__title") == ["Ferry returns"]
    assert site.links("/", ".card__link") == ["/news/r1/"]
    assert site.all("/", ".front__beside, .front__below, .latest-column, .more, .strip") == []


TOP = ".front__lead .card__title, .front__beside .card__title, .front__below .card__title"
LATEST = ".latest-column .card__title"


def test_records_fill_the_front_page_from_the_top(tmp_path: Path) -> None:
    site = build_site(tmp_path, days(20))
    assert site.texts("/", ".front__lead .card__title") == ["Day 20"]
    assert site.texts("/", TOP) == [f"Day {day}" for day in range(20, 14, -1)]
    assert site.texts("/", ".more .card__title") == [f"Day {day}" for day in range(14, 5, -1)]


def test_latest_begins_with_the_newest_article_though_it_stands_elsewhere(tmp_path: Path) -> None:
    old = record("Flood", "2026-01-02T08:00:00Z", heat=900_000_000)
    site = build_site(tmp_path, {**days(20, first=3), "content/news/flood.md": old})
    latest = site.texts("/", LATEST)
    assert latest == [f"Day {day}" for day in range(22, 22 - len(latest), -1)]
    assert 4 <= len(latest) <= 12
    assert site.texts("/", TOP)[0] == "Flood"
    assert site.links("/", ".latest-column .section-head a") == ["/latest/"]
    assert site.text("/", ".latest-column .section-head__all") == "All 21"


def test_latest_has_one_row_for_a_story_with_its_newest_article(tmp_path: Path) -> None:
    quay: dict[str, Any] = {
        "provider": provider("Quay Times", "quaytimes.example"),
        "story": "flood",
    }
    flood = news(
        record("Flood", "2026-01-29T08:00:00Z", story="flood", heat=90),
        record("Flood ebbs", "2026-01-30T08:00:00Z", **quay),
    )
    site = build_site(tmp_path, {**days(25), **flood})
    assert site.texts("/", LATEST)[:2] == ["Flood ebbs", "Day 25"]
    assert site.texts("/", ".latest-column .card__outlets") == ["2 outlets"]


@pytest.mark.parametrize(("records", "column"), [(15, []), (16, ["Day 16"])])
def test_latest_appears_when_top_stories_are_not_all(
    tmp_path: Path, records: int, column: list[str]
) -> None:
    site = build_site(tmp_path, days(records))
    assert site.texts("/", LATEST)[:1] == column
    assert len(site.all("/", ".front--plain")) == (not column)


def test_date_line_is_that_of_the_newest_article(tmp_path: Path) -> None:
    site = build_site(tmp_path, days(3))
    assert site.text("/", ".edition") == "Saturday 3 January 2026, updated 08:00 UTC"
    times = [time.attributes["datetime"] for time in site.all("/", ".edition time")]
    assert times == ["2026-01-03", "2026-01-03T08:00:00Z"]
    assert site.texts("/", ".card time") == ["3 Jan, 08:00", "2 Jan, 08:00", "1 Jan"]
    assert site.all("/", ".time-zone") == []
    assert site.all("/latest/", ".time-zone")


def test_date_line_of_a_day_has_no_hour_and_the_foot_says_the_zone(tmp_path: Path) -> None:
    last_year = record("Old", "2025-12-31T23:00:00Z")
    site = build_site(tmp_path, news(record("Ferry returns", "2026-01-01T00:00:00Z"), last_year))
    assert site.text("/", ".edition") == "Thursday 1 January 2026"
    assert site.texts("/", ".card time") == ["1 Jan", "31 Dec 2025, 23:00"]
    assert site.all("/", ".time-zone")


def test_pages_without_times_do_not_say_the_zone(tmp_path: Path) -> None:
    site = build_site(tmp_path, {"content/pages/about.md": "---\ntitle: About\n---\nUs.\n"})
    assert site.all("/about/", "main")
    for page in ("/", "/about/", "/feeds/"):
        assert site.all(page, ".time-zone") == []


def test_search_field_is_there_if_the_site_has_a_search(tmp_path: Path) -> None:
    site = build_site(tmp_path, days(1))
    assert site.all("/", ".search-form") == []


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
    assert site.texts("/", ".strip .card__title") == ["Day 16", "Day 15", "Day 14", "Day 13"]
    assert site.links("/", ".strip .section-head a") == ["/topics/tides/"]
    assert site.text("/", ".strip .section-head__title") == "Tides"
    assert site.text("/", ".strip .section-head__all") == "All 31"


@pytest.mark.parametrize(("records", "columns"), [(17, []), (18, ["3"]), (19, ["4"]), (20, ["4"])])
def test_strip_has_as_many_columns_as_stories_and_at_least_three(
    tmp_path: Path, records: int, columns: list[str]
) -> None:
    site = build_site(tmp_path, days(records, topics=["Tides"]))
    strips = [strip.attributes["class"] or "" for strip in site.all("/", ".strip")]
    assert [strip[-1] for strip in strips] == columns
    assert len(site.all("/", ".strip .card")) == sum(map(int, columns))


# front: in site.yaml


def front(tmp_path: Path, count: int, **settings: Any) -> Site:
    files = days(count, topics=["Tides", "Sea"])
    return build_site(tmp_path, {"site.yaml": config(front=settings), **files})


def test_blocks_stand_in_the_chosen_order(tmp_path: Path) -> None:
    site = front(tmp_path, 31, blocks=["topics", "latest", "top"], top=2, topics=1, topic_stories=2)
    parts = site.all("/", ".front-page > *")
    assert [(part.attributes["class"] or "").split()[0] for part in parts] == [
        "edition",
        "strip",
        "latest-column",
        "front",
    ]
    assert site.texts("/", ".strip .card__title") == ["Day 29", "Day 28"]
    assert site.texts("/", LATEST) == [f"Day {day}" for day in range(31, 19, -1)]
    assert site.texts("/", TOP) == ["Day 31", "Day 30"]


def test_front_whose_blocks_are_all_empty_has_the_latest(tmp_path: Path) -> None:
    site = front(tmp_path, 2, blocks=["topics"])
    assert site.texts("/", ".card__title") == ["Day 2", "Day 1"]
    assert site.all("/", ".empty") == []


def test_numbers_of_stories_are_those_of_the_settings(tmp_path: Path) -> None:
    site = front(tmp_path, 31, top=3, more=4, latest=5, topics=1, topic_stories=8)
    assert site.texts("/", TOP) == ["Day 31", "Day 30", "Day 29"]
    assert site.texts("/", ".more .card__title") == [f"Day {day}" for day in range(28, 24, -1)]
    assert len(site.texts("/", LATEST)) <= 5
    assert site.texts("/", ".strip .card__title") == [f"Day {day}" for day in range(24, 16, -1)]


def test_front_without_top_stories_begins_with_others(tmp_path: Path) -> None:
    site = front(tmp_path, 9, blocks=["more"])
    assert site.all("/", ".front") == []
    assert site.text("/", ".more .section-head") == "Top stories"
    assert len(site.texts("/", TITLES)) == 9


def test_chosen_topics_have_strips_in_their_order_though_few_stories_are_left(
    tmp_path: Path,
) -> None:
    site = build_site(
        tmp_path,
        {
            "site.yaml": config(front={"topics": ["SEA", "the moon"], "blocks": ["top", "topics"]}),
            **days(8, topics=["Tides"]),
            "content/news/sea.md": record("Sea", "2025-12-01T08:00:00Z", topics=["Sea"]),
            "content/topics/tides.md": note(title="Tides", aliases=["The moon"]),
        },
    )
    assert site.texts("/", ".strip .section-head__title") == ["Sea", "Tides"]
    assert site.texts("/", ".strip .card__title") == ["Sea", "Day 2", "Day 1"]
    assert site.all("/", ".strip .card--standard") == []
    assert site.report.problems == ()


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("Tidse", "did you mean Tides?"),
        ("Robots", "the front page leaves it out until a record has it"),
    ],
)
def test_unknown_topic_is_a_problem_with_a_hint(tmp_path: Path, name: str, hint: str) -> None:
    site = build_site(
        tmp_path,
        {
            "site.yaml": config(front={"topics": ["Tides", name]}),
            **days(20, topics=["Tides"]),
            "content/topics/tides.md": note(title="Tides"),
        },
    )
    (problem,) = site.report.problems
    assert (problem.code, problem.hint) == ("front-topic", hint)
    assert problem.message.startswith(f"front.topics[1] is “{name}”")
    assert len(site.all("/", ".strip")) == 1


@pytest.mark.parametrize(("density", "excerpts"), [("compact", 1), ("comfortable", 6 + 9)])
def test_compact_page_has_an_excerpt_of_the_lead_alone(
    tmp_path: Path, density: str, excerpts: int
) -> None:
    site = front(tmp_path, 20, density=density, blocks=["top", "more", "latest"])
    assert len(site.all("/", f".front-page--{density}")) == 1
    assert len(site.all("/", ".card__excerpt")) == excerpts


def test_first_picture_is_loaded_at_once_and_the_others_later(tmp_path: Path) -> None:
    images = [{"url": "/img/icon.svg", "width": 1200, "height": 800}]
    site = build_site(tmp_path, days(20, images=images))
    loading = [image.attributes.get("loading") for image in site.all("/", ".main img")]
    assert loading == [None, *["lazy"] * (len(loading) - 1)]
    assert len(loading) > 6


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
    assert site.texts("/", ".covered-by a[rel]") == named
    assert site.links("/", ".covered-by a[rel]")[0] == "https://o1.example/f"
    assert site.texts("/", ".covered-by__more") == more
    assert site.links("/", ".covered-by__more") == ["/news/r1/#full-coverage"] * len(more)


def test_head_of_the_front_page_names_the_site(tmp_path: Path) -> None:
    site = build_site(tmp_path, {"site.yaml": config(description="News of a small harbour")})
    assert site.text("/", "title") == "The Small Gazette – News of a small harbour"
    assert site.attribute("/", "meta[name=description]", "content") == "News of a small harbour"
    assert site.links("/", "link[rel=canonical]") == ["https://gazette.example/"]
    assert site.text("/", "h1") == "The Small Gazette"
