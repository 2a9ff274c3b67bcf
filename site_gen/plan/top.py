"""The top stories of the last 24 hours and of the last 7 days.

Both end with the newest article, from which the ages of stories count, so that the same records
give the same pages tomorrow. The pages are planned with their stories: a new record that changes
neither of them renders none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Any

from site_gen import ranking
from site_gen.config import Ranking
from site_gen.i18n.language import Language
from site_gen.model import PlannedPage
from site_gen.plan import json_ld
from site_gen.plan.lists import newest_change
from site_gen.plan.page_frame import PageFrame
from site_gen.plan.story_cards import story_cards
from site_gen.plan.view_maker import ViewMaker
from site_gen.plan.views import Link
from site_gen.store.library import Library

DAY, WEEK = "/top/", "/top/week/"
_HOURS, _DAYS = 24, 7
_AGES = {DAY: timedelta(hours=_HOURS), WEEK: timedelta(days=_DAYS)}
STORIES = 50
"""The most that a page has."""


def plan_top(library: Library, rules: Ranking) -> Iterator[PlannedPage]:
    """Plan both pages, each with the leads of its stories, best first."""
    newest = library.newest
    for path, age in _AGES.items():
        ids = ranking.top_since(library, rules, newest - age, STORIES) if newest else ()
        yield PlannedPage(path, "top", "pages/ranked.html", (path, ids), "page")


def prepare(frame: PageFrame, path: str, ids: Sequence[str]) -> Mapping[str, Any]:
    """The data of one of the pages."""
    maker = frame.maker
    title, description = _texts(maker.language, path, maker.config.title)
    gettext, urls = maker.language.gettext, maker.urls
    cards = story_cards(maker, ids, maker.config.lists.topics, by_rank=True)
    addresses = [urls.on_host(card.href) for card in cards]
    crumbs = () if path == DAY else (maker.link(gettext("Top stories"), DAY),)
    return {
        **frame.head_and_crumbs(
            path,
            title,
            crumbs,
            description=description,
            about=json_ld.collection(title, urls.absolute(path), addresses),
        ),
        "title": title,
        "label": "",
        "links": _periods(maker),
        "links_label": maker.language.gettext("Period"),
        "here": urls.href(path),
        "newest": None,
        "cards": cards,
        "changed": newest_change(maker, ids),
    }


def _periods(maker: ViewMaker) -> tuple[Link, ...]:
    language = maker.language
    # Translators: hours is 24.
    day = language.gettext("%(hours)s hours", hours=language.number(_HOURS))
    # Translators: days is 7.
    week = language.gettext("%(days)s days", days=language.number(_DAYS))
    return maker.link(day, DAY), maker.link(week, WEEK)


def _texts(language: Language, path: str, site: str) -> tuple[str, str]:
    """The title and the description of a page."""
    gettext = language.gettext
    if path == DAY:
        hours = language.number(_HOURS)
        # Translators: hours is 24.
        text = gettext(
            "The top stories of the last %(hours)s hours on %(site)s.", hours=hours, site=site
        )
        return gettext("Top stories"), text
    days = language.number(_DAYS)
    # Translators: days is 7.
    text = gettext("The top stories of the last %(days)s days on %(site)s.", days=days, site=site)
    return gettext("Top stories of the week"), text
