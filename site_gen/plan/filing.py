"""Names in the order of an index: under their letters, without leading articles.

Order and letters are those of the site's language (``i18n/collation.py``): names in its own script
come first, then those in Latin letters, then others. Names that begin with a digit or symbol come
last, under ``#``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache, lru_cache
from itertools import groupby
from typing import Any, TypeVar

from site_gen.i18n.collation import collation_of
from site_gen.i18n.tags import script_of
from site_gen.i18n.unicode_collation import OTHER, is_latin, is_of_script
from site_gen.urls import ascii_text

T = TypeVar("T")

SPLIT = 300
"""Indexes of more names are split into a page for each letter."""
MANY = 20
"""Indexes of more names have links to their letters and a filter."""
OTHER_PAGE = "other"
"""The page of all names in other scripts than the site's and the Latin one."""
_ARTICLES = "the a an le la les el lo los las il gli o os der die das de het".split()
_PLACES = "los angeles|los alamos|las vegas|el paso|el salvador|la paz|la plata|la crosse|le mans"
"""Places whose names begin with an article that is part of them."""
_ARTICLE = re.compile(
    rf"(?!(?:{_PLACES})\b)(?:(?:{'|'.join(_ARTICLES)}) +|l['’] ?|[ae]l-|ال(?=\w\w))(?=\w)"
)
_CACHE_SIZE = 16384


@cache
def filing_in(tag: str) -> Filing:
    """How names are filed in a language."""
    return Filing(tag)


class Filing:
    """Files names in the order of a language."""

    def __init__(self, tag: str) -> None:
        self._collation = collation_of(tag)
        self._script = script_of(tag)
        cached: Callable[[Callable[..., Any]], Callable[..., Any]] = lru_cache(_CACHE_SIZE)
        self.key = cached(self._key)
        """The sort key of a name."""
        self.letter = cached(self._letter)
        """The letter under which a name is filed."""
        self.page_of = cached(self._page_of)
        """The last part of the address of the page of a name: ``a``, ``other``."""

    def filed_name(self, name: str) -> str:
        """The name in small letters without the leading article: ``The Quay`` → ``quay``."""
        folded = self._collation.folded(name)
        article = _ARTICLE.match(folded)
        return folded[article.end() :] if article else folded

    def _key(self, name: str) -> Any:
        return self._collation.key(self.filed_name(name))

    def _letter(self, name: str) -> str:
        return self._collation.letter(self.filed_name(name))

    def by_letter(self, items: Iterable[T], name: Callable[[T], str]) -> list[tuple[str, list[T]]]:
        """The items under their letters, in the order of the index."""
        ordered = sorted(items, key=lambda item: self.key(name(item)))
        grouped = groupby(ordered, key=lambda item: self.letter(name(item)))
        return [(letter, [*group]) for letter, group in grouped]

    def _page_of(self, name: str) -> str:
        """The last part of the address of the page of a name: ``a``, ``other``.

        Letters with accents are on the page of those without. Letters of a site in another script
        have pages by their code points: ``416`` for Ж.
        """
        letter = self.letter(name)
        if is_latin(letter):
            first = ascii_text(letter)[:1]
            return first if "a" <= first <= "z" else OTHER_PAGE
        is_own = letter != OTHER and is_of_script(letter, self._script)
        return format(ord(letter[0]), "x") if is_own else OTHER_PAGE

    def pages_of(self, names: Iterable[str]) -> list[str]:
        """The pages of letters for these names, in the order of the index."""
        first: dict[str, Any] = {}
        for name in names:
            page = self.page_of(name)
            key = (page == OTHER_PAGE, self.key(name))
            if page not in first or key < first[page]:
                first[page] = key
        return sorted(first, key=first.__getitem__)


def anchor_of(letter: str) -> str:
    """The id of a letter's group: ``letter-a``, ``letter-416`` by its code points."""
    if letter == OTHER:
        return f"letter-{OTHER_PAGE}"
    if letter.isascii() and letter.isalpha():
        return f"letter-{letter.lower()}"
    return f"letter-{format(ord(letter[0]), 'x')}"
