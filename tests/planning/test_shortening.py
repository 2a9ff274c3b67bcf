"""Shortened text: where it is cut, in several scripts."""

from __future__ import annotations

from unicodedata import category

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_gen.plan.shortening import shorten
from site_gen.wording import one_line

WORDS = [
    ("", 10, ""),
    ("exactly 10", 10, "exactly 10"),
    ("eleven char", 10, "eleven…"),
    ("one two three", 9, "one two…"),
    ("one two, three", 10, "one two…"),
    ("one two – three", 12, "one two…"),
    ("one two (three four)", 10, "one two…"),
    ("a  b\n c\t", 10, "a b c"),
    ("unbreakable", 5, "unbr…"),
    ("Donaudampfschifffahrt ohne Ende", 12, "Donaudampfs…"),
]
SENTENCES = [
    ("A short sentence ends here. Then another begins.", 40, "A short sentence ends here."),
    (
        "It ends. Then another one begins and goes on and on.",
        40,
        "It ends. Then another one begins…",
    ),
    ("He asked: “Is it open yet?” Nobody could say.", 36, "He asked: “Is it open yet?”"),
    ("The band Wham! is back on stage this summer.", 20, "The band Wham! is…"),
    ("It took them 3 hours e.g. Monday and Tuesday.", 30, "It took them 3 hours…"),
    ("They opened the doors for Dr. Quill and others.", 33, "They opened the doors…"),
    ("Das Fest beginnt am 3. Oktober und dauert lange.", 27, "Das Fest beginnt…"),
    ("The station was opened in 2024. It is in use.", 36, "The station was opened in 2024."),
]
GOOD_PLACES = [
    (
        "The bridge over the sound costs 6 200 € and 3,5 % more",
        46,
        "The bridge over the sound costs 6 200 €…",
    ),
    (
        "Ships must wait in the outer harbour under § 5 of the rules",
        45,
        "Ships must wait in the outer harbour…",
    ),
    (
        "They met in the town of Quay on the island in Jan. 2026 for talks",
        52,
        "They met in the town of Quay on the island…",
    ),
    ("The works sold 6,200 boats last year", 18, "The works sold…"),
    ("The line has cost 1.5 million so far", 24, "The line has cost…"),
    ("The whole line has cost € 120 so far", 26, "The whole line has cost…"),
    ("Many people went to the harbour today", 25, "Many people went…"),
    ("A letter arrived from the U.S. government", 27, "A letter arrived…"),
    ("1 2 3 4 5 6 7 8 9", 10, "1 2 3 4 5…"),
]
SCRIPTS = [
    ("事实事实事实", 4, "事实事…"),
    ("港口开放了。渡轮今天早上出发前往小岛", 8, "港口开放了。"),
    ("港口今天早上开放、渡轮出发前往小岛", 12, "港口今天早上开放…"),
    ("今年一共售出120万张船票并且还在增加", 10, "今年一共售出…"),
    ("港で「渡し船」は今朝出ました", 4, "港で…"),
    ("フェリーは今朝港を出ました", 5, "フェリー…"),
    ("ประเทศไทยมีเรือ", 8, "ประเทศ…"),
    ("وصلت العبارة الجديدة؟ نعم وصلت اليوم", 24, "وصلت العبارة الجديدة؟"),
    ("नौका आज सुबह आई। सब लोग खुश हैं", 20, "नौका आज सुबह आई।"),
    ("प्रधानमंत्रीकार्यालय", 9, "प्रधानमं…"),
    ("👨‍👩‍👧‍👦👨‍👩‍👧‍👦", 10, "👨‍👩‍👧‍👦…"),
    ("🇩🇪🇫🇷🇯🇵", 4, "🇩🇪…"),
    ("👍🏽👍🏽👍🏽", 4, "👍🏽…"),
]


@pytest.mark.parametrize(("text", "length", "short"), WORDS)
def test_text_is_cut_between_words(text: str, length: int, short: str) -> None:
    assert shorten(text, length) == short


@pytest.mark.parametrize(("text", "length", "short"), SENTENCES)
def test_sentence_that_ends_in_the_last_third_is_the_last(
    text: str, length: int, short: str
) -> None:
    assert shorten(text, length) == short


@pytest.mark.parametrize(("text", "length", "short"), GOOD_PLACES)
def test_words_that_belong_together_stay_together(text: str, length: int, short: str) -> None:
    assert shorten(text, length) == short


@pytest.mark.parametrize(("text", "length", "short"), SCRIPTS)
def test_scripts_without_spaces_and_joined_letters(text: str, length: int, short: str) -> None:
    assert shorten(text, length) == short


def test_sentence_that_ends_with_the_text_but_is_too_long_is_cut() -> None:
    assert shorten("彼は海へ行った。", 7) == "彼は海へ行っ…"
    assert shorten("It rained all day.", 17) == "It rained all…"


@given(st.text(), st.integers(1, 40))
def test_shortened_text_is_one_line_of_at_most_that_length(text: str, length: int) -> None:
    short = shorten(text, length)
    assert len(short) <= length
    assert short == " ".join(short.split())
    assert one_line(text).startswith(short.removesuffix("…"))


MIXED = st.text(
    st.sampled_from("ab.,!? 129۰هر中文。、がなーगु्รเำ\u0301\u200d👩🏽🇩🇪"), min_size=20, max_size=60
)


@given(MIXED, st.integers(4, 18))
def test_no_letter_is_parted_from_its_marks(text: str, length: int) -> None:
    line, short = one_line(text), shorten(text, length)
    kept = len(short.removesuffix("…"))
    if 0 < kept < len(line):
        assert not category(line[kept]).startswith("M")
        assert "\u200d" not in (line[kept - 1], line[kept])


ENGLISH = st.lists(
    st.sampled_from("the of ferry harbour 6,200 1.5 million Dr. U.S. boats, sailed today.".split()),
    min_size=6,
    max_size=30,
)


@given(ENGLISH, st.integers(12, 60))
def test_text_of_words_is_never_cut_in_a_word(words: list[str], length: int) -> None:
    whole = " ".join(words)
    short = shorten(whole, length)
    parts = short.removesuffix("…").split()
    assert parts
    assert parts[:-1] == words[: len(parts) - 1]
    assert words[len(parts) - 1].startswith(parts[-1])
    assert words[len(parts) - 1].strip(".,") == parts[-1].strip(".,")
