"""Record → the facts from which relations are computed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from hashlib import blake2b

from site_gen import urls
from site_gen.agencies import agency_of
from site_gen.instants import micros
from site_gen.model import ProviderRef, Record, Related
from site_gen.model.facts import ProviderFacts, RecordFacts, RelatedFacts, TextFacts
from site_gen.provider_keys import provider_key
from site_gen.shingles import shingles

UNPUBLISHED, REMOVED = 1, 2
"""Bits of a record's flags in the store."""
_HEADLINE_WORDS, _EXCERPT_WORDS = 8, 12
"""Words without which two texts are not compared: many articles are called “What we know so far”.
"""


def flags_of(record: Record) -> int:
    """Whether a record is unpublished or removed, as bits."""
    removed = record.removed or record.deleted
    return (0 if record.published else UNPUBLISHED) | (REMOVED if removed else 0)


def key_hash(key: str) -> int:
    """64 bits of an article's key, signed as SQLite's integers are.

    Of ten million keys two agree by chance once in 400,000 sites.
    """
    data = key.encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(data, digest_size=8).digest(), "little", signed=True)


def facts_of(record: Record) -> RecordFacts:
    """What relations need to know of a record."""
    topics = {urls.name_slug(name): " ".join(name.split()) for name in reversed(record.topics)}
    slugs = dict.fromkeys(map(urls.name_slug, record.topics))
    published = micros(record.published_at)
    updated = record.updated_at
    keys = tuple(map(key_hash, record.keys))
    related = tuple(
        [
            RelatedFacts(
                _provider_facts(entry.provider),
                micros(entry.published_at) if entry.published_at else None,
                tuple(map(key_hash, entry_keys)),
                _text_facts(entry, record.locale),
            )
            for entry, entry_keys in zip(record.related, record.related_keys, strict=True)
        ]
    )
    return RecordFacts(
        id=record.id,
        digest=record.digest,
        published=published,
        changed=max(published, micros(updated)) if updated else published,
        quality=record.quality,
        heat=record.heat,
        story=record.story,
        provider=_provider_facts(record.provider),
        topics=tuple([(slug, topics[slug]) for slug in slugs]),
        keys=keys,
        related=related,
        shown_positions=shown_positions(keys, related),
        text=_text_facts(record, record.locale),
        time_known=record.time_known,
        pin=micros(record.pin) if record.pin else None,
        buried=record.bury,
    )


def shown_positions(keys: Iterable[int], related: Sequence[RelatedFacts]) -> tuple[int, ...] | None:
    """Positions of the entries that are shown: each article once, the one with ``keys`` never.

    None if that is all of them.
    """
    seen = set(keys)
    different = len(seen) + sum([len(entry.keys) for entry in related])
    if len(seen.union(*[entry.keys for entry in related])) == different:
        return None
    positions = []
    for position, entry in enumerate(related):
        if seen.isdisjoint(entry.keys):
            positions.append(position)
        seen.update(entry.keys)
    return tuple(positions)


def _text_facts(article: Record | Related, locale: str) -> TextFacts | None:
    headline = shingles(article.title, _HEADLINE_WORDS)
    excerpt = shingles(article.excerpt, _EXCERPT_WORDS)
    provider = article.provider
    names = [*[author.name for author in provider.authors], provider.name]
    agency = agency_of(names, article.excerpt)
    if not (headline or excerpt or agency):
        return None
    return TextFacts(headline, excerpt, agency, locale if agency else "")


def _provider_facts(ref: ProviderRef) -> ProviderFacts:
    return _cached_facts(ref.name, ref.domain, ref.channel, bool(ref.images))


@lru_cache(maxsize=65536)
def _cached_facts(name: str, domain: str, channel: str, has_images: bool) -> ProviderFacts:
    key = provider_key(name, domain, channel)
    return ProviderFacts(key, " ".join(name.split()), urls.normal_domain(domain), has_images)
