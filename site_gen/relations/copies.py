"""Which articles of a story are copies: the same text as an earlier article of another provider.

Two articles have the same text if they share most sequences of three words of their excerpts, or
of their headlines if one of them has no excerpt of some length. Two that name the same agency as
their author, or are of the agency itself, count as one text, too, if they are in one language.

Articles are taken in the order of time and compared with those before them that are not copies. So
a later copy changes nothing about the others. The time is linear in the number of articles: those
that share sequences of words are looked up, and only a few of them are compared.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from site_gen.model import Copy
from site_gen.model.facts import TextFacts
from site_gen.shingles import hashes

_OF_EXCERPT = 0.6
"""Share of the shorter excerpt's shingles that are in the other one. A changed word changes three
shingles; a quotation of twelve words is a third of an excerpt of thirty."""
_OF_HEADLINE = 0.8
"""The same for headlines. Those of one event share more words."""
_LISTED = 16
"""Articles that are found by one shingle, the earliest."""
_COMPARED = 8
"""Articles that are compared with another, those that share most shingles."""


class StoryText(NamedTuple):
    """The provider of an article, its text, and the language of that if an agency wrote it."""

    provider: str
    text: TextFacts | None
    language: str = ""


def find_copies(articles: Sequence[StoryText], in_order: Sequence[int]) -> Mapping[int, Copy]:
    """Position of a copy → the article that it repeats.

    ``in_order`` are the positions of the articles in the order of time.
    """
    originals = _Originals()
    found: dict[int, Copy] = {}
    for place, number in enumerate(in_order):
        provider, text, language = articles[number]
        if text is None:
            continue
        agency = (text.agency, language) if text.agency else None
        match = originals.find(text, agency)
        if match is None:
            originals.add(place, text, agency)
            continue
        original = in_order[match.place]
        if articles[original].provider != provider:
            found[number] = Copy(original, match.by_agency)
        elif match.by_agency:  # another text of the agency
            originals.add(place, text, agency)
    return {number: found[number] for number in sorted(found)}


_Agency = tuple[str, str] | None
"""The agency that wrote a text, and its language."""


class _Repeated(NamedTuple):
    """The article that another repeats, by its place in the order of time."""

    place: int
    by_agency: bool = False


class _Originals:
    """The articles so far that are not copies, by their places in the order of time."""

    def __init__(self) -> None:
        self.texts: dict[int, TextFacts] = {}
        self.by_excerpt = _Index()
        self.by_headline = _Index()
        self.by_agency: dict[_Agency, int] = {}

    def add(self, place: int, text: TextFacts, agency: _Agency) -> None:
        self.texts[place] = text
        self.by_excerpt.add(place, text.excerpt)
        self.by_headline.add(place, text.headline)
        if agency:
            self.by_agency.setdefault(agency, place)

    def find(self, text: TextFacts, agency: _Agency) -> _Repeated | None:
        """The first article of the same text, else the first of the same agency."""
        same = self.by_excerpt.like(text.excerpt, _OF_EXCERPT)
        same += [
            place
            for place in self.by_headline.like(text.headline, _OF_HEADLINE)
            if not (text.excerpt and self.texts[place].excerpt)
        ]
        if same:
            return _Repeated(min(same))
        place = self.by_agency.get(agency)
        return None if place is None else _Repeated(place, by_agency=True)


class _Index:
    """Texts by their shingles; they are added in the order of time."""

    def __init__(self) -> None:
        self.sets: dict[int, frozenset[int]] = {}
        self.places: dict[int, list[int]] = {}
        """Shingle → the first texts that have it."""

    def add(self, place: int, packed: bytes) -> None:
        if not packed:
            return
        self.sets[place] = frozenset(hashes(packed))
        for shingle in self.sets[place]:
            listed = self.places.setdefault(shingle, [])
            if len(listed) < _LISTED:
                listed.append(place)

    def like(self, packed: bytes, share: float) -> list[int]:
        """The texts that share this part of the shingles of the shorter of the two."""
        if not packed or not self.sets:
            return []
        own = hashes(packed)
        counts = Counter([place for shingle in own for place in self.places.get(shingle, ())])
        nearest = sorted(counts, key=lambda place: (-counts[place], place))[:_COMPARED]
        sets = [(place, self.sets[place]) for place in nearest]
        return [
            place
            for place, other in sets
            if len(other.intersection(own)) >= share * min(len(other), len(own))
        ]
