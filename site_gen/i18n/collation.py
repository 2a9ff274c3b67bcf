"""The order of names in a language, and the letters under which an index has them.

Where the package PyICU is installed (the extra ``icu``), both are those of ICU, the library of the
Unicode Consortium: Chinese by pinyin, Japanese kana by their rows, all letters and digraphs of a
language. Without it they are those of ``unicode_collation.py``.
"""

from __future__ import annotations

from functools import cache
from typing import Any, Protocol

from site_gen.i18n.unicode_collation import UnicodeCollation


class Collation(Protocol):
    """The order of names in one language."""

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
