"""The dates of one feed → instants in UTC.

A date is read wholly or not at all. What can be read in two ways is settled by its weekday, by the
feed's other dates, which its program wrote in the same way, and by the feed's language. No zone
means UTC, as in records.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import lru_cache
from itertools import chain

from site_gen.fetch.feeds.date_forms import EARLIEST, LATEST, DateChoice, DateReading, readings
from site_gen.fetch.feeds.date_names import english, folded, in_language, languages_with, order_in
from site_gen.fetch.feeds.date_words import ERAS
from site_gen.fetch.feeds.zones import WIDEST
from site_gen.fetch.types import Notice

_EPOCH = re.compile(r"(1\d{9})(?:\d{3}|\.\d+)?")
"""Seconds or milliseconds since 1970, of any instant after September 2001."""
_RFC_822 = re.compile(
    r"(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), )?\d\d? [A-Z][a-z]{2} [12]\d{3} \d\d:\d\d(?::\d\d)?"
    r" (?:[+-]\d{4}|GMT|UT|Z)"
)
_ISO = re.compile(
    r"\d{4}-\d\d-\d\d(?:[Tt]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:[Zz]|[+-]\d\d:?\d\d)?)?"
    r"|(?:\d{8}|\d{4}-?W\d\d-?[1-7])(?:T\d\d(?::?\d\d){1,2}(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?)?"
)
"""The calendar, compact and week forms of ISO 8601."""
_COMPACT = {re.compile(r"\d{14}"): "%Y%m%d%H%M%S", re.compile(r"\d{4}-\d{3}"): "%Y-%j"}
_ELEMENT = re.compile(r"<[^<>]*>")
_IN_ELEMENT = re.compile(r"\bdatetime=[\"']([^\"'<>]+)")
_COMMENT = re.compile(r"\(([^()]*)\)")
_ENDS_WITH_TIME = re.compile(r"(?::\d\d|[ap]m)\s*\Z", re.IGNORECASE)
_WEEKDAY_PLACE = re.compile(r"[^\s,]{1,20}\s*[,،]\s*")
_ERA = re.compile(rf"({'|'.join(ERAS)})\s?(\d{{1,3}}|元)(?=\s?年)")
_LONGEST = 80
_LONGEST_MARKUP = 1000
_NONE, _DAY = timedelta(0), timedelta(days=1)
_LEAST_IN_ORDER = 3
"""Dates whose order tells something: any two are in one."""


class Dates:
    """Reads the dates of one feed, of which it has been shown all."""

    def __init__(
        self,
        texts: Iterable[str] = (),
        others: Iterable[str] = (),
        *,
        head: Iterable[str] = (),
        language: str = "",
    ) -> None:
        """``texts`` are the dates of the entries in the feed's order, ``others`` what else is
        dated in it, ``head`` the feed's own dates."""
        self.language = language
        self.order = ""
        """In which the feed writes day, month and year in numbers; empty if nothing tells."""
        self.languages: set[str] = set()
        """Those in which all dates can be read whose words are of no language that is told."""
        self.newest: datetime | None = None
        """The newest of the feed's own dates."""
        own = list(filter(None, (self.read(text)[0] for text in head)))
        self.newest = max(own, default=None)
        in_order = [reading(text, language) for text in texts]
        beside = [reading(text, language) for text in others]
        told = [{tag for tag, _ in found.languages} for found in (*in_order, *beside)]
        self.languages = set.intersection(*filter(None, told)) if any(told) else set()
        self.order = self._order(in_order, beside)

    def read(self, text: str) -> tuple[datetime | None, Notice | None]:
        """The instant that a text names, or why it does not; both if its zone is unknown.

        The instant may lie in the future: what that means is for others to say.
        """
        found = reading(text, self.language)
        choices = self._possible(found)
        if len(choices) > 1:
            choices = [choice for choice in choices if choice.order == self.order]
        shown = " ".join(text.split())[:_LONGEST]
        if len({choice.instant for choice in choices}) == 1:
            zone = found.unknown_zone
            notice = Notice("unknown-zone", f"no time zone is called “{zone}”, it is read as UTC")
            return choices[0].instant, notice if zone else None
        if found.choices:
            message = f"the date “{shown}” can be read in two ways, and nothing settles which"
            return None, Notice("ambiguous-date", message)
        return None, Notice("unreadable-date", f"the date “{shown}” cannot be read")

    def _possible(self, found: DateReading) -> list[DateChoice]:
        """What a text can mean: one instant once, and none after the feed's own date, if any is
        before it."""
        once: dict[datetime, DateChoice] = {}
        common = [choices for tag, choices in found.languages if tag in self.languages]
        for choice in chain(*common) if common else found.choices:
            order = "" if choice.instant in once else choice.order  # the 5th of May is it in both
            once[choice.instant] = DateChoice(order, choice.instant)
        choices = list(once.values())
        newest = self.newest
        past = [choice for choice in choices if newest and choice.instant <= newest + _DAY]
        return past or choices

    def _order(self, in_order: Iterable[DateReading], others: Iterable[DateReading]) -> str:
        """The one that other dates prove, or that puts them in sequence, or the language's."""
        sequence = [self._possible(found) for found in in_order if found.choices]
        possible = sequence + [self._possible(found) for found in others if found.choices]
        doubtful = [choices for choices in possible if len(choices) > 1]
        if not doubtful:
            return ""
        proven = {choices[0].order for choices in possible if len(choices) == 1} - {""}
        if proven:
            return proven.pop() if len(proven) == 1 else ""
        orders = dict.fromkeys(choice.order for choices in doubtful for choice in choices)
        fitting = [order for order in orders if _in_sequence(sequence, order)]
        if len(fitting) == 1:
            return fitting[0]
        return order_in(self.language) if self.language else ""


