"""Checking the name of a time zone, and guessing which one was meant."""

from __future__ import annotations

import difflib
import re

from site_gen.zones import zone_names

EXAMPLE = "such as Europe/Madrid"
_OFFSET = re.compile(r"(?:UTC|GMT)? ?[+\N{MINUS SIGN}-]\d{1,2}(?::?\d\d)?\Z", re.ASCII)
_ABBREVIATIONS = {
    **dict.fromkeys("GMT GMT0 GMT+0 GMT-0 Greenwich UCT Universal Z Zulu".split(), "UTC"),
    **dict.fromkeys("ET EST EDT EST5EDT".split(), "America/New_York"),
    **dict.fromkeys("CT CST CDT CST6CDT".split(), "America/Chicago"),
    **dict.fromkeys("MT MST MDT MST7MDT".split(), "America/Denver"),
    **dict.fromkeys("PT PST PDT PST8PDT".split(), "America/Los_Angeles"),
    **dict.fromkeys("AEST AEDT AET".split(), "Australia/Sydney"),
    **dict.fromkeys("CET CEST MET MEST MEZ MESZ".split(), "Europe/Berlin"),
    **dict.fromkeys("EET EEST".split(), "Europe/Athens"),
    **dict.fromkeys("WET WEST".split(), "Europe/Lisbon"),
    "BST": "Europe/London",
    "HST": "Pacific/Honolulu",
    "IST": "Asia/Kolkata",
    "JST": "Asia/Tokyo",
    "MSK": "Europe/Moscow",
    "W-SU": "Europe/Moscow",
    "PRC": "Asia/Shanghai",
    "ROC": "Asia/Taipei",
    "ROK": "Asia/Seoul",
    "NZ": "Pacific/Auckland",
    "GB": "Europe/London",
    "SGT": "Asia/Singapore",
}
"""Abbreviations → a zone that uses them. Some are names of the IANA database too, but of zones that
have no summer time or had other rules in the past, and most mean several zones."""
_ETC = frozenset({"UTC", "Etc/UTC"})


def zone_error(name: str) -> tuple[str, str] | None:
    """What is wrong with the name of a zone, and a hint; None if it is a good one."""
    if name in _ETC:
        return None
    if name in _ABBREVIATIONS:
        message = f"“{name}”, an abbreviation, expected the name of a time zone"
        return message, _did_you_mean(_ABBREVIATIONS[name])
    if name in zone_names() and name != "Factory":
        return None
    message = f"“{name}”, expected the name of a time zone"
    if _OFFSET.match(name.strip()):
        return message, f"{EXAMPLE}, which knows when clocks are changed"
    guess = _guess(name)
    return message, _did_you_mean(guess) if guess else EXAMPLE


def _did_you_mean(name: str) -> str:
    return f"did you mean {name}?"


def _guess(name: str) -> str:
    """The zone that was probably meant: another case, a city alone, or a slip."""
    wanted = "_".join(name.strip().casefold().split())
    if wanted.upper() in _ABBREVIATIONS:
        return _ABBREVIATIONS[wanted.upper()]
    by_name = {zone.casefold(): zone for zone in sorted(zone_names() - {"Factory"})}
    by_city: dict[str, str] = {}
    for folded, zone in by_name.items():
        if "/" in zone and not zone.startswith(("Etc/", "US/", "Canada/", "Brazil/")):
            by_city.setdefault(folded.rpartition("/")[2], zone)
    if wanted in by_name:
        return by_name[wanted]
    city = wanted.rpartition("/")[2]
    if city in by_city:
        return by_city[city]
    close = difflib.get_close_matches(wanted, by_name, 1, 0.8)
    if close:
        return by_name[close[0]]
    close = difflib.get_close_matches(city, by_city, 1, 0.8)
    return by_city[close[0]] if close else ""
