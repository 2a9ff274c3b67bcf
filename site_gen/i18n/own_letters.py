"""Letters with a place of their own in the alphabet of a language, such as the Spanish Ñ.

From the collation rules of the Unicode CLDR (https://cldr.unicode.org/index/charts), which Babel
does not contain. All other letters with accents are sorted as the letter without.
"""

from __future__ import annotations

import re

from text_unidecode import unidecode

from site_gen.urls import ascii_text, fold_name

_AFTER: dict[str, str] = {
    "az": "c:ç e:ə g:ğ h:ı o:ö s:ş u:ü",
    "bs": "c:č,ć d:đ s:š z:ž",
    "cs": "c:č h:ch r:ř s:š z:ž",
    "da": "z:æ,ø,å",
    "es": "n:ñ",
    "et": "s:š,z,ž w:õ,ä,ö,ü",
    "eu": "n:ñ",
    "fi": "z:å,ä,ö",
    "gl": "n:ñ",
    "hr": "c:č,ć d:đ s:š z:ž",
    "hu": "o:ö u:ü",
    "lt": "c:č s:š z:ž",
    "lv": "c:č g:ģ k:ķ l:ļ n:ņ s:š z:ž",
    "nb": "z:æ,ø,å",
    "nn": "z:æ,ø,å",
    "no": "z:æ,ø,å",
    "pl": "a:ą c:ć e:ę l:ł n:ń o:ó s:ś z:ź,ż",
    "ro": "a:ă,â i:î s:ș t:ț",
    "sk": "a:ä c:č h:ch o:ô s:š z:ž",
    "sl": "c:č,ć d:đ s:š z:ž",
    "sq": "c:ç e:ë",
    "sv": "z:å,ä,ö",
    "tr": "c:ç g:ğ h:ı o:ö s:ş u:ü",
    "vi": "a:ă,â d:đ e:ê o:ô,ơ u:ư",
}
"""Language → the letters that follow a letter, in their order."""
_DOTLESS = ("az", "tr")
"""Languages whose small letter of I is ı."""
_LAST = "\x7f"
"""After all letters; the letters that follow one letter are told apart by digits."""


class OwnLetters:
    """The own letters of a language; none for languages that are not in the table."""

    def __init__(self, language: str) -> None:
        self._has_dotless_i = language in _DOTLESS
        self._places: dict[str, str] = {}
        """Letter → the base letter and a mark, which sorts after it."""
        for part in _AFTER.get(language, "").split():
            base, _, letters = part.partition(":")
            for number, letter in enumerate(letters.split(","), 1):
                self._places[letter] = f"{base}{_LAST}{number}"
        letters = "|".join(self._places)
        self._pattern = re.compile(f"({letters})") if letters else None

    def folded(self, name: str) -> str:
        """The name in small letters, as ``urls.fold_name`` has it."""
        if self._has_dotless_i:
            name = name.replace("İ", "i").replace("I", "ı")
        return fold_name(name)

    def sortable(self, folded: str) -> str:
        """The text without accents, with own letters in their places."""
        if self._pattern is None or not self._pattern.search(folded):
            return ascii_text(folded)
        parts = self._pattern.split(folded)
        return "".join(self._places.get(part) or unidecode(part) for part in parts)

    def letter_at(self, folded: str, start: int) -> str:
        """The own letter that a text has at a place, as a heading; empty if there is none."""
        for letter in self._places:
            if folded.startswith(letter, start):
                return "I" if letter == "ı" else letter.title()
        if self._has_dotless_i and folded[start] == "i":
            return "İ"
        return ""

    def place(self, letter: str) -> str:
        """The sort key of a heading."""
        folded = self.folded(letter)
        return self._places.get(folded, folded)
