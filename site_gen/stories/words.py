"""Text → weighted terms, by which articles are compared.

The weight of a term is minus the logarithm of its frequency, as with inverse document frequency
(Spärck Jones 1972). The frequency is that in the language, from a word list that never changes, and
not that on the site. So the likeness of two articles depends on these two alone, and new
records do not change that of others.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterator, Mapping
from importlib.metadata import version
from itertools import pairwise
from pathlib import Path

import regex
import Stemmer

from site_gen import cache_file
from site_gen.language_tags import base_language
from site_gen.model import Record

Vector = Mapping[str, float]
"""Term → weight; of length 1, or shorter if the words say little."""

# Letters with their combining marks, digits with separators (Unicode's general categories).
_WORDS = regex.compile(r"[\p{L}\p{M}]+|\p{N}+(?:[.,]\p{N}+)*")
_ASCII_WORDS = re.compile(r"[a-z]+|[0-9]+(?:[.,][0-9]+)*")
"""The same for case-folded ASCII text, in half the time."""
_POSSESSIVE = regex.compile(r"['’]s\b")
# Scripts without spaces between words: pairs of characters are taken for words.
_UNSPACED = regex.compile(
    r"[\p{Han}\p{Hiragana}\p{Katakana}ー\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]\p{M}*"
)
_RUNS = regex.compile(rf"(?:{_UNSPACED.pattern})+|(?:(?!{_UNSPACED.pattern}).)+")
_RAREST = 1e-6
"""Frequency of all words that are not in the lists: names, above all."""
_COMMON = 1e-3
"""Words more frequent than this say nothing about the subject of a text."""
_YEAR = 1e-4
"""Frequency of a year."""
_HEADLINE = 10
"""Words of a headline: a word's frequency times this is that of headlines with the word."""
_PAIR = 0.3
"""Weight of a pair of neighbouring words, as a share of the heavier one's."""
_EXCERPT = 0.3
"""Weight of a word that only the excerpt has, as a share of that of a headline word."""
_LEAST_OF_EXCERPT = 6.0
"""Words of an excerpt with a lesser weight, that is more frequent ones, are ignored."""
EXCERPT_LENGTH = 400
"""Characters of an excerpt that are read: its first sentences say what the article is about."""
_LEAST = 16.0
"""Least length by which a vector is divided; more than that of one name. Headlines that say less,
such as “What we know so far”, are then like nothing else rather than like all of their kind."""


def vector(record: Record, locale: str, cache: Path | None = None) -> Vector:
    """The terms of a record's headline and excerpt; ``locale`` is that of the site.

    Word lists are cached in the folder ``cache``, if there is one.
    """
    lexicon = lexicon_of(base_language(record.locale or locale), cache)
    terms = lexicon.headline(record.title)
    for word, weight in lexicon.weighted(record.excerpt[:EXCERPT_LENGTH]):
        if weight > _LEAST_OF_EXCERPT and word not in terms:
            terms[word] = _EXCERPT * weight
    length = max(_LEAST, math.sqrt(sum([weight * weight for weight in terms.values()])))
    return {term: weight / length for term, weight in terms.items()}


Weighted = tuple[str, float]
"""A stem and its weight."""


