"""Names in the order of an index: under their letters, without leading articles.

Names in Latin letters come first, by the letter without its accent. Those in other alphabets follow
under their own letters. Chinese and Japanese names are one group each of Han characters and kana,
Korean names are one group. Names that begin with a digit or symbol come last, under ``#``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import lru_cache
from itertools import groupby
from typing import TypeVar

from site_gen.i18n.language import Language
from site_gen.plan.page_frame import PageFrame
from site_gen.plan.views import Link
from site_gen.urls import ascii_text, fold_name

T = TypeVar("T")

SPLIT = 300
"""Indexes of more names are split into a page for each letter."""
MANY = 20
"""Indexes of more names have links to their letters and a filter."""
OTHER = "#"
OTHER_PAGE = "other"
"""The page of all names that do not begin with a Latin letter."""
_ARTICLES = "the a an le la les el lo los las il gli o os der die das de het".split()
_PLACES = "los angeles|los alamos|las vegas|el paso|el salvador|la paz|la plata|la crosse|le mans"
"""Places whose names begin with an article that is part of them."""
_ARTICLE = re.compile(
    rf"(?!(?:{_PLACES})\b)(?:(?:{'|'.join(_ARTICLES)}) +|l['’] ?|[ae]l-|ال(?=\w\w))(?=\w)"
)
_GROUPS = {
    "CJK": "漢",
    "HIRAGANA": "かな",
    "KATAKANA": "かな",
    "HANGUL": "한글",
}
"""Scripts whose names are one group. Their characters are too many for groups of their own."""
_ALPHABETS = frozenset(
    "GREEK CYRILLIC ARMENIAN GEORGIAN HEBREW ARABIC DEVANAGARI BENGALI TAMIL THAI".split()
)


def filed_name(name: str) -> str:
    """The name without case and the leading article: ``The Quay`` → ``quay``."""
    folded = fold_name(name)
    article = _ARTICLE.match(folded)
    return folded[article.end() :] if article else folded


@lru_cache(maxsize=16384)
def initial(name: str) -> str:
    """The letter under which a name is filed."""
    first = next((char for char in filed_name(name) if char.isalnum()), "")
    if "a" <= first <= "z":
        return first.upper()
    script = unicodedata.name(first, "").split(" ")[0] if first else ""
    if script == "LATIN":
        letter = ascii_text(first)[:1].upper()
        return letter if "A" <= letter <= "Z" else OTHER
    if script in _ALPHABETS:
        return unicodedata.normalize("NFKD", first)[0].upper()
    return _GROUPS.get(script, OTHER)


def page_of(letter: str) -> str:
    """The last part of the address of a letter's page: ``a``, or ``other``."""
    return letter.lower() if letter.isascii() and letter.isalpha() else OTHER_PAGE


def anchor_of(letter: str) -> str:
    """The id of a letter's group: ``letter-a``, ``letter-416`` by its code point."""
    key = page_of(letter)
    return f"letter-{key if letter == OTHER or key != OTHER_PAGE else format(ord(letter[0]), 'x')}"


@lru_cache(maxsize=16384)
def filing_key(name: str) -> tuple[bool, bool, str, str, str]:
    """The sort key of a name: by groups, then alphabetical without regard to accents."""
    letter, filed = initial(name), filed_name(name)
    is_latin = page_of(letter) != OTHER_PAGE
    return letter == OTHER, not is_latin, letter, ascii_text(filed) if is_latin else filed, filed


def by_letter(items: Iterable[T], name: Callable[[T], str]) -> list[tuple[str, list[T]]]:
    """The items under their letters, in the order of the index."""
    ordered = sorted(items, key=lambda item: filing_key(name(item)))
    return [
        (key, [*group]) for key, group in groupby(ordered, key=lambda item: initial(name(item)))
    ]


def page_letters(names: Iterable[str]) -> list[str]:
    """The pages of letters for these names, in order."""
    pages = {page_of(initial(name)) for name in names}
    return [*sorted(pages - {OTHER_PAGE}), *sorted(pages & {OTHER_PAGE})]


def page_label(language: Language, page: str) -> str:
    """The label of a letter's page: ``A``, ``Other``."""
    if page == OTHER_PAGE:
        # Translators: all names that do not begin with a letter from A to Z.
        return language.pgettext("letters of an index", "Other")
    return page.upper()


def letter_path(front: str, page: str) -> str:
    """The page of a letter of the index at ``front``."""
    return f"{front}page/{page}/"


def letter_links(
    frame: PageFrame,
    front: str,
    pages: Iterable[str],
    letters: Iterable[str],
    count: int,
    here: str = "",
) -> tuple[Link, ...]:
    """Links to the pages of the index at ``front``, or to the letters on it.

    There are none if the index has few names (``count``). ``here`` is the page with the links.
    """
    labels = {page: page_label(frame.maker.language, page) for page in pages}
    links = tuple(
        Link(label) if page == here else frame.maker.link(label, letter_path(front, page))
        for page, label in labels.items()
    )
    if links or count <= MANY:
        return links
    return tuple(Link(letter, f"#{anchor_of(letter)}") for letter in letters)
