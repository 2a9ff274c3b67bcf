"""A language: messages with values in them, numbers and dates."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import msgspec
from markupsafe import Markup, escape

from site_gen.i18n.catalogues import Compiled, compile_catalogues
from site_gen.i18n.dates import Dates
from site_gen.i18n.numbers import Numbers
from site_gen.i18n.tags import locale_of
from site_gen.language_tags import direction, language_tag
from site_gen.zones import zone_named


class LanguageSettings(msgspec.Struct, frozen=True):
    """What a language is made from: plain data that processes can pass on."""

    tag: str = "en"
    """The language tag: ``pt-BR``."""
    timezone: str = "UTC"
    """A name of the IANA time zone database."""
    catalogues: Compiled = Compiled()

    @property
    def digest(self) -> str:
        """A digest of all this, which compiled templates depend on."""
        return f"{self.tag} {self.timezone} {self.catalogues.digest}"


def language_settings(locale: str, timezone: str, own: Path | None = None) -> LanguageSettings:
    """The settings of a site's language; ``own`` is the folder of the site's own catalogues."""
    return LanguageSettings(language_tag(locale) or "en", timezone, compile_catalogues(locale, own))


class Language:
    """Everything that pages say in one language.

    The methods named as gettext's take the English message. ``%(name)s`` in it is replaced by the
    value of that name, and ``%(number)s`` by the number that decides the form, in the digits of the
    language. If a value is Markup, the result is Markup with the message and other values escaped,
    else it is plain text.
    """

    def __init__(self, settings: LanguageSettings | None = None) -> None:
        self.settings = settings or LanguageSettings()
        self.tag = self.settings.tag
        self.dir = direction(self.tag)
        self.locale = locale_of(self.tag)
        self.texts = self.settings.catalogues.translations()
        """gettext's functions: messages as they are in catalogues, without their values."""
        self.zone = zone_named(self.settings.timezone)
        self._numbers = Numbers(self.locale)
        self.number = self._numbers.number
        """A whole number as text."""
        self.dates = Dates(self.tag, self.locale, self.zone, self._numbers)

    def gettext(self, message: str, **values: object) -> str:
        """A message in this language."""
        return _filled(self.texts.gettext(message), values)

    def pgettext(self, context: str, message: str, **values: object) -> str:
        """A message whose English words mean several things; ``context`` says which."""
        return _filled(self.texts.pgettext(context, message), values)

    def ngettext(self, singular: str, plural: str, number: int, **values: object) -> str:
        """A message in the form for a number."""
        text = self.texts.ngettext(singular, plural, number)
        return _filled(text, {"number": self.number(number), **values})

    def npgettext(
        self, context: str, singular: str, plural: str, number: int, **values: object
    ) -> str:
        """A message in the form for a number, in a context."""
        text = self.texts.npgettext(context, singular, plural, number)
        return _filled(text, {"number": self.number(number), **values})

    def ordinal(self, number: int) -> str:
        """``1st``, ``2nd``, ``11th``: English only; other languages write the number."""
        endings = {"one": "st", "two": "nd", "few": "rd"}
        ending = endings.get(self.locale.ordinal_form(number), "th")
        return f"{number}{ending}" if self.locale.language == "en" else self.number(number)

    def joined(self, words: list[str]) -> str:
        """Names one after the other: ``A, B, C``. Markup if one of them is."""
        separator = self.pgettext("between the names of a list", ", ")
        if any(isinstance(word, Markup) for word in words):
            return escape(separator).join(words)
        return separator.join(words)

    def with_digits(self, text: str) -> str:
        """A text with the digits of the language."""
        return self._numbers.with_digits(text)


@lru_cache(maxsize=1024)
def _as_html(message: str) -> str:
    return str(escape(message))


def _html(value: object) -> object:
    return value if type(value) is Markup else escape(value)


def _filled(text: str, values: dict[str, object]) -> str:
    """The text with its values."""
    try:
        if not values:
            return text % () if "%" in text else text
        for value in values.values():
            if type(value) is Markup:
                return Markup(_as_html(text) % {name: _html(each) for name, each in values.items()})  # noqa: S704  all parts are escaped
        return text % values
    except KeyError as error:
        raise ValueError(f"the message “{text}” has no value for {error.args[0]}") from error
    except (TypeError, ValueError) as error:
        raise ValueError(
            f"the message “{text}” has a “%” that is not part of a value such as %(name)s; "
            "write %% for the sign"
        ) from error
