"""Positions and cards of stories in the lists of topics."""

from __future__ import annotations

from typing import Any

from site_gen.model import Record
from site_gen.plan.topics import record_shown_for
from site_gen.store.library import Library
from tests.planning.sites import plan, site_of
from tests.records import hours_ago, record
from tests.stored import library_of


def article(name: str, hours: float, *topics: str, story: str = "quay", **fields: Any) -> Record:
    return record(name, hours_ago(hours), topics=topics, story=story, **fields)


def listed(library: Library, slug: str = "ai") -> list[tuple[str, str]]:
    """Of each story of a topic the record at its position and the record shown."""
    return [(id_, record_shown_for(library, slug, id_)) for id_ in library.topic_stories(slug)]


def test_story_has_the_position_of_its_first_record_and_the_card_of_its_lead() -> None:
    library = library_of(
        article("elsewhere", 9, "Sea"),
        article("first", 8, "AI"),
        article("between", 5, "AI", story="none"),
        article("lead", 2, "AI", heat=500),
    )
    assert listed(library) == [("between", "between"), ("first", "lead")]


def test_first_record_is_shown_if_the_lead_is_not_on_the_topic() -> None:
    library = library_of(
        article("lead", 3, "Sea", heat=500), article("first", 2, "AI"), article("second", 1, "AI")
    )
    assert listed(library) == [("first", "first")]
    assert listed(library, "sea") == [("lead", "lead")]


def test_later_article_does_not_move_a_story() -> None:
    records = [article("first", 8, "AI"), article("other", 5, "AI", story="none")]
    before = [record_id for record_id, _ in listed(library_of(*records))]
    after = [
        record_id for record_id, _ in listed(library_of(*records, article("new", 1, "AI", heat=9)))
    ]
    assert before == after == ["other", "first"]


def test_topic_counts_its_stories_and_its_articles() -> None:
    site = site_of(
        article("first", 8, "AI"),
        article("second", 7, "AI"),
        article("other", 5, "AI", story="none"),
    )
    context = plan(site)["/topics/ai/"].prepare()
    assert (context["stories"], context["count"]) == (2, 3)


def test_lead_of_another_day_than_its_heading_is_marked() -> None:
    site = site_of(
        article("first", 30, "AI"),
        article("lead", 2, "AI", heat=500),
        article("new", 1, "AI", story="none"),
    )
    new, old = plan(site)["/topics/ai/"].prepare()["groups"]
    assert [card.other_day for card in new.cards] == [False]
    assert old.iso == "2021-06-15"
    assert [(card.id, card.other_day) for card in old.cards] == [("lead", True)]
