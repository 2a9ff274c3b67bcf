"""Names of months, days and halves of the day in the languages of the world: those of Unicode's
CLDR, which Babel brings.

Babel is imported, and a language read, when a date has a word that is not English; all languages
together take half a second.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from typing import Any, NamedTuple

from site_gen.fetch.feeds.date_words import ALSO, ENGLISH

_MARKS = re.compile("[\u0300-\u036f\u0640\u064b-\u0655\u0670]")
"""Accents, and the signs of Arabic that many leave out."""
_ALIKE = str.maketrans("ıیىک−’", "iييك-'")
_CUT = ("month", "weekday")
_SHORTEST = 3
"""Letters of a beginning that stands for a name: programs cut names to three."""
_JOINED = re.compile(r"([^\W\d_a-zA-Z]+)(?=M{3,4})")
"""A word that is written together with the month's name, as in Hebrew."""
_UNQUOTED = re.compile(r"[^\W\d_a-zA-Z]+(?!\w)")
_LITERAL = re.compile(r"'([^']+)'")
_NAMES = ("months", "days", "day_periods", "eras")
_PATTERNS = ("date_formats", "datetime_formats", "time_formats")
_WIDTHS = ("wide", "abbreviated", "short")


class NameMeaning(NamedTuple):
    """What a word of a date says: the third month, or no more than “of”."""

    kind: str
    """``month``, ``weekday`` (Monday is 0), ``half`` (0 before noon, 12 after), or ``filler``."""
    value: int


class Names:
    """The names of one language, and where it has none, those of English."""

    def __init__(
        self, tag: str, senses: Mapping[str, set[NameMeaning]], other: Names | None
    ) -> None:
        self.tag = tag
        self.senses = senses
        self.other = other
        self.by_letter: dict[str, list[str]] = defaultdict(list)
        for name in sorted(senses, key=len, reverse=True):
            self.by_letter[name[0]].append(name)

    def at(self, text: str, place: int) -> tuple[int, set[NameMeaning]] | None:
        """Where the name ends that begins there in a folded text in small letters, and its senses.

        The longest name counts, then a beginning of names that is a whole word.
        """
        return self.own(text, place) or (self.other.own(text, place) if self.other else None)

    def own(self, text: str, place: int) -> tuple[int, set[NameMeaning]] | None:
        """The same, of names in this language alone."""
        for name in self.by_letter.get(text[place], ()):
            end = place + len(name)
            if text.startswith(name, place) and _ends(text, end) and not _goes_on(text, end):
                return end, self.senses[name]
        return self._beginning(text, place)

    def has(self, word: str) -> bool:
        """Whether a word is a whole name, here or in English."""
        return word in self.senses or bool(self.other and self.other.has(word))

    def _beginning(self, text: str, place: int) -> tuple[int, set[NameMeaning]] | None:
        end = place
        while not _ends(text, end):
            end += 1
        word = text[place:end]
        if len(word) < _SHORTEST:
            return None
        found: set[NameMeaning] = set()
        for name in self.by_letter.get(word[0], ()):
            if name.startswith(word):
                found |= {sense for sense in self.senses[name] if sense.kind in _CUT}
        return (end, found) if found else None


def folded(text: str) -> str:
    """The text without accents and invisible characters, its digits European, on one line."""
    text = "".join(
        str(unicodedata.decimal(char)) if char.isdecimal() else char
        for char in unicodedata.normalize("NFKD", text)
        if unicodedata.category(char) != "Cf"
    )
    return " ".join(unicodedata.normalize("NFC", _MARKS.sub("", text)).translate(_ALIKE).split())


def english() -> Names:
    """The names in English, which most feeds use whatever their language."""
    return _ENGLISH


def in_language(tag: str) -> Names | None:
    """The names of a language such as ``de-at``, or of what it is a variety of."""
    parts = tag.replace("_", "-").split("-")
    for length in range(len(parts), 0, -1):
        name = "_".join(parts[:length]).lower()
        if name in _identifiers():
            return None if name == "en" else _names(_identifiers()[name])
    return None


@lru_cache(maxsize=1024)
def languages_with(word: str) -> tuple[Names, ...]:
    """All languages in which a word, folded and in small letters, is a name in dates."""
    return tuple(names for names in _every_language() if names.own(word, 0))


def order_in(tag: str) -> str:
    """In which order a language writes day, month and year in numbers: ``dmy``.

    Empty where that depends on the country and none is told, as in English.
    """
    key = tag.replace("-", "_").lower()
    while key and key not in _identifiers():
        key = key.rpartition("_")[0]
    if key in ("", "en"):
        return ""
    from babel import Locale  # noqa: PLC0415  slow, and seldom needed

    pattern = str(Locale.parse(_identifiers()[key]).date_formats["short"].pattern)
    return "".join(sorted("dmy", key=pattern.lower().find))


