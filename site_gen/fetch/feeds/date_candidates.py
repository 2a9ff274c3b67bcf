"""The tokens of a date → the instants that it can mean."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, tzinfo
from itertools import product
from typing import NamedTuple

from site_gen.fetch.feeds.date_tokens import DateSyntaxError, DateTokens
from site_gen.fetch.feeds.date_vocabularies import DateVocabulary, numeric_order
from site_gen.fetch.feeds.date_words import CALENDAR_YEARS_AHEAD

FIRST_YEAR = 1990
"""Feeds are younger; programs write 1970 or the year 1 for a missing date."""
LAST_YEAR = 2199
"""Later years are of other calendars."""
_HALF = re.compile(r"(?<=\d)\s*([ap])\.?\s?m(?:\.|\b)", re.IGNORECASE)
_HOUR = re.compile(r"(?<![\d:.])(\d{1,2})(?= [ap]m )", re.IGNORECASE)

_Day = tuple[int, int, int]
"""Year, month and day; which need not exist."""


class DateCandidate(NamedTuple):
    """An instant that a text can mean."""

    order: str
    """Order of day, month and year in a numeric date, such as ``dmy``; empty if unambiguous."""
    instant: datetime


class ParsedDate(NamedTuple):
    """All that a text can mean."""

    candidates: tuple[DateCandidate, ...] = ()
    """Empty if it is not a date."""
    unknown_zone: str = ""
    """Name of a zone that is read as UTC."""
    has_abbreviation: bool = False
    """Whether a word is an abbreviation that is not in the vocabulary."""
    error_position: int | None = None
    """Position of a word that is unknown, or contradicts the others."""
    by_language: tuple[tuple[str, tuple[DateCandidate, ...]], ...] = ()
    """The candidates in each language in which it is a date, if the language is not known."""


def parse_in_language(text: str, vocabulary: DateVocabulary) -> ParsedDate:
    """What a normalized text can mean in a language, in all orders of its numbers."""
    text = _HOUR.sub(r"\1:00", _HALF.sub(r" \1m ", text))
    try:
        tokens = DateTokens(text, vocabulary)
        meanings = _consistent_meanings(tokens)
        candidates = tuple(dict.fromkeys(_candidates(tokens, meanings)))
        error_position = None if meanings else tokens.first_word
        return ParsedDate(candidates, tokens.unknown_zone, tokens.has_abbreviation, error_position)
    except DateSyntaxError as error:
        return ParsedDate(error_position=error.position)
    except (ValueError, OverflowError):  # the 31st of February, 25 o'clock
        return ParsedDate()


def _consistent_meanings(tokens: DateTokens) -> list[dict[str, list[int]]]:
    """Combinations of what the words can mean, with at most one month, weekday and half."""
    consistent = []
    for meanings in product(*tokens.words):
        by_kind = {
            kind: [meaning.value for meaning in meanings if meaning.kind == kind]
            for kind in ("month", "weekday", "half")
        }
        if all(len(values) <= 1 for values in by_kind.values()):
            consistent.append(by_kind)
    return consistent


def _candidates(
    tokens: DateTokens, meanings: list[dict[str, list[int]]]
) -> Iterator[DateCandidate]:
    """The instants that the tokens can mean; only those on the given weekday, if there are any."""
    found = [pair for by_kind in meanings for pair in _on_days(tokens, **by_kind)]
    on_weekday = [candidate for candidate, is_on_weekday in found if is_on_weekday]
    yield from on_weekday or (candidate for candidate, _ in found)


def _on_days(
    tokens: DateTokens, month: list[int], weekday: list[int], half: list[int]
) -> Iterator[tuple[DateCandidate, bool]]:
    """The candidates, and whether they are on the weekday."""
    time, zone = _time_of_day(tokens, half), _zone(tokens)
    if time is None:
        return
    for order, (year, number, day) in _days(tokens, month):
        try:
            midnight = datetime(year, number, day, tzinfo=zone)
        except ValueError:
            continue
        if FIRST_YEAR <= year <= LAST_YEAR:
            instant = (midnight.replace(tzinfo=None) + time).replace(tzinfo=zone)
            is_on_weekday = not weekday or midnight.weekday() == weekday[0]
            yield DateCandidate(order, instant.astimezone(UTC)), is_on_weekday


def _days(tokens: DateTokens, month: list[int]) -> Iterator[tuple[str, _Day]]:
    """The days that the tokens can mean, each with the order of its numbers."""
    units = tokens.units.keys() & {"year", "month", "day"}
    dates = tokens.dates
    if dates and (month or units):
        return
    if not units and not month and not dates and len(tokens.numbers) == 3:
        dates = [(" ", tokens.numbers)]
    elif units == {"year", "month", "day"} and not (month or tokens.numbers):
        yield "", (_year(str(tokens.units["year"])), tokens.units["month"], tokens.units["day"])
    elif (month or units == {"month"}) and len(tokens.numbers) == 2:
        yield from _days_of_month(tokens, month[0] if month else tokens.units["month"])
    if len(dates) == 1 and (dates[0][0] == " " or not tokens.numbers):
        yield from _numeric_days(*dates[0], tokens.vocabulary)


def _days_of_month(tokens: DateTokens, month: int) -> Iterator[tuple[str, _Day]]:
    day, year = tokens.numbers
    if len(day) > 2:
        day, year = year, day
    if len(day) <= 2:
        for number in _years(year, tokens.vocabulary):
            yield "", (number, month, int(day))


def _time_of_day(tokens: DateTokens, half: list[int]) -> timedelta | None:
    """The time since midnight; 24:00 is the next midnight. None if there is no such time."""
    times = tokens.times
    if "hour" in tokens.units:
        units = [str(tokens.units.get(name, 0)) for name in ("hour", "minute", "second")]
        times = [*times, units]
    if len(times) > 1:
        return None
    fields = [*(times[0] if times else ()), "0", "0", "0", "0"]
    hour, minute, second = map(int, fields[:3])
    fraction = times[0][3] if times and len(times[0]) > 3 else "0"
    if half:
        if not times or (hour > 12 and not half[0]):
            return None
        hour = hour if hour > 12 else hour % 12 + half[0]
    if hour > 24 or minute > 59 or second > 60 or (hour == 24 and (minute or second)):
        return None
    micro = int(fraction[:6].ljust(6, "0"))
    return timedelta(hours=hour, minutes=minute, seconds=min(second, 59), microseconds=micro)


def _zone(tokens: DateTokens) -> tzinfo:
    """The zone, where an offset overrides a name. Raises :exc:`DateSyntaxError` if two differ."""
    offsets = [zone for kind, zone in tokens.zones if kind == "offset"]
    zones = dict.fromkeys(offsets or [zone for _, zone in tokens.zones])
    if len(zones) > 1:
        raise DateSyntaxError
    return next(iter(zones), UTC)


def _numeric_days(
    separator: str, digits: list[str], vocabulary: DateVocabulary
) -> Iterator[tuple[str, _Day]]:
    """Three numbers in each of the orders in use.

    With dots between them, the month is never first, and the year only in some languages.
    """
    first, second, third = digits
    if len(first) == 4:
        for year in _years(first, vocabulary):
            yield "", (year, int(second), int(third))
        return
    for year in _years(third, vocabulary):
        yield "dmy", (year, int(second), int(first))
        if separator != ".":
            yield "mdy", (year, int(first), int(second))
    year_may_be_first = separator in "-/" or (
        separator == "." and numeric_order(vocabulary.tag) == "ymd"
    )
    if len(third) == 2 and year_may_be_first:
        yield "ymd", (_year(first), int(second), int(third))


def _years(text: str, vocabulary: DateVocabulary) -> set[int]:
    """The years that a number can mean, also of the Buddhist calendar if the language uses it."""
    years_ahead = CALENDAR_YEARS_AHEAD.get(vocabulary.tag, 0)
    if not years_ahead:
        return {_year(text)}
    century = 2500 if len(text) <= 2 else 0
    return {_year(text), int(text) + century - years_ahead}


def _year(text: str) -> int:
    """A year of two digits is between 1950 and 2049 (compare RFC 5322, 4.3)."""
    number = int(text)
    if len(text) <= 2:
        return number + (2000 if number < 50 else 1900)
    return number
