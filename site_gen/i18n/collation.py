"""The order of names in a language, and the letters under which an index has them.

Where the package PyICU is installed (the extra ``icu``), both are those of ICU, the library of the
Unicode Consortium: Chinese by pinyin, Japanese kana by their rows, all letters and digraphs of a
language. Without it the order is that of the Latin alphabet without accents, with the own letters
of the languages below, and of the code points of other scripts.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import Any, Protocol

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


class Collation(Protocol):
    """The order of names in one language."""

    library: str
    """What the order comes from: ``ICU 76.1`` or ``Unicode``."""

    def folded(self, name: str) -> str:
        """The name in the small letters of the language."""

    def key(self, name: str) -> Any:
        """The sort key of a name: by letters of the index, then within them."""

    def letter(self, name: str) -> str:
        """The letter of the index under which a name is; ``#`` if it begins with none."""


@cache
def collation_of(tag: str) -> Collation:
    """The order of names in a language."""
    plain = UnicodeCollation(tag)
    try:
        from site_gen.i18n.icu_collation import IcuCollation  # noqa: PLC0415  optional
    except ImportError:
        return plain
    return IcuCollation(tag, plain)


class UnicodeCollation:
    """The order of names without ICU: letters of the language's own script first, then Latin ones,
    then others."""

    library = "Unicode"

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
        return own or _letter(text[start])

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
