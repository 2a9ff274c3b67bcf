"""What languages call themselves."""

from __future__ import annotations


def own_name(tag: str) -> str:
    """``pt-BR`` → ``Português (Brasil)``; the tag if CLDR does not know the language."""
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415  slow, and few sites need it

    try:
        name = Locale.parse(tag, sep="-").display_name or tag
    except (UnknownLocaleError, ValueError):
        return tag
    return name[:1].upper() + name[1:]
