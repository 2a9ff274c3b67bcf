"""The block Full coverage on the page of a record, and the line that sums it up."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from site_gen.i18n.language import Language
from site_gen.model import Record
from site_gen.plan.coverage import CoveringArticle, own_article
from site_gen.plan.timeline import Timeline, Timing, timeline
from site_gen.plan.view_maker import ViewMaker
from site_gen.plan.views import CoverageSummary, FullCoverage, Moment, RelatedItem

MAX_ARTICLES = 40
"""Covering articles on a page; without a limit, pages of large stories grow quadratically."""
_PICTURED = 3
"""Articles with their pictures."""
_SHOWN, _FOLDED_FROM = 5, 8
"""How many covering articles are visible at once if there are at least so many; the fold of a
shorter list would hide only one or two."""


def full_coverage(
    maker: ViewMaker, record: Record, covering: Sequence[CoveringArticle]
) -> FullCoverage | None:
    """The coverage of a record's story; None if ``covering``, its other articles, is empty."""
    if not covering:
        return None
    own = own_article(maker.library, record)
    articles = (own, *covering)
    line = timeline(articles, maker.language)
    timings = dict(zip(map(id, articles), line.timings, strict=True))
    chosen = (own, *_chosen(covering, line.first))
    items = [
        _item(
            *(maker, each, timings[id(each)], record),
            has_picture=0 < number <= _PICTURED,
            is_here=number == 0,
        )
        for number, each in enumerate(chosen)
    ]
    visible = 1 + _SHOWN if len(items) > _FOLDED_FROM else len(items)
    with_hour = [timings[id(each)].place for each in chosen if timings[id(each)].has_hour]
    apart = [timings[id(each)].place for each in chosen if not timings[id(each)].has_hour]
    return FullCoverage(
        summary=_summary(maker, record, articles, line),
        articles=tuple(items[:visible]),
        folded=tuple(items[visible:]),
        more=len(articles) - len(chosen),
        has_times=len(items) > 2 and bool(with_hour),
        apart=min(apart, default=0),
    )


def _chosen(
    covering: Sequence[CoveringArticle], first: CoveringArticle | None
) -> Iterable[CoveringArticle]:
    """The articles that the page shows: the best, and always the first in time."""
    chosen = covering[:MAX_ARTICLES]
    if any(each is first for each in covering[MAX_ARTICLES:]):
        return [*chosen[:-1], *(each for each in covering if each is first)]
    return chosen


def _item(
    maker: ViewMaker,
    covering: CoveringArticle,
    timing: Timing,
    record: Record,
    *,
    has_picture: bool,
    is_here: bool,
) -> RelatedItem:
    return replace(
        maker.related_item(covering, has_picture=has_picture),
        published=_moment(maker, covering, timing, record),
        after=timing.after,
        same_text=_same_text(maker, covering),
        place=timing.place,
        is_here=is_here,
    )


def _moment(
    maker: ViewMaker, covering: CoveringArticle, timing: Timing, record: Record
) -> Moment | None:
    """When an article was published: the time, or the day if the hour is not known."""
    at, zone = covering.published_at, maker.language.zone
    if at is None:
        return None
    at = at if timing.has_hour else zone.start(zone.day(at))
    return maker.moments.beside(at, record.published_at)


def _same_text(maker: ViewMaker, covering: CoveringArticle) -> str:
    """``same text as Harbour Post``; empty if the article is not a copy."""
    if not covering.copy_of:
        return ""
    outlet = maker.library.named_provider(covering.copy_of).name
    if covering.by_agency:
        # Translators: the article is by the same news agency as that of another outlet.
        return maker.language.gettext("same agency as %(outlet)s", outlet=outlet)
    # Translators: the article has the same text as that of another outlet.
    return maker.language.gettext("same text as %(outlet)s", outlet=outlet)


def _summary(
    maker: ViewMaker, record: Record, articles: Sequence[CoveringArticle], line: Timeline
) -> CoverageSummary:
    """``10 outlets``, who was first, and the place of the page's article, which is the first of
    ``articles``, among the story's articles of known hour."""
    language = maker.language
    text = _counts(language, len(articles), len({each.provider for each in articles}))
    if line.first is None:
        return CoverageSummary(text, here=_same_text(maker, articles[0]))
    own = line.timings[0]
    earlier = [timing for timing in line.timings if timing.after and timing.place < own.place]
    if own.is_first:
        # Translators: this article is the first one on the story; part of a line.
        return CoverageSummary(text, here=language.gettext("this is the first"))
    at = line.first.published_at
    return CoverageSummary(
        text,
        first=maker.link_to(line.first),
        first_at=maker.moments.beside(at, record.published_at) if at else None,
        here=_place(language, len(earlier) + 1) if own.after else _same_text(maker, articles[0]),
    )


def _counts(language: Language, articles: int, outlets: int) -> str:
    """``10 outlets``, ``12 articles from 10 outlets``"""
    if articles <= outlets:
        return language.ngettext("%(number)s outlet", "%(number)s outlets", outlets)
    # Translators: %(articles)s is “12 articles”, %(number)s the number of outlets.
    return language.ngettext(
        "%(articles)s from %(number)s outlet",
        "%(articles)s from %(number)s outlets",
        outlets,
        articles=language.ngettext("%(number)s article", "%(number)s articles", articles),
    )


def _place(language: Language, place: int) -> str:
    """``this is the 3rd``"""
    # Translators: the place of this article among those on the story, in order of time;
    # %(ordinal)s is “3rd” in English and “3” in other languages.
    return language.gettext("this is the %(ordinal)s", ordinal=language.ordinal(place))
