"""Shortening text for cards and descriptions: at the end of a sentence, else between words.

A cut in the last third of what fits is at the end of a sentence if one ends there. All other cuts
are between words and marked by “…”. A number stays with its unit, an abbreviation with what it
stands before, and an article or a preposition is not the last word. Chinese, Japanese and Thai,
which have no spaces between words, are cut at punctuation or else between letters; a letter is
never cut from its marks, nor an emoji in its middle.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import category, combining

from site_gen.wording import one_line

_ELLIPSIS = "…"
_LOOSE = " ,;:–—-.…、，；：،؛·([{“‘«‹「『（【\u200d"
"""What makes no sense at the end of a shortened text."""
_SENTENCE_END = re.compile(
    "(?:[.!?\u2026\u061f\u06d4\u0964\u0965\u104b\u1362]+[\"'\u201d\u2019\u00bb\u203a)\\]]*(?= )"
    "|[。！？｡]+[」』”’）】]*)"
)
"""Also Arabic, Urdu, Hindi, Burmese and Ethiopian; Chinese and Japanese need no space after it."""
_ABBREVIATIONS = frozenset(
    "abs adm al apr approx art aug bd bzw ca capt cf co col corp dec dept dez dr ed eg est "
    "etc ev feb febr fig fr gen gov hon hr hrsg ie inc inkl jan jr kl lt ltd maj max messrs "
    "min mio mlle mme mr mrd mrs ms mt nov nr no oct okt op pp pres prof rd rep rev rs sen "
    "sep sept sgt sog sr sra st str tel usw vgl vol vs zb".split()
)
_LEADS_ON = frozenset(
    "a about above after against along am among an and around as at auf aus avec because "
    "before behind bei below between but by con das dass de dem den der des die du durch during e "
    "ein eine einem einen einer el entre et every for from gegen gli her his im in into it "
    "its la las le les lo los mit my nach near o of off on onto or our out over para per "
    "por sans seit su than that the their this through to toward towards un una und under "
    "une until up upon vom von when where which while who whose with within without y "
    "your zu zum zur zwischen à ins ihr ihre für über".split()
)
"""Words after which a reader expects another."""
_ORDINAL = 2
"""Digits of a number that a full stop makes an ordinal: “am 3. Oktober”, but “in 2026.”"""
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u2fdf\u3000-\u30ff\u3400-\u9fff"
    "\uf900-\ufaff\uff00-\uff9f\U00020000-\U0003ffff]"
)
"""Letters and punctuation of Thai, Lao, Burmese, Khmer, Chinese and Japanese."""
_FIRST_UNSPACED = "\u0e00"
_PAUSES = frozenset(" 、，；：・）」』】。！？")
_NOT_FIRST = frozenset("、，。．；：！？・ー々」』）】〉》ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ")
_NOT_LAST = frozenset("「『（【〈《")
_THAI_NOT_FIRST = frozenset("ะาำๅๆฯ")
_THAI_NOT_LAST = frozenset("เแโใไ")
_AWAITS_NUMBER = re.compile(r"(?<!\d)(?<!\d\s)[$€£¥₹§#№]$")
"""A sign that stands before its number: “$ 5”, but not “5 $”."""
_JOINER = "\u200d"
_VIRAMA = 9
"""The combining class of the signs that join an Indic consonant to the next."""


def shorten(text: str, length: int) -> str:
    """``text`` on one line, shortened to at most ``length`` characters."""
    text = one_line(text)
    if len(text) <= length:
        return text
    least = length - length // 3
    if end := _sentence_end(text, least, length):
        return text[:end]
    return text[: _word_end(text, least, length - 1)].rstrip(_LOOSE) + _ELLIPSIS


def _sentence_end(text: str, least: int, most: int) -> int:
    """Where the last sentence ends that ends between these places; 0 if none does."""
    last = 0
    for found in _SENTENCE_END.finditer(text, 0, most + 1):
        end = found.end()
        if not least <= end <= most:
            continue
        goes_on = text[end : end + 2].strip()[:1].islower()
        goes_on |= not _is_safe(text, end) or _is_abbreviated(text[: found.start() + 1])
        if not goes_on:
            last = end
    return last


def _is_abbreviated(text: str) -> bool:
    """Whether the full stop at the end belongs to the last word: ``Dr.``, ``U.S.``, ``3.``"""
    if not text.endswith("."):
        return False
    word = text.rpartition(" ")[2].lstrip("\"'“‘«(")[:-1]
    if word.isdigit():
        return len(word) <= _ORDINAL
    letters = word.replace(".", "")
    return len(letters) == 1 or letters != word or letters.lower() in _ABBREVIATIONS


def _word_end(text: str, least: int, most: int) -> int:
    """The best place to cut at or before ``most``."""
    any_place = good = pause = 0  # the last of each kind
    for place in _places(text, most):
        is_pause = text[place] == " " or text[place - 1] in _PAUSES
        is_good = _is_good(text, place)
        if is_good and is_pause and place >= least:
            return place
        any_place = any_place or place
        good = good or place * is_good
        pause = pause or place * is_pause
        if good and place < least:
            break
    if good >= most // 2:
        return good
    if max(pause, any_place) >= least:
        return pause if pause >= least else any_place
    # Long words: a place that is less good, or else within a word.
    return good or any_place or next(_within_a_word(text, most), 0)


def _places(text: str, most: int) -> Iterator[int]:
    """The places between two words, from the last one at or before ``most`` on."""
    for place in range(most, 0, -1):
        before, after = text[place - 1], text[place]
        if after == " ":
            yield place
        elif before == " " or (before < _FIRST_UNSPACED and after < _FIRST_UNSPACED):
            continue  # quick, as this is most of the text
        elif _between_letters(before, after) and _is_safe(text, place):
            yield place


def _between_letters(before: str, after: str) -> bool:
    """Whether a line may end between these letters, as one of them needs no space."""
    if not (_UNSPACED.match(before) or _UNSPACED.match(after)):
        return False
    if before.isnumeric() and after.isnumeric():
        return False
    return not (
        before in _NOT_LAST
        or after in _NOT_FIRST
        or before in _THAI_NOT_LAST
        or after in _THAI_NOT_FIRST
    )


def _within_a_word(text: str, most: int) -> Iterator[int]:
    return (place for place in range(most, 0, -1) if _is_safe(text, place))


def _is_safe(text: str, place: int) -> bool:
    """Whether a cut here parts no letter from its marks and no emoji."""
    before, after = text[place - 1], text[place]
    if category(after).startswith("M") or _JOINER in (before, after):
        return False
    if combining(before) == _VIRAMA or 0x1F3FB <= ord(after) <= 0x1F3FF:
        return False
    if 0xE0020 <= ord(after) <= 0xE007F or 0x1160 <= ord(after) <= 0x11FF:
        return False
    flags = 0
    while flags < place and 0x1F1E6 <= ord(text[place - 1 - flags]) <= 0x1F1FF:
        flags += 1
    return not (flags % 2 and 0x1F1E6 <= ord(after) <= 0x1F1FF)


def _is_good(text: str, place: int) -> bool:
    """Whether what is before a cut does not need what comes after it."""
    word = text[max(0, place - 24) : place].rpartition(" ")[2]
    if word[-1:].isnumeric() or _AWAITS_NUMBER.search(text[max(0, place - 3) : place]):
        return False
    return not (_is_abbreviated(word) or word.lower().strip("\"'“‘(") in _LEADS_ON)
