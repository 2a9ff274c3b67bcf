"""The parts of a date → the instants that they can name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, tzinfo
from itertools import product
from typing import NamedTuple

from site_gen.fetch.feeds.date_names import Names, order_in
from site_gen.fetch.feeds.date_parts import Parts, UnreadError
from site_gen.fetch.feeds.date_words import BUDDHIST

EARLIEST = 1990
"""Before there were feeds; programs that know no date write 1970 or the year 1."""
LATEST = 2199
"""After it there are other calendars."""
_HALF = re.compile(r"(?<=\d)\s*([ap])\.?\s?m(?:\.|\b)", re.IGNORECASE)
_HOUR = re.compile(r"(?<![\d:.])(\d{1,2})(?= [ap]m )", re.IGNORECASE)


class DateChoice(NamedTuple):
    """An instant that a text can name."""

    order: str
    """Of day, month and year in numbers (``dmy``); empty if its order is beyond doubt."""
    instant: datetime


class DateReading(NamedTuple):
    """What a text can mean; nothing if it is none."""

    choices: tuple[DateChoice, ...] = ()
    unknown_zone: str = ""
    """A zone that nobody knows, and that was taken for UTC."""
    shortened: bool = False
    """Whether a word is no more than the beginning of a name."""
    stopped: int | None = None
    """Where a word stands that is no name in the language, or with others no date."""
    languages: tuple[tuple[str, tuple[DateChoice, ...]], ...] = ()
    """Where no language is told: each in which it is a date, and what it is there."""


def readings(text: str, names: Names) -> DateReading:
    """What a folded text can mean in a language, in all orders of its numbers."""
    text = _HOUR.sub(r"\1:00", _HALF.sub(r" \1m ", text))
    try:
        parts = Parts(text, names)
        choices = tuple(dict.fromkeys(_choices(parts)))
        return DateReading(choices, parts.unknown_zone, parts.shortened, parts.contradiction)
    except UnreadError as unread:
        return DateReading(stopped=unread.place)
    except (ValueError, OverflowError):  # the 31st of February, 25 o'clock
        return DateReading()


def _choices(parts: Parts) -> Iterator[DateChoice]:
    """Each instant that the parts can name; those on the weekday that is told, if there are."""
    found: list[tuple[DateChoice, bool]] = []
    parts.contradiction = parts.first_word
    for senses in product(*parts.words):
        by_kind = {
            kind: [sense.value for sense in senses if sense.kind == kind]
            for kind in ("month", "weekday", "half")
        }
        if all(len(values) <= 1 for values in by_kind.values()):
            parts.contradiction = None
            found += _dated(parts, **by_kind)
    fitting = [choice for choice, fits in found if fits]
    yield from fitting or (choice for choice, _ in found)


def _dated(
    parts: Parts, month: list[int], weekday: list[int], half: list[int]
) -> Iterator[tuple[DateChoice, bool]]:
    clock, zone = _clock(parts, half), _where(parts)
    if clock is None:
        return
    for order, (year, number, day) in _days(parts, month):
        try:
            midnight = datetime(year, number, day, tzinfo=zone)
        except ValueError:
            continue
        if EARLIEST <= year <= LATEST:
            instant = (midnight.replace(tzinfo=None) + clock).replace(tzinfo=zone)
            fits = not weekday or midnight.weekday() == weekday[0]
            yield DateChoice(order, instant.astimezone(UTC)), fits


def _days(parts: Parts, month: list[int]) -> Iterator[tuple[str, tuple[int, int, int]]]:
    """Year, month and day, in each order that the numbers can have."""
    units = parts.units.keys() & {"year", "month", "day"}
    dates = parts.dates
    if dates and (month or units):
        return
    if not units and not month and not dates and len(parts.numbers) == 3:
        dates = [(" ", parts.numbers)]
    elif units == {"year", "month", "day"} and not (month or parts.numbers):
        yield "", (_year(str(parts.units["year"])), parts.units["month"], parts.units["day"])
    elif (month or units == {"month"}) and len(parts.numbers) == 2:
        yield from _in_words(parts, month[0] if month else parts.units["month"])
    if len(dates) == 1 and (dates[0][0] == " " or not parts.numbers):
        yield from _in_numbers(*dates[0], parts.names)


def _in_words(parts: Parts, month: int) -> Iterator[tuple[str, tuple[int, int, int]]]:
    day, year = parts.numbers
    if len(day) > 2:
        day, year = year, day
    if len(day) <= 2:
        for number in _years(year, parts.names):
            yield "", (number, month, int(day))


def _clock(parts: Parts, half: list[int]) -> timedelta | None:
    """The time of the day; 24 o'clock is the next one. None if there is no such time."""
    times = parts.times
    if "hour" in parts.units:
        units = [str(parts.units.get(name, 0)) for name in ("hour", "minute", "second")]
        times = [*times, units]
    if len(times) > 1:
        return None
    fields = [*(times[0] if times else ()), "0", "0", "0", "0"]
    hour, minute, second = map(int, fields[:3])
    part = times[0][3] if times and len(times[0]) > 3 else "0"
    if half:
        if not times or (hour > 12 and not half[0]):
            return None
        hour = hour if hour > 12 else hour % 12 + half[0]
    if hour > 24 or minute > 59 or second > 60 or (hour == 24 and (minute or second)):
        return None
    micro = int(part[:6].ljust(6, "0"))
    return timedelta(hours=hour, minutes=minute, seconds=min(second, 59), microseconds=micro)


def _where(parts: Parts) -> tzinfo:
    """The zone: an offset says more than a name; of two that differ nobody knows which."""
    offsets = [zone for kind, zone in parts.zones if kind == "offset"]
    told = dict.fromkeys(offsets or [zone for _, zone in parts.zones])
    if len(told) > 1:
        raise UnreadError
    return next(iter(told), UTC)


def _in_numbers(
    mark: str, digits: list[str], names: Names
) -> Iterator[tuple[str, tuple[int, int, int]]]:
    """Three numbers in each of the orders in which people write them.

    With dots between them nobody begins with the month, and with the year where all dates do.
    """
    first, second, third = digits
    if len(first) == 4:
        for year in _years(first, names):
            yield "", (year, int(second), int(third))
        return
    for year in _years(third, names):
        yield "dmy", (year, int(second), int(first))
        if mark != ".":
            yield "mdy", (year, int(first), int(second))
    if len(third) == 2 and (mark in "-/" or (mark == "." and order_in(names.tag) == "ymd")):
        yield "ymd", (_year(first), int(second), int(third))


def _years(text: str, names: Names) -> set[int]:
    """What a year can be: of the Buddhist calendar, too, where people use it."""
    ahead = BUDDHIST.get(names.tag, 0)
    if not ahead:
        return {_year(text)}
    century = 2500 if len(text) <= 2 else 0
    return {_year(text), int(text) + century - ahead}


def _year(text: str) -> int:
    """A year of two digits is of the 50 years before or after 2000 (RFC 5322, 4.3)."""
    number = int(text)
    if len(text) <= 2:
        return number + (2000 if number < 50 else 1900)
    return number
