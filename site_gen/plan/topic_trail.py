"""The way from the index of topics to a topic: breadcrumbs of topics and of records."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from site_gen.plan.view_maker import ViewMaker
from site_gen.plan.views import Link
from site_gen.urls import topic_path


def trail_to_topic(maker: ViewMaker, slug: str) -> tuple[Link, ...]:
    """The topics above a topic, and it; for a page that depends on a record on the topic."""
    library = maker.library
    return tuple(
        maker.link(library.topic_name(each), topic_path(each))
        for each in _from_top(slug, library.topic_above)
    )


def topics_above(maker: ViewMaker, slug: str) -> tuple[Link, ...]:
    """The topics above a topic, from the top of the tree down; the page depends on each."""
    library = maker.library

    def above(topic: str) -> str:
        return library.topic_summary(topic).parent

    *higher, _ = _from_top(slug, above)
    return tuple(maker.link(library.topic_summary(each).name, topic_path(each)) for each in higher)


def _from_top(slug: str, above: Callable[[str], str]) -> list[str]:
    return [*_upwards(slug, above)][::-1]


def _upwards(slug: str, above: Callable[[str], str]) -> Iterator[str]:
    while slug:
        yield slug
        slug = above(slug)