class Lexicon:
    """The words of one language: their stems, and how rare each is."""

    def __init__(self, language: str, cache: Path | None = None) -> None:
        self._stemmer = _stemmer(language)
        self._stems: dict[str, tuple[Weighted, ...]] = {}
        if cache and language.isalpha():  # a record's locale may be any text
            self._frequencies = self._read_cached(language, cache)
        else:
            self._frequencies = self._read(language)

    def _read_cached(self, language: str, cache: Path) -> Mapping[str, float] | None:
        """The same as :meth:`_read`, ten times as fast if the list is in the cache."""
        file = cache / f"words-{language}"
        made_by = f"{version('wordfreq')} {version('pystemmer')}".encode()
        cached = cache_file.read(file, made_by, dict[str, float])
        if cached is not None:
            return cached
        frequencies = self._read(language)
        if frequencies is not None:
            cache_file.write(file, made_by, frequencies)
        return frequencies

    def _read(self, language: str) -> Mapping[str, float] | None:
        """Frequency of each stem; None for a language without a word list."""
        import wordfreq  # noqa: PLC0415  slow to import, and not always needed

        if language not in wordfreq.available_languages("small"):
            return None
        stems: dict[str, float] = {}
        for word, frequency in wordfreq.get_frequency_dict(language, "small").items():
            stem = self._stem(word)
            stems[stem] = stems.get(stem, 0.0) + frequency
        return stems

    def _stem(self, word: str) -> str:
        return self._stemmer.stemWord(word) if self._stemmer else word

    def words(self, text: str) -> list[str]:
        """The stems of a text's words, in their order."""
        return [stem for stem, _ in self.weighted(text)]

    def weighted(self, text: str) -> list[Weighted]:
        """The stems of a text's words, in their order, with their weights."""
        text = text.casefold()
        plain = text.isascii()
        if not plain:
            text = unicodedata.normalize("NFC", text)
        if "'" in text or "’" in text:
            text = _POSSESSIVE.sub("", text)
        stems = self._stems
        weighted: list[Weighted] = []
        for word in (_ASCII_WORDS if plain else _WORDS).findall(text):
            weighted += stems[word] if word in stems else self._add(word)
        return weighted

    def _add(self, word: str) -> tuple[Weighted, ...]:
        stems = self._split(word) if _UNSPACED.search(word) else (self._stem(word),)
        weighted = self._stems[word] = tuple((stem, self.weight(stem)) for stem in stems)
        return weighted

    def _split(self, word: str) -> Iterator[str]:
        """The pairs of characters of a word without spaces, and the stems of other words in it."""
        for run in _RUNS.findall(word):
            if _UNSPACED.match(run):
                yield from _pairs(_UNSPACED.findall(run))
            else:
                yield self._stem(run)

    def weight(self, stem: str) -> float:
        """The weight of a stem; 0 for the most common."""
        frequency = self._frequency(stem)
        if frequency > _COMMON:
            return 0.0
        # Rounded, since the last bits of logarithms differ between platforms.
        return round(-math.log(max(frequency, _RAREST) * _HEADLINE), 6)

    def _frequency(self, word: str) -> float:
        if word[0].isdigit():
            digits = sum(map(str.isdigit, word))
            return _YEAR if digits == 4 and word[:2] in ("19", "20") else 10.0 ** -(digits + 2)
        if self._frequencies is not None:
            return self._frequencies.get(word, 0.0)
        # Frequent words are short in every language (Zipf 1936).
        return float(10.0 ** -(1 + 0.6 * len(word)))

    def headline(self, text: str) -> dict[str, float]:
        """The terms of a headline, its stems and pairs of neighbours, with their weights."""
        words = self.weighted(text)
        terms = {stem: weight for stem, weight in words if weight}
        for (first, weight), (second, other) in pairwise(words):
            if first != second and (weight or other):
                terms[f"{first} {second}"] = _PAIR * max(weight, other)
        return terms


def _stemmer(language: str) -> Stemmer.Stemmer | None:
    try:
        return Stemmer.Stemmer(language, 0)
    except KeyError:  # its list of languages has no codes to check
        return None


def _pairs(characters: list[str]) -> list[str]:
    if len(characters) < 2:
        return characters
    return [first + second for first, second in pairwise(characters)]


_lexicons: dict[str, Lexicon] = {}


def lexicon_of(language: str, cache: Path | None = None) -> Lexicon:
    """The lexicon of a language, one for each process."""
    if language not in _lexicons:
        _lexicons[language] = Lexicon(language, cache)
    return _lexicons[language]
