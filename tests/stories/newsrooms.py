"""Hypothesis strategies for sites of similar articles, and likenesses to compare them by."""

from __future__ import annotations

import math
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import strategies as st

from site_gen.config import Stories
from site_gen.model import Record, Related
from site_gen.relations import grouping
from site_gen.stories import Likeness, WordLikeness
from site_gen.stories.likeness import Products
from site_gen.stories.semantic import SemanticLikeness
from tests.records import NOON, record, related
from tests.stored import Grouping, grouping_of

WINDOW = 10.0
"""The story window in hours; a block is a fifth of it."""
START = datetime.fromtimestamp(NOON.timestamp() // (WINDOW * 3600) * WINDOW * 3600, UTC)
_STEP = timedelta(minutes=20)
_STEPS = 150
"""Times to choose from: five windows."""
_SIZE = 16
"""Dimensions of the fake embeddings."""


class Dense:
    """A fake likeness by which all records are alike, most of them only a little."""

    def copies(self, records: Sequence[Record]) -> list[int]:
        titles = [one.title for one in records]
        return [titles.index(title) for title in titles]

    def products(self, left: Sequence[Record], right: Sequence[Record]) -> Products:
        mine, theirs = ([self.meaning(one.title) for one in some] for some in (left, right))
        whole = {
            place: {
                other: round(sum(a * b for a, b in zip(one, another, strict=True)), 5)
                for other, another in enumerate(theirs)
            }
            for place, one in enumerate(mine)
        }
        return Products(whole, {})

    def forget(self, records: Sequence[Record]) -> None:
        """There is no cache."""

    @staticmethod
    def meaning(text: str) -> list[float]:
        """A vector of length 1."""
        values = [0.02] * _SIZE
        for word in text.lower().split():
            values[zlib.crc32(word.encode()) % _SIZE] += 1.0
        length = math.sqrt(sum(value * value for value in values))
        return [value / length for value in values]


def semantic() -> Likeness:
    """Semantic likeness with these embeddings, and no cache on disk."""
    nowhere = Path(__file__) / "cache"
    return SemanticLikeness("en", nowhere, lambda text: spread_out(Dense.meaning(text)))


def spread_out(vector: Sequence[float]) -> npt.NDArray[np.float64]:
    """The same direction with 16 components for each: those of a model's vectors are small."""
    return np.repeat(vector, 16) / 4


LIKENESSES: list[Callable[[], Likeness]] = [lambda: WordLikeness("en"), Dense, semantic]
"""Likenesses with which the laws of grouping must hold."""
each_likeness = pytest.mark.parametrize("likeness", LIKENESSES, ids=["words", "dense", "semantic"])

EVENTS = [
    "Tern ferry engine refit Quillon".split(),
    "Tern ferry lighthouse Marlowe blackout".split(),
    "kelp harvest Brannigan permit quota".split(),
    "kelp harvest Brannigan strike Oxbow".split(),
]
_MIN_PROVIDERS = ["Harbour Post", "Quillon Courier", "Island Radio"]
_OUTSIDE = [f"https://elsewhere.example/{number}" for number in range(3)]


def address(number: int) -> str:
    return f"https://harbourpost.example/r{number:02}"


@st.composite
def articles(draw: st.DrawFn, number: int, of: int) -> Record:
    """One of ``of`` articles, whose related list may name any of the others."""
    event = EVENTS[draw(st.integers(0, len(EVENTS) - 1))]
    words = draw(st.lists(st.sampled_from(event), min_size=1, max_size=4, unique=True))
    named = draw(
        st.lists(
            st.one_of(st.sampled_from(_OUTSIDE), st.integers(0, of - 1).map(address)), max_size=2
        )
        if draw(st.integers(0, 3)) == 0
        else st.just([])
    )
    return record(
        f"r{number:02}",
        START + draw(st.integers(0, _STEPS)) * _STEP,
        title=" ".join(words),
        excerpt=draw(st.sampled_from(["", "A crew from Quillon.", "The quota of kelp."])),
        provider=draw(st.sampled_from(_MIN_PROVIDERS)),
        original_url=address(number),
        related=tuple(related(url) for url in named),
    )


@st.composite
def newsrooms(draw: st.DrawFn, most: int = 14) -> list[Record]:
    """Articles about few events in five windows, some with related lists; none has ``story``."""
    of = draw(st.integers(2, most))
    return [draw(articles(number, of)) for number in range(of)]


thresholds = st.sampled_from([0.0, Stories().threshold, 0.5])


@contextmanager
def compared_by(likeness: Likeness) -> Iterator[None]:
    """Make all stores compare records by this likeness."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(grouping, "likeness_for", lambda *_: likeness)
        yield


def group(
    records: Sequence[Record],
    likeness: Likeness,
    threshold: float = Stories().threshold,
    window: float = WINDOW,
    max_days: float = Stories().max_days,
) -> Grouping:
    rules = Stories(window_hours=window, threshold=threshold, max_days=max_days)
    with compared_by(likeness):
        return grouping_of(*records, rules=rules)


def stories_of(
    *records: Record,
    threshold: float = Stories().threshold,
    window: float = WINDOW,
    max_days: float = Stories().max_days,
) -> str:
    """The stories of these records by words, such as ``a b, c``; with records that are alone."""
    found = story_of(group(records, WordLikeness("en"), threshold, window, max_days), records)
    return ", ".join(sorted({" ".join(story) for story in found.values()}))


def story_of(found: Grouping, records: Sequence[Record]) -> dict[str, tuple[str, ...]]:
    """Record id → ids of all records of its story."""
    alone: dict[str, tuple[str, ...]] = {item.id: (item.id,) for item in records}
    return {**alone, **{id_: story for story in found.stories for id_ in story}}


def entry(*records: Record) -> tuple[Related, ...]:
    """A related list that names these records."""
    return tuple(related(item.original_url, provider="Someone") for item in records)


def after(hours: float) -> datetime:
    """An instant so many hours after the beginning of a window."""
    return START + timedelta(hours=hours)
