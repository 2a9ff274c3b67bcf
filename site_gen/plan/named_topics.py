"""Topics that settings name: ``front.topics`` and ``nav``."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping

from site_gen.config import Front
from site_gen.model import Problem, Severity, Topic
from site_gen.model.problems import SETTINGS
from site_gen.relations.aliases import Aliases
from site_gen.urls import fold_name, name_slug


def topic_named(name: str, topics: Mapping[str, Topic], aliases: Aliases) -> Topic | None:
    """The topic with this name in any spelling, this alias or this slug; ``topics`` by slug."""
    return topics.get(aliases.topic(name_slug(name))) if name else None


def front_problems(front: Front, topics: Iterable[Topic], aliases: Aliases) -> Iterator[Problem]:
    """The names in ``front.topics`` that are not those of a topic with records."""
    by_slug = {topic.slug: topic for topic in topics}
    names = front.topics if isinstance(front.topics, tuple) else ()
    for index, name in enumerate(names):
        if topic_named(name, by_slug, aliases) is None:
            yield Problem(
                SETTINGS,
                f"front.topics[{index}] is “{name}”, which no published record has as a topic",
                Severity.WARNING,
                "front-topic",
                field=f"front.topics[{index}]",
                hint=close_topic(name, by_slug.values())
                or "the front page leaves it out until a record has it",
            )


def close_topic(name: str, topics: Iterable[Topic]) -> str:
    """A hint that names the topic whose name is close to this one; empty if none is."""
    names = {fold_name(topic.name): topic.name for topic in topics}
    close = difflib.get_close_matches(fold_name(name), list(names), 1)
    return f"did you mean {names[close[0]]}?" if close else ""
