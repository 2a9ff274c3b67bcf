"""What relations must know of a record: no text, so that all of it fits into memory.

Instants are microseconds since 1970. Keys of articles are 64-bit hashes (``facts.py``).
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec


class Ref(msgspec.Struct, frozen=True, array_like=True):
    """A provider as one record names it."""

    mark: str
    """By its own name and domain (``outlets.py``): neither notes nor other records are known."""
    name: str
    domain: str
    logo: bool = False
    """Whether there are pictures with it."""


class ListedFacts(msgspec.Struct, frozen=True, array_like=True):
    """An entry of a related list."""

    provider: Ref
    at: int | None
    keys: tuple[int, ...]


class RecordFacts(msgspec.Struct, frozen=True, array_like=True):
    """A record, or the best of those that are one article with the lists of all."""

    id: str
    digest: str
    published: int
    changed: int
    """When it was published, or changed later."""
    quality: int
    heat: int | None
    story: str
    provider: Ref
    topics: tuple[tuple[str, str], ...]
    """Slug, before aliases of notes, and spelling of each topic, each slug once."""
    keys: tuple[int, ...]
    related: tuple[ListedFacts, ...]
    others: tuple[int, ...] = ()
    """Numbers of the records that are the same article."""
    kept: tuple[int, ...] | None = None
    """Places of the entries of ``related`` that are shown: each article once, the record itself
    never. None where that is all of them, the ordinary case."""

    @property
    def shown(self) -> Sequence[ListedFacts]:
        """The related entries that are shown."""
        return self.related if self.kept is None else [self.related[place] for place in self.kept]


class Relations(msgspec.Struct, frozen=True, array_like=True):
    """What connects a shown record with the rest of the site."""

    topics: tuple[str, ...]
    """Slugs."""
    provider: str
    kept: tuple[int, ...] | None
    """Places of the related entries that are shown; None for all of them."""
    related_providers: tuple[str, ...]
    """Slug of the provider of each of these."""
    related_ids: tuple[str, ...]
    """For each of these the record of the site that it is, or ``""``."""
    story: str = ""
    listed_by: tuple[str, ...] = ()
    """Records within the window whose lists name it."""
    others: tuple[int, ...] = ()
    """Numbers of the records that are the same article, whose lists are added to its own."""
