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
from collections.abc import Collection, Iterable, Iterator
from datetime import datetime
from itertools import groupby
from operator import itemgetter

import msgspec
from msgspec.structs import replace

from site_gen.instants import micros
from site_gen.model import Record, Related, Story
from site_gen.publication import Publication, publication
from site_gen.store.library import Library
from site_gen.zones import Zone


class CoveringArticle(msgspec.Struct, frozen=True):
    """An article of a story, and its provider."""

    provider: str
    """Slug."""
    article: Record | Related
    """A record of the site, or a related entry of a record."""
    in_story: bool = True
    """False for a record of another story that names the page's record, or is named by it."""
    is_future: bool = False
    """Whether its time is after the build's “now”, and so is not known."""
    copy_of: str = ""
    """Slug of the provider whose text it repeats; empty if its text is its own."""
    by_agency: bool = False
    """Whether both only name the same agency, and the words differ."""

    @property
    def published_at(self) -> datetime | None:
        return None if self.is_future else self.article.published_at

    def publication(self, zone: Zone) -> Publication:
        """By when it had been published; ``zone`` is that of days without an hour."""
        at, article = self.published_at, self.article
        known = article.time_known if isinstance(article, Record) else True
        return publication(None if at is None else micros(at), zone, time_known=known)


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
        *(_of_record(library, id_, in_story=False) for id_ in others),
    ]
    return _in_rounds(library, articles, relations.provider)


def own_article(library: Library, record: Record) -> CoveringArticle:
    """The record of a page as an article of its story."""
    story = library.story_of(record.id)
    covering = _of_record(library, record.id)
    return _with_copy(library, story, story.record_ids.index(record.id), covering)


def entry_article(library: Library, provider: str, entry: Related) -> CoveringArticle:
    """A related entry of a record, which is an article of this provider."""
    at = entry.published_at
    return CoveringArticle(provider, entry, is_future=at is not None and at > library.now)


def best_by_provider(library: Library, story: Story, count: int) -> list[CoveringArticle]:
    """The best article of each of the first ``count`` providers of a story, in order."""
    best = [
        min(articles, key=_order) if len(articles) > 1 else articles[0]  # nearly all have one
        for articles in _by_provider(_in_story(library, story)).values()
    ]
    if len(best) > count:
        ranks = [_rank(covering) for covering in best]
        last = sorted(ranks)[count - 1]
        best = [covering for covering, rank in zip(best, ranks, strict=True) if rank <= last]
    best.sort(key=lambda covering: (*_rank(covering), _name(library, covering.provider)))
    return best[:count]


def countries_of(library: Library, providers: Collection[str]) -> int:
    """The number of countries of the providers of a story; 0 if fewer than two are known."""
    if len(providers) < 2:
        return 0
    known = {library.named_provider(slug).country for slug in providers} - {""}
    return len(known) if len(known) > 1 else 0


def _all(library: Library, story: Story) -> Iterator[CoveringArticle]:
    for number, covering in enumerate(_in_story(library, story)):
        yield _with_copy(library, story, number, covering)


def _in_story(library: Library, story: Story) -> Iterator[CoveringArticle]:
    """The records of a story, then its entries."""
    for id_ in story.record_ids:
        yield _of_record(library, id_)
    for record_id, refs in groupby(story.entries, key=lambda ref: ref.record_id):
        slugs = library.relations(record_id).related_providers
        entries = library.related(record_id)
        for ref in refs:
            yield entry_article(library, slugs[ref.index], entries[ref.index])


def _with_copy(
    library: Library, story: Story, number: int, covering: CoveringArticle
) -> CoveringArticle:
    """The article at a position of a story, with what it repeats."""
    copy = story.copies.get(number)
    if copy is None:
        return covering
    original = _provider_at(library, story, copy.of)
    return replace(covering, copy_of=original, by_agency=copy.by_agency)


def _provider_at(library: Library, story: Story, number: int) -> str:
    """Slug of the provider of the article at a position of a story."""
    if number < len(story.record_ids):
        return library.relations(story.record_ids[number]).provider
    ref = story.entries[number - len(story.record_ids)]
    return library.relations(ref.record_id).related_providers[ref.index]


def _of_record(library: Library, record_id: str, *, in_story: bool = True) -> CoveringArticle:
    article = library.article(record_id)
    is_future = article.record.published_at > library.now
    return CoveringArticle(article.relations.provider, article.record, in_story, is_future)


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
    at = covering.published_at
    return -covering.article.quality, at.timestamp() if at else math.inf
