"""The plural forms of languages, by CLDR."""

from __future__ import annotations

from babel.messages.plurals import get_plural

from site_gen.i18n.tags import locale_of


def plural_forms(tag: str) -> tuple[int, str]:
    """How many forms a language has, and gettext's header ``Plural-Forms`` about them."""
    plural = get_plural(locale_of(tag))
    return plural.num_plurals, plural.plural_forms
