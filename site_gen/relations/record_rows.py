"""The rows of the store by which a shown record is found, computed from its facts."""

from __future__ import annotations

from site_gen.model.facts import RecordFacts
from site_gen.relations.aliases import Aliases
from site_gen.relations.rows import Row, RowIds

TopicRow = tuple[int, int, str]
"""Row id of a topic, and the record's time of publication and id."""


def list_position(facts: RecordFacts | None, aliases: Aliases) -> tuple[int, str, str] | None:
    """Time of publication, id and provider slug of a record."""
    if facts is None:
        return None
    return facts.published, facts.id, aliases.provider(facts.provider.key)


def provider_details(facts: RecordFacts | None) -> tuple[object, ...]:
    """What a record says about its provider. Images are not in the facts: if there are any,
    the record's digest stands for them."""
    if facts is None:
        return ()
    provider = facts.provider
    digest = facts.digest if provider.has_images else ""
    return provider.name, provider.domain, provider.has_images, digest


def topic_rows(
    facts: RecordFacts | None, aliases: Aliases, topic_id: RowIds
) -> dict[TopicRow, str]:
    """Each topic of a record → how the record spells it."""
    rows: dict[TopicRow, str] = {}
    if facts:
        for slug, spelling in facts.topics:
            rows.setdefault((topic_id(aliases.topic(slug)), facts.published, facts.id), spelling)
    return rows


def mention_rows(
    facts: RecordFacts | None, n: int, aliases: Aliases, provider_id: RowIds
) -> set[Row]:
    """The columns of ``mentions`` except ``is_record``, for each related entry that is shown."""
    if facts is None:
        return set()
    published = facts.published
    return {
        (
            provider_id(aliases.provider(entry.provider.key)),
            published,
            n,
            position,
            entry.published,
            int(entry.provider.has_images),
            b"".join([key.to_bytes(8, "little", signed=True) for key in entry.keys]),
        )
        for position, entry in enumerate(facts.shown_related)
    }


def related_provider_details(
    facts: RecordFacts | None, aliases: Aliases
) -> set[tuple[str, str, str, str]]:
    """What a record's related list says about providers: slug, name, domain and, if there are
    images, the record's digest."""
    if facts is None:
        return set()
    providers = [entry.provider for entry in facts.shown_related]
    return {
        (
            aliases.provider(provider.key),
            provider.name,
            provider.domain,
            facts.digest if provider.has_images else "",
        )
        for provider in providers
    }


def related_keys(facts: RecordFacts | None) -> set[int]:
    """The article keys of the related entries that are shown."""
    return {key for entry in facts.shown_related for key in entry.keys} if facts else set()
