"""The dates of one feed → instants in UTC.

A date must be understood completely. An ambiguous one is resolved by its weekday, by the feed's
other dates, which were written by the same program, and by the feed's language. Without a zone it
is UTC, as in records.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import lru_cache
from itertools import chain

from site_gen.fetch.feeds.date_candidates import (
    FIRST_YEAR,
    LAST_YEAR,
    DateCandidate,
    ParsedDate,
    parse_in_language,
)
from site_gen.fetch.feeds.date_vocabularies import (
    ENGLISH,
    find_vocabulary,
    numeric_order,
    vocabularies_with,
)
from site_gen.fetch.feeds.date_words import ERAS, normalize_date
from site_gen.fetch.feeds.time_zones import MAX_OFFSET
from site_gen.fetch.types import Notice

_EPOCH = re.compile(r"(1\d{9})(?:\d{3}|\.\d+)?")
"""Seconds or milliseconds since 1970, after September 2001."""
_RFC_822 = re.compile(
    r"(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), )?\d\d? [A-Z][a-z]{2} [12]\d{3} \d\d:\d\d(?::\d\d)?"
    r" (?:[+-]\d{4}|GMT|UT|Z)"
)
_ISO = re.compile(
    r"\d{4}-\d\d-\d\d(?:[Tt]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:[Zz]|[+-]\d\d:?\d\d)?)?"
    r"|(?:\d{8}|\d{4}-?W\d\d-?[1-7])(?:T\d\d(?::?\d\d){1,2}(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?)?"
)
"""The calendar, compact and week forms of ISO 8601."""
_STRPTIME_FORMATS = {re.compile(r"\d{14}"): "%Y%m%d%H%M%S", re.compile(r"\d{4}-\d{3}"): "%Y-%j"}
_TAG = re.compile(r"<[^<>]*>")
_DATETIME_ATTRIBUTE = re.compile(r"\bdatetime=[\"']([^\"'<>]+)")
_COMMENT = re.compile(r"\(([^()]*)\)")
_TIME_AT_END = re.compile(r"(?::\d\d|[ap]m)\s*\Z", re.IGNORECASE)
_FIRST_WORD = re.compile(r"[^\s,]{1,20}\s*[,،]\s*")
_ERA = re.compile(rf"({'|'.join(ERAS)})\s?(\d{{1,3}}|元)(?=\s?年)")
_MAX_LENGTH = 80
_MAX_MARKUP_LENGTH = 1000
_DAY = timedelta(days=1)
_MIN_SEQUENCE = 3
"""Any two different dates are in sequence."""


class DateParser:
    """Parses the dates of one feed."""

    def __init__(
        self,
        texts: Iterable[str] = (),
        others: Iterable[str] = (),
        *,
        feed_dates: Iterable[str] = (),
        language: str = "",
    ) -> None:
        """``texts`` are the dates of the entries in order, ``others`` all other dates of entries,
        ``feed_dates`` those of the feed itself."""
        self.language = language
        self.order = ""
        """Order of day, month and year in the feed's numeric dates; empty if not known."""
        self.languages: set[str] = set()
        """Languages in which all dates can be read that are in an unknown language."""
        self.newest: datetime | None = None
        """The newest of the feed's own dates."""
        self.newest = max(filter(None, (self.parse(text)[0] for text in feed_dates)), default=None)
        in_order = [parse_date(text, language) for text in texts]
        unordered = [parse_date(text, language) for text in others]
        languages = [{tag for tag, _ in date.by_language} for date in (*in_order, *unordered)]
        self.languages = set.intersection(*filter(None, languages)) if any(languages) else set()
        self.order = self._detect_order(in_order, unordered)

    def parse(self, text: str) -> tuple[datetime | None, Notice | None]:
        """The instant of a date, or why there is none; both if its zone is unknown.

        The instant may be in the future.
        """
        date = parse_date(text, self.language)
        candidates = self._possible(date)
        if len(candidates) > 1:
            candidates = [candidate for candidate in candidates if candidate.order == self.order]
        if len({candidate.instant for candidate in candidates}) == 1:
            zone = date.unknown_zone
            message = f"the time zone “{zone}” is unknown and was read as UTC"
            return candidates[0].instant, Notice("unknown-zone", message) if zone else None
        shown = " ".join(text.split())[:_MAX_LENGTH]
        if date.candidates:
            reason = "the feed's language and other dates do not resolve it"
            return None, Notice("ambiguous-date", f"the date “{shown}” is ambiguous: {reason}")
        return None, Notice("unreadable-date", f"the date “{shown}” cannot be read")

    def _possible(self, date: ParsedDate) -> list[DateCandidate]:
        """Candidates with distinct instants; only those before the feed's own date, if any is."""
        distinct: dict[datetime, DateCandidate] = {}
        common = [candidates for tag, candidates in date.by_language if tag in self.languages]
        for instant_order, instant in chain(*common) if common else date.candidates:
            order = "" if instant in distinct else instant_order  # the 5th of May in any order
            distinct[instant] = DateCandidate(order, instant)
        candidates = list(distinct.values())
        if self.newest:
            limit = self.newest + _DAY
            past = [candidate for candidate in candidates if candidate.instant <= limit]
            return past or candidates
        return candidates

    def _detect_order(self, in_order: Iterable[ParsedDate], unordered: Iterable[ParsedDate]) -> str:
        """The order that unambiguous dates have, or that puts dates in sequence, or else that of
        the language."""
        sequence = [self._possible(date) for date in in_order if date.candidates]
        possible = sequence + [self._possible(date) for date in unordered if date.candidates]
        ambiguous = [candidates for candidates in possible if len(candidates) > 1]
        if not ambiguous:
            return ""
        certain = {candidates[0].order for candidates in possible if len(candidates) == 1} - {""}
        if certain:
            return certain.pop() if len(certain) == 1 else ""
        orders = dict.fromkeys(candidate.order for candidate in chain(*ambiguous))
        fitting = [order for order in orders if _is_sequence(sequence, order)]
        if len(fitting) == 1:
            return fitting[0]
        return numeric_order(self.language) if self.language else ""


