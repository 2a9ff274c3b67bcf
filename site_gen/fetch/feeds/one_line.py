"""Any text → text on one line that can do no harm, and cutting it where it hurts least."""

from __future__ import annotations

import unicodedata

import regex

_FORBIDDEN = dict.fromkeys([*range(9), *range(14, 28), 127, 0xAD, 0x180E, 0x200B, 0x2060, 0xFEFF])
"""Control characters that separate nothing, the soft hyphen, and signs without width."""
_WINDOWS = {code: bytes([code]).decode("cp1252", "ignore") or None for code in range(0x80, 0xA0)}
"""C1 control characters: nobody means them, but windows-1252 (HTML Standard, 13.2.5.80)."""
_TABLE = {**_FORBIDDEN, **_WINDOWS}
_ODD = regex.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x9f\xad\u180e\u200b\u2060\ufeff]")
_SURROGATE = regex.compile(r"[\ud800-\udfff]")
_LETTER = r"[^\x00-\x7f\s\u200c\u200d]"
_JOINER = regex.compile(rf"(?<!{_LETTER})[\u200c\u200d]|[\u200c\u200d]++(?!{_LETTER})")
"""Joiners that do not stand between two letters of a script that has them, or two emoji."""
_PILE = regex.compile(r"(\p{M}{16})\p{M}+")
"""Marks on one letter: ordering very many takes very long (compare Unicode Annex 15, 13)."""
_BIDI = regex.compile(r"[\u202a-\u202e\u2066-\u2069]")
_CLOSED_BY = {**dict.fromkeys("\u202a\u202b\u202d\u202e", "\u202c")} | dict.fromkeys(
    "\u2066\u2067\u2068", "\u2069"
)
_CLUSTER = regex.compile(r"\X")
_LOOSE_END = " ,;:–—-([{“„«‚‘…"
"""What does not stand before the sign of a cut."""
CUT = "…"


def fold(text: str) -> str:
    """The text on one line: white space folded, NFC, without signs that nobody sees.

    Directional controls stay only if each that opens is closed (Unicode Annex 9).
    """
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    text = _SURROGATE.sub("", text)
    if _ODD.search(text):
        text = text.translate(_TABLE)
    text = unicodedata.normalize("NFC", _PILE.sub(r"\1", text))
    return " ".join(_JOINER.sub("", balanced(text)).split())


def balanced(text: str) -> str:
    """The text without its directional controls if they do not match one another."""
    open_ones: list[str] = []
    for control in _BIDI.findall(text):
        if control in _CLOSED_BY:
            open_ones.append(_CLOSED_BY[control])
        elif not open_ones or open_ones.pop() != control:
            break
    else:
        if not open_ones:
            return text
    return " ".join(_BIDI.sub("", text).split())


def cut(text: str, length: int) -> str:
    """The folded text in at most ``length`` characters, with ``…`` where it was cut.

    It is cut between words; where there is none in the second half, as in Chinese and Japanese,
    between letters as readers count them (Unicode Annex 29).
    """
    if len(text) <= length:
        return text
    end = _between_words(text, length)
    if end is None:
        end = _between_letters(text, length - 1)
    return balanced(text[:end].rstrip(_LOOSE_END) + CUT)


def _between_words(text: str, length: int) -> int | None:
    place = text.rfind(" ", 0, length)
    return place if place >= max(length // 2, 1) else None


def _between_letters(text: str, length: int) -> int:
    """The last end of a letter, at most ``length``; that of the first if it is longer than all."""
    end = 0
    for cluster in _CLUSTER.finditer(text[: length + 64]):
        if cluster.end() > length:
            break
        end = cluster.end()
    return end or length
