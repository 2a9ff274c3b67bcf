"""Patterns of dates and times of a locale.

CLDR lists patterns by skeletons, such as ``yMMMd``. Where it has no pattern with a long month or
weekday, that of the short one is used with the long name, as
https://unicode.org/reports/tr35/tr35-dates.html#Matching_Skeletons says.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from babel import Locale
from babel.dates import match_skeleton

_STANDARD = str.maketrans("Lc", "ME")
"""Fields for names that stand alone → usual ones."""
_FIELD = re.compile(r"'[^']*'|([A-Za-z])\1*")
_HOUSE_STYLE = {
    "yMMMMEEEEd": "EEEE, d MMMM y",
    "MMMMEEEEd": "EEEE, d MMMM",
    "edition": "EEEE d MMMM y",
}
"""English without a region and British English: the project's own forms."""
HOUSE_LOCALES = ("en", "en-gb")
_USUAL = {"yMMMMd": "long", "yMMMMEEEEd": "full"}
"""Skeletons → the usual format of a language with these fields. Some have an era too, such as that
of Thai, and then the year of another calendar."""
_FIRST_DAYS = {"fr": "1er", "pt": "1º"}
"""The first of a month where it is an ordinal number, which CLDR does not say."""


class Formats:
    """Patterns of one locale."""

    def __init__(self, locale: Locale, *, is_house: bool = False) -> None:
        self.locale = locale
        self._own: Mapping[str, str] = _HOUSE_STYLE if is_house else {}

    def pattern(self, skeleton: str) -> str:
        """The pattern for the fields of a skeleton: ``yMMMMd`` → ``d MMMM y``."""
        if skeleton in self._own:
            return self._own[skeleton]
        if skeleton == "edition":
            return self.pattern("yMMMMEEEEd")
        if skeleton in _USUAL:
            usual = str(self.locale.date_formats[_USUAL[skeleton]])
            if _has_fields(usual, skeleton):
                return usual
        skeletons = self.locale.datetime_skeletons
        found = match_skeleton(skeleton, skeletons) or "yMMMd"
        return _with_widths(str(skeletons[found]), found, skeleton)

    @property
    def time(self) -> str:
        """The pattern of hours and minutes: ``HH:mm``, ``h:mm a``."""
        return str(self.locale.time_formats["short"])

    @property
    def date_and_time(self) -> str:
        """How date ``{1}`` and time ``{0}`` are put together."""
        return re.sub("'([^']*)'", r"\1", str(self.locale.datetime_formats["medium"]))

    def interval(self, differing: str) -> tuple[str, str]:
        """The patterns of the first and last day of a span in which the field ``differing`` is the
        largest that differs: ``y``, ``M`` or ``d``."""
        patterns = self.locale.interval_formats.get("yMMMd", {}).get(differing)
        pattern = self.pattern("yMMMd")
        if not patterns or len(patterns) != 2 or not all(differing in each for each in patterns):
            return f"{pattern} – ", pattern
        if "dd" not in pattern:  # some have “03–16” where a single date has “3”
            patterns = [_FIELD.sub(_single_digit, part) for part in patterns]
        return patterns[0], patterns[1]

    @property
    def first_day(self) -> str:
        """The first of a month, if it is not written as a number: ``1er``."""
        is_brazilian = self.locale.territory in (None, "BR")
        language = self.locale.language
        return _FIRST_DAYS.get(language, "") if language != "pt" or is_brazilian else ""

    def with_first_day(self, pattern: str) -> str:
        """A pattern for the first of a month."""
        first = f"'{self.first_day}'"
        return _FIELD.sub(lambda field: first if field[0] in ("d", "dd") else field[0], pattern)


def _has_fields(pattern: str, skeleton: str) -> bool:
    """Whether a pattern has the fields of a skeleton and no others, with the weekday in full."""
    fields = [match[0] for match in _FIELD.finditer(pattern) if match[1]]
    standard = {field[0].translate(_STANDARD) for field in fields}
    return standard == set(skeleton) and (
        "E" not in standard or {"EEEE", "cccc"} & {*fields} != set()
    )


def _single_digit(field: re.Match[str]) -> str:
    return "d" if field[0] == "dd" else field[0]


def _with_widths(pattern: str, found: str, wanted: str) -> str:
    """The pattern with months and weekdays as long as ``wanted`` has them, if it has words."""
    for field in "ME":
        asked, has = wanted.count(field), found.count(field)
        if asked > has >= 3 or (field == "E" and asked > has > 0):
            pattern = _widened(pattern, field, asked)
    return pattern


def _widened(pattern: str, field: str, width: int) -> str:
    kinds = {"M": "ML", "E": "Ec"}[field]

    def widen(match: re.Match[str]) -> str:
        text = match[0]
        is_words = text[0] in kinds and (len(text) >= 3 or field == "E")
        return text[0] * width if is_words else text

    return _FIELD.sub(widen, pattern)
