"""Stories: leads, related entries, and the order and speed of providers."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from site_gen.model import Arrival, CoverageRef, Record, Speed, Story
from site_gen.store.library import Library
from tests.records import NOON, hours_ago, record, related
from tests.stored import library_of

ELSEWHERE = "https://elsewhere.example/2021/ferry"


def member(id_: str, hours: float = 0, provider: str = "", **fields: Any) -> Record:
    """A record of the tests' only story, each of another provider."""
    fields = {"story": "ferry", "provider": provider or f"Outlet {id_}", **fields}
    return record(id_, hours_ago(hours), **fields)


def only(*records: Record) -> Story:
    """The only story of these records."""
    [story] = stories_in(library_of(*records)).values()
    return story


def stories_in(library: Library) -> dict[str, Story]:
    """Id → story."""
    found = [library.story_of(id_) for id_ in library.newest_ids()]
    return {story.id: story for story in found}


def test_record_that_is_alone_is_a_story_too() -> None:
    story = only(member("a", story=""))
    assert story == Story(
        id="a",
        lead="a",
        record_ids=("a",),
        arrivals=(Arrival(NOON, "outlet-a"),),
        providers=("outlet-a",),
    )


def test_story_has_its_records_in_order_and_the_id_of_the_first() -> None:
    story = only(member("a", 1), member("b", 5), member("c", 3))
    assert (story.id, story.record_ids) == ("b", ("b", "c", "a"))


def test_every_record_has_a_story() -> None:
    library = library_of(member("a", 1), member("b", 5), member("c", story=""))
    assert [library.relations(id_).story for id_ in "abc"] == ["b", "b", "c"]
    assert library.story_of("a") == library.story("b")
    assert set(stories_in(library)) == {"b", "c"}


@pytest.mark.parametrize(
    ("lead", "other"),
    [
        ({"heat": 12}, {"hours": -2}),  # whose heat is computed, and 9
        ({"hours": -2}, {"quality": 9}),
        ({"hours": 0, "heat": 6}, {"hours": -47, "heat": 0}),
        ({"quality": 2}, {"quality": 1}),
        ({"quality": 2, "id_": "x"}, {"quality": 1, "id_": "a"}),
        ({}, {}),
    ],
    ids=["heat", "newer", "heat for two half-lives", "quality", "quality before id", "id"],
)
def test_best_record_leads(lead: dict[str, Any], other: dict[str, Any]) -> None:
    best, second = member(**{"id_": "b", **lead}), member(**{"id_": "c", **other})
    assert only(best, second).lead == only(second, best).lead == best.id


def test_lead_stays_when_newer_records_are_added() -> None:
    pair = member("a", 40, heat=3), member("b", 20)
    lead = only(*pair).lead
    newer = member("new", -5000, story="")
    assert library_of(*pair, newer).story_of("a").lead == lead


# What the lists name beside the records.


def entries(*records: Record) -> list[tuple[str, int]]:
    return [(ref.record_id, ref.index) for ref in only(*records).entries]


def test_story_has_the_articles_of_all_lists_once() -> None:
    a = member("a", 2, related=(related(ELSEWHERE), related(f"{ELSEWHERE}/2")))
    b = member("b", 1, related=(related(f"{ELSEWHERE}/3"), related(f"{ELSEWHERE}/?utm_source=b")))
    assert entries(a, b) == [("a", 0), ("a", 1), ("b", 0)]


def test_articles_connected_by_a_third_address_are_one() -> None:
    a = member("a", 3, related=(related(ELSEWHERE, amp_web_url=f"{ELSEWHERE}/2"),))
    b = member("b", 2, related=(related(f"{ELSEWHERE}/2", original_url=f"{ELSEWHERE}/3"),))
    c = member("c", 1, related=(related(f"{ELSEWHERE}/3"),))
    assert entries(a, b, c) == [("a", 0)]


def test_related_entry_that_is_a_record_is_not_listed_again() -> None:
    b = member("b", 1)
    a = member("a", 2, related=(related(b.original_url), related(ELSEWHERE)))
    assert entries(a, b) == [("a", 1)]


def test_story_of_one_record_has_its_related_entries() -> None:
    assert entries(member("a", story="", related=(related(ELSEWHERE),))) == [("a", 0)]


# Who came when.


def arrivals(story: Story) -> list[tuple[str, float]]:
    """Provider → hours ago."""
    return [(one.provider, (NOON - one.at).total_seconds() / 3600) for one in story.arrivals]


def listed(provider: str, at: datetime | None, number: int = 0) -> Any:
    return related(f"{ELSEWHERE}/{provider}-{number}", provider, published_at=at)


