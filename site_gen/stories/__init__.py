"""Which records are about the same event, by their words and their related lists.

words.py, likeness.py                how alike headlines and excerpts are
lexicon.py, forms.py, endings.py, clitics.py, numbers.py, segments.py,
languages.py, word_lists.py          the words of a language and their weights
semantic.py, embeddings.py, encoder.py, nearest.py
                                     the same by sentence embeddings, if configured
lists.py                             which records related lists connect
copies.py, texts.py                  which records have nearly the same text
clusters.py, thresholds.py           merging the records that are most alike, and how alike
blocks.py, chains.py                 doing so in blocks of time, and stories of several blocks
evidence.py                          the numbers behind it, for ``explain``

``relations/grouping.py`` makes stories of the clusters.
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
"""Value of the field ``story`` of a record that must not be in a story with others."""


def likeness_for(rules: Stories, locale: str, cache: Path) -> Likeness:
    """The comparison that is configured; raises ConfigError if its packages are not installed."""
    if not rules.semantic:
        return WordLikeness(locale, cache)
    try:
        from site_gen.stories.encoder import encoder  # noqa: PLC0415  needs an extra
        from site_gen.stories.semantic import SemanticLikeness  # noqa: PLC0415
    except ImportError:
        raise ConfigError(
            "stories.semantic needs packages that are not installed",
            hint="pip install 'site-gen[semantic]', or take the setting out",
        ) from None
    return SemanticLikeness(locale, cache, encoder())


def joinable_records(records: Iterable[Record]) -> list[Record]:
    """Records that may be in a story with others, by time."""
    joinable = [record for record in records if record.story.casefold() != ALONE]
    return sorted(joinable, key=lambda record: (record.published_at, record.id))
