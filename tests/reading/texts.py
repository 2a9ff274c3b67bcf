"""Texts that a file can hold: all that Unicode has, but no control characters."""

from __future__ import annotations

from hypothesis import strategies as st

_CONTROL = "".join(map(chr, {*range(32), 127} - {9, 10, 13}))


def texts(min_size: int = 0, max_size: int | None = None) -> st.SearchStrategy[str]:
    """Any texts but those with characters that the format refuses."""
    letters = st.characters(exclude_categories=["Cs"], exclude_characters=_CONTROL)
    return st.text(letters, min_size=min_size, max_size=max_size)
