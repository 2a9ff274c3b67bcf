"""The mirror's lists of topics, of providers and of stories."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from site_gen.model import Provider, Topic
from site_gen.model.mirror import ProviderEntry, StoryEntry, TopicEntry
from site_gen.plan.mirror.parts import MirrorMaker
from site_gen.plan.page_frame import PageFrame
from site_gen.urls import mirror_path, provider_path, topic_path


def story_entry(mirror: MirrorMaker, story_id: str) -> msgspec.Raw:
    """A story in the list of stories, with the first and last time of its articles."""
    library = mirror.library
    story = library.story(story_id)
    times = [library.record(id_).published_at for id_ in story.record_ids]
    times += [arrival.at for arrival in story.arrivals]
    entry = StoryEntry(
        id=story.id,
        lead=story.lead,
        articles=story.record_ids,
        providers=tuple(library.named_provider(slug).name for slug in story.providers),
        first_published_date_time=min(times),
        last_published_date_time=max(times),
    )
    return msgspec.Raw(mirror.encode(entry))


def _index(mirror: MirrorMaker, title: str, path: str, value: Sequence[Any]) -> Mapping[str, Any]:
    """The document of a list on a single page."""
    return {
        "document": {
            "title": title,
            "path": mirror.maker.urls.href(path),
            "page": "0",
            "value": value,
            "nextPage": None,
        }
    }


def prepare_topics(frame: PageFrame) -> Mapping[str, Any]:
    """All topics, by slug."""
    mirror = frame.mirror
    value = [_topic(mirror, topic) for topic in mirror.library.topics()]
    return _index(mirror, mirror.maker.language.gettext("Topics"), "/topics/", value)


def _topic(mirror: MirrorMaker, topic: Topic) -> TopicEntry:
    href, path = mirror.maker.urls.href, topic_path(topic.slug)
    return TopicEntry(
        id=topic.slug,
        title=topic.name,
        path=href(path),
        source_url=href(mirror_path(path)),
        count=topic.count,
        parent=topic.parent,
        published_date_time=topic.newest,
    )


def prepare_providers(frame: PageFrame) -> Mapping[str, Any]:
    """All providers, by slug."""
    mirror = frame.mirror
    value = [_provider(mirror, provider) for provider in mirror.library.providers()]
    # Translators: the list of outlets, in data for programs.
    title = mirror.maker.language.gettext("Providers")
    return _index(mirror, title, "/providers/", value)


def _provider(mirror: MirrorMaker, provider: Provider) -> ProviderEntry:
    href, path = mirror.maker.urls.href, provider_path(provider.slug)
    return ProviderEntry(
        id=provider.slug,
        name=provider.name,
        domain=provider.domain,
        images=mirror.images(provider.images),
        path=href(path),
        source_url=href(mirror_path(path)),
        count=provider.count,
        covered=provider.covered,
        published_date_time=provider.newest,
    )
