"""The order and the letters of names without ICU.

The order is that of the Latin alphabet without accents, with the own letters of some languages
(``own_letters.py``), and of the code points of other scripts.
"""

from __future__ import annotations

import unicodedata

from site_gen.i18n.own_letters import OwnLetters
from site_gen.i18n.tags import script_of
from site_gen.language_tags import base_language
from site_gen.urls import ascii_text

OTHER = "#"
"""The letter of names that begin with a digit or a symbol."""
_GROUPS = {"CJK": "漢", "HIRAGANA": "かな", "KATAKANA": "かな", "HANGUL": "한글"}
"""Scripts whose names are one group. Their characters are too many for groups of their own."""
_SCRIPTS = {
    "GREEK": ("Grek",),
    "CYRILLIC": ("Cyrl",),
    "ARMENIAN": ("Armn",),
    "GEORGIAN": ("Geor",),
    "HEBREW": ("Hebr",),
    "ARABIC": ("Arab",),
    "DEVANAGARI": ("Deva",),
    "BENGALI": ("Beng",),
    "TAMIL": ("Taml",),
    "THAI": ("Thai",),
    "CJK": ("Hans", "Hant", "Jpan"),
    "HIRAGANA": ("Jpan",),
    "KATAKANA": ("Jpan",),
    "HANGUL": ("Kore",),
}
"""The first word of a character's name → the scripts of languages that it belongs to."""


class UnicodeCollation:
    """The order of names without ICU: letters of the language's own script first, then Latin ones,
    then others."""

    def __init__(self, tag: str) -> None:
        self._own = OwnLetters(base_language(tag))
        self._script = script_of(tag)
        self.folded = self._own.folded

    def key(self, name: str) -> tuple[int, str, str, str]:
        """By script, letter, text without accents, text."""
        letter = self.letter(name)
        text = self._own.folded(name)
        plain = self._own.sortable(text) if is_latin(letter) else text
        return self._rank(letter), self._own.place(letter), plain, text

    def letter(self, name: str) -> str:
        """The letter of the index under which a name is."""
        text = self._own.folded(name)
        start = next((index for index, char in enumerate(text) if char.isalnum()), None)
        if start is None:
            return OTHER
        own = self._own.letter_at(text, start)
        letter = own or _letter(text[start])
        return "汉" if letter == _GROUPS["CJK"] and self._script == "Hans" else letter

    def _rank(self, letter: str) -> int:
        if letter == OTHER:
            return 3
        if is_latin(letter):
            return 1
        return 0 if is_of_script(letter, self._script) else 2


def is_latin(letter: str) -> bool:
    """Whether a letter of the index is a Latin one."""
    return unicodedata.name(letter[0], "").startswith("LATIN")


def is_of_script(letter: str, script: str) -> bool:
    """Whether a letter of the index belongs to a script, by its code (ISO 15924)."""
    name = unicodedata.name(letter[0], "").split(" ")[0]
    return script in _SCRIPTS.get(name, ())


def _letter(first: str) -> str:
    """The letter of an index for the first character of a name."""
    if "a" <= first <= "z":
        return first.upper()
    script = unicodedata.name(first, "").split(" ")[0]
    if script == "LATIN":
        letter = ascii_text(first)[:1].upper()
        return letter if "A" <= letter <= "Z" else OTHER
    if script in _GROUPS:
        return _GROUPS[script]
    return unicodedata.normalize("NFKD", first)[0].upper() if script in _SCRIPTS else OTHER
