"""Names of months, weekdays and halves of the day in all languages, from Unicode's CLDR by Babel.

Babel is imported, and a language loaded, when a date has a word that is not English; loading all
languages takes half a second.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from typing import Any, NamedTuple

from site_gen.fetch.feeds.date_words import ENGLISH_WORDS, WORDS_NOT_IN_CLDR, normalize_date
from site_gen.language_tags import base_language

_ABBREVIATED_KINDS = ("month", "weekday")
_MIN_ABBREVIATION = 3
_MONTH_PREFIX = re.compile(r"([^\W\d_a-zA-Z]+)(?=M{3,4})")
"""In CLDR's patterns, a word written together with the name of the month, as in Hebrew."""
_UNQUOTED = re.compile(r"[^\W\d_a-zA-Z]+(?!\w)")
_LITERAL = re.compile(r"'([^']+)'")
_NAME_TABLES = ("months", "days", "day_periods", "eras")
_PATTERN_TABLES = ("date_formats", "datetime_formats", "time_formats")
_WIDTHS = ("wide", "abbreviated", "short")


class WordMeaning(NamedTuple):
    """What a word in a date means, such as the third month."""

    kind: str
    """``month``, ``weekday`` (Monday is 0), ``half`` (0 for AM, 12 for PM), or ``filler``."""
    value: int


class DateVocabulary:
    """The words in dates of one language, with those of another as a fallback."""

    def __init__(
        self, tag: str, meanings: Mapping[str, set[WordMeaning]], fallback: DateVocabulary | None
    ) -> None:
        self.tag = tag
        self.meanings = meanings
        self.fallback = fallback
        self.by_first_letter: dict[str, list[str]] = defaultdict(list)
        for name in sorted(meanings, key=len, reverse=True):
            self.by_first_letter[name[0]].append(name)

    def match(self, text: str, position: int) -> tuple[int, set[WordMeaning]] | None:
        """End and meanings of the word at a position of a normalized text in lower case.

        The longest word matches, or else an abbreviation of words.
        """
        found = self.match_own(text, position)
        return found or (self.fallback.match_own(text, position) if self.fallback else None)

    def match_own(self, text: str, position: int) -> tuple[int, set[WordMeaning]] | None:
        """The same without the fallback."""
        for name in self.by_first_letter.get(text[position], ()):
            end = position + len(name)
            if text.startswith(name, position) and _name_ends(text, end):
                return end, self.meanings[name]
        return self._match_abbreviation(text, position)

    def has_word(self, word: str) -> bool:
        """Whether this is a complete word of the vocabulary or its fallback."""
        return word in self.meanings or bool(self.fallback and self.fallback.has_word(word))

    def _match_abbreviation(self, text: str, position: int) -> tuple[int, set[WordMeaning]] | None:
        end = position
        while not _word_ends(text, end):
            end += 1
        word = text[position:end]
        if len(word) < _MIN_ABBREVIATION:
            return None
        found: set[WordMeaning] = set()
        for name in self.by_first_letter.get(word[0], ()):
            if name.startswith(word):
                found |= {word for word in self.meanings[name] if word.kind in _ABBREVIATED_KINDS}
        return (end, found) if found else None


def find_vocabulary(tag: str) -> DateVocabulary | None:
    """The vocabulary of a language other than English, such as ``de-at``; None if unknown."""
    if not tag or base_language(tag) == "en":  # without loading Babel
        return None
    locale = _find_locale(tag)
    return _vocabulary(locale) if locale else None


@lru_cache(maxsize=1024)
def vocabularies_with(word: str) -> tuple[DateVocabulary, ...]:
    """The vocabularies of all languages with a normalized word in lower case."""
    return tuple(filter(lambda vocabulary: vocabulary.match_own(word, 0), _all_vocabularies()))


def numeric_order(tag: str) -> str:
    """The order of day, month and year in numeric dates of a language, such as ``dmy``.

    Empty if it depends on the country and the tag has none, as in English.
    """
    locale = _find_locale(tag)
    if locale in ("", "en"):
        return ""
    from babel import Locale  # noqa: PLC0415  slow, and seldom needed

    pattern = str(Locale.parse(locale).date_formats["short"].pattern)
    return "".join(sorted("dmy", key=pattern.lower().find))


def _name_ends(text: str, position: int) -> bool:
    """Whether no word or number continues here; in Vietnamese, names of months end with numbers."""
    in_number = text[position - 1].isdigit() and text[position : position + 1].isdigit()
    return _word_ends(text, position) and not in_number


def _word_ends(text: str, position: int) -> bool:
    """Whether no word continues here; Chinese and Japanese have no spaces between words."""
    if position >= len(text):
        return True
    char = text[position]
    is_letter = char.isalpha() or unicodedata.category(char)[0] == "M"
    return not is_letter or _is_ideograph(char)


