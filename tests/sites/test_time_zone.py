"""Sites in other time zones: their days, times, and updates after a change of zone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from site_gen.build import build
from tests.sites.site import (
    Files,
    Site,
    build_site,
    config,
    days,
    news,
    options_for,
    read_folder,
    record,
    related,
    write_files,
)

ZONES = (
    "America/New_York Asia/Kolkata Pacific/Kiritimati Europe/Lisbon America/Sao_Paulo UTC"
).split()


def site_yaml(zone: str) -> str:
    return config(timezone=zone, pagination={"page_size": 2})


RECORDS = news(
    record("Night ferry", "2025-06-16T03:30:00Z", topics=["Tides"]),
    record("New year", "2025-12-31T22:00:00Z", topics=["Tides"]),
    record("Only a day", "2025-06-16", topics=["Tides"]),
    record("Midnight in UTC", "2025-06-15T00:00:00Z"),
    record("Clocks went back", "2025-10-26T01:30:00Z"),
    record("Same clock an hour before", "2025-10-26T00:30:00Z"),
    record("Two in the morning", "2025-02-03T02:00:00+02:00"),
)
BUSY: Files = {
    **RECORDS,
    **days(6, topics=["Tides"]),
    "content/news/covered.md": record(
        "Covered",
        "2026-02-20T08:00:00Z",
        story="flood",
        related=[related("Mended nets", "https://q.example/nets", publishedDateTime="2026-02-20")],
    ),
    "content/news/covering.md": record(
        "Covered too", "2026-02-19", story="flood", provider={"name": "The Mole"}
    ),
}


def built(folder: Path, zone: str, files: Files = RECORDS) -> Site:
    return build_site(folder, {"site.yaml": site_yaml(zone), **files})


def day_pages(site: Site) -> list[str]:
    return [page for page in site.pages() if page.count("/") == 5 and page.startswith("/archive")]


ARCHIVES = {
    "UTC": "2025/02/03 2025/06/15 2025/06/16 2025/10/26 2025/12/31",
    "America/New_York": "2025/02/02 2025/06/15 2025/06/16 2025/10/25 2025/12/31",
    "Asia/Kolkata": "2025/02/03 2025/06/15 2025/06/16 2025/10/26 2026/01/01",
    "Pacific/Kiritimati": "2025/02/03 2025/06/15 2025/06/16 2025/10/26 2026/01/01",
    "Europe/Lisbon": "2025/02/03 2025/06/15 2025/06/16 2025/10/26 2025/12/31",
}


@pytest.mark.parametrize(("zone", "pages"), ARCHIVES.items())
def test_days_of_the_archive_are_those_of_the_zone(tmp_path: Path, zone: str, pages: str) -> None:
    site = built(tmp_path, zone)
    assert day_pages(site) == [f"/archive/{day}/" for day in pages.split()]
    assert site.lost_links() == []


def test_day_without_an_hour_stays_that_day(tmp_path: Path) -> None:
    for zone in ZONES:
        site = built(tmp_path / zone.replace("/", "-"), zone)
        day = site.one("/news/r3/", ".article-head time")
        assert (day.attributes["datetime"], day.text().strip()) == ("2025-06-16", "16 June 2025")
        assert "/archive/2025/06/16/" in day_pages(site)
        assert "Only a day" in site.texts("/archive/2025/06/16/", "main h3")
        assert site.one("/news/r4/", ".article-head time").attributes["datetime"] == "2025-06-15"


def test_midnight_of_utc_in_another_offset_has_an_hour(tmp_path: Path) -> None:
    site = built(tmp_path, "America/New_York")
    assert site.text("/news/r7/", ".article-head time") == "2 February 2025, 19:00"


def test_times_and_headings_are_those_of_the_zone(tmp_path: Path) -> None:
    site = built(tmp_path, "America/New_York")
    assert site.text("/news/r1/", ".article-head time") == "15 June 2025, 23:30"
    assert site.attribute("/news/r1/", ".article-head time", "datetime") == "2025-06-16T03:30:00Z"
    assert site.text("/archive/2025/06/15/", "h1") == "15 June 2025"
    assert site.text("/news/r1/", ".time-zone") == "All times are Eastern Time"
    assert site.text("/", ".edition") == "Wednesday 31 December 2025, updated 17:00 GMT-5"
    assert site.attribute("/", ".edition__day", "datetime") == "2025-12-31"


def test_hour_that_comes_twice_is_in_the_order_of_time(tmp_path: Path) -> None:
    site = built(tmp_path, "Europe/Lisbon")
    page = "/archive/2025/10/26/"
    assert site.texts(page, "main h3") == ["Clocks went back", "Same clock an hour before"]
    for url in ("/news/r5/", "/news/r6/"):
        assert "26 October 2025, 01:30" in site.texts(url, ".article-head time")


def test_feeds_and_mirror_have_instants_in_utc(tmp_path: Path) -> None:
    site = built(tmp_path, "America/New_York")
    feed = json.loads(site.path("/feed.json").read_bytes())
    published = {item["title"]: item["date_published"] for item in feed["items"]}
    assert published["Night ferry"] == "2025-06-16T03:30:00Z"
    assert published["Only a day"] == "2025-06-16T04:00:00Z"


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "America/New_York"])
def test_heat_and_delays_do_not_depend_on_the_zone_of_days(tmp_path: Path, zone: str) -> None:
    """An article of unknown hour is one in every zone, and so has no delay."""
    site = built(tmp_path, zone, BUSY)
    assert "First" not in " ".join(site.texts("/news/covered/", "#full-coverage li"))
    assert site.texts("/news/covered/", "#full-coverage li time[datetime='2026-02-19']")


@pytest.mark.parametrize("start", range(len(ZONES)))
def test_site_in_another_zone_is_that_of_a_clean_build(tmp_path: Path, start: int) -> None:
    built(tmp_path / "site", ZONES[start], BUSY)
    zone = ZONES[(start + 1) % len(ZONES)]
    files = {"site.yaml": site_yaml(zone), **BUSY}
    write_files(tmp_path / "site", files)
    report = build(options_for(tmp_path / "site"))
    clean = build_site(tmp_path / "clean", files)
    assert read_folder(tmp_path / "site" / "_site") == clean.files()
    assert (report.pages, report.problems) == (clean.report.pages, clean.problems)


def test_update_in_a_zone_is_a_clean_build(tmp_path: Path) -> None:
    built(tmp_path / "site", "Asia/Kolkata", BUSY)
    late = record("Late", "2025-06-15T19:00:00Z", topics=["Tides"])
    moved = record("Moved", "2025-06-15", topics=["Tides"])
    files = {
        "site.yaml": site_yaml("Asia/Kolkata"),
        **BUSY,
        "content/news/late.md": late,
        "content/news/r1.md": moved,
    }
    del files["content/news/r2.md"]
    write_files(tmp_path / "site", files)
    build(options_for(tmp_path / "site"))
    clean = build_site(tmp_path / "clean", files)
    assert read_folder(tmp_path / "site" / "_site") == clean.files()
    assert "/archive/2026/01/01/" in clean.pages()  # by another record
    assert [*clean.texts("/archive/2025/06/16/", "main h3")] == ["Late", "Only a day"]


def test_change_of_zone_reads_records_again_and_nothing_else_does(tmp_path: Path) -> None:
    site = built(tmp_path, "Asia/Kolkata")
    assert build(site.options).written == 0
    write_files(tmp_path, {"site.yaml": site_yaml("Etc/UTC"), **RECORDS})
    assert build(site.options).written > 0
    assert "/archive/2025/12/31/" in day_pages(Site(site.options, site.report))
