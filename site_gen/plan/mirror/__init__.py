"""The JSON mirror: records, topics, providers and stories as documents, paged as in HTML."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

import msgspec

from site_gen import markup
from site_gen.model import PlannedPage
from site_gen.model.mirror import MirrorList, RecordDocument, schema
from site_gen.plan.coverage import beside
from site_gen.plan.frame import Frame
from site_gen.plan.lists import cut
from site_gen.plan.mirror import indexes
from site_gen.plan.mirror.parts import MirrorMaker
from site_gen.urls import mirror_path, provider_path, record_path, topic_path

MOST = 40
"""Articles of a story in one record's document, as on its page."""
IN_FULL = 3
"""The first of them, with excerpt and pictures, as on its page."""
SCHEMA = "/api/schema.json"
_NEWS = "/news/"
_STORIES = "/stories/"


class _List(MirrorList, frozen=True, kw_only=True):
    """A list of which every part is JSON already."""

    value: tuple[msgspec.Raw, ...]


def plan_mirror(frame: Frame) -> Iterator[PlannedPage]:
    """All documents of the mirror, and their schema."""
    mirror = MirrorMaker(frame.maker)
    library = frame.library
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
        mirror,
        _STORIES,
        "Stories",
        "/",
        indexes.told_twice(library),
        partial(indexes.story, mirror),
    )
    yield _page(mirror_path("/topics/"), partial(indexes.topics, mirror))
    yield _page(mirror_path("/providers/"), partial(indexes.providers, mirror))
    yield _page(SCHEMA, partial(_schema, frame))


def _page(path: str, document: Callable[[], Any]) -> PlannedPage:
    return PlannedPage(path, "api", "", partial(_prepare, document))


def _prepare(document: Callable[[], Any]) -> Mapping[str, Any]:
    return {"document": document()}


def _schema(frame: Frame) -> Mapping[str, Any]:
    return schema(frame.maker.urls.absolute(SCHEMA))


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
    for some in cut(ids, mirror.maker.config.pagination.page_size):
        document = partial(_part, title, path, part, some.number, some.older, some.ids)
        yield _page(mirror_path(front, some.number), document)


def _part(
    title: str,
    path: str,
    part: Callable[[str], msgspec.Raw],
    number: int,
    older: int | None,
    ids: Sequence[str],
) -> MirrorList:
    """One page of a list."""
    return _List(
        title=title,
        path=path,
        page=str(number),
        value=tuple(map(part, ids)),
        next_page=None if older is None else str(older),
    )


def _record(mirror: MirrorMaker, record_id: str) -> RecordDocument:
    record = mirror.library.records[record_id]
    return RecordDocument(
        **mirror.fields(record),
        content=markup.to_html(record.body, mirror.maker.urls),
        tags=record.tags,
        related=tuple(
            mirror.related(told, brief=place >= IN_FULL)
            for place, told in enumerate(beside(mirror.library, record_id)[:MOST])
        ),
    )
