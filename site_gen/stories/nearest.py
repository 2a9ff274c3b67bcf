"""Which vectors of two lists are near each other, so that each is in few pairs."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

_ROWS = 256
"""Rows whose products are in memory at a time: 20 MB for 16,000 columns."""


class Pairs(NamedTuple):
    """Pairs of a row of ``left`` and one of ``right``, by their indexes, sorted by these."""

    left: npt.NDArray[np.int64]
    right: npt.NDArray[np.int64]
    products: npt.NDArray[np.int64]


def nearest_pairs(
    left: npt.NDArray[np.int8], right: npt.NDArray[np.int8], *, least: int, most: int
) -> Pairs:
    """Pairs with a product above ``least`` of which one is among the ``most`` nearest of the other.

    ``left`` has shape (n, d), ``right`` (m, d). If several are equally near, those with the smaller
    index are taken. Swapping the lists gives the same pairs. Takes time in n · m · d; for the same
    list twice half as long.
    """
    # Products of whole numbers, which float32 holds exactly below 2^24 (512 · 127² is half of
    # that), so that they are the same on every processor and in any order of adding.
    rows, columns = left.astype(np.float32), right.astype(np.float32)
    found = _nearest(rows, columns, least, most)
    reverse = found if left is right else _nearest(columns, rows, least, most)
    width = len(right)
    keys = np.concatenate((found.left * width + found.right, reverse.right * width + reverse.left))
    unique, first = np.unique(keys, return_index=True)
    products = np.concatenate((found.products, reverse.products))[first]
    return Pairs(unique // width, unique % width, products)


def _nearest(
    left: npt.NDArray[np.float32], right: npt.NDArray[np.float32], least: int, most: int
) -> Pairs:
    """The same for the nearest of each row of ``left`` only."""
    parts = []
    for start in range(0, len(left), _ROWS):
        products = left[start : start + _ROWS] @ right.T
        taken = products > least
        for row in np.flatnonzero(np.count_nonzero(taken, axis=1) > most):
            columns = np.flatnonzero(taken[row])
            order = np.argsort(-products[row, columns], kind="stable")
            taken[row, columns[order[most:]]] = False
        rows, columns = np.nonzero(taken)
        parts.append(Pairs(rows + start, columns, products[rows, columns].astype(np.int64)))
    return Pairs(*map(np.concatenate, zip(*parts, strict=True)))
