"""Texts that Pagefind needs help with: scripts without spaces, and letters such as ø and ß."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from text_unidecode import unidecode

UNSPACED = "zh"
"""The language with which texts without spaces are indexed: Pagefind treats them all alike."""
_UNSPACED_LANGUAGES = ("zh", "ja", "th")
_UNSPACED_LETTER = re.compile(
    "[\u0e01-\u0e4e\u3005-\u3007\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff]"
)
"""Thai, kana and Han. Korean has spaces, and Pagefind finds words by their prefixes."""
_ADDRESS = re.compile(r"https?://[^\s)>\]]+")
_LETTER = re.compile(r"[^\W\d_]")
_WORD = re.compile(r"[^\W_]+")


def is_unspaced_language(language: str) -> bool:
    """Whether a language is written without spaces between words."""
    return language.replace("_", "-").split("-")[0].lower() in _UNSPACED_LANGUAGES


def is_unspaced(*texts: str) -> bool:
    """Whether at least a third of the letters are of scripts without spaces."""
    text = _ADDRESS.sub("", " ".join(texts))
    unspaced = len(_UNSPACED_LETTER.findall(text))
    return bool(unspaced) and unspaced * 3 >= len(_LETTER.findall(text))


def _without_diacritics(letter: str) -> str:
    return unicodedata.normalize("NFD", letter)[0]


_TRANSLITERATED = {
    chr(n): unidecode(_without_diacritics(chr(n))).lower() for n in range(0xC0, 0x250)
}
_PLAIN: dict[str, str] = {
    letter: plain
    for letter, plain in _TRANSLITERATED.items()
    if letter.isalpha() and plain.isalpha() and not _without_diacritics(letter).isascii()
}
_PLAIN |= {"ə": "e", "Ə": "e", "ẞ": "ss"}
"""Latin letters that do not decompose into an ASCII letter and a diacritic → ASCII spelling."""
_SPECIAL_LETTER = re.compile(f"[{''.join(_PLAIN)}]")


def plain_spellings(texts: Iterable[str]) -> list[str]:
    """ASCII spellings of words with letters such as ø, ł and ß.

    Pagefind itself strips accents of letters that decompose into a letter and a diacritic.
    """
    spellings: dict[str, None] = {}
    for text in texts:
        if _SPECIAL_LETTER.search(text):
            for word in _WORD.findall(text):
                spellings.update(dict.fromkeys(_spellings(word.lower())))
    return list(spellings)


def _spellings(word: str) -> Iterator[str]:
    if not _SPECIAL_LETTER.search(word):
        return
    yield "".join(map(_plain, word))
    if "ø" in word:
        yield "".join(map(_plain, word.replace("ø", "oe")))


def _plain(letter: str) -> str:
    base = _without_diacritics(letter)
    return _PLAIN.get(letter, base if base.isascii() else letter)
