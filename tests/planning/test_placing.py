"""Where a story stands in a topic's list, and what stands for it there."""

from __future__ import annotations

from typing import Any

from site_gen.model import Record
from site_gen.plan.topic_leads import face
from site_gen.store.library import Library
from tests.planning.sites import plan, site_of
from tests.records import hours_ago, record
from tests.stored import library_of


def told(name: str, hours: float, *topics: str, story: str = "quay", **fields: Any) -> Record:
    return record(name, hours_ago(hours), topics=topics, story=story, **fields)


def listed(library: Library, slug: str = "ai") -> list[tuple[str, str]]:
    """Place and face of each story of a topic."""
    return [(id_, face(library, slug, id_)) for id_ in library.topic_stories(slug)]


def test_story_has_the_place_of_its_first_record_on_the_topic_and_its_lead_s_face() -> None:
    library = library_of(
        told("elsewhere", 9, "Sea"),
        told("first", 8, "AI"),
        told("between", 5, "AI", story="none"),
        told("lead", 2, "AI", heat=500),
    )
    assert listed(library) == [("between", "between"), ("first", "lead")]


def test_lead_that_is_not_on_the_topic_leaves_its_place_to_the_first_that_is() -> None:
    library = library_of(
        told("lead", 3, "Sea", heat=500), told("first", 2, "AI"), told("second", 1, "AI")
    )
    assert listed(library) == [("first", "first")]
    assert listed(library, "sea") == [("lead", "lead")]


def test_later_article_moves_no_story() -> None:
    records = [told("first", 8, "AI"), told("other", 5, "AI", story="none")]
    before = [place for place, _ in listed(library_of(*records))]
    after = [place for place, _ in listed(library_of(*records, told("new", 1, "AI", heat=9)))]
    assert before == after == ["other", "first"]


def test_topic_counts_its_stories_and_its_articles() -> None:
    site = site_of(
        told("first", 8, "AI"), told("second", 7, "AI"), told("other", 5, "AI", story="none")
    )
    context = plan(site)["/topics/ai/"].prepare()
    assert (context["stories"], context["count"]) == (2, 3)


def test_face_of_another_day_than_its_place_says_so() -> None:
    site = site_of(
        told("first", 30, "AI"), told("lead", 2, "AI", heat=500), told("new", 1, "AI", story="none")
    )
    new, old = plan(site)["/topics/ai/"].prepare()["groups"]
    assert [card.other_day for card in new.cards] == [False]
    assert old.iso == "2021-06-15"
    assert [(card.id, card.other_day) for card in old.cards] == [("lead", True)]
