"""Records → library: topics, providers and stories, by id into one place, once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from site_gen import urls
from site_gen.library.names import note_problems
from site_gen.library.providers import Providers
from site_gen.library.topics import Topics
from site_gen.model import Library, Notes, Problem, Record, Related

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
    records: Iterable[Record], related: Mapping[str, tuple[Related, ...]], notes: Notes
) -> Library:
    """Everything the pages need to know of each other. Independent of the records' order.

    ``related`` maps each record's id to its related entries, cleaned.
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
            providers.of(entry.provider) for entry in related[record.id]
        )
    newest_first = tuple(by_id)
    providers.cover(newest_first, related, related_slugs)
    return Library(
        records=by_id,
        newest_first=newest_first,
        topics=topics.all(newest_first, topic_slugs),
        providers=providers.all(),
        topic_slugs=topic_slugs,
        provider_slugs=provider_slugs,
        related=related,
        related_slugs=related_slugs,
        pages=tuple(sorted(notes.pages, key=lambda page: (page.order, page.slug))),
    )
