"""The mirror's lists of topics, of providers and of stories."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from site_gen.model import Library, Provider, Topic
from site_gen.model.mirror import ProviderEntry, StoryEntry, TopicEntry
from site_gen.plan.mirror.parts import MirrorMaker
from site_gen.urls import mirror_path, provider_path, topic_path


def told_twice(library: Library) -> list[str]:
    """Of the stories with more than one article the first records, newest first."""
    return [
        id_
        for id_ in library.newest_first
        if library.story_ids[id_] == id_
        and len(library.stories[id_].record_ids) + len(library.stories[id_].entries) > 1
    ]


def story(mirror: MirrorMaker, story_id: str) -> msgspec.Raw:
    """A story as its list has it, with the times of all its articles that are known."""
    library = mirror.library
    told = library.stories[story_id]
    times = [library.records[id_].published_at for id_ in told.record_ids]
    times += [arrival.at for arrival in told.arrivals]
    entry = StoryEntry(
        id=told.id,
        lead=told.lead,
        articles=told.record_ids,
        providers=tuple(library.provider_faces[slug].name for slug in told.outlets),
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


def topics(mirror: MirrorMaker) -> Mapping[str, Any]:
    """All topics, by slug."""
    ordered = sorted(mirror.library.topics.values(), key=lambda topic: topic.slug)
    return _index(mirror, "Topics", "/topics/", [_topic(mirror, topic) for topic in ordered])


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


def providers(mirror: MirrorMaker) -> Mapping[str, Any]:
    """All providers, by slug."""
    ordered = sorted(mirror.library.providers.values(), key=lambda each: each.slug)
    value = [_provider(mirror, each) for each in ordered]
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
