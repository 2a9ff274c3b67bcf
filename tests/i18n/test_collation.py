"""The order of names in a language, and the letters of an index, without ICU."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_gen.i18n.unicode_collation import OTHER, UnicodeCollation

ORDERS = [
    ("en", "abend Ärger Zest Ωmega 日本 9am", "A A Z Ω 漢 #"),
    ("de", "Abend Ärger Öl Straße Zeit", "A A O S Z"),
    ("fr", "cote côte coté Été Zone", "C C C E Z"),
    ("es", "Norte Nube Ñandú Oeste Ópera", "N N Ñ O O"),
    ("pl", "Ląd Lublin Łódź Zamek Źródło Żar", "L L Ł Z Ź Ż"),
    ("tr", "Cumhuriyet Çarşı Halk Irmak İzmir Jandarma", "C Ç H I İ J"),
    ("sv", "Alma Zon Ål Ärtan Öst", "A Z Å Ä Ö"),
    ("da", "Alma Zone Ærø Øst Ås", "A Z Æ Ø Å"),
    ("cs", "Cesta Čas Hora Chata Ibis", "C Č H Ch I"),
    ("ar", "أخبار البيان بيان Reuters 123", "ا ا ب R #"),
    ("ru", "Абзац Якорь Anker 日本", "А Я A 漢"),
    ("el", "Άγκυρα Ωκεανός Anker Якорь", "Α Ω A Я"),
    ("ja", "あさひ カナ 毎日 Nikkei", "かな かな 漢 N"),
    ("zh-Hans", "人民 北京 Xinhua", "汉 汉 X"),
    ("ko", "한바다 Hanbada 漢江", "한글 H 漢"),
    ("sr-Latn", "Cvet Zora Žar Застава", "C Z Z З"),
]


@pytest.mark.parametrize(("tag", "names", "letters"), ORDERS)
def test_names_are_in_the_order_of_the_language(tag: str, names: str, letters: str) -> None:
    collation = UnicodeCollation(tag)
    mixed = names.split()[::-1]
    ordered = sorted(mixed, key=collation.key)
    found = dict.fromkeys(map(collation.letter, ordered))
    assert [*found] == [*dict.fromkeys(letters.split())]
    assert [collation.letter(name) for name in ordered] == letters.split()


def test_own_letters_come_right_after_the_letter_that_they_follow() -> None:
    key = UnicodeCollation("es").key
    assert key("nz") < key("ñandú") < key("oa")
    assert key("cañb") > key("canz")  # also within a word


@pytest.mark.parametrize("tag", ["en", "tr", "ar", "ja", "xx", "tlh"])
@given(st.lists(st.text(max_size=6), max_size=8))
def test_names_under_one_letter_stand_together(tag: str, names: list[str]) -> None:
    collation = UnicodeCollation(tag)
    letters = [collation.letter(name) for name in sorted(names, key=collation.key)]
    assert len([*dict.fromkeys(letters)]) == len(
        [each for index, each in enumerate(letters) if index == 0 or letters[index - 1] != each]
    )
    assert OTHER not in letters or letters[-1] == OTHER
