"""Text and words → the forms that all spellings share."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path
from re import Match

import regex

from site_gen.stories.clitics import WITHOUT_CLITICS, Frequencies
from site_gen.stories.endings import AFTER_STEMMING, BEFORE_STEMMING
from site_gen.stories.languages import (
    ELIDING,
    ENCLITIC,
    TONAL,
    WITH_ENDINGS_AFTER_APOSTROPHES,
    WITHOUT_DIACRITICS,
    spelling,
    stemmer,
)
from site_gen.stories.segments import COMMON
from site_gen.stories.word_lists import MARKS, frequencies

_CONTRACTED = regex.compile(r"\b\p{L}+n['’]t\b|['’](?:s|re|ve|ll|d|m)\b")
"""English possessives, and verbs that lean on the word before, with “not” or alone."""
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th|\.?[ºª])(?!\w)")
"""Endings of ordinal numbers: ``118th``, ``3.º``."""
_ENDING = regex.compile(r"(?<=\p{L})['’]\p{L}+")
_ENCLITIC = regex.compile(r"(?<=\p{L})-(?:[mts]e|lhes?|[nv]os|[ln]?[oa]s?)\b")
"""Portuguese pronouns after a verb."""
_MARKED = regex.compile(rf"([\p{{L}}\p{{M}}]+)(?:[{MARKS}][\p{{L}}\p{{M}}]+)+")
"""Words with a mark inside: ``U.S``, ``re-elect``, ``п’ять``, ``l’état``."""
_MARKS = re.compile(f"[{MARKS}]")
_THOUSANDS = regex.compile(r"(?<!\p{N})\p{N}{1,3}(?:['’\u00a0\u2009\u202f]\p{N}{3})+(?!\p{N})")
_SEPARATORS = regex.compile(r"\P{N}")
_DIACRITICS = regex.compile(r"(?<=\p{Latin})\p{Mn}+")
_STROKES = str.maketrans("øłđħ", "oldh")
"""Letters with a stroke, which Unicode does not decompose."""


class Forms:
    """The forms of one language's words."""

    def __init__(self, language: str, cache: Path | None = None) -> None:
        self._stemmer = stemmer(language)
        self._spelling = spelling(language)
        self._language = language
        self._before_stemming = BEFORE_STEMMING.get(language)
        self._after_stemming = AFTER_STEMMING.get(language)
        self._without_clitics = WITHOUT_CLITICS.get(language)
        if self._without_clitics:
            self._words = frequencies(language, "whole-words", self._respelt, cache) or {}

    def _respelt(self, word: str) -> str:
        return self._spelling(word) if self._spelling else word

    def listed(self, word: str) -> str:
        """The stem of a word of a list, whose spelling may be another."""
        return self.stem(self._respelt(word))

    def stem(self, word: str) -> str:
        """The stem of a word, without clitics and diacritics."""
        if self._without_clitics:
            word = self._without_clitics(word, self._words)
        folds = self._language not in TONAL and not word.isascii()
        if folds and self._language in WITHOUT_DIACRITICS:
            word = _folded(word)
        if self._stemmer:
            changed = self._before_stemming(word) if self._before_stemming else word
            stem = self._stemmer.stemWord(changed)
            word = self._after_stemming(changed, stem) if self._after_stemming else stem
        return _folded(word) if folds else word

    def spelt(self, text: str, list_: Frequencies | None) -> str:
        """A text with one spelling of several, case-folded; ``list_`` has the language's stems."""
        if self._spelling:
            text = self._spelling(text)
        text = text.casefold()
        if not text.isascii():
            text = unicodedata.normalize("NFC", text)
            text = _THOUSANDS.sub(lambda number: _SEPARATORS.sub("", number[0]), text)
        return self._without_endings(text, list_ or {})

    def _without_endings(self, text: str, list_: Frequencies) -> str:
        text = _ORDINAL.sub("", text)
        if "'" in text or "’" in text:
            text = _CONTRACTED.sub("", text)
            if self._language in WITH_ENDINGS_AFTER_APOSTROPHES:
                text = _ENDING.sub("", text)
        if self._language in ENCLITIC:
            text = _ENCLITIC.sub("", text)
        if _MARKS.search(text):
            text = _MARKED.sub(lambda word: self._joined(word, list_), text)
        return text

    def _joined(self, marked: Match[str], list_: Frequencies) -> str:
        """A word without the marks inside, if it is one word."""
        text: str = marked[0]
        whole: str = _MARKS.sub("", text)
        if len(whole) * 2 == len(text) + 1:
            return whole  # initials
        if self._language in ELIDING and list_.get(self.stem(marked[1]), 0.0) > COMMON:
            return text
        return whole if self.stem(whole) in list_ else text


def _folded(word: str) -> str:
    decomposed = _DIACRITICS.sub("", unicodedata.normalize("NFD", word)).translate(_STROKES)
    return unicodedata.normalize("NFC", decomposed)
