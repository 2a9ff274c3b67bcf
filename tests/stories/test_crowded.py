"""Crowded terms: one alone does not make two records alike, two do."""

from __future__ import annotations

from datetime import timedelta

import pytest

from site_gen.config import Stories
from site_gen.model import Record
from site_gen.stories.evidence import Comparison
from site_gen.stories.likeness import WordLikeness
from tests.records import NOON, record
from tests.stored import grouping_of

SUBJECTS = (
    "bakery dentist orchard tunnel cellist referendum goalkeeper beehive lighthouse sewage "
    "librarian glacier carousel pharmacist vineyard"
).split()


def town(number: int, name: str = "Quillon") -> list[Record]:
    """So many records that share only the name of their town."""
    return [
        record(
            f"r{place:02}",
            NOON + timedelta(minutes=place),
            title=f"{name} {subject}",
            excerpt="",
            provider=f"Outlet {place}",
        )
        for place, subject in enumerate(SUBJECTS[:number])
    ]


def grouped(records: list[Record]) -> tuple[tuple[str, ...], ...]:
    return grouping_of(*records, rules=Stories()).stories


def test_name_of_the_town_makes_no_story_of_its_paper() -> None:
    assert grouped(town(15)) == ()


def test_rare_name_makes_a_story_of_two_records() -> None:
    assert grouped(town(2)) == (("r00", "r01"),)


def test_story_that_fills_the_day_stays_one() -> None:
    (story,) = grouped(town(15, "Quillon barrier Ottoline"))
    assert len(story) == 15


def test_event_of_the_town_is_found_among_its_news() -> None:
    event = [
        record(id_, NOON, title="Quillon ferryman rescued", excerpt="", provider=id_)
        for id_ in ("x", "y")
    ]
    assert grouped([*town(15), *event]) == (("x", "y"),)


def test_likeness_is_symmetric() -> None:
    words, here, there = WordLikeness("en"), town(15), town(3)
    forth, back = words.products(here, there), words.products(there, here)
    for ours, theirs in zip(forth, back, strict=True):
        found = {
            (place, other): value for place, row in ours.items() for other, value in row.items()
        }
        assert found
        assert found == {
            (place, other): pytest.approx(value)
            for other, row in theirs.items()
            for place, value in row.items()
        }


def test_explain_takes_crowded_terms_into_account() -> None:
    crowd = town(15)
    in_crowd = Comparison(crowd, Stories(), WordLikeness("en"), "en").evidence(
        crowd[:1], crowd[1:2]
    )
    alone = Comparison(crowd[:2], Stories(), WordLikeness("en"), "en").evidence(
        crowd[:1], crowd[1:2]
    )
    assert dict(in_crowd.terms).keys() == {"quillon"}
    assert in_crowd.likeness == 0
    assert alone.likeness > Stories().threshold
