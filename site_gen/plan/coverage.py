"""The covering articles of a story, in the order in which pages show them.

Articles are ordered in rounds with at most one article of each provider, so that no provider is
shown twice before all others are shown once. The provider of the page itself is left out of the
first round.

of one provider    best quality first, then earliest, then by title
within a round     best quality first, then earliest, then by the provider's name;
                   an article of unknown time comes after the others of its quality
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
    """An article of a story, and its provider."""

    provider: str
    """Slug."""
    article: Record | Related
    """A record of the site, or a related entry of a record."""
    in_story: bool = True
    """False for a record of another story that names the page's record, or is named by it."""


def covering_articles(library: Library, record_id: str) -> list[CoveringArticle]:
    """The other articles on a record's page, in order and without duplicates.

    These are the rest of its story, and the records of other stories that it lists as related or
    that list it.
    """
    story = library.story_of(record_id)
    relations = library.relations(record_id)
    linked = (*filter(None, relations.related_ids), *relations.listed_by)
    others = (id_ for id_ in dict.fromkeys(linked) if library.relations(id_).story != story.id)
    articles = [
        *(covering for covering in _all(library, story) if not _is(covering, record_id)),
        *(_record(library, id_, in_story=False) for id_ in others),
    ]
    return _in_rounds(library, articles, relations.provider)


def best_by_provider(library: Library, story: Story, count: int) -> list[CoveringArticle]:
    """The best article of each of the first ``count`` providers of a story, in order."""
    best = [
        min(articles, key=_order) if len(articles) > 1 else articles[0]  # nearly all have one
        for articles in _by_provider(_all(library, story)).values()
    ]
    if len(best) > count:
        ranks = [_rank(covering) for covering in best]
        last = sorted(ranks)[count - 1]
        best = [covering for covering, rank in zip(best, ranks, strict=True) if rank <= last]
    best.sort(key=lambda covering: (*_rank(covering), _name(library, covering.provider)))
    return best[:count]


def _all(library: Library, story: Story) -> Iterator[CoveringArticle]:
    for id_ in story.record_ids:
        yield _record(library, id_)
    for record_id, refs in groupby(story.entries, key=lambda ref: ref.record_id):
        slugs = library.relations(record_id).related_providers
        entries = library.related(record_id)
        for ref in refs:
            yield CoveringArticle(slugs[ref.index], entries[ref.index])


def _record(library: Library, record_id: str, *, in_story: bool = True) -> CoveringArticle:
    article = library.article(record_id)
    return CoveringArticle(article.relations.provider, article.record, in_story)


def _is(covering: CoveringArticle, record_id: str) -> bool:
    return isinstance(covering.article, Record) and covering.article.id == record_id


def _in_rounds(
    library: Library, articles: Iterable[CoveringArticle], page_provider: str
) -> list[CoveringArticle]:
    """The articles in rounds; ``page_provider`` is left out of the first."""
    keyed = []
    for slug, of_provider in _by_provider(articles).items():
        if len(of_provider) > 1:
            of_provider.sort(key=_order)
        name = _name(library, slug)
        for round_, covering in enumerate(of_provider, 2 if slug == page_provider else 1):
            keyed.append(((round_, *_rank(covering), name), covering))
    keyed.sort(key=itemgetter(0))
    return [covering for _, covering in keyed]


def _by_provider(articles: Iterable[CoveringArticle]) -> dict[str, list[CoveringArticle]]:
    providers: dict[str, list[CoveringArticle]] = {}
    for covering in articles:
        providers.setdefault(covering.provider, []).append(covering)
    return providers


def _name(library: Library, slug: str) -> tuple[str, str]:
    """Sort key of providers whose articles have the same rank."""
    return library.named_provider(slug).name.casefold(), slug


def _order(covering: CoveringArticle) -> tuple[int, float, str, str]:
    return *_rank(covering), covering.article.title, covering.article.url


def _rank(covering: CoveringArticle) -> tuple[int, float]:
    """Sort key: quality, then time."""
    at: datetime | None = covering.article.published_at
    return -covering.article.quality, at.timestamp() if at else math.inf
