"""The pages of providers: records, covered stories, speed, missed stories."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from msgspec.structs import replace

from site_gen.model import Provider, ProviderSummary
from site_gen.plan import provider_index
from site_gen.plan.coverage import entry_article
from site_gen.plan.day_groups import day_groups, rows_of
from site_gen.plan.feed_links import provider_feeds
from site_gen.plan.lists import ListPage, collection, title_of_older
from site_gen.plan.page_frame import PageFrame
from site_gen.plan.provider_facts import provider_facts
from site_gen.plan.provider_views import Coverage, MissedStoryView, Pace
from site_gen.plan.views import Count, DayGroup, Link, Pager
from site_gen.urls import list_page_path, provider_path, record_path, topic_path
from site_gen.wording import one_line

_TOPICS = 12


def _covers(frame: PageFrame, provider: Provider) -> tuple[Coverage, ...]:
    """Its newest articles that other records list as related."""
    library = frame.maker.library
    covers = []
    for ref in provider.covers:
        entry = library.related(ref.record_id)[ref.index]
        title = one_line(library.record(ref.record_id).title)
        story = frame.maker.link(title, record_path(ref.record_id))
        covering = entry_article(library, provider.slug, entry)
        item = frame.maker.related_item(covering, has_picture=False)
        covers.append(Coverage(item, story))
    return tuple(covers)


def _topics(frame: PageFrame, provider: Provider) -> tuple[Count, ...]:
    """Its most frequent topics."""
    library = frame.maker.library
    return tuple(
        Count(frame.maker.link(library.topic_summary(slug).name, topic_path(slug)), count)
        for slug, count in library.main_topics(provider.slug)[:_TOPICS]
    )


def _site_link(provider: ProviderSummary) -> Link | None:
    if not provider.domain:
        return None
    return Link(provider.domain, f"https://{provider.domain}/", external=True)


def _pace(frame: PageFrame, provider: Provider) -> Pace | None:
    """Its speed; None if it shares no stories with known times."""
    speed = provider.speed
    if not speed.stories:
        return None
    behind = frame.maker.dates.duration(speed.median_lag) if speed.median_lag is not None else ""
    return Pace(speed.stories, speed.first, behind)


def _front(frame: PageFrame, slug: str, missed: Sequence[str]) -> dict[str, Any]:
    """The data that only the front page has, as it changes with each record."""
    provider = frame.maker.library.provider(slug)
    covers = _covers(frame, provider)
    return {
        "description": frame.maker.text(provider.description),
        "count": provider.count,
        "covers": covers,
        "covers_more": provider.covered - len(covers),
        "topics": _topics(frame, provider),
        "pace": _pace(frame, provider),
        "missed": tuple(_missed(frame, story_id) for story_id in missed),
    }


_ON_OLDER_PAGES: Mapping[str, Any] = {
    "description": "",
    "count": None,
    "covers": (),
    "covers_more": 0,
    "topics": (),
    "pace": None,
    "missed": (),
}


def _missed(frame: PageFrame, story_id: str) -> MissedStoryView:
    story = frame.maker.library.story(story_id)
    return MissedStoryView(frame.maker.card(story.lead), len(story.providers))


def _with_exclusives(groups: tuple[DayGroup, ...]) -> tuple[DayGroup, ...]:
    """The groups with a mark on the articles whose stories no other provider has.

    If these are more than half of the page's, none has a mark, since it would say nothing.
    """
    rows = [card for group in groups for card in group.cards]
    alone = {card.id for card in rows if card.outlets == 1}
    if 2 * len(alone) > len(rows):
        return groups
    return tuple(
        replace(
            group,
            cards=tuple(
                replace(card, only_here=True) if card.id in alone else card for card in group.cards
            ),
        )
        for group in groups
    )


def prepare(
    frame: PageFrame, page: ListPage, pager: Pager, slug: str, missed: Sequence[str]
) -> Mapping[str, Any]:
    """The data of a page of a provider. Older pages leave out what later records would change.

    ``missed`` are the ids of missed stories, for the front page.
    """
    maker, front = frame.maker, page.number == 0
    provider = maker.library.provider_summary(slug)
    path = provider_path(provider.slug)
    description = maker.text(provider.description)
    crumbs = [maker.link(maker.language.gettext("Outlets"), provider_index.PATH)]
    if not front:
        crumbs.append(maker.link(provider.name, path))
    title = provider.name if front else title_of_older(maker.language, provider.name, pager)
    page_path = list_page_path(path, page.number)
    style = maker.config.lists.providers
    groups = _with_exclusives(day_groups(maker, rows_of(page.ids), style))
    return {
        **frame.head_and_crumbs(
            page_path,
            title,
            tuple(crumbs),
            description=description
            or maker.language.gettext(
                "What %(outlet)s reports, and the stories it covers.", outlet=provider.name
            ),
            pager=pager,
            feeds=provider_feeds(frame, provider),
            about=collection(maker, title, page_path, groups if front else ()),
        ),
        **(_front(frame, slug, missed) if front else _ON_OLDER_PAGES),
        "provider": maker.provider(provider.slug),
        "site_link": _site_link(provider),
        "facts": provider_facts(provider, maker.language),
        "groups": groups,
        "density": style.density,
        "pager": pager,
    }
