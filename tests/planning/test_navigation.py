"""The links of the masthead: from site.yaml, or the busiest topics; the one that is marked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pytest
from msgspec.structs import replace

from site_gen.config import Lists, NavItem, NavSection
from site_gen.model import Notes, PageNote, Topic, TopicNote
from site_gen.plan.navigation import Navigation, magnitude
from site_gen.plan.page_frame import PageFrame, make_site
from site_gen.plan.view_maker import ViewMaker
from site_gen.plan.views import Link
from site_gen.relations.aliases import aliases_of
from tests.planning.sites import SMALL, plan, site_of
from tests.records import hours_ago, record

PAGES = (PageNote(title="About us", slug="about"),)
NOTES = Notes(topics=(TopicNote(title="Energy", slug="energy", aliases=("Power",)),))


def topics(counts: Mapping[str, int], parents: Mapping[str, str] | None = None) -> list[Topic]:
    """Topics with these numbers of records; their names begin with a capital letter."""
    return [
        Topic(slug=slug, name=slug.capitalize(), count=count, parent=(parents or {}).get(slug, ""))
        for slug, count in counts.items()
    ]


def navigation(*items: NavItem | NavSection, known: Iterable[Topic] = ()) -> Navigation:
    return Navigation(replace(SMALL, nav=items), PAGES, known, aliases_of(NOTES, "en"))


def labels(counts: Mapping[str, int], parents: Mapping[str, str] | None = None) -> list[str]:
    """The links of a site without ``nav``."""
    return [link.label for link in navigation(known=topics(counts, parents)).links()]


def test_items_are_shown_in_their_order() -> None:
    items = navigation(
        "archive",
        NavItem(topic="energy"),
        NavItem(page="about", label="Who we are"),
        NavItem(url="https://www.tides.example/x"),
        NavItem(url="/news/", label="All"),
        "outlets",
        known=topics({"energy": 1}),
    )
    assert items.links() == (
        Link("Archive", "/news/archive/"),
        Link("Energy", "/news/topics/energy/"),
        Link("Who we are", "/news/about/"),
        Link("tides.example", "https://www.tides.example/x", external=True),
        Link("All", "/news/news/"),
        Link("Outlets", "/news/providers/"),
    )
    assert not [*items.problems()]


@pytest.mark.parametrize("name", ["Energy", "ENERGY", "energy", "Power"])
def test_topic_is_found_by_name_slug_and_alias(name: str) -> None:
    (link,) = navigation(NavItem(topic=name), known=topics({"energy": 1})).links()
    assert link.href == "/news/topics/energy/"


def test_item_that_leads_nowhere_is_left_out_with_a_warning() -> None:
    items = navigation("latest", NavItem(topic="Tides"), NavItem(page="imprint"))
    assert [link.label for link in items.links()] == ["Latest"]
    problems = [*items.problems()]
    assert [(problem.code, problem.is_error) for problem in problems] == [
        ("nav-topic", False),
        ("nav-page", False),
    ]
    assert "nav[1].topic is “Tides”" in problems[0].message
    assert "there are: about" in problems[1].message


def test_warning_names_a_topic_with_a_similar_name() -> None:
    items = navigation(NavItem(topic="Enrgy"), known=topics({"energy": 1}))
    (problem,) = items.problems()
    assert problem.hint == "did you mean Energy?"


def test_default_has_the_busiest_five_topics_and_the_sections() -> None:
    counts = {"a": 3, "b": 90, "c": 40, "d": 5, "e": 12, "f": 700, "g": 2}
    assert labels(counts) == ["F", "B", "C", "E", "D", "Latest", "Outlets", "Archive"]


def test_topic_with_few_records_is_not_in_the_default() -> None:
    assert labels({"a": 2, "b": 1}) == ["Topics", "Latest", "Outlets", "Archive"]
    assert labels({"a": 2, "b": 3})[:2] == ["B", "Latest"]


def test_records_of_topics_below_count_for_the_one_at_the_top() -> None:
    parents = {"wind": "energy", "offshore": "wind"}
    counts = {"energy": 0, "wind": 5, "offshore": 90, "tides": 60}
    assert labels(counts, parents)[:2] == ["Energy", "Tides"]


def test_numbers_are_compared_rounded_down_to_half_powers_of_two() -> None:
    steps = [n for n in range(1, 100) if magnitude(n) != magnitude(n - 1)]
    assert steps == [1, 2, 3, 4, 6, 8, 12, 16, 23, 32, 46, 64, 91]
    assert labels({"tides": 22, "ferries": 16})[:2] == ["Ferries", "Tides"]
    assert labels({"tides": 23, "ferries": 16})[:2] == ["Tides", "Ferries"]


def test_foot_of_the_page_has_the_other_sections() -> None:
    config = replace(SMALL, nav=(NavItem(page="about"), "topics"))
    site = make_site(config, PAGES, {})
    assert [link.label for link in site.footer] == [
        "Latest",
        "Top",
        "Outlets",
        "Archive",
        "Feeds",
        "Saved articles",
        "Following",
        "About us",
    ]


def test_page_belongs_to_the_nearest_link_above_it() -> None:
    notes = Notes(
        topics=(
            TopicNote(title="Energy", slug="energy"),
            TopicNote(title="Wind", slug="wind", parent="energy"),
            TopicNote(title="Offshore", slug="offshore", parent="wind"),
        )
    )
    records = [
        record("a", hours_ago(1), topics=("Offshore",)),
        record("b", hours_ago(2), topics=("Tides", "Energy")),
    ]
    stored = site_of(*records, notes=notes)
    nav = [
        Link("Energy", "/news/topics/energy/"),
        Link("Topics", "/news/topics/"),
        Link("Latest", "/news/latest/"),
    ]
    frame = PageFrame(ViewMaker(stored.library, stored.config), search="/search/", nav=nav)
    found = {
        url: page._replace(frame=frame).prepare()["head"].section
        for url, page in plan(stored).items()
        if page.plan.template.startswith("pages/") and page.kind != "redirect"
    }
    assert found["/topics/energy/"] == found["/topics/offshore/"] == "/news/topics/energy/"
    assert found["/news/a/"] == "/news/topics/energy/"
    assert found["/topics/tides/"] == found["/topics/"] == "/news/topics/"
    assert found["/latest/"] == "/news/latest/"
    assert found["/news/b/"] == found["/archive/"] == found["/404.html"] == ""


def test_top_is_a_word_of_nav_unless_the_site_has_no_such_pages() -> None:
    assert navigation("top").links() == (Link("Top", "/news/top/"),)
    config = replace(SMALL, nav=("top", "latest"), lists=Lists(top=False))
    items = Navigation(config, PAGES, (), aliases_of(NOTES, "en"))
    assert [link.label for link in items.links()] == ["Latest"]
    assert "Top" not in [link.label for link in items.other_sections(())]
    (problem,) = items.problems()
    assert (problem.code, problem.is_error, problem.field) == ("nav-section", False, "nav[0]")
    assert problem.message == "nav[0] is “top”, whose pages lists.top turns off"
