"""The mirror's documents: planned as the lists of the site are, prepared one by one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import msgspec

from site_gen.model import PlannedPage
from site_gen.model.mirror import MirrorList, RecordDocument, schema
from site_gen.plan.coverage import beside
from site_gen.plan.list_members import Members
from site_gen.plan.lists import Place, cut
from site_gen.plan.mirror import indexes
from site_gen.plan.mirror.parts import MirrorMaker
from site_gen.plan.page_frame import PageFrame
from site_gen.urls import mirror_path, record_path

MOST = 40
"""Articles of a story in one record's document, as on its page."""
IN_FULL = 3
"""The first of them, with excerpt and pictures, as on its page."""
SCHEMA = "/api/schema.json"
NEWS, STORIES = "/news/", "/stories/"


class _List(MirrorList, frozen=True, kw_only=True):
    """A list of which every part is JSON already."""

    value: tuple[msgspec.Raw, ...]


def plan_record(id_: str) -> PlannedPage:
    """A record's own document."""
    return PlannedPage(mirror_path(record_path(id_)), "api/record", "", (id_,))


def plan_indexes() -> Iterator[PlannedPage]:
    """The lists of topics and of providers, and the schema of all documents."""
    yield PlannedPage(mirror_path("/topics/"), "api/topics", "")
    yield PlannedPage(mirror_path("/providers/"), "api/providers", "")
    yield PlannedPage(SCHEMA, "api/schema", "")


def plan_list(
    members: Members,
    front: str,
    kind: str,
    slug: str,
    size: int,
    since: Place | None,
    known: Callable[[int], bool],
) -> Iterator[PlannedPage]:
    """Pages of a list, those that :func:`cut` gives; ``kind`` is what it is a list of."""
    for page in cut(members, size, since, known):
        args = (front, kind, slug, page.number, page.older, page.ids)
        yield PlannedPage(mirror_path(front, page.number), "api/list", "", args)


def prepare_list(
    frame: PageFrame,
    front: str,
    kind: str,
    slug: str,
    number: int,
    older: int | None,
    ids: Sequence[str],
) -> Mapping[str, Any]:
    """The document of one page of a list."""
    library, mirror = frame.maker.library, frame.mirror
    title, page = "Latest", "/latest/"
    if kind == "topic":
        title, page = library.topic_summary(slug).name, front
    elif kind == "provider":
        title, page = library.provider_summary(slug).name, front
    elif kind == "stories":
        title, page = "Stories", "/"
    part = mirror.item if kind != "stories" else lambda id_: indexes.story(mirror, id_)
    document = _List(
        title=title,
        path=frame.maker.urls.href(page),
        page=str(number),
        value=tuple(map(part, ids)),
        next_page=None if older is None else str(older),
    )
    return {"document": document}


def prepare_record(frame: PageFrame, record_id: str) -> Mapping[str, Any]:
    """A record's document."""
    return {"document": _record(frame.mirror, record_id)}


def prepare_topics(frame: PageFrame) -> Mapping[str, Any]:
    """The list of topics."""
    return {"document": indexes.topics(frame.mirror)}


def prepare_providers(frame: PageFrame) -> Mapping[str, Any]:
    """The list of providers."""
    return {"document": indexes.providers(frame.mirror)}


def prepare_schema(frame: PageFrame) -> Mapping[str, Any]:
    """The schema of all documents."""
    return {"document": schema(frame.maker.urls.absolute(SCHEMA))}


def _record(mirror: MirrorMaker, record_id: str) -> RecordDocument:
    record = mirror.library.record(record_id)
    return RecordDocument(
        **mirror.fields(record),
        content=mirror.maker.html(record.body),
        tags=record.tags,
        related=tuple(
            mirror.related(told, brief=place >= IN_FULL)
            for place, told in enumerate(beside(mirror.library, record_id)[:MOST])
        ),
    )
