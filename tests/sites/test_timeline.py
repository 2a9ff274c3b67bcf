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


def test_providers_stand_in_the_order_they_came_with_their_lag(tmp_path: Path) -> None:
    site = site_with(
        tmp_path,
        "2026-02-01T10:00:00Z",
        Slow="2026-02-04T10:30:00Z",
        First="2026-02-01T09:25:00Z",
        Later="2026-02-01T13:35:00+01:00",
    )
    assert site.texts(PAGE, ".beat time") == ["First", "+35 min", "+3 h 10 min", "+3 days"]
    assert site.texts(PAGE, ".beat bdi") == ["First", "Harbour Post", "Later", "Slow"]
    assert site.text(PAGE, ".timeline__summary") == "4 outlets in 3 days"
    times = [node.attributes["datetime"] for node in site.all(PAGE, ".timeline time")]
    assert times == sorted(times, key=str)
    assert len(times) == 4


def test_article_one_is_on_is_marked(tmp_path: Path) -> None:
    site = site_with(tmp_path, "2026-02-01T10:00:00Z", Later="2026-02-01T11:00:00Z")
    assert site.texts(PAGE, ".beat") == [
        "First Harbour Post this article",
        "+1 h Later",
    ]
    assert site.text(PAGE, ".beat--here").endswith("this article")


def test_day_alone_tells_no_lag(tmp_path: Path) -> None:
    site = site_with(tmp_path, "2026-02-01", Later="2026-02-02")
    assert site.texts(PAGE, ".beat time") == ["1 Feb 2026", "2 Feb 2026"]


def test_provider_without_a_time_has_no_place(tmp_path: Path) -> None:
    entry = related("Undated", "https://quaytimes.example/a")
    site = build_site(tmp_path, news(record("Ferry returns", related=[entry])))
    assert site.all(PAGE, ".timeline") == []
