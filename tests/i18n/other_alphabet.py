"""A language whose messages are the English ones in Greek letters.

Names, dates and numbers of a test can do without Latin letters too, so each Latin letter on a page
is part of a text that is not a message.
"""

from __future__ import annotations

import re

from site_gen.i18n.language import Language, LanguageSettings

_LATIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
_GREEK = "αβγδεζηθικλμνξοπρστυφχψωάέΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩΆΈ"
_LETTERS = str.maketrans(_LATIN, _GREEK)
_KEPT = re.compile(r"(%\(\w+\)s|<[^<>]*>|&\w+;)")
"""Placeholders and HTML."""


def in_greek_letters(text: str) -> str:
    """``More on %(topic)s`` → ``Μορε ον %(topic)s``"""
    parts = _KEPT.split(text)
    return "".join(
        part if place % 2 else part.translate(_LETTERS) for place, part in enumerate(parts)
    )


class OtherAlphabet(Language):
    """English messages in Greek letters, with Greek dates."""

    def __init__(self) -> None:
        super().__init__(LanguageSettings("el"))
        self.said: set[str] = set()
        """The messages in English; of those with a plural, the singular."""
        self._gettext = self._say
        self._ngettext = self._say_number
        self._pgettext = lambda _, message: self._say(message)
        self._npgettext = lambda _, *forms: self._say_number(*forms)

    def _say(self, message: str) -> str:
        self.said.add(message)
        return in_greek_letters(message)

    def _say_number(self, singular: str, plural: str, number: int) -> str:
        self.said.add(singular)
        return in_greek_letters(singular if number == 1 else plural)
