"""Tags of an article lead to a topic, a page or the search, or are not shown."""

from __future__ import annotations

from typing import Any

from site_gen.model import Notes, PageNote
from site_gen.plan.page_frame import PageFrame
from site_gen.plan.tags import tag_links
from site_gen.plan.view_maker import ViewMaker
from site_gen.plan.views import Link
from tests.planning.sites import site_of
from tests.records import hours_ago, record, topic_note

NOTES = Notes(
    topics=(topic_note("Ferries", "ferries", aliases=("Boats",)),),
    pages=(PageNote(title="About us", slug="about"),),
)


def links(search: str = "/search/", **fields: Any) -> tuple[Link, ...]:
    """The tags of a record on the topic Tides; another record is on Ferries."""
    mine = record("mine", topics=("Tides",), **fields)
    stored = site_of(mine, record("other", hours_ago(1), topics=("Ferries",)), notes=NOTES)
    stored.store.set("pages", NOTES.pages_in_order)
    frame = PageFrame(ViewMaker(stored.library, stored.config), search=search)
    return tag_links(frame, mine)


def test_tag_leads_to_the_topic_of_that_name_or_alias() -> None:
    assert links(tags=("ferries",)) == (Link("ferries", "/news/topics/ferries/"),)
    assert links(tags=("BOATS",)) == (Link("BOATS", "/news/topics/ferries/"),)


def test_tag_leads_to_the_page_of_that_title() -> None:
    assert links(tags=("about us",)) == (Link("about us", "/news/about/"),)


def test_other_tags_lead_to_the_search() -> None:
    found = links(tags=("lost & found", "Ånd"), categories=("town", "Ånd"))
    assert found == (
        Link("lost & found", "/news/search/?q=lost%20%26%20found"),
        Link("Ånd", "/news/search/?q=%C3%85nd"),
        Link("town", "/news/search/?q=town"),
    )


def test_without_a_search_they_are_not_shown() -> None:
    assert links("", tags=("ferries", "town")) == (Link("ferries", "/news/topics/ferries/"),)


def test_topics_of_the_record_are_not_shown_again() -> None:
    assert links(tags=("tides", "TIDES", "")) == ()


def test_two_names_of_a_topic_are_one_link() -> None:
    assert len(links(tags=("Ferries", "Boats"))) == 1
