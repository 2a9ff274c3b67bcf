"""Texts that are nearly the same are one from the beginning, at a bounded cost."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from site_gen.stories import copies as module
from site_gen.stories.copies import copies
from site_gen.stories.words import Vector

TERMS = "abcdef"


def product(one: Vector, other: Vector) -> float:
    return sum(weight * other.get(term, 0) for term, weight in one.items())


def vector(text: str) -> Vector:
    """Each letter is a term; a text is of length 1."""
    return dict.fromkeys(text, len(text) ** -0.5)


def test_first_of_nearly_equal_texts_stands_for_all() -> None:
    texts = ["abcdef", "xyz", "abcde", "xyz", "bcdef", "q"]
    assert copies([vector(text) for text in texts]) == [0, 1, 0, 1, 0, 5]


def test_text_is_a_copy_of_the_most_similar_first_one() -> None:
    texts = ["abcde", "abcdfg", "abcdf"]
    assert copies([vector(text) for text in texts]) == [0, 1, 1]


def test_texts_that_say_little_are_no_copies() -> None:
    assert copies([{"far": 0.3}, {"far": 0.3}]) == [0, 1]


@settings(derandomize=True, max_examples=200, deadline=None)
@given(
    st.lists(st.text(TERMS, min_size=1, max_size=6).map(lambda text: vector("".join(set(text)))))
)
def test_copies_are_as_similar_as_they_must_be_to_their_first(vectors: list[Vector]) -> None:
    found = copies(vectors)
    firsts = sorted(set(found))
    for index, first in enumerate(found):
        similar = [other for other in firsts if other < index and is_copy(vectors, index, other)]
        assert first == index if not similar else is_copy(vectors, index, first)
        assert found[first] == first <= index


def is_copy(vectors: list[Vector], one: int, other: int) -> bool:
    return product(vectors[one], vectors[other]) >= 0.8 - 1e-9


def test_many_texts_with_a_common_term_need_less_to_be_copies(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    alike = [vector(f"abc{chr(0x4E00 + number)}") for number in range(12)]
    of_one_town = [vector(f"a{chr(0x4E00 + number)}") for number in range(12)]
    assert copies(alike) == copies(of_one_town) == list(range(12))
    monkeypatch.setattr(module, "_MOST", 10)
    assert set(copies(alike)) == {0}
    assert copies(of_one_town) == list(range(12))


def test_number_of_comparisons_grows_with_that_of_texts(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many texts have a term in common."""
    monkeypatch.setattr(module, "_MOST", 10)
    compared = []

    def counted(one: Vector, other: Vector) -> float:
        compared.append(1)
        return product(one, other)

    monkeypatch.setattr(module, "_product", counted)
    letters = [chr(0x4E00 + number) for number in range(4000)]
    for size in (200, 400):
        compared.clear()
        texts = [
            vector(f"a{letters[4 * n]}{letters[4 * n + 1]}{letters[4 * n + 2]}")
            for n in range(size)
        ]
        copies(texts)
        assert len(compared) <= 21 * size
