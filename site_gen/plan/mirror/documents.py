"""Documents of the mirror: planning and preparing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import msgspec

from site_gen.model import PlannedPage
from site_gen.model.mirror import MirrorList, RecordDocument, schema
from site_gen.plan.coverage import covering_articles
from site_gen.plan.list_members import ListMembers
from site_gen.plan.lists import divide
from site_gen.plan.mirror import indexes
from site_gen.plan.page_frame import PageFrame
from site_gen.relations.changes import Place
from site_gen.urls import mirror_path, record_path

_MAX_COVERING = 40
"""Covering articles in a record's document, as on its page."""
_IN_FULL = 3
"""The number of them that have excerpt and pictures, as on its page."""
SCHEMA = "/api/schema.json"
NEWS, STORIES = "/news/", "/stories/"


class _List(MirrorList, frozen=True, kw_only=True):
    """A list with encoded elements."""

    value: tuple[msgspec.Raw, ...]


def plan_record(id_: str) -> PlannedPage:
    """Plan a record's document."""
    return PlannedPage(mirror_path(record_path(id_)), "api/record", "", (id_,))


def plan_indexes() -> Iterator[PlannedPage]:
    """Plan the lists of topics and of providers, and the schema of all documents."""
    yield PlannedPage(mirror_path("/topics/"), "api/topics", "")
    yield PlannedPage(mirror_path("/providers/"), "api/providers", "")
    yield PlannedPage(SCHEMA, "api/schema", "")


def plan_list(
    members: ListMembers,
    front: str,
    kind: str,
    slug: str,
    size: int,
    since: Place | None,
    is_planned: Callable[[int], bool],
) -> Iterator[PlannedPage]:
    """Plan the pages of a list, those that :func:`divide` returns."""
    for page in divide(members, size, since, is_planned):
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
    """The document of a page of a list."""
    library, mirror = frame.maker.library, frame.mirror
    title, page = mirror.maker.language.gettext("Latest"), "/latest/"
    if kind == "topic":
        title, page = library.topic_summary(slug).name, front
    elif kind == "provider":
        title, page = library.provider_summary(slug).name, front
    elif kind == "stories":
        title, page = mirror.maker.language.gettext("Stories"), "/"
    element = mirror.item if kind != "stories" else lambda id_: indexes.story_entry(mirror, id_)
    document = _List(
        title=title,
        path=frame.maker.urls.href(page),
        page=str(number),
        value=tuple(map(element, ids)),
        next_page=None if older is None else str(older),
    )
    return {"document": document}


def prepare_record(frame: PageFrame, record_id: str) -> Mapping[str, Any]:
    """A record's document."""
    mirror = frame.mirror
    record = mirror.library.record(record_id)
    covering = covering_articles(mirror.library, record_id)[:_MAX_COVERING]
    document = RecordDocument(
        **mirror.fields(record),
        content=mirror.maker.html(record.body),
        tags=record.tags,
        related=tuple(
            mirror.related(article, brief=position >= _IN_FULL)
            for position, article in enumerate(covering)
        ),
    )
    return {"document": document}


def prepare_schema(frame: PageFrame) -> Mapping[str, Any]:
    """The schema of all documents."""
    return {"document": schema(frame.maker.urls.absolute(SCHEMA))}
