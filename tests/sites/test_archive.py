"""The archive: an overview, then years, months and days, all in UTC."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.sites.site import Site, build_site, news, record

RECORDS = news(
    record("New year", "2025-01-01T00:30:00+02:00"),  # still 2024 in UTC
    record("Thaw", "2026-02-03T07:00:00Z", quality=10),
    record("Flood", "2026-02-03T09:00:00Z", quality=90),
    record("Frost", "2026-02-11T07:00:00Z"),
    record("Spring", "2026-01-20T07:00:00Z"),
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return build_site(tmp_path_factory.mktemp("archive"), RECORDS)


def test_every_day_month_and_year_with_records_has_a_page(site: Site) -> None:
    assert [page for page in site.pages() if page.startswith("/archive/")] == [
        "/archive/",
        "/archive/2024/",
        "/archive/2024/12/",
        "/archive/2024/12/31/",
        "/archive/2026/",
        "/archive/2026/01/",
        "/archive/2026/01/20/",
        "/archive/2026/02/",
        "/archive/2026/02/03/",
        "/archive/2026/02/11/",
    ]


@pytest.mark.parametrize(
    ("page", "rows", "counts", "children"),
    [
        (
            "/archive/",
            ["2026", "2024"],
            ["4 articles", "1 article"],
            ["February 3", "January 1", "December 1"],
        ),
        (
            "/archive/2026/",
            ["February 2026", "January 2026"],
            ["3 articles", "1 article"],
            ["11 Feb 1", "3 Feb 2", "20 Jan 1"],
        ),
        (
            "/archive/2026/02/",
            ["Wednesday, 11 February 2026", "Tuesday, 3 February 2026"],
            ["1 article", "2 articles"],
            [],
        ),
    ],
)
def test_page_counts_what_lies_below_it(
    site: Site, page: str, rows: list[str], counts: list[str], children: list[str]
) -> None:
    assert site.texts(page, ".index-row__title") == rows
    assert site.texts(page, ".index-row__count") == counts
    assert site.texts(page, ".index-row__child") == children


def test_month_tells_each_day_by_its_best_headline(site: Site) -> None:
    assert site.texts("/archive/2026/02/", ".index-row__note") == ["Frost", "Flood"]
    assert site.links("/archive/2026/02/", ".index-row__note a")[0].startswith("/news/")
    assert site.texts("/archive/2026/", ".index-row__note") == ["Flood", "Spring"]


def test_month_begins_with_its_calendar(site: Site) -> None:
    page = "/archive/2026/02/"
    assert site.texts(page, ".calendar__weekday") == [
        "Mon",
        "Tue",
        "Wed",
        "Thu",
        "Fri",
        "Sat",
        "Sun",
    ]
    assert site.links(page, ".calendar a") == ["/archive/2026/02/03/", "/archive/2026/02/11/"]
    assert site.texts(page, ".calendar a") == ["3 2", "11 1"]


def test_days_lead_to_their_neighbours(site: Site) -> None:
    assert site.links("/archive/2026/02/03/", ".pagination a") == [
        "/archive/2026/02/11/",
        "/archive/2026/01/20/",
    ]
    assert site.lost_links() == []


def test_day_lists_its_records_newest_first(site: Site) -> None:
    assert site.texts("/archive/2026/02/03/", ".card__title") == ["Flood", "Thaw"]
    assert site.text("/archive/2026/02/03/", "h1") == "3 February 2026"


@pytest.mark.parametrize(
    ("page", "crumbs"),
    [
        ("/archive/", ["/"]),
        ("/archive/2026/", ["/", "/archive/"]),
        ("/archive/2026/02/", ["/", "/archive/", "/archive/2026/"]),
        ("/archive/2026/02/03/", ["/", "/archive/", "/archive/2026/", "/archive/2026/02/"]),
    ],
)
def test_crumbs_lead_up_through_the_archive(site: Site, page: str, crumbs: list[str]) -> None:
    assert site.links(page, ".breadcrumbs a") == crumbs


def test_first_and_last_representable_years_do_no_harm(tmp_path: Path) -> None:
    site = build_site(
        tmp_path,
        news(record("Ancient", "0001-01-01"), record("Now", "2026-01-01")),
    )
    assert site.texts("/archive/0001/01/01/", ".card__title") == ["Ancient"]
    assert site.lost_links() == []