def _ends(text: str, place: int) -> bool:
    """Whether no word goes on there; Chinese and Japanese have no blanks between words."""
    if place >= len(text):
        return True
    char = text[place]
    goes_on = char.isalpha() or unicodedata.category(char)[0] == "M"
    return not goes_on or "\u2e80" <= char < "\uac00"


def _goes_on(text: str, place: int) -> bool:
    """Whether a number goes on there, as in Vietnam, where months are numbers."""
    return text[place - 1].isdigit() and text[place : place + 1].isdigit()


def _table(words: Mapping[str, Mapping[int, str]]) -> dict[str, set[NameMeaning]]:
    found: dict[str, set[NameMeaning]] = defaultdict(set)
    for kind, values in words.items():
        for value, names in values.items():
            for name in names.split():
                found[_key(name)].add(NameMeaning(kind, value))
    return found


def _key(name: str) -> str:
    return folded(name).lower().rstrip(".")


_ENGLISH = Names("en", _table(ENGLISH), None)


@cache
def _identifiers() -> dict[str, str]:
    from babel.localedata import locale_identifiers  # noqa: PLC0415

    return {name.lower(): name for name in locale_identifiers()}


@cache
def _every_language() -> tuple[Names, ...]:
    """Each language in each script, without the varieties of countries."""
    tags = [
        tag
        for tag in sorted(_identifiers().values())
        if all(len(part) == 4 for part in tag.split("_")[1:]) and tag != "en"
    ]
    return tuple(map(_names, tags))


@cache
def _names(tag: str) -> Names:
    """The names of a language, and those of the language that it is a variety of."""
    senses: dict[str, set[NameMeaning]] = defaultdict(set)
    for part in _ancestry(tag):
        for name, sense in _named(_data(part)):
            senses[_key(name)].add(sense)
        for name, found in _table(ALSO.get(part, {})).items():
            senses[name] |= found
    senses.pop("", None)
    for name, found in senses.items():
        if {
            NameMeaning("half", 0),
            NameMeaning("half", 12),
        } <= found:  # “o'clock”, before and after noon
            senses[name] = {NameMeaning("filler", 0)}
    return Names(tag, senses, _ENGLISH)


def _ancestry(tag: str) -> Iterator[str]:
    """A language, after those that it is a variety of: ``de`` of ``de_AT``, ``no`` of ``nb``."""
    from babel.core import get_global  # noqa: PLC0415

    parent = get_global("parent_exceptions").get(tag) or tag.rpartition("_")[0]
    if parent not in ("", "root"):
        yield from _ancestry(parent)
    if tag.lower() in _identifiers():
        yield tag


def _data(tag: str) -> dict[str, Any]:
    """What CLDR has of dates in a language itself, without what it inherits from none."""
    from babel.localedata import clear_caches, load  # noqa: PLC0415

    found = load(tag, merge_inherited=False)
    clear_caches()  # half a megabyte each, and not whole
    return {part: found.get(part, {}) for part in (*_NAMES, *_PATTERNS)}


def _named(data: Mapping[str, Any]) -> Iterator[tuple[str, NameMeaning]]:
    """Each name that a language has for a part of a date, and the words between them."""
    patterns = " ".join(
        str(getattr(form, "pattern", form)) for part in _PATTERNS for form in data[part].values()
    )
    prefixes = ("", *sorted(set(_JOINED.findall(_LITERAL.sub("", patterns)))))
    for name, value in _in_all_widths(data["months"]):
        for prefix in prefixes:
            yield f"{prefix}{name}", NameMeaning("month", int(value))
    for name, value in _in_all_widths(data["days"]):
        yield name, NameMeaning("weekday", int(value))
    for name, value in _in_all_widths(data["day_periods"], shortest=1):
        if value in ("am", "pm") and not (len(name) == 1 and name.isascii()):
            yield name, NameMeaning("half", 12 if value == "pm" else 0)
    literals = [*_LITERAL.findall(patterns), *_UNQUOTED.findall(_LITERAL.sub("", patterns))]
    for era in data["eras"].values():
        literals += [era[1]] if isinstance(era, dict) and 1 in era else []
    for word in " ".join(literals).split():
        if any(char.isalpha() for char in word):
            yield word, NameMeaning("filler", 0)


def _in_all_widths(names: Mapping[str, Any], shortest: int = 2) -> Iterable[tuple[str, Any]]:
    """All names but those of one letter, which stand for several; in ideographs they do not."""
    for context in ("format", "stand-alone"):
        for width in _WIDTHS:
            named = names.get(context, {})
            named = named.get(width, {}) if isinstance(named, dict) else {}  # or an alias
            for value, name in named.items() if isinstance(named, dict) else ():
                if len(name) >= shortest or "\u2e80" <= name < "\uac00":
                    yield name, value
