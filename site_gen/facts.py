"""Record → the facts that relations are found by."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from hashlib import blake2b

from site_gen import urls
from site_gen.instants import micros
from site_gen.model import ProviderRef, Record
from site_gen.model.facts import ListedFacts, RecordFacts, Ref
from site_gen.provider_keys import provider_key

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def key_hash(key: str) -> int:
    """64 bits of an article's key, signed as SQLite has integers.

    Of ten million keys two agree by chance once in 400,000 sites.
    """
    data = key.encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(data, digest_size=8).digest(), "little", signed=True)


def facts_of(record: Record) -> RecordFacts:
    """What relations must know of a record."""
    topics = {urls.name_slug(name): " ".join(name.split()) for name in reversed(record.topics)}
    slugs = dict.fromkeys(map(urls.name_slug, record.topics))
    published = micros(record.published_at)
    updated = record.updated_at
    keys = tuple(map(key_hash, record.keys))
    related = tuple(
        [
            ListedFacts(
                _ref(entry.provider),
                micros(entry.published_at) if entry.published_at else None,
                tuple(map(key_hash, found)),
            )
            for entry, found in zip(record.related, record.related_keys, strict=True)
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
        provider=_ref(record.provider),
        topics=tuple([(slug, topics[slug]) for slug in slugs]),
        keys=keys,
        related=related,
        kept=kept_places(keys, related),
    )


def kept_places(keys: Iterable[int], related: Sequence[ListedFacts]) -> tuple[int, ...] | None:
    """Places of the entries that are shown: each article once, the one with ``keys`` never.

    None where that is all of them.
    """
    seen = set(keys)
    different = len(seen) + sum([len(entry.keys) for entry in related])
    if len(seen.union(*[entry.keys for entry in related])) == different:
        return None
    kept = []
    for place, entry in enumerate(related):
        if seen.isdisjoint(entry.keys):
            kept.append(place)
        seen.update(entry.keys)
    return tuple(kept)


def _ref(ref: ProviderRef) -> Ref:
    return _named(ref.name, ref.domain, ref.channel, bool(ref.images))


@lru_cache(maxsize=65536)
def _named(name: str, domain: str, channel: str, logo: bool) -> Ref:
    mark = provider_key(name, domain, channel)
    return Ref(mark, " ".join(name.split()), urls.normal_domain(domain), logo)
