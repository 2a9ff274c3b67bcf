"""What countries and languages are called in a language, by CLDR, and the codes of countries."""

from __future__ import annotations

import difflib
from functools import cache

from babel import Locale, UnknownLocaleError
from babel.core import get_global

_NO_COUNTRIES = frozenset("AC CP CQ DG EA EU EZ IC QO TA UN XA XB ZZ".split())
"""Codes of two letters that CLDR has for other things than countries, or parts of them."""
_SIMILAR = 0.8


@cache
def _english_names() -> dict[str, str]:
    """Code → name in English, of all countries."""
    names = Locale("en").territories.items()
    return {
        code: str(name)
        for code, name in names
        if len(code) == 2 and code.isalpha() and code not in _NO_COUNTRIES
    }


def country_code(text: str) -> str:
    """The code of a country (ISO 3166-1 alpha-2) in capitals; empty if there is none such.

    Kosovo, which has none, is ``XK`` as elsewhere.
    """
    code = text.strip().upper()
    return code if code in _english_names() else ""


def similar_country(text: str) -> str:
    """The code that is probably meant by another code or an English name; empty if none is."""
    aliases = get_global("territory_aliases").get(text.strip().upper(), ())
    if len(aliases) == 1:
        return country_code(aliases[0])
    by_name = {name.casefold(): code for code, name in _english_names().items()}
    near = difflib.get_close_matches(text.strip().casefold(), by_name, 1, _SIMILAR)
    return by_name[near[0]] if near else ""


def country_name(code: str, locale: Locale) -> str:
    """``NO`` → ``Norway``; the code if CLDR has no name for it in the language."""
    return str(locale.territories.get(code, code))


def language_name(tag: str, locale: Locale) -> str:
    """``pt-BR`` → ``Portuguese (Brazil)``; the tag if CLDR does not know the language."""
    if tag.partition("-")[0] == "und":  # Babel takes it for English
        return tag
    try:
        name = Locale.parse(tag, sep="-").get_display_name(locale) or tag
    except (UnknownLocaleError, ValueError):
        return tag
    return name[:1].upper() + name[1:]
