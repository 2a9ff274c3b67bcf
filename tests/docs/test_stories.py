"""docs/stories.md: languages and how well each is measured."""

from __future__ import annotations

import re
from importlib.metadata import version

import pytest
import wordfreq

from site_gen.stories.languages import lexical_language, stemmer
from site_gen.stories.lexicon import Lexicon
from tests.docs.reading import section, tables
from tests.stories.measured import LEAST

LANGUAGES, RULES = tables(section("docs/stories.md", "Languages"))
KINDS = {(row[0], row[1]): re.findall(r"\(`(\w+)`\)", row[2]) for row in LANGUAGES}


def test_languages_with_a_word_list_are_all_named() -> None:
    with_list = KINDS["yes", "yes"] + KINDS["yes", "no"]
    assert sorted(with_list) == sorted(wordfreq.available_languages("small"))


@pytest.mark.skipif(version("pystemmer") < "3.1", reason="has fewer stemmers")
def test_languages_with_a_stemmer_are_as_named() -> None:
    named = {code: kind[1] for kind, codes in KINDS.items() for code in codes}
    assert {code: "yes" if stemmer(code) else "no" for code in named} == named


def test_codes_that_mean_a_language_are_as_named() -> None:
    [line] = re.findall(r"- Codes that mean.*?\n\n", section("docs/stories.md", "Languages"), re.S)
    pairs = re.findall(r"((?:`\w+`(?:, | and )?)+) that of `(\w+)`", line)
    assert len(pairs) == 4
    for codes, language in pairs:
        assert {lexical_language(code) for code in re.findall(r"`(\w+)`", codes)} == {language}


@pytest.mark.parametrize(
    ("row", "language"), [(0, "zh"), (1, "zh"), (3, "de"), (7, "hi"), (8, "ja")]
)
def test_examples_are_as_documented(row: int, language: str) -> None:
    text, _, words = RULES[row][2].partition(" → ")
    lexicon = Lexicon(language)
    assert lexicon.words(text) == lexicon.words(words.replace(" · ", " "))


def test_measured_languages_are_those_of_the_tests() -> None:
    [table] = tables(section("docs/stories.md", "Measured in other languages"))
    documented = {re.findall(r"`(.+)`", name)[0]: float(f1) for name, _, _, f1, _ in table}
    assert documented.keys() == LEAST.keys()
    for locale, least in LEAST.items():
        assert least < documented[locale] < least + 0.02
