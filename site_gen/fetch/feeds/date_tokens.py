"""A text → the tokens of a date: numbers, words, a time and its zone.

The whole text must be understood, as a part that is not may make it another day.
"""

from __future__ import annotations

import re
from datetime import timezone, tzinfo

from site_gen.fetch.feeds.date_vocabularies import DateVocabulary, WordMeaning
from site_gen.fetch.feeds.date_words import UNITS
from site_gen.fetch.feeds.time_zones import find_zone, parse_offset

_MAX_TOKENS = 24
_UNITS = "".join(UNITS)
_TOKEN = re.compile(
    r"""
    (?P<date>\d{4}\s?(?P<year_first>[-/.])\s?\d{1,2}\s?(?P=year_first)\s?\d{1,2}(?!\d)
      |\d{1,2}\s?(?P<year_last>[-/.])\s?\d{1,2}\s?(?P=year_last)\s?(?:\d{4}|\d{2})(?![\d:]))
    |(?P<time>\d{1,2}:\d{2}(?::\d{2}(?:[.,:]\d{1,9})?)?(?![\d:])
      |\d{1,2}\.\d{2}(?:\.\d{2})?(?![\d.])
      |\d{1,2}\s?h(?:\s?\d{2}(?:m(?:in)?)?)?(?![\w]))
    |(?P<number>\d{1,4})(?!\d)(?:\s?(?P<unit>[UNITS])|(?:st|nd|rd|th|er|[aeo°])(?!\w))?
    |(?P<punctuation>[\s,;.|/@·•،、'"\[\]–—]+|-)
    """.replace("UNITS", _UNITS),
    re.VERBOSE | re.IGNORECASE,
)
_OFFSET = re.compile(r"\s?([+-](?:\d{1,2}:?\d{2}|\d{1,2}|\d{2}:?\d{2}:?\d{2}))(?![\d:])")
_IANA_NAME = re.compile(r"[A-Z][A-Z_]*(?:/[A-Z0-9_+-]+)+", re.IGNORECASE)
_ZONE_NAME = re.compile(r"[A-Z]{1,9}(?:\d[A-Z]{3})?(?![A-Z])|МСК(?!\w)", re.IGNORECASE)
_ABBREVIATION = re.compile(r"[A-Z]{1,5}")
_DIGITS = re.compile(r"\d+")


class DateSyntaxError(Exception):
    """A part of the text is not understood."""

    def __init__(self, position: int | None = None) -> None:
        super().__init__()
        self.position = position
        """Of a word that is not in the vocabulary, else None."""


class DateTokens:
    """The tokens of a text. Raises :exc:`DateSyntaxError` unless all of it is understood."""

    def __init__(self, text: str, vocabulary: DateVocabulary) -> None:
        self.vocabulary = vocabulary
        self.dates: list[tuple[str, list[str]]] = []
        """Dates in numbers: the separator, and the three numbers."""
        self.times: list[list[str]] = []
        self.numbers: list[str] = []
        self.units: dict[str, int] = {}
        self.words: list[set[WordMeaning]] = []
        self.zones: list[tuple[str, tzinfo]] = []
        """``offset`` or ``name``, and the zone."""
        self.unknown_zone = ""
        self.has_abbreviation = False
        self.first_word: int | None = None
        """Position of the first word."""
        self._zone_may_follow = False
        position = count = 0
        while position < len(text):
            count += 1
            if count > _MAX_TOKENS:
                raise DateSyntaxError
            position = (
                self._read_zone(text, position)
                or self._read_token(text, position)
                or self._read_word(text, position)
            )

    def _read_token(self, text: str, position: int) -> int | None:
        match = _TOKEN.match(text, position)
        if match is None:
            return None
        digits = _DIGITS.findall(match[0])
        if match["date"] and not (
            match["year_last"] == "." and len(digits[2]) == 2 and self._has_day()
        ):
            self.dates.append(((match["year_first"] or match["year_last"]), digits))
        elif match["date"] or match["time"]:
            self.times.append(digits)
        elif match["unit"]:
            unit = UNITS[match["unit"]]
            if unit in self.units:
                raise DateSyntaxError
            self.units[unit] = int(match["number"])
        elif match["number"]:
            self.numbers.append(match["number"])
        if not match["punctuation"]:
            self._zone_may_follow = not match["number"] or bool(match["unit"])
        return match.end()

    def _has_day(self) -> bool:
        """Whether the day is already known, so that numbers with dots are the time."""
        return bool(self.dates) or len(self.numbers) > 1 or "day" in self.units

    def _read_zone(self, text: str, position: int) -> int | None:
        """Read an offset after the time, or a zone's name after it or at the end of the text.

        Returns where it ends, or None.
        """
        has_time = bool(self.times or "hour" in self.units)
        match = _OFFSET.match(text, position)
        if match and has_time and self._zone_may_follow:
            offset = parse_offset(match[1])
            if offset is None:
                raise DateSyntaxError
            self.zones.append(("offset", timezone(offset)))
            return match.end()
        match = _IANA_NAME.match(text, position) or _ZONE_NAME.match(text, position)
        if match is None or not (has_time or match.end() == len(text)):
            return None
        zone, name = find_zone(match[0]), match[0]
        if zone:
            self.zones.append(("name", zone))
        elif has_time and self._may_be_zone(text, position, name):
            self.unknown_zone = name
        else:
            return None
        self._zone_may_follow = True
        return match.end()

    def _may_be_zone(self, text: str, position: int, name: str) -> bool:
        """Whether a name that is not in the vocabulary has the form of a zone's."""
        has_form = "/" in name or _ABBREVIATION.fullmatch(name)
        return bool(has_form) and self.vocabulary.match(text.lower(), position) is None

    def _read_word(self, text: str, position: int) -> int:
        found = self.vocabulary.match(text.lower(), position)
        if found is None:
            raise DateSyntaxError(position)
        end, meanings = found
        if self.first_word is None:
            self.first_word = position
        self.words.append(self._possible(meanings))
        self.has_abbreviation |= not self.vocabulary.has_word(text[position:end].lower())
        self._zone_may_follow = any(meaning.kind == "half" for meaning in meanings)
        return end

    def _possible(self, meanings: set[WordMeaning]) -> set[WordMeaning]:
        """Where AM or PM and another word are alike, as in Arabic: AM or PM only after a time."""
        halves = {meaning for meaning in meanings if meaning.kind == "half"}
        if not halves or halves == meanings:
            return meanings
        return halves if self._zone_may_follow and self.times else meanings - halves
