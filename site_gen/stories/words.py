"""Text → weighted terms: what an article is about, comparable between articles.

A term weighs as much as it is rare in its language at large: minus the logarithm of its
frequency, as inverse document frequency does (Spärck Jones 1972), but taken from a
word list that never changes instead of from the site. So the likeness of two articles
depends on nothing but the two, and no new record changes that of others.
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
"""Term → weight; of length 1, or shorter where the words say next to nothing."""

# Letters with their marks, digits with their separators (Unicode's general categories).
_WORDS = regex.compile(r"[\p{L}\p{M}]+|\p{N}+(?:[.,]\p{N}+)*")
_ASCII_WORDS = re.compile(r"[a-z]+|[0-9]+(?:[.,][0-9]+)*")
"""The same for folded text of ASCII alone, in half the time."""
_POSSESSIVE = regex.compile(r"['’]s\b")
# Scripts that put no spaces between words: pairs of characters stand in for words.
_UNSPACED = regex.compile(
    r"[\p{Han}\p{Hiragana}\p{Katakana}ー\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]\p{M}*"
)
_RUNS = regex.compile(rf"(?:{_UNSPACED.pattern})+|(?:(?!{_UNSPACED.pattern}).)+")
_RAREST = 1e-6
"""Frequency of all words that the lists leave out: names, above all."""
_COMMON = 1e-3
"""Words more frequent than this say nothing of what a text is about."""
_YEAR = 1e-4
_HEADLINE = 10
"""Words of a headline: turns a word's frequency into that of headlines which have it."""
_PAIR = 0.3
"""Weight of two neighbouring words, as a part of the heavier one's."""
_EXCERPT = 0.3
"""Weight of a word that only the excerpt has, as a part of a headline word's."""
_LEAST_OF_EXCERPT = 6.0
"""Words of an excerpt that weigh less, the more frequent of the language, count for nothing."""
EXCERPT_LENGTH = 400
"""Characters of an excerpt that are read: its first sentences say what the article is about."""
_LEAST = 16.0
"""Length of a vector that says enough to be compared, more than one name: what says less, as
“What we know so far” does, is like nothing else rather than like all of its kind."""


def vector(record: Record, locale: str, cache: Path | None = None) -> Vector:
    """The terms of a record's headline and excerpt; ``locale`` is that of the site.

    What is known of languages is kept in the folder ``cache``, if there is one.
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
        self._known: dict[str, tuple[Weighted, ...]] = {}
        if cache and language.isalpha():  # it may be any text that a record has for a locale
            self._frequencies = self._kept(language, cache)
        else:
            self._frequencies = self._read(language)

    def _kept(self, language: str, cache: Path) -> Mapping[str, float] | None:
        """What is read of a language, from the cache if it is there: ten times as fast."""
        file = cache / f"words-{language}"
        made_by = f"{version('wordfreq')} {version('pystemmer')}".encode()
        kept = cache_file.read(file, made_by, dict[str, float])
        if kept is not None:
            return kept
        found = self._read(language)
        if found is not None:
            cache_file.write(file, made_by, found)
        return found

    def _read(self, language: str) -> Mapping[str, float] | None:
        """Frequency of each stem, or None for a language that the lists do not have."""
        import wordfreq  # noqa: PLC0415  slow to import, and not needed where nothing is compared

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
        known = self._known
        found: list[Weighted] = []
        for word in (_ASCII_WORDS if plain else _WORDS).findall(text):
            found += known[word] if word in known else self._learn(word)
        return found

    def _learn(self, word: str) -> tuple[Weighted, ...]:
        stems = self._unspaced(word) if _UNSPACED.search(word) else (self._stem(word),)
        found = self._known[word] = tuple((stem, self.weight(stem)) for stem in stems)
        return found

    def _unspaced(self, word: str) -> Iterator[str]:
        """Pairs of characters, and as they are the words of other scripts among them."""
        for run in _RUNS.findall(word):
            if _UNSPACED.match(run):
                yield from _pairs(_UNSPACED.findall(run))
            else:
                yield self._stem(run)

    def weight(self, stem: str) -> float:
        """How much it says that two texts share this stem; 0 for the most common."""
        frequency = self._frequency(stem)
        if frequency > _COMMON:
            return 0.0
        # Rounded, so that the last bits of a platform's logarithm decide nothing.
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
        """The terms of a headline: its words and pairs of neighbours, with their weights."""
        words = self.weighted(text)
        terms = {stem: weight for stem, weight in words if weight}
        for (first, weight), (second, other) in pairwise(words):
            if first != second and (weight or other):
                terms[f"{first} {second}"] = _PAIR * max(weight, other)
        return terms


def _stemmer(language: str) -> Stemmer.Stemmer | None:
    try:
        return Stemmer.Stemmer(language, 0)
    except KeyError:  # its list of languages names no codes
        return None


def _pairs(characters: list[str]) -> list[str]:
    if len(characters) < 2:
        return characters
    return [first + second for first, second in pairwise(characters)]


_lexicons: dict[str, Lexicon] = {}


def lexicon_of(language: str, cache: Path | None = None) -> Lexicon:
    """The lexicon of a language, made once in this process."""
    if language not in _lexicons:
        _lexicons[language] = Lexicon(language, cache)
    return _lexicons[language]
