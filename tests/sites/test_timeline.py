"""Who had a story first, and how long after the others came."""

from __future__ import annotations

from pathlib import Path

from tests.sites.site import Site, build_site, news, record, related

PAGE = "/news/r1/"


def site_with(folder: Path, published: str, **others: str) -> Site:
    """A record of the Harbour Post and the related articles of other outlets, by their times."""
    entries = [
        related(name, f"https://{name.lower()}.example/{place}", name, publishedDateTime=instant)
        for place, (name, instant) in enumerate(others.items())
    ]
    return build_site(folder, news(record("Ferry returns", published, related=entries)))


def rows(site: Site) -> list[str]:
    """Outlet, time and delay of each article in the order of time."""
    items = site.all(PAGE, ".full-coverage .related-item")
    items.sort(key=lambda item: int(item.attributes["data-place"] or 0))
    return [" ".join(line.text().split()) for item in items for line in item.css(".byline")]


def test_articles_have_their_time_and_delay(tmp_path: Path) -> None:
    site = site_with(
        tmp_path,
        "2026-02-01T10:00:00Z",
        Slow="2026-02-02T10:30:00Z",
        First="2026-02-01T09:25:00Z",
        Later="2026-02-01T13:35:00+01:00",
    )
    assert rows(site) == [
        "First 09:25 First",
        "Harbour Post 10:00 +35 min",
        "Later 12:35 +3 h 10 min",
        "Slow 2 Feb, 10:30 +25 h 5 min",
    ]
    assert (
        site.text(PAGE, ".coverage-summary") == "4 outlets · first: First, 09:25 · this is the 2nd"
    )
    assert site.links(PAGE, ".coverage-summary a") == [
        "#full-coverage",
        "https://first.example/1",
    ]
    assert site.one(PAGE, "#full-coverage")


def test_story_of_many_days_has_its_delays_in_days(tmp_path: Path) -> None:
    site = site_with(
        tmp_path,
        "2026-02-01T10:00:00Z",
        Soon="2026-02-01T10:30:00Z",
        Slow="2026-02-04T10:30:00Z",
    )
    assert rows(site) == [
        "Harbour Post 10:00 First",
        "Soon 10:30 same day",
        "Slow 4 Feb, 10:30 +3 days",
    ]


def test_article_of_the_page_is_marked(tmp_path: Path) -> None:
    site = site_with(tmp_path, "2026-02-01T10:00:00Z", Later="2026-02-01T11:00:00Z")
    assert site.text(PAGE, ".related-item--here .byline") == "Harbour Post 10:00 First"
    assert site.texts(PAGE, ".related-item__here") == ["This article"]
    assert site.text(PAGE, ".coverage-summary") == "2 outlets · this is the first"


def test_articles_of_unknown_hour_stand_apart(tmp_path: Path) -> None:
    site = site_with(
        tmp_path,
        "2026-02-01T10:00:00Z",
        Day="2026-02-01",
        Later="2026-02-01T11:00:00Z",
    )
    assert rows(site) == ["Harbour Post 10:00 First", "Later 11:00 +1 h", "Day 1 Feb"]
    heading = site.one(PAGE, ".full-coverage__apart")
    assert (heading.text(), heading.attributes["data-place"]) == ("Hour not known", "3")
    assert "hidden" in heading.attributes


def test_days_alone_tell_no_delay(tmp_path: Path) -> None:
    site = site_with(tmp_path, "2026-02-01", Later="2026-02-02", Last="2026-02-03")
    assert rows(site) == ["Harbour Post 1 Feb", "Later 2 Feb", "Last 3 Feb"]
    assert site.all(PAGE, ".full-coverage button, .full-coverage__apart") == []
    assert site.text(PAGE, ".coverage-summary") == "3 outlets"


def test_article_without_a_time_has_none(tmp_path: Path) -> None:
    entry = related("Undated", "https://quaytimes.example/a")
    site = build_site(tmp_path, news(record("Ferry returns", related=[entry])))
    assert rows(site) == ["Harbour Post 09:30", "Quay Times"]
