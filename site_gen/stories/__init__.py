"""Which records tell one story: alike by what they say, or put together by related lists.

lists          related lists name it                        lists.py
words          headlines and excerpts are alike             words.py, likeness.py
clusters       the most alike merge first                   clusters.py
blocks         nothing reaches further than the window      blocks.py

Which of them are one article, and what stories are made of it all, is found in ``relations/``.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from site_gen.config import Stories
from site_gen.errors import ConfigError
from site_gen.model import Record
from site_gen.stories.likeness import Likeness, WordLikeness

__all__ = ["ALONE", "Likeness", "WordLikeness", "joinable_records", "likeness_for"]

ALONE = "none"
"""What ``story`` says of a record that belongs to no story."""


def likeness_for(rules: Stories, locale: str, cache: Path) -> Likeness:
    """What compares records under these rules; raises ConfigError if it is not installed."""
    if not rules.semantic:
        return WordLikeness(locale, cache)
    try:
        from site_gen.stories.encoder import encoder  # noqa: PLC0415  needs an extra
        from site_gen.stories.semantic import WordsAndMeanings  # noqa: PLC0415
    except ImportError:
        raise ConfigError(
            "stories.semantic needs packages that are not installed",
            hint="pip install 'site-gen[semantic]', or take the setting out",
        ) from None
    return WordsAndMeanings(locale, cache, encoder())


def joinable_records(records: Iterable[Record]) -> list[Record]:
    """Those that may be in a story with others, by time."""
    found = [record for record in records if record.story.casefold() != ALONE]
    return sorted(found, key=lambda record: (record.published_at, record.id))
