"""Positions and cards of stories in the lists of topics."""

from __future__ import annotations

from typing import Any

from site_gen.model import Record
from site_gen.plan.day_groups import record_shown_for
from site_gen.plan.views import Card
from site_gen.store.library import Library
from tests.planning.sites import plan, site_of
from tests.records import hours_ago, record
from tests.stored import library_of


def article(name: str, hours: float, *topics: str, story: str = "quay", **fields: Any) -> Record:
    return record(name, hours_ago(hours), topics=topics, story=story, **fields)


def listed(library: Library, slug: str = "ai") -> list[tuple[str, str]]:
    """Of each story of a topic the record by which it is a member, and the record shown."""
    members = library.db.execute(
        "SELECT m.id FROM memberships m JOIN topics t ON t.t = m.topic "
        "WHERE t.slug = ? AND m.is_story = 1 ORDER BY m.published DESC",
        (slug,),
    )
    return [(id_, record_shown_for(library, slug, id_)) for (id_,) in members.fetchall()]


def test_story_is_a_member_by_its_first_record_and_has_the_card_of_its_lead() -> None:
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


def front(*records: Record) -> list[tuple[str, list[Card]]]:
    """The days of the front of the topic AI, with their cards."""
    groups = plan(site_of(*records))["/topics/ai/"].prepare()["groups"]
    return [(group.iso, list(group.cards)) for group in groups]


def ids(days: list[tuple[str, list[Card]]]) -> list[tuple[str, list[str]]]:
    return [(day, [card.id for card in cards]) for day, cards in days]


def test_story_is_on_the_front_under_the_day_of_its_newest_article() -> None:
    days = front(
        article("lead", 50, "AI", heat=500),
        article("other", 20, "AI", story="none"),
        article("late", 2, "AI"),
        article("elsewhere", 1, "Sea"),
    )
    assert ids(days) == [("2021-06-16", ["lead"]), ("2021-06-15", ["other"])]
    lead, other = days[0][1][0], days[1][1][0]
    assert lead.other_day
    assert lead.published.label == "14 Jun"
    assert lead.listed_by
    assert (lead.listed_by.label, lead.listed_by.provider.href) == ("Newest", "/news/news/late/")
    assert (other.other_day, other.listed_by) == (False, None)


def test_article_of_the_same_day_gives_a_story_its_place_too() -> None:
    ((_, (lead,)),) = front(article("lead", 5, "AI", heat=500), article("late", 2, "AI"))
    assert not lead.other_day
    assert lead.listed_by
    assert lead.listed_by.published.time == "10:00"


def test_newest_record_is_shown_if_the_lead_is_not_on_the_topic() -> None:
    ((_, (card,)),) = front(
        article("lead", 9, "Sea", heat=500), article("first", 5, "AI"), article("late", 2, "AI")
    )
    assert (card.id, card.listed_by) == ("late", None)


def opened(number: int) -> Record:
    """The first article of a story; the greater the number, the newer, a day apart."""
    return article(f"s{number}", 24 * (20 - number), "AI", story=f"story {number}")


def continued(number: int) -> Record:
    """A newer article than all first ones, which leads its story."""
    return article(f"late{number}", 60 - number, "AI", story=f"story {number}")


def test_story_of_a_closed_page_comes_back_with_a_new_article() -> None:
    records = [opened(number) for number in range(8)]
    days = ids(front(*records))
    assert [card for _, cards in days for card in cards] == ["s7", "s6", "s5", "s4", "s3"]
    days = ids(front(*records, continued(1)))
    assert days[0] == ("2021-06-14", ["late1"])
    assert [card for _, cards in days for card in cards] == ["late1", "s7", "s6", "s5", "s4", "s3"]


def test_closed_page_keeps_a_story_that_came_back() -> None:
    records = [opened(number) for number in range(8)]
    before, after = plan(site_of(*records)), plan(site_of(*records, continued(1)))
    page = "/topics/ai/page/1/"
    assert after[page].plan.args == before[page].plan.args
    cards = [card for day in after[page].prepare()["groups"] for card in day.cards]
    assert [card.id for card in cards] == ["s2", "late1", "s0"]
    assert cards[1].other_day
    assert cards[1].listed_by.label == "First"
    assert cards[1].listed_by.provider.href == "/news/news/s1/"


def test_no_more_stories_come_back_than_a_page_has() -> None:
    records = [opened(number) for number in range(11)]
    late = [continued(number) for number in range(5)]
    cards = [card for _, cards in ids(front(*records, *late)) for card in cards]
    assert cards == ["late4", "late3", "late2", "s10", "s9", "s8", "s7", "s6"]


def test_span_of_the_front_is_that_of_what_it_shows() -> None:
    records = [opened(number) for number in range(8)]
    pager = plan(site_of(*records, continued(1)))["/topics/ai/"].prepare()["pager"]
    assert pager.span == "30 May – 14 June 2021"
