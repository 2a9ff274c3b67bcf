"""Time zones in dates: offsets, abbreviations, and names of the IANA database."""

from __future__ import annotations

import re
from datetime import timedelta, timezone, tzinfo
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

_ABBREVIATIONS = {
    "-1000": "HST",
    "-0900": "AKST HDT",
    "-0800": "PST AKDT",
    "-0700": "MST PDT",
    "-0600": "CST MDT",
    "-0500": "EST CDT COT PET",
    "-0400": "EDT AST CLT VET BOT",
    "-0330": "NST",
    "-0300": "ADT BRT ART CLST UYT",
    "-0230": "NDT",
    "-0200": "BRST",
    "+0000": "UT UTC GMT Z WET",
    "+0100": "CET MEZ BST WEST MET WAT",
    "+0200": "CEST MESZ EET SAST MEST CAT",
    "+0300": "EEST MSK МСК EAT TRT IDT",
    "+0400": "GST MSD",
    "+0500": "PKT YEKT",
    "+0530": "IST",
    "+0545": "NPT",
    "+0700": "WIB ICT",
    "+0800": "SGT HKT AWST PHT WITA MYT",
    "+0900": "JST KST WIT",
    "+0930": "ACST",
    "+1000": "AEST",
    "+1030": "ACDT",
    "+1100": "AEDT",
    "+1200": "NZST",
    "+1300": "NZDT",
}
"""Offset → abbreviations; ``IST`` is India's, ``BST`` Britain's, ``CST`` America's."""
_SEASONAL = {
    "AT": "America/Halifax",
    "ET": "America/New_York",
    "CT": "America/Chicago",
    "MT": "America/Denver",
    "PT": "America/Los_Angeles",
}
_OFFSET = re.compile(r"([+-])(\d{1,2})(?::?(\d{2}))?(?::?(\d{2}))?")
MAX_OFFSET = timedelta(hours=14)
"""The largest difference to UTC in use."""


def parse_offset(text: str) -> timedelta | None:
    """The difference to UTC of ``+0530``, ``+05:30`` or ``+5``; None if it is not possible."""
    match = _OFFSET.fullmatch(text)
    if match is None:
        return None
    hours, minutes, seconds = (int(part or 0) for part in match.groups()[1:])
    difference = timedelta(hours=hours, minutes=minutes, seconds=seconds)
    if minutes > 59 or seconds > 59 or difference > MAX_OFFSET:
        return None
    return -difference if match[1] == "-" else difference


def find_zone(name: str) -> tzinfo | None:
    """The zone of an abbreviation or of a name such as ``America/Los_Angeles``, ignoring case."""
    upper = name.upper()
    if upper in _FIXED:
        return _FIXED[upper]
    key = _iana_keys().get(_SEASONAL.get(upper, name).lower())
    return ZoneInfo(key) if key else None


@cache
def _iana_keys() -> dict[str, str]:
    return {key.lower(): key for key in available_timezones()}


_FIXED: dict[str, tzinfo] = {
    name: timezone(parse_offset(offset) or timedelta(0))
    for offset, names in _ABBREVIATIONS.items()
    for name in names.split()
}
