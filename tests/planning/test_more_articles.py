"""Articles near another one, and related topics."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from site_gen.model import Image, Notes, Record, TopicNote
from site_gen.plan.coverage import covering_articles
from site_gen.plan.more_articles import Onward, onward
from site_gen.plan.view_maker import ViewMaker
from tests.planning.sites import SMALL, site_of
from tests.records import hours_ago, record


def sea(hour: int, **fields: Any) -> Record:
    """A record of its own provider and story that is so many hours old: ``h03``."""
    at: datetime = hours_ago(hour)
    usual = {"topics": ("Sea",), "provider": f"P{hour}", "title": f"h{hour:02}"}
    return record(f"h{hour:02}", at, **{**usual, **fields})


def onward_from(id_: str, *records: Record, notes: Notes | None = None) -> Onward:
    stored = site_of(*records, notes=notes)
    maker = ViewMaker(stored.library, SMALL)
    found = maker.library.record(id_)
    return onward(maker, found, covering_articles(maker.library, id_))


def lists(further: Onward) -> dict[str, list[str]]:
    return {each.title: [item.title for item in each.articles] for each in further.lists}


def test_topic_has_the_next_newer_article_and_those_before() -> None:
    further = onward_from("h05", *map(sea, range(12)))
    assert further.newer
    assert further.older
    assert (further.newer.title, further.older.title) == ("h04", "h06")
    assert lists(further)["More on Sea"] == ["h03", "h07", "h08", "h09"]


def test_first_article_of_a_topic_has_those_after_it() -> None:
    further = onward_from("h09", *map(sea, range(10)))
    assert lists(further)["More on Sea"] == ["h04", "h05", "h06", "h07"]


def test_outlet_s_articles_follow_those_of_the_topic_and_repeat_none() -> None:
    records = [sea(n, provider="Quarto") for n in range(12)]
    further = onward_from("h05", *records)
    assert lists(further) == {
        "More on Sea": ["h03", "h07", "h08", "h09"],
        "More from Quarto": ["h02", "h10", "h11"],
    }
    assert [each.is_named for each in further.lists] == [True, False]
    assert [each.href for each in further.lists] == [
        "/news/topics/sea/",
        "/news/providers/quarto/",
    ]


def test_article_of_a_small_topic_and_outlet_has_other_news() -> None:
    others = [sea(n, topics=("Sky",)) for n in range(1, 8)]
    further = onward_from("h09", sea(9), *others)
    assert lists(further) == {"More news": ["h03", "h04", "h05", "h06"]}


def test_only_article_of_a_site_leads_nowhere() -> None:
    assert onward_from("h01", sea(1)) == Onward((), None, None, ())


def test_page_with_coverage_has_a_short_list_without_pictures() -> None:
    pictured = {"images": (Image("/a.png", 600, 400),)}
    story = [sea(5, story="s"), sea(6, story="s", **pictured)]
    others = [sea(n, **pictured) for n in (1, 2, 3, 4, 7, 8, 9)]
    further = onward_from("h05", *story, *others)
    assert lists(further) == {"More on Sea": ["h03", "h08", "h09"]}
    assert further.older
    assert further.older.title == "h07"  # h06 is in the coverage
    assert not any(item.picture for each in further.lists for item in each.articles)


def test_page_with_coverage_of_a_lone_topic_has_other_news() -> None:
    story = [sea(5, story="s", topics=()), sea(6, story="s")]
    further = onward_from("h05", *story, *map(sea, (1, 2, 3, 4, 7, 8, 9)))
    assert lists(further) == {"More news": ["h03", "h08", "h09"]}


def test_story_is_shown_by_one_of_its_articles() -> None:
    records = [sea(n, story="big" if n < 8 else "") for n in (3, 4, 5, 6, 7, 9, 10)]
    further = onward_from("h10", *records)
    assert further.newer
    assert further.newer.title == "h09"
    assert lists(further)["More on Sea"] == ["h07"]


@pytest.mark.parametrize("count", [20, 40])
def test_search_for_other_stories_ends(count: int) -> None:
    records = [sea(n, story="big", topics=("Sea",)) for n in range(1, count + 1)]
    last = sea(60, topics=("Sea",))
    further = onward_from("h01", *records, last)
    assert lists(further).get("More on Sea", []) == []
    assert (further.older is not None) is (count < 24)


def topic(name: str, parent: str = "") -> TopicNote:
    return TopicNote(title=name, slug=name.lower(), parent=parent)


def test_related_topics_are_those_of_the_tree_and_of_articles_on_the_topic() -> None:
    notes = Notes(
        topics=(
            topic("Sea", parent="Water"),
            topic("Lakes", parent="Water"),
            topic("Tides", parent="Sea"),
            topic("Water"),
        )
    )
    records = [
        sea(1, topics=("Sea", "Boats")),
        sea(2, topics=("Lakes",)),
        sea(3, topics=("Tides",)),
        sea(4, topics=("Sea", "Ports", "Boats")),
        sea(5, topics=("Sea", "Ice")),
    ]
    topics = onward_from("h01", *records, notes=notes).topics
    assert [link.label for link in topics] == ["Tides", "Water", "Lakes", "Ports", "Ice"]
    assert topics[0].href == "/news/topics/tides/"
