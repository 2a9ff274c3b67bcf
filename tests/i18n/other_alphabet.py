"""A language whose messages are the English ones in Greek letters, with Arabic dates and digits.

Names in a test can do without Latin letters and digits, so each of these on a page is part of a
text that is not a message, or of a number that is not in the digits of the language.
"""

from __future__ import annotations

import re
from gettext import NullTranslations

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


class _GreekLetters(NullTranslations):
    """The English messages in Greek letters, and which were asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.said: set[str] = set()

    def gettext(self, message: str) -> str:
        self.said.add(message)
        return in_greek_letters(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        self.said.add(msgid1)
        return in_greek_letters(msgid1 if n == 1 else msgid2)

    def pgettext(self, _: str, message: str) -> str:
        return self.gettext(message)

    def npgettext(self, _: str, msgid1: str, msgid2: str, n: int) -> str:
        return self.ngettext(msgid1, msgid2, n)


class OtherAlphabet(Language):
    """English messages in Greek letters, with Arabic dates."""

    def __init__(self) -> None:
        super().__init__(LanguageSettings("ar"))
        self.texts = _GreekLetters()
        self.said = self.texts.said
        """The messages in English; of those with a plural, the singular."""
