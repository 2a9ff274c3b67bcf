"""Finding whole words in texts of any script."""

from __future__ import annotations

import string
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_gen.fetch.word_search import WordFinder, tokens, word_tokens

FOUND = [
    ("C++", "The C++ committee meets"),
    ("C++", "Why C++, and why now"),
    ("C++", "Learning c++"),
    ("C", "C is fifty"),
    ("C", "In ‘C’, as ever"),
    ("X", "X’s new owner"),
    (".NET", "What is new in .net"),
    ("AT&T", "AT&T buys a rival"),
    ("AT&T", "at&t’s rival"),
    ("U.S.", "The U.S. and its ports"),
    ("U.S.", "U.S.-built ships"),
    ("GPT-4", "GPT‑4 reads charts"),
    ("Disney+", "Disney+ costs more"),
    ("AI", "#AI at sea"),
    ("AI", "“AI-made” maps"),
    ("AI", "ＡＩの海図"),
    ("harbour", "HARBOUR closed"),
    ("Apple", "Apple’s orchard, and Apple's pies"),
    ("L'Oréal", "Le rachat de L’Oréal"),
    ("Italie", "La mer de l’Italie"),
    ("Café", "cafe\u0301 open"),
    ("Cafe\u0301", "CAFÉ open"),
    ("Straße", "HAUPTSTRASSE, STRASSE"),
    ("Gross", "GROẞ"),
    ("new york", "New\n\tYork harbour"),
    ("new  york", "New\u00a0York harbour"),
    ("container ship", "Con\u00adtainer ship aground"),
    ("λιμάνι", "Το ΛΙΜΆΝΙ έκλεισε"),
    ("ميناء", "إغلاق ميناء قديم"),
    ("人工智能", "中国人工智能公司"),
    ("人工智能", "‘人工智能’公司"),
    ("ロボット", "産業用ロボットの開発"),
    ("ท่าเรือ", "ปิดท่าเรือเก่าแล้ว"),
    ("항구", "항구 폐쇄"),
    ("порт", "Порт закрыт"),
    ("🚢", "A 🚢 in port"),
]


@pytest.mark.parametrize(("word", "text"), FOUND)
def test_whole_word_is_found(word: str, text: str) -> None:
    assert WordFinder([word]).find(text) == {word}


NOT_FOUND = [
    ("art", "The party"),
    ("art", "Starting"),
    ("C", "C++ and C#"),
    ("C", "Washington D.C."),
    ("C", "c’est la mer"),
    ("D", "R&D at sea"),
    ("D", "R&D+ at sea"),
    ("R", "R&D at sea"),
    ("T", "AT&T, and they don’t"),
    ("Objective-C", "Objective-C++"),
    ("NET", "ASP.NET"),
    (".NET", "ASP.NET"),
    ("U.S.", "The U.S.A is"),
    ("GPT-4", "GPT-4.5"),
    ("3", "3,000 ships"),
    ("Cafe", "Café open"),
    ("new york", "newyork"),
    ("new york", "new, york"),
    ("λιμάνι", "λιμάνια"),
    ("ميناء", "الميناء"),
    ("ロボ", "産業用ロボット"),
    ("항구", "항구들"),
    ("", "anything"),
    (" \u0301", "anything"),
]


@pytest.mark.parametrize(("word", "text"), NOT_FOUND)
def test_part_of_a_word_or_another_name_is_not_found(word: str, text: str) -> None:
    assert WordFinder([word]).find(text) == frozenset()


def test_overlapping_words_are_all_found() -> None:
    finder = WordFinder(["port", "free port", "free port of call", "port of call", "call sign"])
    assert finder.find("A free port of call") == {
        "port",
        "free port",
        "free port of call",
        "port of call",
    }


def test_words_are_returned_in_their_original_spelling() -> None:
    assert WordFinder(["Port", "PORT", "port "]).find("port") == {"Port", "PORT", "port "}


def test_no_words_find_nothing() -> None:
    assert WordFinder([]).find("a port") == frozenset()


ANY_TEXT = st.text(max_size=30)
ANY_WORD = st.text(min_size=1, max_size=12).filter(word_tokens)


@given(ANY_WORD, ANY_TEXT, ANY_TEXT)
def test_word_set_off_by_spaces_is_found_in_any_text(word: str, before: str, after: str) -> None:
    assert WordFinder([word]).find(f"{before} {word} {after}") == {word}


@given(ANY_WORD, ANY_TEXT, ANY_TEXT)
def test_composition_and_white_space_make_no_difference(word: str, before: str, after: str) -> None:
    text = f"{before} {word} {after}"
    apart = unicodedata.normalize("NFD", text).replace(" ", " \n")
    assert WordFinder([unicodedata.normalize("NFC", word)]).find(apart)


LATIN = st.text(string.ascii_letters + "äéßøłñŻ", min_size=1, max_size=8)


@given(LATIN, LATIN, st.booleans())
def test_latin_word_inside_a_longer_one_is_never_found(word: str, more: str, first: bool) -> None:
    longer = f"{more}{word}" if first else f"{word}{more}"
    words = WordFinder([word]).find(f"A {longer}")
    assert words == frozenset() or word.casefold() == "a"


@given(st.lists(ANY_WORD, max_size=5), ANY_TEXT)
def test_words_are_found_independently_of_each_other(words: list[str], text: str) -> None:
    alone = {word for word in words if WordFinder([word]).find(text)}
    assert WordFinder(words).find(text) == alone


@given(ANY_TEXT)
def test_tokens_are_the_text_without_needless_white_space(text: str) -> None:
    parts = tokens(text)
    assert all(parts)
    assert tokens("".join(parts)) == parts