def _is_ideograph(text: str) -> bool:
    return "\u2e80" <= text < "\uac00"


def _meanings(words: Mapping[str, Mapping[int, str]]) -> dict[str, set[WordMeaning]]:
    found: dict[str, set[WordMeaning]] = defaultdict(set)
    for kind, values in words.items():
        for value, names in values.items():
            for name in names.split():
                found[_normalize_word(name)].add(WordMeaning(kind, value))
    return found


def _normalize_word(name: str) -> str:
    return normalize_date(name).lower().rstrip(".")


ENGLISH = DateVocabulary("en", _meanings(ENGLISH_WORDS), None)


@cache
def _locales() -> dict[str, str]:
    """CLDR's locale identifiers by their lower case."""
    from babel.localedata import locale_identifiers  # noqa: PLC0415

    return {name.lower(): name for name in locale_identifiers()}


def _find_locale(tag: str) -> str:
    """CLDR's identifier of a language tag without parts that CLDR lacks; empty if unknown."""
    key = tag.replace("-", "_").lower()
    while key and key not in _locales():
        key = key.rpartition("_")[0]
    return _locales()[key] if key else ""


@cache
def _all_vocabularies() -> tuple[DateVocabulary, ...]:
    """Those of each language in each script, without variants of countries."""
    tags = [
        tag
        for tag in sorted(_locales().values())
        if all(len(part) == 4 for part in tag.split("_")[1:]) and tag != "en"
    ]
    return tuple(map(_vocabulary, tags))


@cache
def _vocabulary(tag: str) -> DateVocabulary:
    """The words of a locale and its parents."""
    meanings: dict[str, set[WordMeaning]] = defaultdict(set)
    for part in _with_parents(tag):
        for name, meaning in _cldr_words(_cldr_data(part)):
            meanings[_normalize_word(name)].add(meaning)
        for name, found in _meanings(WORDS_NOT_IN_CLDR.get(part, {})).items():
            meanings[name] |= found
    meanings.pop("", None)
    for name, found in meanings.items():
        if {WordMeaning("half", 0), WordMeaning("half", 12)} <= found:  # means “o'clock”
            meanings[name] = {WordMeaning("filler", 0)}
    return DateVocabulary(tag, meanings, ENGLISH)


def _with_parents(tag: str) -> Iterator[str]:
    """A locale after its parents: ``de`` for ``de_AT``, ``no`` for ``nb``."""
    from babel.core import get_global  # noqa: PLC0415

    parent = get_global("parent_exceptions").get(tag) or tag.rpartition("_")[0]
    if parent not in ("", "root"):
        yield from _with_parents(parent)
    if tag.lower() in _locales():
        yield tag


def _cldr_data(tag: str) -> dict[str, Any]:
    """CLDR's data about dates of one locale, without what it inherits."""
    from babel.localedata import clear_caches, load  # noqa: PLC0415

    data = load(tag, merge_inherited=False)
    clear_caches()  # half a megabyte for each locale
    return {part: data.get(part, {}) for part in (*_NAME_TABLES, *_PATTERN_TABLES)}


def _cldr_words(data: Mapping[str, Any]) -> Iterator[tuple[str, WordMeaning]]:
    """Each name of a part of a date, and the words between them."""
    patterns = " ".join(
        str(getattr(form, "pattern", form))
        for table in _PATTERN_TABLES
        for form in data[table].values()
    )
    prefixes = ("", *sorted(set(_MONTH_PREFIX.findall(_LITERAL.sub("", patterns)))))
    for name, value in _names(data["months"]):
        for prefix in prefixes:
            yield f"{prefix}{name}", WordMeaning("month", int(value))
    for name, value in _names(data["days"]):
        yield name, WordMeaning("weekday", int(value))
    for name, value in _names(data["day_periods"], min_length=1):
        if value in ("am", "pm") and not (len(name) == 1 and name.isascii()):
            yield name, WordMeaning("half", 12 if value == "pm" else 0)
    literals = [*_LITERAL.findall(patterns), *_UNQUOTED.findall(_LITERAL.sub("", patterns))]
    for era in data["eras"].values():
        literals += [era[1]] if isinstance(era, dict) and 1 in era else []
    for word in " ".join(literals).split():
        if any(char.isalpha() for char in word):
            yield word, WordMeaning("filler", 0)


def _names(table: Mapping[str, Any], min_length: int = 2) -> Iterable[tuple[str, Any]]:
    """The names in all widths, without those of one letter, which are ambiguous unless they are
    ideographs."""
    for context in ("format", "stand-alone"):
        for width in _WIDTHS:
            names = table.get(context, {})
            names = names.get(width, {}) if isinstance(names, dict) else {}  # or an alias
            for value, name in names.items() if isinstance(names, dict) else ():
                if len(name) >= min_length or _is_ideograph(name):
                    yield name, value
