"""The initials of an outlet, shown where it has no picture."""

from __future__ import annotations

import re

_ARABIC_ARTICLE = re.compile(r"^ال(?=\w{2})")
_ARABIC = re.compile(r"[\u0600-\u06ff]")
_NON_JOINER = "\u200c"


def initials_of(name: str) -> str:
    """The first letters of the first two words, without an article: ``HP`` for The Harbour Post.

    Arabic letters stand apart: joined, they would read as a word.
    """
    words = re.findall(r"\w+", name)
    if len(words) > 2 and words[0].lower() == "the":
        words = words[1:]
    letters = [_ARABIC_ARTICLE.sub("", word)[0] for word in words[:2]]
    between = _NON_JOINER if any(map(_ARABIC.match, letters)) else ""
    return between.join(letters).upper()
