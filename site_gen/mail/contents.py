"""What the e-mail of a digest says, whatever its format."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import msgspec

from site_gen.config import SiteConfig, default_locale
from site_gen.content import Content
from site_gen.errors import UsageError
from site_gen.i18n.language import Language, language_settings
from site_gen.instants import micros
from site_gen.model.digests import NewsDigest
from site_gen.plan.digest_stories import counted, covered_by, digest_cards, title_of
from site_gen.plan.shortening import shorten
from site_gen.plan.view_maker import ViewMaker
from site_gen.relations.digests import DigestWriter, monday
from site_gen.relations.story_members import StoryRules
from site_gen.theme import translations_folder
from site_gen.urls import digest_path
from site_gen.zones import date_of, day_number, zone_named

_TITLE = 250
"""Characters of a headline."""
_PREHEADER = 3
"""Headlines that mail programs show beside the subject."""


class MailStory(msgspec.Struct, frozen=True):
    """A story; all addresses are absolute."""

    title: str
    href: str
    excerpt: str
    outlet: str
    covered_by: str
    """``Also covered by Quay Times and 4 more.``; empty if no other outlet has it."""
    coverage_href: str
    lang: str = ""
    """That of title and excerpt, if it is not that of the site."""
    dir: str = ""


class MailContents(msgspec.Struct, frozen=True):
    """The contents of an e-mail."""

    name: str
    """Of the file and in the id of the message: ``2026-11-28``, ``2026-w48``."""
    site: str
    site_href: str
    title: str
    summary: str
    """``214 articles from 31 outlets``"""
    page_href: str
    """The digest on the site; if it is not there yet the list of digests, else the front page."""
    stories: tuple[MailStory, ...]
    preheader: str
    lang: str
    dir: str
    postal: str
    unsubscribe: str


class DigestChoice(msgspec.Struct, frozen=True):
    """A digest of one of the sites, by the columns of the store."""

    weekly: int
    number: int
    digest: NewsDigest
    has_page: bool = True

    @property
    def label(self) -> str:
        """The first day, or the week: ``2026-11-28``, ``2026-w48``."""
        return digest_path(date_of(self.number), weekly=bool(self.weekly)).split("/")[-2]

    def is_old(self, config: SiteConfig, now: datetime) -> bool:
        """Whether a later day or week is over, too."""
        today = zone_named(config.timezone).day_number(micros(now))
        return self.number != (monday(today) - 7 if self.weekly else today - 1)


def newest_digest(content: Content, now: datetime, *, weekly: bool) -> DigestChoice | None:
    """The newest digest of a day or week; None if there is none.

    The day or week of the newest article counts also if only the clock says that it is over. Its
    page comes with the first article after it.
    """
    if content.library.newest is None:
        return None
    zone = zone_named(content.config.timezone)
    day = zone.day_number(micros(content.library.newest))
    found = digest_of(content, monday(day) if weekly else day, now, weekly=weekly)
    if found:
        return found
    newest = content.library.newest_digests(int(weekly), 1)
    return DigestChoice(int(weekly), *newest[0]) if newest else None


def digest_of(content: Content, number: int, now: datetime, *, weekly: bool) -> DigestChoice | None:
    """The digest of a day, or of the week that begins on it; None if there is none."""
    stored = content.library.digest(int(weekly), number)
    if stored:
        return DigestChoice(int(weekly), number, stored)
    config = content.config
    zone = zone_named(config.timezone)
    length = 7 if weekly else 1
    if not config.digest.pages or zone.bounds(number + length - 1)[1] > micros(now):
        return None
    rules = StoryRules(config.ranking.half_life_hours, zone, locale=default_locale(config))
    writer = DigestWriter(content.store, content.aliases, config, rules)
    digest = writer.digest(number, length)
    return DigestChoice(int(weekly), number, digest, has_page=False) if digest.stories else None


def has_no_digest(content: Content, now: datetime, *, weekly: bool) -> bool:
    """Whether no day or week of a site with digests is over yet."""
    is_on = content.config.digest.pages
    return is_on and newest_digest(content, now, weekly=weekly) is None


def chosen_digest(
    content: Content, now: datetime, *, day: datetime | None, weekly: bool
) -> DigestChoice:
    """The digest of a day, or of its week; the newest without a day.

    Raises UsageError if there is none.
    """
    if not content.config.digest.pages:
        raise UsageError("digest.pages is false", hint="set it to true in the configuration")
    if day is None:
        newest = newest_digest(content, now, weekly=weekly)
        if newest is None:
            raise UsageError(
                "there is no digest yet: no article is of a day or week that is over",
                hint="a digest comes with the first article after its end",
            )
        return newest
    number = day_number(day.date())
    found = digest_of(content, monday(number) if weekly else number, now, weekly=weekly)
    if found is None:
        span = "the week of " if weekly else ""
        raise UsageError(
            f"there is no digest of {span}{day.date()}",
            hint="it has no articles, or is not over; archive pages list the days with articles",
        )
    return found


def mail_contents(content: Content, choice: DigestChoice, unsubscribe: str) -> MailContents:
    """The contents of the e-mail of a digest."""
    config = content.config
    own = translations_folder(content.options.site)
    language = Language(language_settings(config.locale, config.timezone, own))
    maker = ViewMaker(content.library, config, language)
    first = date_of(choice.number)
    path = digest_path(first, weekly=bool(choice.weekly))
    stories = tuple(_stories(maker, choice))
    return MailContents(
        name=choice.label,
        site=config.title,
        site_href=maker.urls.absolute("/"),
        title=title_of(maker, choice.weekly, choice.number),
        summary=counted(maker, choice.digest),
        page_href=maker.urls.absolute(path if choice.has_page else _list_path(content)),
        stories=stories,
        preheader=" · ".join(story.title for story in stories[1 : 1 + _PREHEADER]),
        lang=maker.lang,
        dir=maker.dir or "ltr",
        postal=config.digest.postal,
        unsubscribe=unsubscribe,
    )


def _list_path(content: Content) -> str:
    """The list of digests; the front page if the site has none yet."""
    found = any(content.library.newest_digests(weekly, 1) for weekly in (0, 1))
    return digest_path() if found else "/"


def _stories(maker: ViewMaker, choice: DigestChoice) -> Iterator[MailStory]:
    for card in digest_cards(maker, choice.weekly, choice.digest):
        yield MailStory(
            title=shorten(card.title, _TITLE),
            href=maker.urls.on_host(card.href),
            excerpt=card.excerpt,
            outlet=card.provider.name,
            covered_by=covered_by(maker, card),
            coverage_href=maker.urls.on_host(card.coverage_href),
            lang=card.lang,
            dir=card.dir,
        )