def _is_sequence(possible: Iterable[Sequence[DateCandidate]], order: str) -> bool:
    """Whether dates ascend or descend if they have this order of numbers."""
    instants = [
        candidate.instant
        for candidates in possible
        for candidate in candidates
        if len(candidates) == 1 or candidate.order == order
    ]
    if len(set(instants)) < _MIN_SEQUENCE:
        return False
    return instants in (sorted(instants), sorted(instants, reverse=True))


@lru_cache(maxsize=4096)
def parse_date(text: str, language: str = "") -> ParsedDate:
    """What a text can mean in the feed's language, in English, or else in any language."""
    if "<" in text:
        attribute = _DATETIME_ATTRIBUTE.search(text)
        text = attribute[1] if attribute else _TAG.sub(" ", text[:_MAX_MARKUP_LENGTH])
    text = text.strip()
    if len(text) > _MAX_MARKUP_LENGTH:
        return ParsedDate()
    instant = _parse_standard_format(text)
    if instant:
        is_valid = FIRST_YEAR <= instant.year <= LAST_YEAR
        return ParsedDate((DateCandidate("", instant),)) if is_valid else ParsedDate()
    text = _ERA.sub(_era_to_year, _remove_comments(normalize_date(text)))
    if not text or len(text) > _MAX_LENGTH or not any(char.isdigit() for char in text):
        return ParsedDate()
    date = _parse_in_any_language(text, language)
    first_word = _FIRST_WORD.match(text)
    if not date.candidates and first_word:  # programs may write anything in place of the weekday
        date = _parse_in_any_language(text[first_word.end() :], language)
    return date


def _parse_standard_format(text: str) -> datetime | None:
    """A date as RSS and Atom require it, in ISO 8601, or in another format of programs."""
    try:
        if _RFC_822.fullmatch(text):
            instant = parsedate_to_datetime(text)
        elif _ISO.fullmatch(text):
            instant = datetime.fromisoformat(text.upper())
        elif match := _EPOCH.fullmatch(text):
            instant = datetime.fromtimestamp(int(match[1]), UTC)
        else:
            formats = (form for shape, form in _STRPTIME_FORMATS.items() if shape.fullmatch(text))
            form = next(formats, None)
            if form is None:
                return None
            instant = datetime.strptime(text, form).replace(tzinfo=UTC)
        if abs(instant.utcoffset() or timedelta(0)) > MAX_OFFSET:
            return None
        return (instant if instant.tzinfo else instant.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None  # such as 24:00 and leap seconds


def _era_to_year(match: re.Match[str]) -> str:
    return str(ERAS[match[1]] + (1 if match[2] == "元" else int(match[2])))


def _remove_comments(text: str) -> str:
    """Removes comments (RFC 5322, 3.2.2) except for a zone after the time: “10:30 (PDT)”."""

    def replacement(comment: re.Match[str]) -> str:
        after_time = _TIME_AT_END.search(text[: comment.start()])
        return f" {comment[1]} " if after_time and " " not in comment[1].strip() else " "

    for _ in range(3):
        text = _COMMENT.sub(replacement, text)
    return " ".join(text.split())


def _parse_in_any_language(text: str, language: str) -> ParsedDate:
    vocabulary = find_vocabulary(language)
    if vocabulary:
        date = parse_in_language(text, vocabulary)
        if date.candidates:
            return date
    date = parse_in_language(text, ENGLISH)
    if date.candidates or date.error_position is None:
        return date
    first_letter = next((index for index, char in enumerate(text) if char.isalpha()), 0)
    return _parse_in_languages_of(text, {date.error_position, first_letter})


def _parse_in_languages_of(text: str, positions: set[int]) -> ParsedDate:
    """What a text can mean in the languages that have a word at one of these positions."""
    vocabularies = chain(*(vocabularies_with(text[start:].lower()) for start in positions))
    parsed = {words.tag: parse_in_language(text, words) for words in vocabularies}
    dates = {tag: date for tag, date in parsed.items() if date.candidates}
    dates = {tag: date for tag, date in dates.items() if not date.has_abbreviation} or dates
    zones = [date.unknown_zone for date in dates.values()]
    return ParsedDate(
        candidates=tuple(dict.fromkeys(chain(*(date.candidates for date in dates.values())))),
        unknown_zone=zones[0] if zones and all(zones) else "",
        by_language=tuple((tag, date.candidates) for tag, date in dates.items()),
    )
