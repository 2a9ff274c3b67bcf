"""A text → the parts that it has of a date: numbers, names, a time and its zone.

It is taken apart from its first letter to its last, or not at all: a part that is not understood
may be what makes it another day.
"""

from __future__ import annotations

import re
from datetime import UTC, timezone, tzinfo

from site_gen.fetch.feeds.date_names import NameMeaning, Names
from site_gen.fetch.feeds.date_words import UNITS
from site_gen.fetch.feeds.zones import named, offset

_MOST_PARTS = 24
_UNITS = "".join(UNITS)
_PART = re.compile(
    r"""
    (?P<date>\d{4}\s?(?P<a>[-/.])\s?\d{1,2}\s?(?P=a)\s?\d{1,2}(?!\d)
      |\d{1,2}\s?(?P<b>[-/.])\s?\d{1,2}\s?(?P=b)\s?(?:\d{4}|\d{2})(?![\d:]))
    |(?P<time>\d{1,2}:\d{2}(?::\d{2}(?:[.,:]\d{1,9})?)?(?![\d:])
      |\d{1,2}\.\d{2}(?:\.\d{2})?(?![\d.])
      |\d{1,2}\s?h(?:\s?\d{2}(?:m(?:in)?)?)?(?![\w]))
    |(?P<number>\d{1,4})(?!\d)(?:\s?(?P<unit>[UNITS])|(?:st|nd|rd|th|er|[aeo°])(?!\w))?
    |(?P<between>[\s,;.|/@·•،、'"\[\]–—]+|-)
    """.replace("UNITS", _UNITS),
    re.VERBOSE | re.IGNORECASE,
)
_OFFSET = re.compile(r"\s?([+-](?:\d{1,2}:?\d{2}|\d{1,2}|\d{2}:?\d{2}:?\d{2}))(?![\d:])")
_PLACE = re.compile(r"[A-Z][A-Z_]*(?:/[A-Z0-9_+-]+)+", re.IGNORECASE)
_NAME = re.compile(r"[A-Z]{1,9}(?:\d[A-Z]{3})?(?![A-Z])|МСК(?!\w)", re.IGNORECASE)
_ABBREVIATION = re.compile(r"[A-Z]{1,5}")
_DIGITS = re.compile(r"\d+")


class UnreadError(Exception):
    """The text has a part that is not understood."""

    def __init__(self, place: int | None = None) -> None:
        super().__init__()
        self.place = place


class Parts:
    """The parts of a text, each of which has a meaning."""

    def __init__(self, text: str, names: Names) -> None:
        self.names = names
        self.dates: list[tuple[str, list[str]]] = []
        """Dates in numbers: what stands between the numbers, and these."""
        self.times: list[list[str]] = []
        self.numbers: list[str] = []
        self.units: dict[str, int] = {}
        self.words: list[set[NameMeaning]] = []
        self.zones: list[tuple[str, tzinfo]] = []
        self.unknown_zone = ""
        self.shortened = False
        self.contradiction: int | None = None
        """Where the first word stands, if the words together are no date, such as two months."""
        self.first_word: int | None = None
        self._zone_may_follow = False
        place = count = 0
        while place < len(text):
            count += 1
            if count > _MOST_PARTS:
                raise UnreadError
            place = self._zone(text, place) or self._part(text, place) or self._word(text, place)

    def _part(self, text: str, place: int) -> int | None:
        match = _PART.match(text, place)
        if match is None:
            return None
        digits = _DIGITS.findall(match[0])
        if match["date"] and not (match["b"] == "." and len(digits[2]) == 2 and self._dated()):
            self.dates.append(((match["a"] or match["b"]), digits))
        elif match["date"] or match["time"]:
            self.times.append(digits)
        elif match["unit"]:
            unit = UNITS[match["unit"]]
            if unit in self.units:
                raise UnreadError
            self.units[unit] = int(match["number"])
        elif match["number"]:
            self.numbers.append(match["number"])
        if not match["between"]:
            self._zone_may_follow = not match["number"] or bool(match["unit"])
        return match.end()

    def _dated(self) -> bool:
        """Whether the day was told already, so that numbers with dots are the time."""
        return bool(self.dates) or len(self.numbers) > 1 or "day" in self.units

    def _zone(self, text: str, place: int) -> int | None:
        """Where a zone ends that begins there: an offset after the time, or a name there or at the
        end."""
        timed = bool(self.times or "hour" in self.units)
        match = _OFFSET.match(text, place)
        if match and timed and self._zone_may_follow:
            found = offset(match[1])
            if found is None:
                raise UnreadError
            self.zones.append(("offset", timezone(found) if found else UTC))
            return match.end()
        match = _PLACE.match(text, place) or _NAME.match(text, place)
        if match is None or not (timed or match.end() == len(text)):
            return None
        zone, name = named(match[0]), match[0]
        if zone:
            self.zones.append(("name", zone))
        elif timed and self._may_be_zone(text, place, name):
            self.unknown_zone = name
        else:
            return None
        self._zone_may_follow = True
        return match.end()

    def _may_be_zone(self, text: str, place: int, name: str) -> bool:
        """Whether a word that is no name in dates has the form of a zone's name."""
        formed = "/" in name or _ABBREVIATION.fullmatch(name)
        return bool(formed) and self.names.at(text.lower(), place) is None

    def _word(self, text: str, place: int) -> int:
        found = self.names.at(text.lower(), place)
        if found is None:
            raise UnreadError(place)
        if self.first_word is None:
            self.first_word = place
        self.words.append(self._fitting(found[1]))
        self.shortened |= not self.names.has(text[place : found[0]].lower())
        self._zone_may_follow = any(sense.kind == "half" for sense in found[1])
        return found[0]

    def _fitting(self, senses: set[NameMeaning]) -> set[NameMeaning]:
        """Of a word that is a half of the day, and none: behind a time it is, as in Arabic."""
        halves = {sense for sense in senses if sense.kind == "half"}
        if not halves or halves == senses:
            return senses
        return halves if self._zone_may_follow and self.times else senses - halves
