"""What languages call themselves."""

from __future__ import annotations

from babel import Locale, UnknownLocaleError


def own_name(tag: str) -> str:
    """``pt-BR`` → ``Português (Brasil)``; the tag if CLDR does not know the language."""
    try:
        name = Locale.parse(tag, sep="-").display_name or tag
    except (UnknownLocaleError, ValueError):
        return tag
    return name[:1].upper() + name[1:]
