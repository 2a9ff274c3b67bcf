"""The looks of lists: pictures and excerpts of all articles or of none, dates with their year."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from site_gen.config import Lists, ListStyle
from site_gen.config.types import LatestStyle, ProviderStyle
from site_gen.model import Image, Record
from site_gen.plan.views import Card
from tests.planning.sites import SMALL, plan, render, site_of
from tests.records import hours_ago, record

PICTURE = Image(url="https://img.example/1.jpg", width=1200, height=800)
OUTLET = "/providers/harbourpost.example/"


def pictured(number: int, **fields: Any) -> Record:
    return record(
        f"r{number}",
        hours_ago(number),
        images=(PICTURE,),
        excerpt="The line reopens on Monday.",
        topics=("AI",),
        provider="Harbour Post",
        domain="harbourpost.example",
        story="none",
        **fields,
    )


def context(url: str, lists: Lists) -> dict[str, Any]:
    config = replace(SMALL, lists=lists, pagination=replace(SMALL.pagination, page_size=20))
    records = [pictured(number) for number in range(1, 12)]
    return dict(plan(site_of(*records, config=config))[url].prepare())


def cards(data: dict[str, Any]) -> list[Card]:
    return [card for group in data["groups"] for card in group.cards]


FRONTS = [
    ("/latest/", LatestStyle, "latest"),
    ("/topics/ai/", ListStyle, "topics"),
    (OUTLET, ProviderStyle, "providers"),
]


@pytest.mark.parametrize(("url", "kind", "name"), FRONTS)
@pytest.mark.parametrize("pictures", [True, False])
@pytest.mark.parametrize("excerpts", [True, False])
def test_all_or_none_of_the_articles_have_pictures_and_excerpts(
    url: str, kind: type[ListStyle], name: str, *, pictures: bool, excerpts: bool
) -> None:
    style = kind(pictures=pictures, excerpts=excerpts)
    shown = cards(context(url, replace(Lists(), **{name: style})))
    assert len(shown) == 11
    assert {card.picture is not None for card in shown} == {pictures}
    assert {bool(card.excerpt) for card in shown} == {excerpts}


@pytest.mark.parametrize(("url", "kind", "name"), FRONTS)
@pytest.mark.parametrize("density", ["compact", "comfortable"])
def test_density_of_a_list(url: str, kind: type[ListStyle], name: str, density: Any) -> None:
    lists = replace(Lists(), **{name: kind(density=density)})
    assert context(url, lists)["density"] == density


def test_all_news_are_lines_by_default_and_topics_have_pictures() -> None:
    latest, topic = context("/latest/", Lists()), context("/topics/ai/", Lists())
    assert latest["density"] == "compact"
    assert {card.picture for card in cards(latest)} == {None}
    assert topic["density"] == "comfortable"
    assert None not in {card.picture for card in cards(topic)}


def test_days_of_the_archive_are_lines_whatever_the_lists_are() -> None:
    rich = LatestStyle(density="comfortable", pictures=True, excerpts=True)
    shown = cards(context("/archive/2021/06/16/", Lists(latest=rich)))
    assert {(card.picture, card.excerpt) for card in shown} == {(None, "")}


def test_rows_say_how_many_outlets_have_their_story() -> None:
    entry = record("other", hours_ago(2), provider="Quarto", story="quay", topics=("AI",))
    pages = render([record("lead", hours_ago(1), story="quay", provider="Lantern"), entry])
    for url in ("/latest/", "/archive/2021/06/16/", "/providers/lantern/"):
        assert b'/lead/#full-coverage">2 outlets</a>' in pages[url]


def test_first_pictures_of_a_page_are_loaded_at_once() -> None:
    html = render([pictured(number) for number in range(1, 6)])["/topics/ai/"].decode()
    rows = html.split('<li class="card card--row">')[1:]
    assert ['loading="lazy"' in row for row in rows] == [False, False, False, True, True]


def test_year_is_said_where_it_begins() -> None:
    hours = (1, 30, 24 * 200, 24 * 201, 24 * 400)
    site = site_of(*[pictured(number) for number in hours])
    assert [group.day for group in plan(site)["/latest/"].prepare()["groups"]] == [
        "Wednesday, 16 June 2021",
        "Tuesday, 15 June",
        "Saturday, 28 November 2020",
        "Friday, 27 November",
        "Tuesday, 12 May",
    ]
