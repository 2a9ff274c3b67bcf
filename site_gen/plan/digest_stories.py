"""The stories of a news digest as cards, and what digests are called."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from site_gen import urls
from site_gen.instants import from_micros
from site_gen.model import Story
from site_gen.model.digests import NewsDigest
from site_gen.plan.coverage import best_by_provider
from site_gen.plan.shortening import shorten
from site_gen.plan.view_maker import ViewMaker
from site_gen.plan.views import Card
from site_gen.wording import one_line
from site_gen.zones import date_of

_NAMED = 3
"""Covering providers that a story names."""
_EXCERPT = 200
"""Characters; more than in other lists, as a digest has few stories."""


def last_day(weekly: int, number: int) -> date:
    """The last day of a digest."""
    return date_of(number) + timedelta(days=6 if weekly else 0)


def days_of(maker: ViewMaker, weekly: int, number: int) -> str:
    """The days of a digest: ``28 November 2026``, ``23 – 29 November 2026``."""
    return maker.dates.span(date_of(number), last_day(weekly, number))


def name_of(maker: ViewMaker, weekly: int) -> str:
    """What a digest of a day or week is called."""
    if weekly:
        return maker.language.gettext("Weekly digest")
    # Translators: the summary of a day’s or a week’s news; the name of a page and of an e-mail.
    return maker.language.gettext("Digest")


def title_of(maker: ViewMaker, weekly: int, number: int) -> str:
    """``Digest, 28 November 2026``"""
    name, days = name_of(maker, weekly), days_of(maker, weekly, number)
    return maker.language.gettext("%(name)s, %(days)s", name=name, days=days)


def counted(maker: ViewMaker, digest: NewsDigest) -> str:
    """From how many articles the stories are: ``214 articles from 31 outlets``."""
    language = maker.language
    return language.ngettext(
        "%(articles)s from %(number)s outlet",
        "%(articles)s from %(number)s outlets",
        digest.providers,
        articles=language.ngettext("%(number)s article", "%(number)s articles", digest.articles),
    )


def ends_at(maker: ViewMaker, weekly: int, number: int) -> int:
    """The instant at which the last day of a digest ends, in microseconds since 1970."""
    return maker.zone.bounds(number + (6 if weekly else 0))[1]


def digest_cards(maker: ViewMaker, weekly: int, digest: NewsDigest) -> Iterator[Card]:
    """The stories as cards, best first. Articles of other days are not counted."""
    for story in digest.stories:
        yield _card(maker, weekly, story)


def _card(maker: ViewMaker, weekly: int, story: Story) -> Card:
    """The card of a story by its lead. It does not use that of lists, which has the whole story."""
    library = maker.library
    record = library.record(story.lead)
    provider = library.relations(record.id).provider
    others = [slug for slug in story.providers if slug != provider]
    best = best_by_provider(library, story, _NAMED + 1) if others else []
    named = tuple(maker.link_to(each) for each in best if each.provider != provider)[:_NAMED]
    lang, direction = maker.language_override(record)
    moments, at = maker.moments, record.published_at
    return Card(
        id=record.id,
        title=one_line(record.title),
        href=maker.urls.href(urls.record_path(record.id)),
        provider=maker.provider(provider),
        published=moments.labelled(at, at) if weekly else moments.moment(at),
        excerpt=shorten(record.excerpt, _EXCERPT),
        picture=maker.first_picture(record.images, provider),
        kind=maker.kind_label(record.type),
        lang=lang,
        dir=direction,
        covered_by=named,
        covered_more=len(others) - len(named),
        coverage_href=maker.urls.href(urls.record_path(record.id)) + "#full-coverage",
        outlets=1 + len(others),
        other_day=bool(weekly),
    )


def covered_by(maker: ViewMaker, card: Card) -> str:
    """The other outlets of a story, as text; empty if there are none."""
    if not card.covered_by:
        return ""
    language = maker.language
    outlets = language.joined([link.label for link in card.covered_by])
    if not card.covered_more:
        return language.gettext("Also covered by %(outlets)s.", outlets=outlets)
    return language.ngettext(
        "Also covered by %(outlets)s and %(number)s more.",
        "Also covered by %(outlets)s and %(number)s more.",
        card.covered_more,
        outlets=outlets,
    )


def last_change(maker: ViewMaker, weekly: int, number: int, digest: NewsDigest) -> datetime:
    """When a digest ended, or one of the articles that it shows was changed later."""
    times = [maker.library.times(story.lead)[1] for story in digest.stories]
    return max([from_micros(ends_at(maker, weekly, number)), *times])
