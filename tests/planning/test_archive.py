"""The archive has pages for the days, months and years that have records."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_gen.model import Record
from site_gen.plan.archive_views import Calendar, CalendarDay, Weekday
from site_gen.plan.views import Count, DayGroup, IndexRow, Link, Pager
from tests.planning.sites import Planned, plan, site_of
from tests.records import record


def day(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


RECORDS = (
    record("a", day("2021-06-16T23:59:59")),
    record("b", day("2021-06-16T00:00:00"), quality=9),
    record("c", day("2021-06-02T12:00:00")),
    record("d", day("2021-01-31T12:00:00")),
    record("e", day("2019-12-31T23:00:00")),
)


def archive_of(*records: Record) -> dict[str, Planned]:
    """The pages of the archive of these records by their addresses."""
    pages = plan(site_of(*records))
    return {url: page for url, page in pages.items() if page.kind.startswith("archive/")}


PAGES = archive_of(*RECORDS)


def rows(url: str) -> tuple[IndexRow, ...]:
    rows: tuple[IndexRow, ...] = PAGES[url].prepare()["rows"]
    return rows


def test_there_is_a_page_for_each_period_with_records() -> None:
    assert sorted(PAGES) == [
        "/archive/",
        "/archive/2019/",
        "/archive/2019/12/",
        "/archive/2019/12/31/",
        "/archive/2021/",
        "/archive/2021/01/",
        "/archive/2021/01/31/",
        "/archive/2021/06/",
        "/archive/2021/06/02/",
        "/archive/2021/06/16/",
    ]


def test_overview_has_years_with_their_months() -> None:
    assert rows("/archive/") == (
        IndexRow(
            Link("2021", "/news/archive/2021/"),
            4,
            children=(
                Count(Link("June", "/news/archive/2021/06/"), 3),
                Count(Link("January", "/news/archive/2021/01/"), 1),
            ),
        ),
        IndexRow(
            Link("2019", "/news/archive/2019/"),
            1,
            children=(Count(Link("December", "/news/archive/2019/12/"), 1),),
        ),
    )


def test_year_has_months_with_their_days() -> None:
    june, january = rows("/archive/2021/")
    assert june == IndexRow(
        Link("June 2021", "/news/archive/2021/06/"),
        3,
        note="News of b",
        note_href="/news/news/b/",
        children=(
            Count(Link("16 Jun", "/news/archive/2021/06/16/"), 2),
            Count(Link("2 Jun", "/news/archive/2021/06/02/"), 1),
        ),
    )
    assert (january.link.label, january.count) == ("January 2021", 1)


def test_month_has_days_with_the_headline_of_the_best_quality() -> None:
    assert rows("/archive/2021/06/") == (
        IndexRow(
            Link("Wednesday, 16 June 2021", "/news/archive/2021/06/16/"),
            2,
            note="News of b",
            note_href="/news/news/b/",
        ),
        IndexRow(
            Link("Wednesday, 2 June 2021", "/news/archive/2021/06/02/"),
            1,
            note="News of c",
            note_href="/news/news/c/",
        ),
    )


def test_month_has_a_calendar_with_links_to_its_days() -> None:
    month: Calendar = PAGES["/archive/2021/06/"].prepare()["month"]
    assert month.weekdays[0] == Weekday("Monday", "Mon")
    first, *_, last = month.weeks
    assert first[:3] == (
        None,
        CalendarDay("1"),
        CalendarDay("2", "/news/archive/2021/06/02/", "2 June 2021: 1 article", 1),
    )
    assert last[2:] == (CalendarDay("30"), None, None, None, None)
    assert [day.count for week in month.weeks for day in week if day and day.href] == [1, 2]
    assert PAGES["/archive/2021/"].prepare()["month"] is None


@pytest.mark.parametrize(
    ("path", "older", "newer"),
    [
        ("2021/06/16/", "2021/06/02/", ""),
        ("2021/06/02/", "2021/01/31/", "2021/06/16/"),
        ("2019/12/31/", "", "2021/01/31/"),
        ("2021/06/", "2021/01/", ""),
        ("2021/01/", "2019/12/", "2021/06/"),
        ("2021/", "2019/", ""),
        ("2019/", "", "2021/"),
        ("", "", ""),
    ],
)
def test_period_has_links_to_those_before_and_after_it(path: str, older: str, newer: str) -> None:
    pager: Pager = PAGES[f"/archive/{path}"].prepare()["pager"]
    expected = [f"/news/archive/{other}" if other else "" for other in (older, newer)]
    assert [pager.older_href, pager.newer_href] == expected


def test_links_to_periods_have_their_names() -> None:
    names = [
        (pager.older_span, pager.newer_span)
        for path in ("2021/06/02/", "2021/01/", "2019/")
        for pager in [PAGES[f"/archive/{path}"].prepare()["pager"]]
    ]
    assert names == [
        ("31 January 2021", "16 June 2021"),
        ("December 2019", "June 2021"),
        ("", "2021"),
    ]


def test_day_has_its_records_newest_first() -> None:
    context = PAGES["/archive/2021/06/16/"].prepare()
    groups: tuple[DayGroup, ...] = context["groups"]
    assert [[card.id for card in group.cards] for group in groups] == [["a", "b"]]
    assert (groups[0].day, groups[0].iso) == ("Wednesday, 16 June 2021", "2021-06-16")
    assert context["title"] == "16 June 2021"


def test_breadcrumbs_link_to_the_periods_above() -> None:
    crumbs: tuple[Link, ...] = PAGES["/archive/2021/06/16/"].prepare()["crumbs"]
    assert [(crumb.label, crumb.href) for crumb in crumbs[1:]] == [
        ("Archive", "/news/archive/"),
        ("2021", "/news/archive/2021/"),
        ("June", "/news/archive/2021/06/"),
        ("16 June 2021", ""),
    ]


def test_archive_without_records_is_one_page() -> None:
    [(url, page)] = archive_of().items()
    assert url == "/archive/"
    assert page.prepare()["rows"] == ()


@given(st.lists(st.datetimes(timezones=st.just(UTC)), max_size=8))
def test_every_record_is_on_the_page_of_its_day(instants: list[datetime]) -> None:
    records = [record(f"r{number}", instant) for number, instant in enumerate(instants)]
    pages = archive_of(*records)
    for item in records:
        url = f"/archive/{item.published_at.year:04}/{item.published_at:%m/%d}/"
        groups: tuple[DayGroup, ...] = pages[url].prepare()["groups"]
        assert item.id in [card.id for group in groups for card in group.cards]
    assert len(pages) <= 1 + 3 * len(records)


def test_last_representable_day_is_in_its_month() -> None:
    pages = plan(site_of(record("a", datetime(9999, 12, 31, tzinfo=UTC))))
    for url in ("/archive/", "/archive/9999/", "/archive/9999/12/"):
        assert [row.count for row in pages[url].prepare()["rows"]] == [1]
