"""What relations need to know of a record: hashes of its text only, so that it fits into memory.

Instants are microseconds since 1970. Article keys are 64-bit hashes (``facts.py``).
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec


class ProviderFacts(msgspec.Struct, frozen=True, array_like=True):
    """A provider as one record names it."""

    key: str
    """By this name and domain alone (``provider_keys.py``), without notes and other records."""
    name: str
    domain: str
    has_images: bool = False


class TextFacts(msgspec.Struct, frozen=True, array_like=True):
    """By what copies of an article's text are recognised; hashes are those of ``shingles.py``."""

    headline: bytes = b""
    excerpt: bytes = b""
    agency: str = ""
    """The news agency that wrote it (``agencies.py``)."""
    locale: str = ""
    """That of the record, if there is an agency: its texts in two languages are two texts."""


class RelatedFacts(msgspec.Struct, frozen=True, array_like=True):
    """An entry of a related list."""

    provider: ProviderFacts
    published: int | None
    keys: tuple[int, ...]
    text: TextFacts | None = None
    """None if it has few words and no agency."""


class RecordFacts(msgspec.Struct, frozen=True, array_like=True):
    """A record, or the best of several that are one article, with the related lists of all."""

    id: str
    digest: str
    published: int
    changed: int
    """When it was published, or changed later."""
    quality: int
    heat: int | None
    story: str
    provider: ProviderFacts
    topics: tuple[tuple[str, str], ...]
    """Slug, before aliases of notes, and spelling of each topic, each slug once."""
    keys: tuple[int, ...]
    related: tuple[RelatedFacts, ...]
    duplicates: tuple[int, ...] = ()
    """Row ids of the other records that are the same article."""
    shown_positions: tuple[int, ...] | None = None
    """Positions of the entries of ``related`` that are shown: each article once, the record itself
    never. None, as for most records, if that is all of them."""
    text: TextFacts | None = None
    time_known: bool = True
    """Whether ``published`` is when it was published, and not the time of a change."""
    pin: int | None = None
    """Until when an editor has pinned it."""
    buried: bool = False

    @property
    def shown_related(self) -> Sequence[RelatedFacts]:
        """The related entries that are shown."""
        if self.shown_positions is None:
            return self.related
        return [self.related[position] for position in self.shown_positions]


class Relations(msgspec.Struct, frozen=True, array_like=True):
    """What connects a shown record with the rest of the site."""

    topics: tuple[str, ...]
    """Slugs."""
    provider: str
    shown_positions: tuple[int, ...] | None
    """Positions of the related entries that are shown; None for all of them."""
    related_providers: tuple[str, ...]
    """Slug of the provider of each of these."""
    related_ids: tuple[str, ...]
    """For each of these the id of the record that it is, ``""`` if it is none of the site."""
    story: str = ""
    listed_by: tuple[str, ...] = ()
    """Ids of the records within the story window whose related lists name it."""
    duplicates: tuple[int, ...] = ()
    """Row ids of the records that are the same article, whose related lists are added to its
    own."""
