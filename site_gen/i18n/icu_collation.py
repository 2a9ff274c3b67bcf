"""The order of names by ICU (https://icu.unicode.org), if PyICU is installed."""

from __future__ import annotations

from typing import Any

from icu import AlphabeticIndex, Collator, Locale

from site_gen.i18n.unicode_collation import OTHER, UnicodeCollation


class IcuCollation:
    """Order and letters by ICU's collator and alphabetic index of a language.

    Letters of scripts that the index of the language does not have are those of
    ``UnicodeCollation``, after the others.
    """

    def __init__(self, tag: str, plain: UnicodeCollation) -> None:
        locale = Locale.forLanguageTag(tag)
        self._plain = plain
        self.folded = plain.folded
        self._sort_key = Collator.createInstance(locale).getSortKey
        self._index = AlphabeticIndex(locale)
        self._index.addLabels(Locale.getEnglish())
        self._buckets = self._index.buildImmutableIndex()

    def key(self, name: str) -> tuple[int, Any, bytes]:
        """By letter, then as the collator has it."""
        place = self._bucket(name)
        if place is not None:
            return place, "", self._sort_key(name)
        letter = self._plain.letter(name)
        rank = self._buckets.bucketCount + (letter == OTHER)
        return rank, letter, self._sort_key(name)

    def letter(self, name: str) -> str:
        """The label of the index, or the letter without ICU."""
        place = self._bucket(name)
        return self._plain.letter(name) if place is None else self._label(place)

    def _bucket(self, name: str) -> int | None:
        """The number of the bucket with a name; None if it has no label."""
        place = int(self._buckets.getBucketIndex(name))
        _, kind = self._buckets.getBucket(place)
        return None if kind else place  # 0: a letter; others: before, between and after letters

    def _label(self, place: int) -> str:
        label, _ = self._buckets.getBucket(place)
        return str(label)
