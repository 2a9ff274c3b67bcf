"""How late each outlet of a story was: who counts, and who does not."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_gen.model import Author, Copy, ProviderRef, Record, Related, Speed
from site_gen.publication import UNKNOWN, Publication, first_time
from site_gen.relations.delays import delays, order_of_time
from tests.records import NOON, hours_ago, record, related
from tests.relations.steps import few
from tests.relations.test_copies import OTHER_TEXT, TEXT
from tests.stored import Stored, library_of

HOUR = 3_600_000_000
MIDNIGHT = NOON.replace(hour=0)


def entry(outlet: str, hours: float | None, agency: str = "", **fields: Any) -> Related:
    """An article of an outlet, some hours before noon."""
    at = None if hours is None else hours_ago(hours)
    found = related(f"https://{outlet}.example/1", outlet, published_at=at, **fields)
    if not agency:
        return found
    provider = ProviderRef(outlet, authors=(Author(agency),))
    return Related(
        title=found.title, provider=provider, web_url=found.web_url, published_at=at, **fields
    )


def hours_late(own: Record, *, now: datetime = NOON) -> dict[str, float]:
    """Outlet → how many hours it is late, in the story of a record and its list."""
    stored = Stored(now=now)
    stored.put(own)
    return {slug: late / HOUR for slug, late in stored.library.story_of(own.id).delays.items()}


def story(hours: float, *entries: Related, **fields: Any) -> Record:
    """A record of the outlet “Own”."""
    return record("own", hours_ago(hours), provider="Own", related=entries, **fields)


def test_articles_of_known_hour_have_delays() -> None:
    assert hours_late(story(3, entry("A", 5), entry("B", 1))) == {"a": 0, "own": 2, "b": 4}


@pytest.mark.parametrize("agency", ["AP", ""])
def test_copies_do_not_count_as_late(agency: str) -> None:
    listed = [entry(each, 4 - n, agency, excerpt=TEXT) for n, each in enumerate("ABC")]
    assert hours_late(story(5, *listed)) == {"own": 0, "a": 1}


def test_texts_of_one_agency_are_late_once() -> None:
    listed = entry("A", 4, "AP", excerpt=TEXT), entry("B", 3, "AP", excerpt=OTHER_TEXT)
    assert hours_late(story(5, *listed)) == {"own": 0, "a": 1}


def test_outlet_with_a_copy_and_then_a_text_of_its_own_does_not_count() -> None:
    """It had the story by the copy, so its own text was not late."""
    own_text = related("https://b.example/2", "B", published_at=hours_ago(1), excerpt=OTHER_TEXT)
    listed = entry("A", 4, excerpt=TEXT), entry("B", 3, excerpt=TEXT), own_text
    assert hours_late(story(5, *listed)) == {"own": 0, "a": 1}


def test_own_text_before_a_copy_counts() -> None:
    own_text = related("https://b.example/2", "B", published_at=hours_ago(3), excerpt=OTHER_TEXT)
    listed = entry("A", 4, excerpt=TEXT), entry("B", 1, excerpt=TEXT), own_text
    assert hours_late(story(5, *listed)) == {"own": 0, "a": 1, "b": 2}


def test_agency_in_two_languages_has_two_texts() -> None:
    records = [
        record("own", hours_ago(5), provider="Own", story="ferry"),
        record("a", hours_ago(4), provider="A", authors=["AFP"], story="ferry", excerpt=TEXT),
        record("b", hours_ago(3), provider="B", authors=["AFP"], story="ferry", locale="de"),
        record("c", hours_ago(2), provider="C", authors=["AFP"], story="ferry", locale="en-GB"),
    ]
    found = library_of(*records).story_of("own")
    assert {slug: late // HOUR for slug, late in found.delays.items()} == {"own": 0, "a": 1, "b": 2}
    assert found.copies == {3: Copy(1, by_agency=True)}


def test_time_of_a_change_makes_nobody_late() -> None:
    assert hours_late(story(1, entry("A", 5), entry("B", 4), time_known=False)) == {"a": 0, "b": 1}


def test_who_was_certainly_first_by_the_time_of_a_change_leaves_nobody_late() -> None:
    assert hours_late(story(6, entry("A", 5), entry("B", 4), time_known=False)) == {}


def test_updated_time_beside_one_of_publication_changes_nothing() -> None:
    own = story(5, entry("A", 4), updated_at=hours_ago(1))
    assert hours_late(own) == {"own": 0, "a": 1}


def test_days_without_hours_say_nothing() -> None:
    day_only = related("https://a.example/1", "A", published_at=MIDNIGHT)
    assert hours_late(story(3, day_only, entry("B", 2))) == {"own": 0, "b": 1}
    yesterday = related("https://a.example/1", "A", published_at=MIDNIGHT - timedelta(days=1))
    assert hours_late(story(3, yesterday, entry("B", 2))) == {}


def test_clock_of_the_future_neither_wins_nor_loses() -> None:
    own = story(3, entry("A", -2), entry("B", 1))
    assert hours_late(own) == {"own": 0, "b": 2}
    assert hours_late(own, now=hours_ago(-2)) == {"own": 0, "b": 2, "a": 5}


def test_all_unknown_say_nothing() -> None:
    own = record("own", MIDNIGHT, provider="Own", related=(entry("A", None), entry("B", -1)))
    assert hours_late(own) == {}
    assert hours_late(story(3, entry("A", None))) == {}


def test_speed_of_outlets_counts_no_copies() -> None:
    library = library_of(story(5, entry("A", 4, excerpt=TEXT), entry("B", 3, excerpt=TEXT)))
    assert library.provider("a").speed == Speed(stories=1, median_lag=timedelta(hours=1))
    assert library.provider("b").speed == Speed()


publications = st.one_of(st.builds(Publication, st.integers(0, 6), st.booleans()), st.just(UNKNOWN))


@few
@given(
    st.lists(st.tuples(publications, st.sampled_from("abcd"), st.booleans()), max_size=8),
)
def test_laws(articles: list[tuple[Publication, str, bool]]) -> None:
    times = [at for at, _, _ in articles]
    providers = [slug for _, slug, _ in articles]
    in_order = order_of_time(times, providers)
    copies = {number for number in in_order[1:] if articles[number][2]}
    found = delays(times, providers, in_order, copies)
    assert all(late >= 0 for late in found.values())
    assert len(found) != 1
    if first_time(times) is None:
        assert found == {}
    for slug in found:
        own = [number for number in in_order if providers[number] == slug]
        assert times[own[0]].exact
        assert own[0] not in copies
        assert found[slug] == times[own[0]].by - first_time(times)  # type: ignore[operator]
    # Who is not known to be earlier changes no delay.
    more = delays([*times, UNKNOWN], [*providers, "x"], [*in_order, len(times)], copies)
    assert more == found
