"""Finding words where no spaces are: in Chinese and Japanese, in compounds, and in mixed scripts.

Where the language has a word list, the words are those whose product of frequencies is largest, as
with jieba and other segmenters by unigrams. Where it has none, pairs of letters stand for words.
``docs/decisions/0027`` compares this with libraries.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise

import regex

_LETTERS = r"\p{Han}\p{Hiragana}\p{Katakana}ー\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"
UNSPACED = regex.compile(rf"[{_LETTERS}]\p{{M}}*")
"""A letter, with its marks, of a script without spaces between words."""
_RUNS = regex.compile(rf"[{_LETTERS}][{_LETTERS}\p{{M}}]*")
_KATAKANA = regex.compile(r"[\p{Katakana}ー]{3,}")
"""Foreign words in Japanese."""
_SHORTEST_OF_KATAKANA = 3
ALPHABETIC = regex.compile(r"[\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]")
"""A letter of those scripts without spaces that have tens of letters, not thousands."""
COMMON = 1e-3
"""Words more frequent than this say nothing about the subject of a text."""
_LONGEST = 8
"""Letters of a word; longer ones are split in parts that are words."""
_UNKNOWN = math.log(1e-8)
"""Logarithm of the frequency of a letter that is no word."""
_SHORTEST_FIRST, _SHORTEST_SECOND = 3, 4
"""Letters of the parts of a compound."""
_LEAST_BESIDE_SHORT = 1e-5
"""Frequency of a second part beside a first one of three letters, which may be a word by chance."""
_LINK = "s"
"""The letter between parts, as in ``Verkehrsminister``. Stemming removes others, such as -en."""


class Segmenter:
    """Splits text by a word list."""

    def __init__(self, frequencies: Mapping[str, float]) -> None:
        # Rounded, since the last bits of logarithms differ between platforms.
        self._logarithms = {word: round(math.log(f), 6) for word, f in frequencies.items()}
        self._longest: dict[str, int] = {}
        """Letter → length of the longest word that ends in it."""
        for word in frequencies:
            length = min(len(word), _LONGEST)
            self._longest[word[-1]] = max(length, self._longest.get(word[-1], 1))

    def __call__(self, text: str) -> Iterator[str]:
        """The most probable words; letters that are in none are joined in pairs, as in a name.

        Foreign names in katakana stay whole: their borders are those of the script.
        """
        end = 0
        for run in _KATAKANA.finditer(text):
            if self._is_foreign_name(run[0]):
                yield from self._words(text[end : run.start()])
                yield run[0]
                end = run.end()
        yield from self._words(text[end:])

    def _is_foreign_name(self, run: str) -> bool:
        """Whether a run of katakana falls to pieces, rather than in words of the list."""
        parts = self._most_probable(run)
        return len(parts) > 1 and min(map(len, parts)) < _SHORTEST_OF_KATAKANA

    def _words(self, text: str) -> Iterator[str]:
        single = ""
        for word in self._most_probable(text):
            if len(word) == 1:
                single += word
            else:
                yield from pairs(single)
                single = ""
                yield word
        yield from pairs(single)

    def _most_probable(self, text: str) -> list[str]:
        """The words with the largest sum of logarithms (Viterbi's algorithm)."""
        logarithm = self._logarithms.get
        sums = [0.0]
        starts = [0]
        for last, letter in enumerate(text):
            best = sums[last] + logarithm(letter, _UNKNOWN)
            best_start = last
            for start in range(max(0, last + 1 - self._longest.get(letter, 1)), last):
                value = logarithm(text[start : last + 1])
                if value is not None and sums[start] + value > best:
                    best = sums[start] + value
                    best_start = start
            sums.append(best)
            starts.append(best_start)
        words = []
        end = len(text)
        while end:
            words.append(text[starts[end] : end])
            end = starts[end]
        return words[::-1]


def pairs(letters: Sequence[str]) -> Sequence[str]:
    """Each letter with the next; a letter that is alone stays so."""
    if len(letters) < 2:
        return letters
    return [first + second for first, second in pairwise(letters)]


def split(word: str, segmenter: Segmenter | None) -> Iterator[str]:
    """The parts of a word that has letters of scripts without spaces."""
    end = 0
    for run in _RUNS.finditer(word):
        if run.start() > end:
            yield word[end : run.start()]
        yield from segmenter(run[0]) if segmenter else pairs(UNSPACED.findall(run[0]))
        end = run.end()
    if end < len(word):
        yield word[end:]


def compound_parts(
    word: str, stem: Callable[[str], str], frequencies: Mapping[str, float]
) -> tuple[str, str] | None:
    """The stems of the two words that a compound consists of; of several pairs the most frequent.

    None if there is no such pair. ``frequencies`` are those of stems. Very common words are no
    parts, so that names such as ``Brunnach`` stay whole.
    """
    best = 0.0
    parts = None
    for end in range(_SHORTEST_FIRST, len(word) - _SHORTEST_SECOND + 1):
        second = stem(word[end:])
        if end < _SHORTEST_SECOND and frequencies.get(second, 0.0) < _LEAST_BESIDE_SHORT:
            continue
        for first in _first_parts(word[:end], stem):
            pair = frequencies.get(first, 0.0), frequencies.get(second, 0.0)
            if pair[0] * pair[1] > best and max(pair) <= COMMON:
                best = pair[0] * pair[1]
                parts = first, second
    return parts


def _first_parts(beginning: str, stem: Callable[[str], str]) -> Iterator[str]:
    yield stem(beginning)
    if beginning.endswith(_LINK) and len(beginning) > _SHORTEST_FIRST:
        yield stem(beginning.removesuffix(_LINK))
