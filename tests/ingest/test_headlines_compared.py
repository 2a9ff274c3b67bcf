"""When two headlines are one: spelling makes no difference, signs that carry meaning do."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_gen.fetch.headlines import compared

SPELLINGS = [
    ("Night ferry", "NIGHT  ferry!"),
    ("Night: ferry?", "Night ferry"),
    ("Night ferry …", "Night ferry"),
    ("Ferry – late again", "Ferry - late again"),
    ("“Ferry” late", '"Ferry" late', "«Ferry» late", "„Ferry“ late"),
    ("It’s late", "It's late", "it`s late"),
    ("Ｆｅｒｒｙ １２", "ferry 12"),
    ("Tonight: -5 °C", "Tonight: −5 °C", "Tonight −5 ℃", "Tonight: –5 °C"),
    ("Winter 2025–26", "Winter 2025-26"),
    ("Ferry ❤", "Ferry ❤️"),
    ("(Video) Ferry", "[Video] Ferry"),
    ("E\u0301tude", "\u00c9tude"),
    ("渡船「晩点」", "渡船 晩点"),
    ("¿Dónde está?", "Dónde está"),
]
ARTICLES = [
    ("C", "C++", "C#", "C*", "C♯"),
    ("5 °C", "−5 °C", "±5 °C", "5 °F", "50 °C"),
    ("Rating A", "Rating A+", "Rating A-", "Rating A*"),
    ("1.5", "1 5", "15", "1:5", "2⁵", "25"),
    (".NET", "NET"),
    ("Up by .5", "Up by 5"),
    ("5′ of fog", "5″ of fog", "5 of fog"),
    ("We're back", "Were back"),
    ("$5", "€5", "5", "5%"),
    ("R&D", "R D", "RD"),
    ("AC/DC", "AC DC"),
    ("½ ton", "¼ ton", "1 ton"),
    ("x²", "x₂", "x2"),
    ("Vote 👍", "Vote 👎", "Vote"),
    ("a < b", "a > b", "a = b", "a ≠ b", "a b"),
    ("आज का दिन", "आज का दान", "आज का दून"),
    ("عَلِمَ", "عُلِمَ", "علم"),
    ("כָּתַב", "כֹּתֵב", "כתב"),
    ("กา", "กำ", "กิ"),
    ("か", "が"),
    ("é", "e", "è"),
    ("#ferry", "ferry", "@ferry"),
    ("Maße", "Masse"),
]


@pytest.mark.parametrize("titles", SPELLINGS, ids=lambda titles: titles[0])
def test_spellings_are_one_headline(titles: tuple[str, ...]) -> None:
    assert len(set(map(compared, titles))) == 1


@pytest.mark.parametrize("titles", ARTICLES, ids=lambda titles: titles[0])
def test_signs_that_carry_meaning_make_another_headline(titles: tuple[str, ...]) -> None:
    assert len(set(map(compared, titles))) == len(titles)


@given(st.text(min_size=1, max_size=20))
def test_comparing_twice_changes_nothing(title: str) -> None:
    assert compared(compared(title)) == compared(title)


@given(st.text(max_size=6), st.characters(categories=["Mn", "Mc", "Sm", "Sc", "Nd", "Lo"]))
def test_no_letter_mark_digit_or_symbol_is_lost(before: str, char: str) -> None:
    """But for those that choose between the forms of another sign."""
    kept = compared(f"{before} x{char}x")
    usual = unicodedata.normalize("NFKC", char).lower()
    if unicodedata.name(char, "").startswith("VARIATION SELECTOR-1"):
        return
    assert kept != compared(f"{before} xx") or not usual.strip()


def test_headline_of_nothing_but_punctuation_is_itself() -> None:
    assert compared("?!") != compared("!?")
