"""Whole numbers in the digits and with the separators of a locale."""

from __future__ import annotations

from babel import Locale
from babel.core import get_global
from babel.numbers import format_decimal

_ZEROS = {
    "arab": "٠", "arabext": "۰", "beng": "০", "deva": "०", "gujr": "૦", "guru": "੦", "khmr": "០",
    "knda": "೦", "laoo": "໐", "mlym": "൦", "mymr": "၀", "olck": "᱐", "orya": "୦", "tamldec": "௦",
    "telu": "౦", "thai": "๐", "tibt": "༠", "cakm": "𑄶", "adlm": "𞥐", "nkoo": "߀",
}  # fmt: skip
"""The zeros of numbering systems; the other digits follow in Unicode."""
_FOUR_DIGITS_UNDIVIDED = frozenset("be bg es et hu hy ia ie it ka lv pl pt_PT sl sq".split())
"""CLDR's locales with ``minimumGroupingDigits`` 2, which Babel does not have: ``1234``, but
``12.345``. Regions follow their parent: Mexican Spanish that of Latin America, ``1,234``."""


class Numbers:
    """Formats whole numbers."""

    def __init__(self, locale: Locale) -> None:
        self.locale = locale
        zero = _ZEROS.get(locale.default_numbering_system, "0")
        self.digits = {ord("0") + value: chr(ord(zero) + value) for value in range(10)}
        self._is_latin = zero == "0"
        parent = get_global("parent_exceptions").get(str(locale))
        names = {parent} if parent else {str(locale), locale.language}
        self._undivided = 10_000 if names & _FOUR_DIGITS_UNDIVIDED else 1000

    def number(self, value: int) -> str:
        """``1,234``; ``1234`` in Spanish; ``١٬٢٣٤`` where the language has digits of its own."""
        if abs(value) < self._undivided:
            return self.with_digits(str(value))
        formatted = format_decimal(value, locale=self.locale, numbering_system="default")
        return self.with_digits(formatted)

    def with_digits(self, text: str) -> str:
        """A text with the digits of the language, which Babel leaves as they are."""
        return text if self._is_latin else text.translate(self.digits)
