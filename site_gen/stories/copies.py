"""Records of a block whose texts are nearly the same, which are grouped before all others.

The most alike records are merged first anyway, so this changes little, but a thousand copies of one
report then cost no more than a thousand other records.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from site_gen.stories.words import Vector

_LEAST_LIKENESS = 0.8
"""Scalar product of two vectors from which on the texts are nearly the same."""
_LEAST_IN_CROWD = 0.4
"""The same for a block with more than ``_MOST`` texts that have a term in common, without what the
strongest such term adds: the name of a town makes no copies."""
_MOST = 300
"""Texts with a common term that a text is compared with."""


def copies(vectors: Sequence[Vector]) -> list[int]:
    """For each vector the index of the first one that it is a copy of, or its own.

    The first one is a copy of itself. Copies are as alike as the least likeness to the first of
    them, not always to each other.
    """
    holders = Counter(term for terms in vectors for term in terms)
    crowds = frozenset(term for term, number in holders.items() if number > _MOST)
    return (
        _copies(vectors, holders, _LEAST_LIKENESS, stop=True)
        or _copies(vectors, holders, _LEAST_IN_CROWD, crowds)
    )  # fmt: skip


def _copies(
    vectors: Sequence[Vector],
    holders: Counter[str],
    least: float,
    crowds: frozenset[str] = frozenset(),
    *,
    stop: bool = False,
) -> list[int]:
    """The copies with at least this likeness, without what the strongest term of ``crowds`` adds;
    with ``stop`` none if there are too many texts with a term in common."""
    firsts: list[int] = []
    with_term: dict[str, list[int]] = {}
    for index, terms in enumerate(vectors):
        first, best = index, least
        for other in _candidates(terms, holders, with_term, least):
            likeness = _product(terms, vectors[other])
            if crowds:
                likeness -= _strongest(terms, vectors[other], crowds)
            if likeness >= best and (likeness > best or first == index or other < first):
                first, best = other, likeness
        firsts.append(first)
        if first != index:
            continue
        for term in terms:
            texts = with_term.setdefault(term, [])
            if len(texts) < _MOST:
                texts.append(index)
            elif stop:
                return []
    return firsts


def _candidates(
    terms: Vector, holders: Counter[str], with_term: dict[str, list[int]], least: float
) -> Iterator[int]:
    """Texts that may be alike enough.

    Those share one of the rarest terms: what all other terms can add is less than ``least``, as no
    vector is longer than 1 (prefix filtering; Bayardo, Ma and Srikant 2007).
    """
    seen: set[int] = set()
    rest = sum([weight * weight for weight in terms.values()])
    for term in sorted(terms, key=lambda term: (holders[term], term)):
        if rest < least * least:
            return
        for other in with_term.get(term, ()):
            if other not in seen:
                seen.add(other)
                yield other
        rest -= terms[term] * terms[term]


def _product(one: Vector, other: Vector) -> float:
    if len(other) < len(one):
        one, other = other, one
    return sum([weight * other[term] for term, weight in one.items() if term in other])


def _strongest(one: Vector, other: Vector, terms: frozenset[str]) -> float:
    """What the strongest of these terms adds to the product of two vectors."""
    return max((one[term] * other[term] for term in terms & one.keys() & other.keys()), default=0.0)
