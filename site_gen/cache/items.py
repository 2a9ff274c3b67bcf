"""The library in items, each with a digest: what a page has read is compared by these."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from hashlib import blake2b
from typing import Any

import msgspec

from site_gen.model import Library
from site_gen.reads import (
    ALL,
    PROVIDER,
    PROVIDER_FACE,
    RECORD,
    STORY,
    TOPIC,
    TOPIC_FACE,
)

SIZE = 8
"""Bytes of a digest: of a million items two agree by chance once in 10^7 builds."""


def short_digest(data: bytes) -> bytes:
    return blake2b(data, digest_size=SIZE).digest()


def item_digests(library: Library) -> dict[str, bytes]:
    """The digest of every item of the library, by the name that :class:`Reads` gives it."""
    items: dict[str, bytes] = {}
    _add(items, RECORD, library.records, lambda id_, record: _record(library, id_, record.digest))
    for kind, things in (
        (STORY, library.stories),
        (TOPIC, library.topics),
        (TOPIC_FACE, library.topic_faces),
        (PROVIDER, library.providers),
        (PROVIDER_FACE, library.provider_faces),
    ):
        _add(items, kind, things, lambda _, thing: thing)
    return items


def _record(library: Library, id_: str, digest: str) -> tuple[Any, ...]:
    """All that is told of a record: of its text the digest is enough."""
    return (
        digest,
        library.topic_slugs[id_],
        library.provider_slugs[id_],
        library.related_slugs[id_],
        library.related_ids[id_],
        library.story_ids[id_],
        library.listed_by.get(id_),
    )


def _add(
    items: dict[str, bytes],
    kind: str,
    things: Mapping[str, Any],
    told: Callable[[str, Any], Any],
) -> None:
    """The items of one kind, and the one that is all of them in their order."""
    encode = msgspec.msgpack.Encoder().encode
    whole = blake2b(digest_size=SIZE)
    for key, thing in things.items():
        digest = items[kind + key] = short_digest(encode(told(key, thing)))
        whole.update(key.encode("utf-8", "surrogatepass") + b"\0" + digest)
    items[kind + ALL] = whole.digest()
