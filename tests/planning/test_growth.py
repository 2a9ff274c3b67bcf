"""The picture of how the number of a story's outlets grew."""

from __future__ import annotations

from datetime import timedelta

import pytest

from site_gen.model import Arrival
from site_gen.plan.growth import growth
from tests.planning.sites import maker_of
from tests.records import NOON, record, related


def path_of(*hours: float, day_only: bool = False) -> str:
    """The path for outlets that came so many hours after the first."""
    return growth(
        Arrival(NOON + timedelta(hours=each), f"o{number}", day_only)
        for number, each in enumerate(hours)
    )


@pytest.mark.parametrize(
    ("hours", "path"),
    [
        ((0, 0, 7), "M0 9V3H24V0H28V9"),
        ((0, 6.9, 7), "M0 9V6H24V0H28V9"),
        ((0, 1, 2, 3, 4, 5, 6, 7), "M0 9V7H4V6H8V5H12V3H16V2H20V1H24V0H28V9"),
        ((0, 0, 0, 0, 0, 0, 70), "M0 9V1H24V0H28V9"),
        ((0, *[7] * 99), "M0 9V8H24V0H28V9"),
    ],
)
def test_steps_are_where_outlets_come(hours: tuple[float, ...], path: str) -> None:
    assert path_of(*hours) == path


@pytest.mark.parametrize("hours", [(), (0,), (0, 9), (0, 0.1, 0.9)])
def test_few_outlets_and_those_at_once_have_no_picture(hours: tuple[float, ...]) -> None:
    assert path_of(*hours) == ""


def test_outlets_without_an_hour_are_left_out() -> None:
    assert path_of(0, 2, 4, 8, day_only=True) == ""


def test_picture_is_small_whatever_the_story() -> None:
    longest = path_of(*range(0, 700, 7))
    start = '<svg class="breadth" viewBox="0 0 28 9" aria-hidden="true">'
    assert len(f'{start}<path d="{longest}"/></svg>') <= 120


def test_card_has_the_growth_of_its_story() -> None:
    entries = [
        related(f"https://q.example/{n}", f"O{n}", published_at=NOON + timedelta(hours=n))
        for n in (1, 7)
    ]
    maker = maker_of(record("ferry", NOON, related=tuple(entries)), record("dock", NOON))
    assert maker.card("ferry").growth == "M0 9V3H24V0H28V9"
    assert maker.card("dock").growth == ""