def test_providers_come_in_the_order_of_their_first_article() -> None:
    entries_ = listed("Radio", hours_ago(4)), listed("Wire", hours_ago(1))
    story = only(
        member("a", 2, "Post", related=entries_), member("b", 3, "Wire"), member("c", 1, "Post")
    )
    assert arrivals(story) == [("radio", 4), ("wire", 3), ("post", 2)]
    assert story.providers == ("radio", "wire", "post")


def test_providers_of_one_time_come_by_name() -> None:
    assert [name for name, _ in arrivals(only(member("a", 0, "Wire"), member("b", 0, "Post")))] == [
        "post", "wire"
    ]  # fmt: skip


def test_providers_of_unknown_time_come_last_once_and_not_in_the_order_of_arrival() -> None:
    entries_ = listed("Radio", None), listed("Post", None), listed("Radio", None, 1)
    story = only(member("a", 2, "Post", related=entries_), member("b", 1, "Wire"))
    assert [name for name, _ in arrivals(story)] == ["post", "wire"]
    assert story.providers == ("post", "wire", "radio")


def test_coverage_elsewhere_leaves_out_records_of_the_site() -> None:
    b = member("b", 1, "Wire")
    a = member("a", 2, "Post", related=(related(b.original_url, "Wire"), listed("Wire", None)))
    assert library_of(a, b).provider("wire").covers == (CoverageRef("a", 1),)


# How fast outlets are.


def pace(library: Library) -> dict[str, tuple[int, int, float | None]]:
    """Provider → number of stories, in how many it was first, and its median lag in hours."""
    return {
        provider.slug: (
            provider.speed.stories,
            provider.speed.first,
            lag / timedelta(hours=1) if (lag := provider.speed.median_lag) else None,
        )
        for provider in library.providers()
    }


def stories_of(*stories: dict[str, float]) -> list[Record]:
    """A record for each provider of each story, so many hours after the start of the story."""
    return [
        member(f"s{number}-{name}", 100 * number - hours, name, story=f"s{number}")
        for number, story in enumerate(stories)
        for name, hours in story.items()
    ]


def test_provider_is_first_or_late() -> None:
    records = stories_of({"Post": 1, "Wire": 3}, {"Post": 4, "Wire": 2}, {"Post": 1, "Radio": 9})
    assert pace(library_of(*records)) == {
        "post": (3, 2, 2), "wire": (2, 1, 2), "radio": (1, 0, 8)
    }  # fmt: skip


def test_lag_is_the_middle_of_all_lags() -> None:
    late = [{"Post": 1.0, "Wire": 1.0 + hours} for hours in (1, 2, 30)]
    assert pace(library_of(*stories_of(*late)))["wire"] == (3, 0, 2)
    assert pace(library_of(*stories_of(*late[:2])))["wire"] == (2, 0, 1.5)


def test_providers_of_the_same_time_are_first_together() -> None:
    records = stories_of({"Post": 1, "Wire": 1, "Radio": 2})
    assert pace(library_of(*records)) == {
        "post": (1, 1, None), "wire": (1, 1, None), "radio": (1, 0, 1)
    }  # fmt: skip


def test_provider_is_measured_by_its_first_article() -> None:
    again = member("again", -50, "Wire", story="s0")
    assert pace(library_of(*stories_of({"Post": 1, "Wire": 3}), again))["wire"] == (1, 0, 2)


def test_related_entries_count_for_speed() -> None:
    entry = listed("Radio", hours_ago(3))
    library = library_of(member("a", 1, "Post", story="", related=(entry,)))
    assert pace(library) == {"radio": (1, 1, None), "post": (1, 0, 2)}


def test_story_of_one_provider_does_not_count_for_its_speed() -> None:
    library = library_of(member("a", 1, "Post"), member("b", 0, "Post"), member("c", 0, story=""))
    assert {provider.speed for provider in library.providers()} == {Speed()}


def test_article_with_only_a_day_does_not_count_for_speed() -> None:
    midnight = listed("Radio", NOON.replace(hour=0))
    library = library_of(member("a", 1, "Post", related=(midnight,)), member("b", 0, "Wire"))
    assert pace(library) == {"post": (1, 1, None), "wire": (1, 0, 1), "radio": (0, 0, None)}


def test_story_with_one_known_hour_does_not_count_for_speed() -> None:
    midnight = listed("Radio", NOON.replace(hour=0))
    library = library_of(member("a", 1, "Post", story="", related=(midnight,)))
    assert [one.speed for one in library.providers()] == [Speed(), Speed()]
