"""Nearest pairs: those that each is in, whichever list comes first."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from site_gen.stories.nearest import nearest_pairs

Matrix = npt.NDArray[np.int8]


def matrices(most: int = 8) -> st.SearchStrategy[Matrix]:
    return st.integers(1, most).flatmap(
        lambda rows: arrays(np.int8, (rows, 3), elements=st.integers(-3, 3))
    )


def as_dict(left: Matrix, right: Matrix, least: int, most: int) -> dict[tuple[int, int], int]:
    pairs = nearest_pairs(left, right, least=least, most=most)
    keys = zip(pairs.left.tolist(), pairs.right.tolist(), strict=True)
    return dict(zip(keys, pairs.products.tolist(), strict=True))


def expected(left: Matrix, right: Matrix, least: int, most: int) -> dict[tuple[int, int], int]:
    """The same by sorting all pairs."""
    products = {
        (one, other): int(left[one].astype(int) @ right[other].astype(int))
        for one in range(len(left))
        for other in range(len(right))
    }
    above = {pair: product for pair, product in products.items() if product > least}
    taken: set[tuple[int, int]] = set()
    for side, count in ((0, len(left)), (1, len(right))):
        for index in range(count):
            own = [pair for pair in above if pair[side] == index]
            taken.update(sorted(own, key=lambda pair: (-above[pair], pair[1 - side]))[:most])
    return {pair: above[pair] for pair in taken}


@settings(derandomize=True, max_examples=300, deadline=None)
@given(left=matrices(), right=matrices(), least=st.integers(-2, 6), most=st.integers(1, 4))
def test_pairs_are_those_of_sorting_all(left: Matrix, right: Matrix, least: int, most: int) -> None:
    found = as_dict(left, right, least, most)
    assert found == expected(left, right, least, most)
    swapped = as_dict(right, left, least, most)
    assert {(other, one): product for (one, other), product in swapped.items()} == found
    assert as_dict(left, left, least, most) == expected(left, left, least, most)


def test_many_rows_are_compared_in_parts() -> None:
    """600 rows, of which each is near the two beside it; the products of all would be 360,000."""
    matrix = np.zeros((600, 603), dtype=np.int8)
    for row in range(600):
        matrix[row, row : row + 3] = 127
    found = as_dict(matrix, matrix, 0, 3)
    assert len(found) < 600 * 6
    assert found[300, 300] == 3 * 127**2
    assert found[255, 256] == found[256, 255] == 2 * 127**2
    assert (255, 258) not in found


def test_products_of_the_largest_numbers_are_exact() -> None:
    row = np.full((1, 512), 127, dtype=np.int8)
    other = row.copy()
    other[0, 0] = 126
    assert as_dict(row, other, 0, 1) == {(0, 0): 511 * 127**2 + 127 * 126}
