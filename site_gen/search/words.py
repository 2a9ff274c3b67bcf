"""Words that Pagefind needs help with: in scripts without spaces, and with letters of their own."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from text_unidecode import unidecode

UNSPACED = "zh"
"""The language by which texts without spaces are indexed: Pagefind treats all of them alike."""
_UNSPACED_LANGUAGES = ("zh", "ja", "th")
_UNSPACED_LETTER = re.compile(
    "[\u0e01-\u0e4e\u3005-\u3007\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff]"
)
"""Thai, kana and Han. Korean has spaces, and Pagefind finds words by their beginnings."""
_ADDRESS = re.compile(r"https?://[^\s)>\]]+")
_LETTER = re.compile(r"[^\W\d_]")
_WORD = re.compile(r"[^\W_]+")


def is_unspaced_language(language: str) -> bool:
    """Whether texts of a language are written without spaces between words."""
    return language.replace("_", "-").split("-")[0].lower() in _UNSPACED_LANGUAGES


def is_unspaced(*texts: str) -> bool:
    """Whether a third of the letters are of scripts without spaces; a name or two are not."""
    whole = _ADDRESS.sub("", " ".join(texts))
    unspaced = len(_UNSPACED_LETTER.findall(whole))
    return bool(unspaced) and unspaced * 3 >= len(_LETTER.findall(whole))


def _without_marks(letter: str) -> str:
    return unicodedata.normalize("NFD", letter)[0]


_ALL = {chr(n): unidecode(_without_marks(chr(n))).lower() for n in range(0xC0, 0x250)}
_PLAIN: dict[str, str] = {
    letter: plain
    for letter, plain in _ALL.items()
    if letter.isalpha() and plain.isalpha() and not _without_marks(letter).isascii()
}
_PLAIN |= {"ə": "e", "Ə": "e", "ẞ": "ss"}
"""Letters of the Latin script that are no plain letter with a mark, and how they are typed."""
_OWN_LETTER = re.compile(f"[{''.join(_PLAIN)}]")


def plain_spellings(texts: Iterable[str]) -> list[str]:
    """Words with letters such as ø, ł and ß, as they are typed where keyboards lack these.

    Pagefind strips accents by itself, where a letter decomposes into a letter and a mark.
    """
    found: dict[str, None] = {}
    for text in texts:
        if _OWN_LETTER.search(text):
            for word in _WORD.findall(text):
                found.update(dict.fromkeys(_spellings(word.lower())))
    return list(found)


def _spellings(word: str) -> Iterator[str]:
    if not _OWN_LETTER.search(word):
        return
    yield "".join(map(_plain, word))
    if "ø" in word:
        yield "".join(map(_plain, word.replace("ø", "oe")))


def _plain(letter: str) -> str:
    base = _without_marks(letter)
    return _PLAIN.get(letter, base if base.isascii() else letter)
