"""Sequences of words of a text, by which copies are recognised."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from site_gen.shingles import hashes, shingles

LONG = "The Tern ferry lost an engine off Quillon on Tuesday and drifted for hours"


def test_a_text_has_a_shingle_for_each_three_words() -> None:
    assert len(hashes(shingles("one two three four five", 3))) == 3
    assert shingles("one two three four one two three", 3) != b""
    assert len(hashes(shingles("one two three one two three", 3))) == 3  # one is there twice


def test_case_punctuation_and_width_make_no_difference() -> None:
    assert shingles(LONG, 8) == shingles(f"“{LONG.upper()}!”", 8)
    assert shingles("ＴＥＲＮ ferry is here now", 5) == shingles("Tern ferry is here now", 5)


def test_few_words_say_nothing() -> None:
    assert shingles("What we know so far", 6) == b""
    assert shingles("", 3) == b""


def test_order_of_words_counts() -> None:
    left, right = (set(hashes(shingles(text, 3))) for text in ("a b c d e", "e d c b a"))
    assert left.isdisjoint(right)


@pytest.mark.parametrize(
    "text",
    [
        "奎隆渡轮星期二失去一台引擎后漂流数小时最终被拖回港口",
        "クイロン沖でフェリーがエンジンを失い数時間漂流した後に港へ曳航された",
        "เรือเฟอร์รี่สูญเสียเครื่องยนต์นอกชายฝั่งและลอยลำอยู่หลายชั่วโมงก่อนถูกลากกลับ",
        "क्विलोन के पास नौका का इंजन मंगलवार को बंद हो गया और वह घंटों बहती रही",
        "फेरी " * 3 + "एक दो तीन चार पाँच",
    ],
)
def test_scripts_without_spaces_or_with_vowel_signs_have_shingles(text: str) -> None:
    own = set(hashes(shingles(text, 5)))
    assert len(own) > 3
    assert own & set(hashes(shingles(f"{text}。", 5)))


def test_texts_that_are_cut_share_what_both_have() -> None:
    whole, cut = set(hashes(shingles(f"{LONG} before it was towed", 8))), hashes(shingles(LONG, 8))
    assert whole.issuperset(cut)


@settings(derandomize=True, deadline=None)
@given(st.text(), st.integers(3, 12))
def test_hashes_are_bounded_and_in_order(text: str, least: int) -> None:
    found = hashes(shingles(text, least))
    assert list(found) == sorted(set(found))
    assert all(0 <= each < 2**32 for each in found)
    assert len(hashes(shingles(text * 200, least))) <= 40 * 4
