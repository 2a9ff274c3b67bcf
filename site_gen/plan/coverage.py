"""Who else tells a story, in the order in which articles' pages and lists name them.

Articles come in rounds. In each round every outlet has at most one article, so none comes
twice before each has had a turn. The outlet of the page has had its turn of the first round
with the page itself.

within an outlet   the best quality first, then the earliest, then by title
within a round     the best quality first, then the earliest, then by the outlet's name;
                   an article of unknown time comes after those of its quality
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import groupby
from operator import itemgetter

import msgspec

from site_gen.model import Record, Related, Story
from site_gen.store.library import Library


class CoveringArticle(msgspec.Struct, frozen=True):
    """An article that tells a story, and its outlet."""

    provider: str
    """Slug."""
    article: Record | Related
    """A record of the site, or what a record's list names beside it."""


def beside(library: Library, record_id: str) -> list[CoveringArticle]:
    """The other articles that belong on a record's page, in their order, each once.

    That is the rest of its story, then the records of other stories that its list names or
    whose lists name it.
    """
    story = library.story_of(record_id)
    relations = library.relations(record_id)
    linked = (*filter(None, relations.related_ids), *relations.listed_by)
    others = (id_ for id_ in dict.fromkeys(linked) if library.relations(id_).story != story.id)
    told = [
        *(each for each in _all(library, story) if not _is(each, record_id)),
        *(_record(library, id_) for id_ in others),
    ]
    return _in_rounds(library, told, relations.provider)


def best_by_provider(library: Library, story: Story, count: int) -> list[CoveringArticle]:
    """The best article of each of the first ``count`` outlets of a story, in their order."""
    best = [
        min(articles, key=_within) if len(articles) > 1 else articles[0]  # as nearly all have
        for articles in _by_provider(_all(library, story)).values()
    ]
    if len(best) > count:
        merits = [_merit(each) for each in best]
        least = sorted(merits)[count - 1]
        best = [each for each, merit in zip(best, merits, strict=True) if merit <= least]
    best.sort(key=lambda each: (*_merit(each), _name(library, each.provider)))
    return best[:count]


def _all(library: Library, story: Story) -> Iterator[CoveringArticle]:
    for id_ in story.record_ids:
        yield _record(library, id_)
    for record_id, refs in groupby(story.entries, key=lambda ref: ref.record_id):
        slugs = library.relations(record_id).related_providers
        entries = library.related(record_id)
        for ref in refs:
            yield CoveringArticle(slugs[ref.index], entries[ref.index])


def _record(library: Library, record_id: str) -> CoveringArticle:
    article = library.article(record_id)
    return CoveringArticle(article.relations.provider, article.record)


def _is(told: CoveringArticle, record_id: str) -> bool:
    return isinstance(told.article, Record) and told.article.id == record_id


def _in_rounds(
    library: Library, told: Iterable[CoveringArticle], own: str = ""
) -> list[CoveringArticle]:
    """The articles round by round; the outlet ``own`` sits out the first."""
    placed = []
    for slug, articles in _by_provider(told).items():
        if len(articles) > 1:
            articles.sort(key=_within)
        name = _name(library, slug)
        for turn, each in enumerate(articles, 2 if slug == own else 1):
            placed.append(((turn, *_merit(each), name), each))
    placed.sort(key=itemgetter(0))
    return [each for _, each in placed]


def _by_provider(told: Iterable[CoveringArticle]) -> dict[str, list[CoveringArticle]]:
    providers: dict[str, list[CoveringArticle]] = {}
    for each in told:
        providers.setdefault(each.provider, []).append(each)
    return providers


def _name(library: Library, slug: str) -> tuple[str, str]:
    """By what outlets are ordered whose articles are of one merit."""
    return library.provider_shown(slug).name.casefold(), slug


def _within(told: CoveringArticle) -> tuple[int, float, str, str]:
    return *_merit(told), told.article.title, told.article.url


def _merit(told: CoveringArticle) -> tuple[int, float]:
    """Quality and time, as what is less comes first."""
    at: datetime | None = told.article.published_at
    return -told.article.quality, at.timestamp() if at else math.inf
