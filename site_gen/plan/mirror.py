"""The JSON mirror: records, topics, providers and stories as documents, paged as in HTML."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

import msgspec

from site_gen import links, markup
from site_gen.model import Image, Library, PlannedPage, Provider, Record, Related, Topic
from site_gen.model.mirror import (
    Item,
    MirrorImage,
    MirrorList,
    MirrorProvider,
    ProviderEntry,
    RecordDocument,
    RelatedEntry,
    StoryEntry,
    TopicEntry,
    schema,
)
from site_gen.plan.coverage import Told, beside
from site_gen.plan.frame import Frame
from site_gen.plan.lists import ListPage, cut
from site_gen.plan.maker import ViewMaker, one_line
from site_gen.urls import mirror_path, provider_path, record_path, topic_path

MOST = 40
"""Articles of a story in one record's document, as on its page."""
SCHEMA = "/api/schema.json"
_NEWS = "/news/"
_STORIES = "/stories/"


class _List(MirrorList, frozen=True, kw_only=True):
    """A list of which every part is JSON already."""

    value: tuple[msgspec.Raw, ...]


class MirrorMaker:
    """Makes the parts of documents; an item is in several lists and encoded once."""

    def __init__(self, maker: ViewMaker) -> None:
        self.maker = maker
        self.library: Library = maker.library
        self.encode = msgspec.json.Encoder().encode
        self._items: dict[str, msgspec.Raw] = {}
        self._providers: dict[str, MirrorProvider] = {}

    def item(self, record_id: str) -> msgspec.Raw:
        item = self._items.get(record_id)
        if item is None:
            fields = self.fields(self.library.records[record_id])
            item = self._items[record_id] = msgspec.Raw(self.encode(Item(**fields)))
        return item

    def fields(self, record: Record) -> dict[str, Any]:
        """What lists and the record's own document say of it."""
        library = self.library
        provider = library.provider_slugs[record.id]
        return {
            "id": record.id,
            "path": record.path,
            "title": one_line(record.title),
            "type": record.type,
            "quality": record.quality,
            "heat": record.heat,
            "source_url": self.maker.urls.href(mirror_path(record_path(record.id))),
            "web_url": links.without_tracking(record.url),
            "excerpt": one_line(record.excerpt),
            "published_date_time": record.published_at,
            "updated_date_time": record.updated_at,
            "provider": self.provider(provider),
            "images": self.images(record.images),
            "locale": record.locale,
            "categories": record.categories,
            "topics": tuple(library.topics[slug].name for slug in library.topic_slugs[record.id]),
            "story": library.story_ids[record.id],
        }

    def provider(self, slug: str) -> MirrorProvider:
        made = self._providers.get(slug)
        if made is None:
            known = self.library.providers[slug]
            made = self._providers[slug] = MirrorProvider(
                name=known.name, domain=known.domain, images=self.images(known.images)
            )
        return made

    def images(self, images: Sequence[Image]) -> tuple[MirrorImage, ...]:
        return tuple(
            MirrorImage(
                url=self.maker.urls.resource(image.url),
                width=image.width,
                height=image.height,
                is_cached=image.is_cached,
                title=image.title,
                attribution=image.attribution,
            )
            for image in images
        )

    def related(self, told: Told) -> RelatedEntry:
        article: Record | Related = told.article
        own = isinstance(article, Record)
        return RelatedEntry(
            title=one_line(article.title),
            excerpt=one_line(article.excerpt),
            published_date_time=article.published_at,
            source_url=self._own(article) if own else "",
            web_url=links.without_tracking(article.url),
            type=article.type,
            provider=self.provider(told.provider),
            quality=article.quality,
            images=self.images(article.images),
        )

    def _own(self, article: Record | Related) -> str:
        assert isinstance(article, Record)  # noqa: S101
        return self.maker.urls.href(mirror_path(record_path(article.id)))


def plan_mirror(frame: Frame) -> Iterator[PlannedPage]:
    """All documents of the mirror, and their schema."""
    mirror = MirrorMaker(frame.maker)
    library = frame.maker.library
    for id_ in library.newest_first:
        yield _page(mirror_path(record_path(id_)), partial(_record, mirror, id_))
    yield from _records(mirror, _NEWS, "Latest", "/latest/", library.newest_first)
    for topic in library.topics.values():
        path = topic_path(topic.slug)
        yield from _records(mirror, path, topic.name, path, topic.record_ids)
    for provider in library.providers.values():
        path = provider_path(provider.slug)
        yield from _records(mirror, path, provider.name, path, provider.record_ids)
    yield from _list(
        mirror, _STORIES, "Stories", "/", _told_twice(library), partial(_story, mirror)
    )
    yield _page(mirror_path("/topics/"), partial(_topics, mirror))
    yield _page(mirror_path("/providers/"), partial(_providers, mirror))
    yield _page(SCHEMA, lambda: schema(frame.maker.urls.absolute(SCHEMA)))


