"""The topics that ``front.topics`` names."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator

from site_gen.config import Front
from site_gen.model import Problem, Severity, Topic
from site_gen.model.problems import SETTINGS
from site_gen.relations.aliases import Aliases
from site_gen.urls import fold_name, name_slug


class FrontTopics:
    """Finds a topic by its name, in any spelling, or by its slug."""

    def __init__(self, topics: Iterable[Topic]) -> None:
        self.topics = {topic.slug: topic for topic in topics}
        self._by_name = {fold_name(topic.name): topic for topic in self.topics.values()}

    def find(self, name: str) -> Topic | None:
        return (
            self._by_name.get(fold_name(name))
            or self.topics.get(name_slug(name))
            or self.topics.get(name)
        )


def front_problems(front: Front, topics: Iterable[Topic], aliases: Aliases) -> Iterator[Problem]:
    """The names in ``front.topics`` that are not those of a topic with records."""
    finder = FrontTopics(topics)
    names = front.topics if isinstance(front.topics, tuple) else ()
    for index, name in enumerate(names):
        if finder.find(name) is None:
            yield Problem(
                SETTINGS,
                f"front.topics[{index}] is “{name}”, which no published record has as a topic",
                Severity.WARNING,
                "front-topic",
                field=f"front.topics[{index}]",
                hint=_hint(name, finder, aliases),
            )


def _hint(name: str, finder: FrontTopics, aliases: Aliases) -> str:
    main = finder.topics.get(aliases.topic(name_slug(name)))
    if main:
        return f"it is another name of {main.name}: write that"
    names = {fold_name(topic.name): topic.name for topic in finder.topics.values()}
    close = difflib.get_close_matches(fold_name(name), list(names), 1)
    if close:
        return f"did you mean {names[close[0]]}?"
    return "the front page leaves it out until a record has it"
