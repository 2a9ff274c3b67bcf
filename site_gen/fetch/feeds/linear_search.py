"""Finding the parts of a text in time that is linear for any text.

A pattern such as ``<!--.*?-->`` reads all that follows again for each beginning that has no end.
"""

from __future__ import annotations

from collections.abc import Iterator


def spans(text: str, opening: str, closing: str) -> Iterator[tuple[bool, str]]:
    """The text in pieces, each with whether it is from ``opening`` to ``closing``, both included.

    An opening that is never closed is ordinary text.
    """
    place = 0
    while True:
        start = text.find(opening, place)
        end = text.find(closing, start + len(opening)) if start >= 0 else -1
        if end < 0:
            yield False, text[place:]
            return
        yield False, text[place:start]
        place = end + len(closing)
        yield True, text[start:place]


def without(text: str, opening: str, closing: str) -> str:
    """The text without its parts from ``opening`` to ``closing``."""
    if opening not in text:
        return text
    return "".join(piece for inside, piece in spans(text, opening, closing) if not inside)
