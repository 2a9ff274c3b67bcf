"""Record → weighted terms, by which articles are compared.

The weight of a term is minus the logarithm of its frequency, as with inverse document frequency
(Spärck Jones 1972). The frequency is that in the language, from a word list that never changes, and
not that on the site. So the likeness of two articles depends on these two alone, and new
records do not change that of others.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from pathlib import Path

from site_gen.model import Record
from site_gen.stories.languages import lexical_language
from site_gen.stories.lexicon import lexicon_of

Vector = Mapping[str, float]
"""Term → weight; of length 1, or shorter if the words say little."""

_EXCERPT = 0.3
"""Weight of a word that only the excerpt has, as a share of that of a headline word."""
_LEAST_OF_EXCERPT = 6.0
"""Words of an excerpt with a lesser weight, that is more frequent ones, are ignored."""
EXCERPT_LENGTH = 400
"""Characters of an excerpt that are read: its first sentences say what the article is about."""
_LEAST = 16.0
"""Least length by which a vector is divided; more than that of one name. Headlines that say less,
such as “What we know so far”, are then like nothing else rather than like all of their kind."""


def vector(record: Record, locale: str, cache: Path | None = None) -> Vector:
    """The terms of a record's headline and excerpt; ``locale`` is that of the site.

    Word lists are cached in the folder ``cache``, if there is one.
    """
    lexicon = lexicon_of(lexical_language(record.locale or locale), cache)
    terms = lexicon.headline(record.title)
    for word, weight in lexicon.weighted(record.excerpt[:EXCERPT_LENGTH]):
        if weight > _LEAST_OF_EXCERPT and word not in terms:
            terms[word] = _EXCERPT * weight
    length = max(_LEAST, math.sqrt(sum([weight * weight for weight in terms.values()])))
    return {term: weight / length for term, weight in terms.items()}
