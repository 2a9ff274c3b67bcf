"""Texts that Pagefind needs help with: scripts without spaces, and special letters."""

from __future__ import annotations

import json
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from site_gen.search.documents import make_document
from site_gen.search.words import is_unspaced, is_unspaced_language, plain_spellings
from site_gen.zones import UTC_ZONE
from tests.records import record
from tests.stored import library_of

PLAIN = {
    "København": ["kobenhavn", "koebenhavn"],
    "ŁÓDŹ": ["lodz"],
    "Straße": ["strasse"],
    "STRAẞE": ["strasse"],
    "Ærø": ["aero", "aeroe"],
    "Đorđe": ["dorde"],
    "Iğdır": ["igdir"],
    "Þórður": ["thordur"],
    "œuvre": ["oeuvre"],
    "Ħamrun": ["hamrun"],
    "Sápmi Ŋuossa": ["nguossa"],
    "Ŧarfala": ["tarfala"],
    "smørrebrød og smørrebrød": ["smorrebrod", "smoerrebroed"],
    "Müller café naïve": [],
    "ferry": [],
    "Київ Αθήνα 東京": [],
    "": [],
}


@pytest.mark.parametrize(("text", "expected"), PLAIN.items())
def test_letters_that_do_not_decompose_have_ascii_spellings(text: str, expected: list[str]) -> None:
    assert plain_spellings([text]) == expected
    assert plain_spellings(["", text, text]) == expected


@settings(derandomize=True)
@given(st.text(alphabet="øłßæđıþðœħaé -", max_size=20))
def test_plain_spellings_are_lower_case_ascii_words(text: str) -> None:
    for word in plain_spellings([text]):
        assert word.isascii()
        assert word.isalnum()
        assert word == word.lower()


UNSPACED = {
    "海港公司今天在香港上市": True,
    "東京で新しい図書館が開館した": True,
    "カメラ": True,
    "รัฐบาลไทย": True,
    "iPhone 17 在香港上市，人工智能": True,
    "\U00020000\U00020001": True,
    "서울시가 새로운 도서관을 열었다": False,
    "[海港](https://quay.example/news/harbour-company-is-listed-in-hong-kong)": True,
    "The ferry 海港 is late": False,
    "दिल्ली में नई नौका": False,
    "": False,
    "2026!": False,
}


@pytest.mark.parametrize(("text", "expected"), UNSPACED.items())
def test_unspaced_text_is_detected_by_its_letters(text: str, expected: bool) -> None:
    assert is_unspaced(text) == expected
    assert is_unspaced("", text, "") == expected


@pytest.mark.parametrize("tag", ["zh", "zh-Hant-TW", "ja", "ja_JP", "TH"])
def test_languages_without_spaces(tag: str) -> None:
    assert is_unspaced_language(tag)


@pytest.mark.parametrize("tag", ["en", "ko", "zha", "thx", ""])
def test_languages_with_spaces(tag: str) -> None:
    assert not is_unspaced_language(tag)


def test_plain_spellings_are_indexed_with_the_names_only() -> None:
    article = record(title="Færgen", excerpt="Til Ærø.", body="*Smørrebrød*", tags=("Øl",))
    library = library_of(article)
    tree = LexborHTMLParser(make_document(library, library.article(article.id), UTC_ZONE).html())
    *shown, names = (" ".join(node.text().split()) for node in tree.css("h1, p"))
    assert shown == ["Færgen", "Til Ærø.", "Smørrebrød"]
    assert names == "Harbour Post, Øl faergen aero aeroe smorrebrod smoerrebroed ol oel"
    (extras,) = tree.css("i[id]")
    assert json.loads(extras.attributes["id"] or "")["names"] == len(names.split())


def test_letters_that_decompose_have_no_spelling_of_ours() -> None:
    marked = [chr(n) for n in range(0xC0, 0x250) if len(unicodedata.normalize("NFD", chr(n))) > 1]
    assert len(marked) > 200
    assert [letter for letter in marked if plain_spellings([letter])] == [
        "Ǣ",
        "ǣ",
        "Ǯ",
        "ǯ",
        "Ǽ",
        "ǽ",
        "Ǿ",
        "ǿ",
    ]
