"""Records → library: topics, providers and stories, by id into one place, once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from site_gen import urls
from site_gen.library.names import note_problems
from site_gen.library.providers import Providers
from site_gen.library.stories import Lead, StoryMaker, speeds
from site_gen.library.topics import Topics
from site_gen.model import Grouping, Library, Notes, Problem, Record
from site_gen.model.library import provider_face, topic_face

__all__ = ["build_library", "note_problems", "one_per_url"]


def one_per_url(records: Iterable[Record]) -> tuple[tuple[Record, ...], tuple[Problem, ...]]:
    """Records that have a URL of the site each; where two claim one, the first path wins.

    The other is left out with an error that names both. Claims are compared without
    regard to case, since many file systems are.
    """
    claimed: dict[str, Record] = {}
    problems = []
    for record in sorted(records, key=lambda record: record.path):
        first = claimed.setdefault(record.id.casefold(), record)
        if first is not record:
            problems.append(
                Problem(
                    record.path,
                    f"claims the URL {urls.record_path(record.id)} of {first.path}",
                    code="url-taken",
                    hint="rename one of the two files",
                )
            )
    return tuple(claimed.values()), tuple(problems)


def build_library(
    records: Iterable[Record],
    grouping: Grouping,
    notes: Notes,
    duplicates: Mapping[str, str],
    lead: Lead,
    half_life_hours: float,
) -> Library:
    """Everything the pages need to know of each other. Independent of the records' order.

    ``duplicates`` maps the ids of records that are not shown to those shown in their place;
    ``lead`` chooses the record that leads a story; ``half_life_hours`` is that of the heat of
    records which have none themselves.
    """
    ordered = sorted(records, key=lambda record: record.id)
    ordered.sort(key=lambda record: record.published_at, reverse=True)
    topics = Topics(notes.topics)
    providers = Providers(notes.providers)
    by_id = {record.id: record for record in ordered}
    topic_slugs, provider_slugs, related_slugs = {}, {}, {}
    # Oldest first, so that names and logos are those that were there first and stay.
    for record in reversed(ordered):
        topic_slugs[record.id] = topics.of(record)
        provider_slugs[record.id] = providers.of(record.provider)
        providers.publish(provider_slugs[record.id], record.id)
    for record in reversed(ordered):
        related_slugs[record.id] = tuple(
            [providers.of(entry.provider) for entry in grouping.related[record.id]]
        )
    newest_first = tuple(by_id)
    providers.cover(newest_first, grouping, related_slugs)
    maker = StoryMaker(by_id, grouping, provider_slugs, related_slugs, lead, half_life_hours)
    stories = {ids[0]: maker.story(ids) for ids in grouping.stories}
    story_ids = {id_: story.id for story in stories.values() for id_ in story.record_ids}
    for id_ in by_id.keys() - story_ids.keys():
        stories[id_] = maker.story((id_,))
        story_ids[id_] = id_
    all_topics = topics.all(newest_first, topic_slugs)
    all_providers = providers.all(speeds(stories))
    return Library(
        records=by_id,
        newest_first=newest_first,
        topics=all_topics,
        topic_faces={slug: topic_face(topic) for slug, topic in all_topics.items()},
        providers=all_providers,
        provider_faces={slug: provider_face(each) for slug, each in all_providers.items()},
        topic_slugs=topic_slugs,
        provider_slugs=provider_slugs,
        related=grouping.related,
        related_slugs=related_slugs,
        related_ids=grouping.related_ids,
        stories=stories,
        story_ids=story_ids,
        listed_by=grouping.listed_by,
        duplicates=duplicates,
        pages=tuple(sorted(notes.pages, key=lambda page: (page.order, page.slug))),
    )
