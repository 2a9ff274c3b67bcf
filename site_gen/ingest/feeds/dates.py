"""A time as feeds write it → an instant in UTC.

ISO 8601 and RFC 822 are read by the standard library, everything else by dateutil, after words
of six languages were turned into English ones. No zone means UTC, as in records.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_tz

from dateutil import parser

_MONTHS = {
    "jan": "january januar jänner janvier enero gennaio janeiro januari",
    "feb": "february februar feber février fevrier febrero febbraio fevereiro februari",
    "mar": "march märz maerz mars marzo março marco maart mrt mär mrz",
    "apr": "april avril abril aprile avr abr",
    "may": "may mai mayo maggio maio mei mag",
    "jun": "june juni juin junio giugno junho giu",
    "jul": "july juli juillet julio luglio julho juil lug",
    "aug": "august août aout agosto augustus ago aoû",
    "sep": "september septembre septiembre settembre setembro sept set",
    "oct": "october oktober octobre octubre ottobre outubro okt ott out",
    "nov": "november novembre noviembre novembro",
    "dec": "december dezember décembre decembre diciembre dicembre dezembro dez déc dic",
}
"""English abbreviation → the names of a month in six languages, and their abbreviations."""
_MONTH = {
    form: month
    for month, names in _MONTHS.items()
    for name in names.split()
    for form in ((name, name[:3], name[:4]) if len(name) > 4 else (name, name[:3]))
}
_ZONES = {
    "-1000": "HST",
    "-0900": "AKST",
    "-0800": "PST AKDT",
    "-0700": "MST PDT",
    "-0600": "CST MDT",
    "-0500": "EST CDT",
    "-0400": "EDT AST",
    "-0300": "ADT BRT ART",
    "+0000": "UT UTC GMT Z WET",
    "+0100": "CET MEZ BST WEST MET",
    "+0200": "CEST MESZ EET SAST MEST",
    "+0300": "EEST MSK",
    "+0530": "IST",
    "+0800": "SGT HKT AWST",
    "+0900": "JST KST",
    "+1000": "AEST",
    "+1100": "AEDT",
    "+1200": "NZST",
    "+1300": "NZDT",
}
"""Offset → abbreviations of zones; ``IST`` is India's, ``BST`` Britain's, ``CST`` America's."""
_ZONE = {name.lower(): offset for offset, names in _ZONES.items() for name in names.split()}
_HALVES = frozenset(("am", "pm"))
_COMMENT = re.compile(r"\([^()]*\)")
_NAMED_OFFSET = re.compile(r"\b(?:GMT|UTC|Etc/)\s*(?=[+-]\d)", re.IGNORECASE)
_COLON_IN_OFFSET = re.compile(r"(?<=\d)\s*([+-]\d\d):(\d\d)\b")
_WORD = re.compile(r"[^\W\d_]+\.?")
_RFC_822 = re.compile(
    r"(\d{1,2} [A-Z][a-z]{2} (?:\d\d|\d{4}) \d\d?:\d\d(?::\d\d)?)(?: ([+-]\d{4}))?", re.IGNORECASE
)
_DOTTED = re.compile(r"(?<!\d)\d{1,2}\.\s?\d{1,2}\.\s?\d{2,4}(?!\d)")
"""Day, month and year with dots between them: nobody who writes so begins with the month."""
_LEAP_SECOND = re.compile(r"(:\d\d):60\b")
_LONGEST = 80
_EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
"""Before there were feeds; programs that know no date write 1970 or the year 1."""


def read_date(text: str) -> datetime | None:
    """The instant that a text names, in UTC; None if there is none after 1989.

    It may lie in the future: what that means is for others to say.
    """
    text = " ".join(text.split())
    if not text or len(text) > _LONGEST or not any(char.isdigit() for char in text):
        return None
    try:
        found = _iso(text) or _written(text)
        if found is None:
            return None
        aware = found if found.tzinfo else found.replace(tzinfo=UTC)
        instant = aware.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return instant if instant >= _EARLIEST else None


def _iso(text: str) -> datetime | None:
    if not text[:4].isdigit():
        return None
    try:
        return datetime.fromisoformat(_LEAP_SECOND.sub(r"\1:59", text))
    except ValueError:
        return None


def _written(text: str) -> datetime | None:
    """A time in words and numbers; its words in English, its zone as an offset."""
    text = _NAMED_OFFSET.sub("", _COMMENT.sub("", text))
    text = _COLON_IN_OFFSET.sub(r" \1\2", _LEAP_SECOND.sub(r"\1:59", text))
    text = _in_english(text)
    usual = _RFC_822.fullmatch(text)
    fields = parsedate_tz(text) if usual else None
    if fields:
        offset = timedelta(seconds=fields[9] or 0)
        year, month, day, hour, minute, second = fields[:6]
        return datetime(year, month, day, hour, minute, second, tzinfo=UTC) - offset
    return _any_form(text)


def _in_english(text: str) -> str:
    """Without names of days and other words; of two names of months the first is a day's.

    ``mar., 03 mars`` is a Tuesday in French.
    """
    words = [word.rstrip(".").lower() for word in _WORD.findall(text)]
    months = [word for word in words if word in _MONTH]

    def english(match: re.Match[str]) -> str:
        word = match[0].rstrip(".").lower()
        if word in _MONTH:
            months.pop(0)
            return "" if months else _MONTH[word].capitalize()
        if word in _ZONE:
            return f" {_ZONE[word]}"
        return match[0] if word in _HALVES or word == "t" else ""

    return " ".join(_WORD.sub(english, text).strip(" ,.").split())


def _any_form(text: str) -> datetime | None:
    """What dateutil makes of it; nothing if year, month or day are not in the text."""
    day_first = bool(_DOTTED.search(text))
    found = [
        parser.parse(text, default=default, dayfirst=day_first)
        for default in (datetime(2000, 1, 1, tzinfo=UTC), datetime(2004, 2, 2, tzinfo=UTC))
    ]
    return found[0] if found[0] == found[1] else None
