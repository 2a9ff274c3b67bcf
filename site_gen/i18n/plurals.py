"""The plural forms of languages."""

from __future__ import annotations

import re
from gettext import c2py

import msgspec
from babel.messages.plurals import get_plural

from site_gen.i18n.tags import locale_of

_HEADER = re.compile(
    r"\s*nplurals\s*=\s*(\d{1,2})\s*;\s*plural\s*=\s*([n\d\s()!=<>&|?:%+*-]+?)\s*;?\s*\Z"
)
"""The operators mean the same in C, in JavaScript and in Python's gettext."""
_TRIED = (*range(200), 1_000, 1_000_000)
"""Numbers for which a rule must give a form."""


class PluralRule(msgspec.Struct, frozen=True):
    """How many forms a language has, and which one a number takes."""

    forms: int
    header: str
    """The value of gettext's header ``Plural-Forms``."""


def rule_of_language(tag: str) -> PluralRule:
    """The rule of a language by CLDR."""
    plural = get_plural(locale_of(tag))
    return PluralRule(plural.num_plurals, plural.plural_forms)


def rule_of_header(header: str) -> PluralRule | None:
    """The rule that a catalogue has; None if it cannot be used."""
    match = _HEADER.match(header)
    if match is None:
        return None
    forms = int(match[1])
    try:
        choose = c2py(match[2])
        is_valid = all(choose(number) < forms for number in _TRIED)
    except (ValueError, ArithmeticError, RecursionError):
        return None
    return PluralRule(forms, f"nplurals={forms}; plural={match[2]};") if is_valid else None
