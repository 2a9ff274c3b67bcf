"""A time as feeds write it → an instant in UTC.

ISO 8601 and RFC 822 are read by the standard library, everything else by dateutil, after the
months of many languages were turned into English ones. No zone means UTC, as in records.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_tz

from dateutil import parser

_MONTHS = {
    "jan": "january januar jänner janvier enero gennaio janeiro januari января січня ocak "
    "يناير 一月",
    "feb": "february februar feber février fevrier febrero febbraio fevereiro februari февраля "
    "лютого şubat فبراير 二月",
    "mar": "march märz maerz mars marzo março marco maart mrt mär mrz марта березня mart مارس 三月",
    "apr": "april avril abril aprile avr abr апреля квітня nisan أبريل 四月",
    "may": "may mai mayo maggio maio mei mag maj мая травня mayıs مايو 五月",
    "jun": "june juni juin junio giugno junho giu июня червня haziran يونيو 六月",
    "jul": "july juli juillet julio luglio julho juil lug июля липня temmuz يوليو 七月",
    "aug": "august août aout agosto augustus ago aoû августа серпня ağustos أغسطس 八月",
    "sep": "september septembre septiembre settembre setembro sept set сентября вересня "
    "eylül سبتمبر 九月",
    "oct": "october oktober octobre octubre ottobre outubro okt ott out октября жовтня "
    "ekim أكتوبر 十月",
    "nov": "november novembre noviembre novembro ноября листопада kasım نوفمبر 十一月",
    "dec": "december dezember décembre decembre diciembre dicembre dezembro dez déc dic desember "
    "декабря грудня aralık ديسمبر 十二月",
}
"""English abbreviation → a month's names in other languages, as they stand in dates, and their
abbreviations. ``listopada`` is November in Poland and October in Croatia: neither's are read."""
_MONTH = {
    form: month
    for month, names in _MONTHS.items()
    for name in names.split()
    for form in ((name, name[:3], name[:4]) if len(name) > 4 else (name, name[:3]))
}
_ENGLISH = tuple(_MONTHS)
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
_HALF = {"오전": "am", "오후": "pm", "上午": "am", "下午": "pm", "午前": "am", "午後": "pm"}
_HALF_FIRST = re.compile(rf"({'|'.join(_HALF)})\s?(\d{{1,2}}(?::\d\d){{1,2}})")
_EPOCH = re.compile(r"(1\d{9})(?:\d{3}|\.\d+)?")
"""Seconds or milliseconds since 1970, of any instant after September 2001."""
_ELEMENT = re.compile(r"<[^<>]*>")
_IN_ELEMENT = re.compile(r"\bdatetime=[\"']([^\"'<>]+)")
_NUMBERED = re.compile(r"(?<![\d./-])(1[0-2]|0?[1-9])\s?[月월]")
"""A month's number, as it is written in Japan, China and Korea; 2026/11/2 月 is a Monday."""
_NO_YEAR = re.compile(r"[a-z]{3} -?0\d{3}\b", re.IGNORECASE)
"""The year 1 or -1 in RFC 822's form, in which readers would take 0001 for 2001."""
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
_LONGEST_MARKUP = 1000
_EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
"""Before there were feeds; programs that know no date write 1970 or the year 1."""


def read_date(text: str) -> datetime | None:
    """The instant that a text names, in UTC; None if there is none after 1989.

    It may lie in the future: what that means is for others to say.
    """
    if "<" in text:
        told = _IN_ELEMENT.search(text)
        text = told[1] if told else _ELEMENT.sub(" ", text[:_LONGEST_MARKUP])
    text = " ".join(text.split())
    if not text or len(text) > _LONGEST or not any(char.isdigit() for char in text):
        return None
    try:
        found = _since_1970(text) or _iso(text) or _written(text)
        if found is None:
            return None
        aware = found if found.tzinfo else found.replace(tzinfo=UTC)
        instant = aware.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return instant if instant >= _EARLIEST else None


def _since_1970(text: str) -> datetime | None:
    match = _EPOCH.fullmatch(text)
    return datetime.fromtimestamp(int(match[1]), UTC) if match else None


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
    if not text.isascii():
        text = _HALF_FIRST.sub(lambda time: f" {time[2]} {_HALF[time[1]]}", text)
        text = _NUMBERED.sub(lambda month: f" {_ENGLISH[int(month[1]) - 1]} ", text)
    text = _in_english(text.replace("،", ","))
    if _NO_YEAR.search(text):
        return None
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
