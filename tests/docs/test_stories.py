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

[LANGUAGES] = tables(section("docs/stories.md", "Languages"))
[RULES] = tables(section("docs/stories.md", "Words of each language"))
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


CODES = {
    "all": "en",
    "all but Vietnamese": "en",
    "all with digits of their own": "hi",
    **dict(re.findall(r"([A-Z]\w+) \(`(\w+)`\)", str(LANGUAGES))),
    "14": "en",
}
EXAMPLES = [
    (CODES[row[0].split(",")[0]], example)
    for row in RULES
    if "→" in row[2]
    for example in row[2].split("; ")
]


@pytest.mark.parametrize(("language", "example"), EXAMPLES)
def test_examples_are_as_documented(language: str, example: str) -> None:
    text, words = example.split(" → ")
    lexicon = Lexicon(language)
    assert lexicon.words(text) == lexicon.words(words.replace(" · ", " "))


def test_most_rules_have_an_example() -> None:
    assert len(EXAMPLES) >= 20


def test_measured_languages_are_those_of_the_tests() -> None:
    [table] = tables(section("docs/stories.md", "Measured in other languages"))
    documented = {re.findall(r"`(.+)`", name)[0]: float(f1) for name, _, _, f1, _ in table}
    assert documented.keys() == LEAST.keys()
    for locale, least in LEAST.items():
        assert least < documented[locale] < least + 0.02
