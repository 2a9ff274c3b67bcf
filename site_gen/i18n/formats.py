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

_FIELD = re.compile(r"'[^']*'|([A-Za-z])\1*")
_HOUSE_STYLE = {
    "yMMMMEEEEd": "EEEE, d MMMM y",
    "MMMMEEEEd": "EEEE, d MMMM",
    "edition": "EEEE d MMMM y",
}
"""English without a region and British English: the project's own forms."""
HOUSE_LOCALES = ("en", "en-gb")


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
        return str(self.locale.datetime_formats["medium"])

    def interval(self, differing: str) -> tuple[str, str]:
        """The patterns of the first and last day of a span in which the field ``differing`` is the
        largest that differs: ``y``, ``M`` or ``d``."""
        patterns = self.locale.interval_formats.get("yMMMd", {}).get(differing)
        if patterns and len(patterns) == 2:
            return patterns[0], patterns[1]
        pattern = self.pattern("yMMMd")
        return f"{pattern} – ", pattern


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