def _in_sequence(possible: Iterable[Sequence[DateChoice]], order: str) -> bool:
    """Whether the feed's dates, in this order of numbers, come one after the other."""
    instants = [
        choice.instant
        for choices in possible
        for choice in choices
        if len(choices) == 1 or choice.order == order
    ]
    if len(set(instants)) < _LEAST_IN_ORDER:
        return False
    return instants in (sorted(instants), sorted(instants, reverse=True))


@lru_cache(maxsize=4096)
def reading(text: str, language: str = "") -> DateReading:
    """What a text can mean, in the feed's language, in English, or else in any."""
    if "<" in text:
        told = _IN_ELEMENT.search(text)
        text = told[1] if told else _ELEMENT.sub(" ", text[:_LONGEST_MARKUP])
    text = text.strip()
    if len(text) > _LONGEST_MARKUP:
        return DateReading()
    instant = _usual(text)
    if instant:
        return DateReading((DateChoice("", instant),)) if _is_ours(instant) else DateReading()
    text = _ERA.sub(_year_of_era, _without_comments(folded(text)))
    if not text or len(text) > _LONGEST or not any(char.isdigit() for char in text):
        return DateReading()
    found = _in_any_language(text, language)
    place = _WEEKDAY_PLACE.match(text)
    if not found.choices and place:  # programs write all sorts of things in the weekday's place
        found = _in_any_language(text[place.end() :], language)
    return found


def _usual(text: str) -> datetime | None:
    """The forms that the formats demand, and such as no person writes."""
    try:
        if _RFC_822.fullmatch(text):
            found = parsedate_to_datetime(text)
        elif _ISO.fullmatch(text):
            found = datetime.fromisoformat(text.upper())
        elif match := _EPOCH.fullmatch(text):
            found = datetime.fromtimestamp(int(match[1]), UTC)
        else:
            forms = (form for shape, form in _COMPACT.items() if shape.fullmatch(text))
            form = next(forms, None)
            if form is None:
                return None
            found = datetime.strptime(text, form).replace(tzinfo=UTC)
        if abs(found.utcoffset() or _NONE) > WIDEST:
            return None
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None  # 24 o'clock and leap seconds, among others


def _is_ours(instant: datetime) -> bool:
    return EARLIEST <= instant.year <= LATEST


def _year_of_era(match: re.Match[str]) -> str:
    return str(ERAS[match[1]] + (1 if match[2] == "元" else int(match[2])))


def _without_comments(text: str) -> str:
    """Without comments (RFC 5322, 3.2.2), but for a zone that is told in no other way."""

    def left(comment: re.Match[str]) -> str:
        lone = _ENDS_WITH_TIME.search(text[: comment.start()]) and " " not in comment[1].strip()
        return f" {comment[1]} " if lone else " "

    for _ in range(3):
        text = _COMMENT.sub(left, text)
    return " ".join(text.split())


def _in_any_language(text: str, language: str) -> DateReading:
    own = in_language(language) if language and not language.startswith("en") else None
    if own:
        told = readings(text, own)
        if told.choices:
            return told
    found = readings(text, english())
    if found.choices or found.stopped is None:
        return found
    first = next((place for place, char in enumerate(text) if char.isalpha()), 0)
    known = [languages_with(text[place:].lower()) for place in {found.stopped, first}]
    every = {names.tag: readings(text, names) for names in chain(*known)}
    dates = {tag: each for tag, each in every.items() if each.choices}
    dates = {tag: each for tag, each in dates.items() if not each.shortened} or dates
    choices = tuple(dict.fromkeys(choice for each in dates.values() for choice in each.choices))
    zones = [each.unknown_zone for each in dates.values()]
    languages = tuple((tag, each.choices) for tag, each in dates.items())
    return DateReading(choices, zones[0] if zones and all(zones) else "", languages=languages)