def _page(path: str, document: Callable[[], Any]) -> PlannedPage:
    return PlannedPage(path, "api", "", lambda: {"document": document()})


def _records(
    mirror: MirrorMaker, front: str, title: str, page: str, ids: Sequence[str]
) -> Iterator[PlannedPage]:
    yield from _list(mirror, front, title, page, ids, mirror.item)


def _list(
    mirror: MirrorMaker,
    front: str,
    title: str,
    page: str,
    ids: Sequence[str],
    part: Callable[[str], msgspec.Raw],
) -> Iterator[PlannedPage]:
    """All pages of a list; ``page`` is the path of the same list in HTML."""
    path = mirror.maker.urls.href(page)

    def document(some: ListPage) -> MirrorList:
        return _List(
            title=title,
            path=path,
            page=str(some.number),
            value=tuple(map(part, some.ids)),
            next_page=None if some.older is None else str(some.older),
        )

    for some in cut(ids, mirror.maker.config.pagination.page_size):
        yield _page(mirror_path(front, some.number), partial(document, some))


def _record(mirror: MirrorMaker, record_id: str) -> RecordDocument:
    record = mirror.library.records[record_id]
    return RecordDocument(
        **mirror.fields(record),
        content=markup.to_html(record.body, mirror.maker.urls),
        tags=record.tags,
        related=tuple(map(mirror.related, beside(mirror.library, record_id)[:MOST])),
    )


def _told_twice(library: Library) -> list[str]:
    """Of the stories with more than one article the first records, newest first."""
    return [
        id_
        for id_ in library.newest_first
        if library.story_ids[id_] == id_
        and len(library.stories[id_].record_ids) + len(library.stories[id_].entries) > 1
    ]


def _story(mirror: MirrorMaker, story_id: str) -> msgspec.Raw:
    library = mirror.library
    story = library.stories[story_id]
    times = [library.records[id_].published_at for id_ in story.record_ids]
    times += [arrival.at for arrival in story.arrivals]
    entry = StoryEntry(
        id=story.id,
        lead=story.lead,
        articles=story.record_ids,
        providers=tuple(library.providers[slug].name for slug in story.outlets),
        first_published_date_time=min(times),
        last_published_date_time=max(times),
    )
    return msgspec.Raw(mirror.encode(entry))


def _index(mirror: MirrorMaker, title: str, path: str, value: Sequence[Any]) -> Mapping[str, Any]:
    """A list that is one page however long it is."""
    return {
        "title": title,
        "path": mirror.maker.urls.href(path),
        "page": "0",
        "value": value,
        "nextPage": None,
    }


def _topics(mirror: MirrorMaker) -> Mapping[str, Any]:
    topics = sorted(mirror.library.topics.values(), key=lambda topic: topic.slug)
    return _index(mirror, "Topics", "/topics/", [_topic(mirror, topic) for topic in topics])


def _topic(mirror: MirrorMaker, topic: Topic) -> TopicEntry:
    href, path = mirror.maker.urls.href, topic_path(topic.slug)
    records = mirror.library.records
    return TopicEntry(
        id=topic.slug,
        title=topic.name,
        path=href(path),
        source_url=href(mirror_path(path)),
        count=len(topic.record_ids),
        parent=topic.parent,
        published_date_time=records[topic.record_ids[0]].published_at if topic.record_ids else None,
    )


def _providers(mirror: MirrorMaker) -> Mapping[str, Any]:
    providers = sorted(mirror.library.providers.values(), key=lambda each: each.slug)
    value = [_provider(mirror, each) for each in providers]
    return _index(mirror, "Providers", "/providers/", value)


def _provider(mirror: MirrorMaker, provider: Provider) -> ProviderEntry:
    href, path = mirror.maker.urls.href, provider_path(provider.slug)
    records, ids = mirror.library.records, provider.record_ids
    return ProviderEntry(
        id=provider.slug,
        name=provider.name,
        domain=provider.domain,
        images=mirror.images(provider.images),
        path=href(path),
        source_url=href(mirror_path(path)),
        count=len(ids),
        covered=len(provider.coverage),
        published_date_time=records[ids[0]].published_at if ids else None,
    )
