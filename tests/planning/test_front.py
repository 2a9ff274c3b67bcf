"""The front page: rows without gaps, columns that end together, the date line."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from site_gen.i18n.language import Language
from site_gen.plan.front_blocks import even_rows
from site_gen.plan.front_columns import FrontColumns
from site_gen.plan.moments import Moments
from site_gen.plan.views import Card, EditionDate, Link, Moment, PictureView, ProviderView

SHORT, LONG = "Ferry returns", "Ferry returns to the harbour after two years in dry dock " * 2


def card(title: str = SHORT, *, picture: bool = False, excerpt: str = "", others: int = 0) -> Card:
    return Card(
        id="a",
        title=title,
        href="/a/",
        provider=ProviderView("Harbour Post", "/providers/a/"),
        published=Moment("2026-01-01", "1 January 2026", "1 Jan 2026"),
        excerpt=excerpt,
        picture=PictureView("/a.svg") if picture else None,
        covered_by=tuple(Link(f"Outlet {number}", "/a/") for number in range(others)),
    )


@pytest.mark.parametrize("lengths", [(3, 2), (4, 5, 3)])
@pytest.mark.parametrize("count", range(1, 31))
def test_rows_of_cards_have_no_gaps(count: int, lengths: tuple[int, ...]) -> None:
    number, length = even_rows(count, lengths)
    assert number % length == 0
    assert count - 2 <= number <= count
    assert length <= max(lengths)


@pytest.mark.parametrize(
    ("count", "rows"), [(0, (0, 0)), (3, (3, 3)), (5, (5, 5)), (7, (6, 3)), (8, (8, 4))]
)
def test_rows_have_the_preferred_length(count: int, rows: tuple[int, int]) -> None:
    assert even_rows(count, (4, 5, 3)) == rows


@pytest.mark.parametrize("density", ["compact", "comfortable"])
@pytest.mark.parametrize("has_latest", [True, False])
def test_one_other_story_is_beside_the_lead(density: str, has_latest: bool) -> None:
    columns = FrontColumns(density, has_latest=has_latest)
    assert columns.beside(card(), []) == 0
    assert columns.beside(card(), [card()]) == 1


@pytest.mark.parametrize("density", ["compact", "comfortable"])
def test_fewer_stories_are_beside_a_lead_without_picture(density: str) -> None:
    columns, others = FrontColumns(density, has_latest=True), [card()] * 9
    tall = card(LONG, picture=True, excerpt="What is known. " * 12, others=3)
    assert columns.beside(card(), others) < columns.beside(tall, others)


def test_fewer_of_the_latest_stand_beside_a_lower_front() -> None:
    columns, latest = FrontColumns("compact", has_latest=True), [card(LONG)] * 30
    low = columns.latest(card(), [card()], [], latest)
    high = columns.latest(card(picture=True), [card(LONG)] * 5, [], latest)
    assert 4 <= low < high < 30
    assert columns.latest(card(), [card()], [], latest[:2]) == 2


def test_wide_letters_count_twice() -> None:
    columns = FrontColumns("compact", has_latest=True)
    latin, japanese = [card("a" * 40)] * 30, [card("港" * 40)] * 30
    lead, beside = card(picture=True), [card(LONG)] * 4
    assert columns.latest(lead, beside, [], japanese) < columns.latest(lead, beside, [], latin)


def test_edition_has_the_day_of_the_week_and_the_hour_if_it_is_known() -> None:
    edition = Moments(Language().dates).edition
    assert edition(datetime(2026, 9, 18, 8, tzinfo=UTC)) == EditionDate(
        "Friday 18 September 2026", "2026-09-18T08:00:00Z", "08:00", "UTC", "2026-09-18"
    )
    assert edition(datetime(2026, 9, 18, tzinfo=UTC)) == EditionDate(
        "Friday 18 September 2026", "2026-09-18", date="2026-09-18"
    )
