"""Any text → one safe line of text, and truncating it between words."""

from __future__ import annotations

import unicodedata

import regex

_REMOVED = dict.fromkeys([*range(9), *range(14, 28), 127, 0xAD, 0x180E, 0x200B, 0x2060, 0xFEFF])
"""Control characters that are not white space, the soft hyphen, and characters without width."""
_WINDOWS = {code: bytes([code]).decode("cp1252", "ignore") or None for code in range(0x80, 0xA0)}
"""C1 control characters are read as windows-1252 (HTML Standard, 13.2.5.80)."""
_TABLE = {**_REMOVED, **_WINDOWS}
_IN_TABLE = regex.compile(r"[\x00-\x08\x0e-\x1b\x7f-\x9f\xad\u180e\u200b\u2060\ufeff]")
_SURROGATE = regex.compile(r"[\ud800-\udfff]")
_LETTER = r"[^\x00-\x7f\s\u200c\u200d]"
_JOINER = regex.compile(rf"(?<!{_LETTER})[\u200c\u200d]|[\u200c\u200d]++(?!{_LETTER})")
"""Joiners that are not between two letters of a script that uses them, or two emoji."""
_COMBINING_MARKS = regex.compile(r"(\p{M}{16})\p{M}+")
"""More marks on one letter than any script has: normalizing very many of them is slow (compare
Unicode Annex 15, 13)."""
_BIDI_CONTROL = regex.compile(r"[\u202a-\u202e\u2066-\u2069]")
_CLOSED_BY = {**dict.fromkeys("\u202a\u202b\u202d\u202e", "\u202c")} | dict.fromkeys(
    "\u2066\u2067\u2068", "\u2069"
)
_GRAPHEME = regex.compile(r"\X")
_NOT_BEFORE_ELLIPSIS = " ,;:–—-([{“„«‚‘…"
ELLIPSIS = "…"


def clean_line(text: str) -> str:
    """The text on one line: white space collapsed, NFC, without invisible characters.

    Bidirectional controls are kept only if all of them are balanced (Unicode Annex 9).
    """
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    text = _SURROGATE.sub("", text)
    if _IN_TABLE.search(text):
        text = text.translate(_TABLE)
    text = unicodedata.normalize("NFC", _COMBINING_MARKS.sub(r"\1", text))
    return " ".join(_JOINER.sub("", remove_unbalanced_bidi(text)).split())


def remove_unbalanced_bidi(text: str) -> str:
    """The text without its bidirectional controls, unless they are balanced."""
    expected: list[str] = []
    for control in _BIDI_CONTROL.findall(text):
        if control in _CLOSED_BY:
            expected.append(_CLOSED_BY[control])
        elif not expected or expected.pop() != control:
            break
    else:
        if not expected:
            return text
    return " ".join(_BIDI_CONTROL.sub("", text).split())


def truncate(text: str, length: int) -> str:
    """A clean line in at most ``length`` characters, with ``…`` at the end if it was longer.

    Cuts between words, or between graphemes (Unicode Annex 29) if there is no space in the second
    half, as in Chinese and Japanese.
    """
    if len(text) <= length:
        return text
    end = text.rfind(" ", 0, length)
    if end < max(length // 2, 1):
        end = _last_grapheme_end(text, length - 1)
    return remove_unbalanced_bidi(text[:end].rstrip(_NOT_BEFORE_ELLIPSIS) + ELLIPSIS)


def _last_grapheme_end(text: str, length: int) -> int:
    """Where the last grapheme ends that fits; ``length`` if even the first one does not."""
    end = 0
    for grapheme in _GRAPHEME.finditer(text[: length + 64]):
        if grapheme.end() > length:
            break
        end = grapheme.end()
    return end or length
