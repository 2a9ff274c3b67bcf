"""Text → weighted terms, in any script."""

from __future__ import annotations

import math
import unicodedata
from pathlib import Path

import pytest
import wordfreq
from hypothesis import given, settings
from hypothesis import strategies as st

from site_gen.model import Record
from site_gen.stories import WordLikeness, languages, likeness
from site_gen.stories.clitics import WITHOUT_CLITICS
from site_gen.stories.endings import AFTER_STEMMING, BEFORE_STEMMING
from site_gen.stories.forms import Forms
from site_gen.stories.languages import (
    _CODES,
    _STEMMERS,
    COMPOUNDING,
    SEGMENTED,
    lexical_language,
    stemmer,
)
from site_gen.stories.lexicon import Lexicon, lexicon_of
from site_gen.stories.numbers import _FROM_TWO, digits_of_words
from site_gen.stories.words import vector
from tests.records import record

NO_LIST = "eo"
"""A language without a word list but with a stemmer."""
UNKNOWN = "xx"


def words(text: str, of: str = "en") -> list[str]:
    return list(lexicon_of(of).words(text))


WORDS = {
    "case": ("en", "FERRY Ferry ferry", "ferri ferri ferri"),
    "punctuation": ("en", "“Tern”—aground: (again)!", "tern aground again"),
    "forms of a word": ("en", "engine engines", "engin engin"),
    "forms of a word in German": ("de", "Häfen Häfens", "haf haf"),
    "sharp s": ("de", "STRASSE Straße", "strass strass"),
    "possessives": ("en", "Tern's crew, Quillon’s quay, James’", "tern crew quillon quay jame"),
    "apostrophes within": ("en", "O'Neill’s O’Quillon", "oneil o quillon"),
    "contractions": ("en", "can’t won't they’re", "they"),
    "initials": ("en", "U.S. US F.B.I.", "us us fbi"),
    "hyphens within a word": ("en", "e-mail email kelp-ferry", "email email kelp ferri"),
    "accents of foreign words": ("en", "café cafe", "cafe cafe"),
    "numbers": ("en", "3 dead, 1,200 ill, 12.5% up.", "3 dead 1200 ill 12.5 up"),
    "numbers with a decimal comma": ("de", "1.200 Kühe, 4,5 Liter", "1200 kuh 4.5 lit"),
    "numbers with an apostrophe": ("de", "12’500", "12500"),
    "names of numbers": ("en", "twelve 12 forty", "12 12 40"),
    "names of numbers in Portuguese": ("pt", "doze 12", "12 12"),
    "names of numbers in Arabic": ("ar", "ثلاثة ثلاث 3", "3 3 3"),
    "ordinal numbers": ("en", "the 118th, 22nd", "the 118 22"),
    "ordinal numbers in Spanish": ("es", "3.º 118ª", "3 118"),
    "British spellings": ("en", "centre center colours color", "center center color color"),
    "British verbs": ("en", "realised realizing", "realiz realiz"),
    "numbers at words": ("en", "F-35 covid19 G7", "f 35 covid 19 g 7"),
    "Arabic digits": (UNKNOWN, "عام ٢٠٢٦", "عام ٢٠٢٦"),
    "Arabic digits, where they are known": ("ar", "عام ٢٠٢٦", "عام 2026"),
    "no words": ("en", " – … !! 🚢 ", ""),
    "Hindi, with its marks": (UNKNOWN, "हिन्दी में", "हिन्दी में"),
    "Korean, between spaces": (UNKNOWN, "항구 소식", "항구 소식"),
    "Arabic": (UNKNOWN, "أخبار الميناء", "أخبار الميناء"),
    "Chinese": ("zh", "渡轮停航", "渡轮 停航"),
    "one character": ("zh", "船 2", "船 2"),
    "Chinese, a name in pairs": ("zh", "林晓芸夺冠", "林晓 晓芸 夺冠"),
    "Chinese, traditional": ("zh", "渡輪停航", "渡轮 停航"),
    "variants of a character": ("ja", "葛\U000e0100城", "葛城"),
    "Chinese beside Latin and digits": ("zh", "AI渡轮3艘恢复", "ai 渡轮 3 艘 恢复"),
    "Chinese, without a word list": (UNKNOWN, "渡轮停航", "渡轮 轮停 停航"),
    "Japanese": ("ja", "フェリーが運休", "フェリー が 運休"),
    "Japanese, a name in pairs": ("ja", "蘭川氾濫", "蘭川 氾濫"),
    "Japanese, half and full width": ("ja", "ﾌｪﾘｰ２隻", "フェリー 2 隻"),
    "Japanese, names in Latin": ("ja", "新船Ternが", "新船 tern が"),
    "Thai, its marks with their letters": ("th", "น้ำท่วม", "น้ำ ำท่ ท่ว วม"),
    "Thai digits": ("th", "ปี ๒๕๖๙", "ปี 2569"),
    "Arabic, vowel signs and long lines": ("ar", "كَلِمَة الحمــــد", "كلم حمد"),
    "Hebrew, vowel signs": ("he", "שָׁלוֹם", "שלום"),
    "Persian, a joiner between parts": ("fa", "کتاب‌ها", "کتاب ها"),
    "Hindi, joiners and digits": ("hi", "हिन्‍दी १२", "हिंद 12"),
    "Turkish, dotted and dotless": ("tr", "IRAK Irak İZMİR İzmir’de", "ırak ırak izmir izmir"),
    "dotted i elsewhere": ("de", "IRAK Irak", "irak irak"),
    "Serbian, both alphabets": ("sh", "Београд Beograd", "beograd beograd"),
    "Norwegian": ("nb", "ferger fergene", "ferg ferg"),
    "compounds": ("de", "Gemäldediebstahl", "gemald diebstahl"),
    "compounds, their link": ("de", "Verkehrschaos", "verkehr chaos"),
    "compounds of common use": ("de", "Bürgermeister", "burgermeist"),
    "compounds, names that look like one": ("de", "Brunnach Wehlingen", "brunnach wehling"),
    "compounds in Swedish": ("sv", "Järnvägsstrejk", "jarnvag strejk"),
    "compounds in Dutch": ("nl", "museumdiefstal", "museum diefstal"),
    "compounds in English": (
        "en",
        "chipmaker chip-maker",
        "chip maker chip maker",
    ),
    "compounds, a short first part": ("de", "Osttürkei Zugunglück", "ost turkei zug ungluck"),
    "no compounds": ("es", "puertofaro", "puertofar"),
    "German, an s that is no ending": ("de", "Kurs Kurse Kursen", "kur kur kur"),
    "Portuguese, plurals": ("pt", "eleição eleições jornal jornais", "eleica eleica jornal jornal"),
    "Portuguese, plurals in -ns": ("pt", "homem homens", "hom hom"),
    "Portuguese, pronouns after verbs": ("pt", "tornou-se tornou", "torn torn"),
    "Portuguese, verbs in -iar": ("pt", "desafia desafio desafiar", "desaf desaf desaf"),
    "Spanish, verbs in -iar": ("es", "amplía ampliar ampliado", "ampl ampl ampl"),
    "Spanish, z and c": ("es", "juez jueces", "juec juec"),
    "French, articles": ("fr", "l’état état aujourd’hui", "l etat etat aujourdhui"),
    "Arabic, clitics": ("ar", "الوزير وزير للوزير والوزير", "وزير وزير وزير وزير"),
    "Arabic, letters that are no clitics": ("ar", "بيانات البيانات", "بيان بيان"),
    "Arabic, plurals": ("ar", "إعلان إعلانات", "اعلان اعلان"),
    "Arabic, verbs": ("ar", "يرفع ترفع رفع", "رفع رفع رفع"),
    "Arabic, verbs with alif": ("ar", "تحتفل احتفل", "احتفل احتفل"),
    "Arabic, nouns that look like verbs": ("ar", "تحسين حسين", "تحسين حسين"),
    "Hebrew, clitics": ("he", "הנמל נמל לנמל", "נמל נמל נמל"),
    "Korean, particles": ("ko", "항구를 항구가 항구", "항구 항구 항구"),
    "Japanese, foreign names": ("ja", "ベルカナン社", "ベルカナン 社"),
    "Hindi, nasals": ("hi", "हिन्दी हिंदी", "हिंद हिंद"),
    "Hindi, dots below": ("hi", "बाढ़ बाढ", "बाढ बाढ"),
    "Vietnamese, tones": ("vi", "má mà", "má mà"),
}


@pytest.mark.parametrize(("of", "text", "found"), WORDS.values(), ids=list(WORDS))
def test_words_are_found(of: str, text: str, found: str) -> None:
    assert words(text, of) == found.split()


@pytest.mark.parametrize("of", ["en", "fr", "vi", "ja", "tr", "ar", "hi", UNKNOWN])
@pytest.mark.parametrize("text", ["Café à Hội An", "フェリーが", "İzmir’de", "Ångström"])
def test_composed_and_decomposed_letters_are_equal(of: str, text: str) -> None:
    forms = {tuple(words(unicodedata.normalize(form, text), of)) for form in ("NFC", "NFD")}
    assert len(forms) == 1


@given(
    st.text(max_size=60), st.sampled_from([*"ar de en es he hi ja ko pt th tr zh".split(), UNKNOWN])
)
@settings(derandomize=True)
def test_any_text_has_words_with_weights(text: str, of: str) -> None:
    lexicon = lexicon_of(of)
    for word in lexicon.words(text):
        assert word
        assert word == word.strip()
        assert math.isfinite(lexicon.weight(word))
        assert lexicon.weight(word) >= 0


LANGUAGES = {
    "region": ("en-GB", "en"),
    "underscore and case": ("PT_br", "pt"),
    "script and region": ("zh-Hant-TW", "zh"),
    "script": ("sr-Latn", "sh"),
    "another name of the list": ("hr", "sh"),
    "variety": ("nn-NO", "nb"),
    "variety without a code of two letters": ("yue-HK", "zh"),
    "old code": ("iw", "he"),
    "unknown": (UNKNOWN, UNKNOWN),
}


@pytest.mark.parametrize(("locale", "is_"), LANGUAGES.values(), ids=list(LANGUAGES))
def test_language_of_a_locale(locale: str, is_: str) -> None:
    assert lexical_language(locale) == is_


@pytest.mark.parametrize("code", sorted({*_CODES, *_STEMMERS, *COMPOUNDING, *SEGMENTED}))
def test_languages_with_rules_have_a_word_list_or_a_stemmer(code: str) -> None:
    """Else a code would be misspelt."""
    language = lexical_language(code)
    assert language in wordfreq.available_languages("small") or stemmer(language)


def test_languages_that_split_by_their_word_list_have_one() -> None:
    assert {*wordfreq.available_languages("small")} >= COMPOUNDING | SEGMENTED


@pytest.mark.parametrize("of", sorted({*BEFORE_STEMMING, *AFTER_STEMMING}))
def test_languages_with_rules_about_stems_have_a_stemmer(of: str) -> None:
    assert stemmer(of)


@pytest.mark.parametrize("of", sorted(_FROM_TWO))
def test_names_of_numbers_are_digits(of: str) -> None:
    """A table that lacks a name would move all that follow."""
    digits = digits_of_words(of, Forms(of).listed)
    last = _FROM_TWO[of].split()[-1]
    assert digits[Forms(of).listed(last)] in {"9", "10", "12", "15"}
    assert set(digits.values()) >= {"3", "8", "9"}


def weight(word: str, of: str = "en") -> float:
    [stem] = words(word, of)
    return lexicon_of(of).weight(stem)


@pytest.mark.parametrize(
    ("of", "word"), [("en", "the"), ("de", "und"), ("fr", "dans"), ("ja", "の")]
)
def test_common_words_weigh_nothing(of: str, word: str) -> None:
    assert weight(word, of) == 0


@pytest.mark.parametrize(
    ("of", "ordered"),
    [
        ("en", "people minister ferry lighthouse Brannigan"),
        ("de", "Menschen Hafen Leuchtturm Brannigan"),
        ("fr", "gouvernement bateau phare Brannigan"),
    ],
)
def test_rare_words_weigh_more(of: str, ordered: str) -> None:
    weights = [weight(word, of) for word in ordered.split()]
    assert weights == sorted(weights)
    assert len(set(weights)) == len(weights)


def test_forms_of_a_word_are_as_frequent_as_all_of_them_together() -> None:
    assert weight("engine") == weight("engines")
    assert weight("engine") < Lexicon("xx").weight("a" * 12)


def test_word_that_is_in_no_list_has_the_most_weight() -> None:
    names = {weight(name) for name in ("Brannigan", "Quillon", "Zzyzx", "東京")}
    assert names == {weight("Oxbowensis")}
    assert max(names) == pytest.approx(-math.log(1e-5))


def test_letters_of_scripts_without_a_word_list_weigh_alike_with_and_without_marks() -> None:
    pairs = {weight(pair, of) for pair in ("วม", "น้ำ", "ທ່າ") for of in ("th", "en", UNKNOWN)}
    assert len(pairs) == 1
    assert 0 < max(pairs) < weight("ferry")


def test_years_have_less_weight_than_other_numbers_of_four_digits() -> None:
    assert weight("2026") == weight("1998") < weight("2726")
    assert weight("3") < weight("42") < weight("871") < weight("4,871")
    assert weight("12.5") == weight("125")


@pytest.mark.parametrize("of", [UNKNOWN, NO_LIST])
def test_words_of_an_unknown_language_weigh_by_their_length(of: str) -> None:
    lexicon = lexicon_of(of)
    weights = [lexicon.weight("x" * length) for length in range(1, 14)]
    assert weights[:3] == [0, 0, 0]
    assert weights == sorted(weights)
    assert weights[-1] == weight("Brannigan")


def terms(title: str, excerpt: str = "", locale: str = "") -> dict[str, float]:
    return dict(vector(record(title=title, excerpt=excerpt, locale=locale), "en"))


def test_headline_has_its_words_and_pairs_of_neighbours() -> None:
    found = terms("The Tern ferry of Quillon")
    assert found.keys() == {
        "tern", "ferri", "quillon", "the tern", "tern ferri", "ferri of", "of quillon"
    }  # fmt: skip


def test_weight_of_a_pair_is_a_share_of_the_heavier_word_s() -> None:
    found = terms("Tern ferry Quillon")
    assert found["tern ferri"] == pytest.approx(0.3 * max(found["tern"], found["ferri"]))
    assert found["ferri quillon"] == pytest.approx(0.3 * found["quillon"])


def test_repeated_word_counts_once() -> None:
    assert terms("Tern, Tern, Tern") == terms("Tern")
    assert terms("Tern", "The Tern. The Tern!") == terms("Tern")


def test_word_of_the_excerpt_weighs_less_and_has_no_pairs() -> None:
    found = terms("Quillon quay", "Brannigan strikes.")
    assert found["brannigan"] == pytest.approx(0.3 * found["quillon"])
    assert not any("brannigan" in term for term in found if " " in term)


def test_end_of_a_long_excerpt_is_ignored() -> None:
    long = "It is so. " * 40
    assert terms("Quillon", f"{long}Brannigan.") == terms("Quillon")
    assert "brannigan" in terms("Quillon", f"Brannigan. {long}")


def length(found: dict[str, float]) -> float:
    return math.sqrt(sum(value * value for value in found.values()))


def test_vector_has_length_one_and_less_if_it_says_little() -> None:
    assert length(terms("Brannigan of Quillon quay")) == pytest.approx(1)
    assert length(terms("What we know so far")) < 0.4
    assert terms("What it is") == terms("") == {}


def test_language_is_the_record_s_else_the_site_s() -> None:
    assert "di" not in terms("dies", locale="de-at")
    assert terms("dies")
    assert dict(vector(record(title="dies", excerpt=""), "de")) == {}


TEXTS = [
    record("a", title="Tern ferry aground off Quillon", excerpt="Oxbow shipyard sends help."),
    record("b", title="Brannigan asks for kelp", excerpt="No word of the Tern, nor of Oxbow."),
    record("c", title="What is it", excerpt=""),
    record("d", title="Kelp ferry of Brannigan", excerpt="It sails to Oxbow and the shipyard."),
]


def product(one: Record, other: Record) -> float:
    """The same sum, in the simplest way."""
    mine, theirs = vector(one, "en"), vector(other, "en")
    return sum(weight * theirs.get(term, 0) for term, weight in mine.items())


def test_products_are_those_of_the_vectors_on_both_sides() -> None:
    products = WordLikeness("en").products(TEXTS, TEXTS[1:]).whole
    other_way = WordLikeness("en").products(TEXTS[1:], TEXTS).whole
    for place, one in enumerate(TEXTS):
        for other, another in enumerate(TEXTS[1:]):
            found = products[place].get(other, 0)
            assert found == pytest.approx(product(one, another))
            assert found == pytest.approx(other_way[other].get(place, 0))
    assert products[0][0] > 0.03, "by an excerpt and a headline"


def test_small_products_are_left_out() -> None:
    products = WordLikeness("en").products(TEXTS, TEXTS).whole
    assert {place: set(row) for place, row in products.items()} == {
        0: {0, 1, 3}, 1: {0, 1, 3}, 2: set(), 3: {0, 1, 3}
    }  # fmt: skip
    title = "The ship that Brannigan of Oxbow will bring to Quillon and Marlowe"
    pair = [record("a", title=title, excerpt=""), record("b", title="Kelp", excerpt="By ship.")]
    assert 0 < product(*pair) < 0.03
    assert WordLikeness("en").products(pair[:1], pair[1:]) == ({0: {}}, {})


def test_forgotten_records_are_computed_again() -> None:
    words = WordLikeness("en")
    before = words.products(TEXTS, TEXTS)
    words.forget(TEXTS[:2])
    words.forget(TEXTS[1:3])
    assert words.products(TEXTS, TEXTS) == before


@pytest.mark.parametrize("of", ["en", "de", "ja", "ar"])
def test_word_list_from_the_cache_is_the_same(of: str, tmp_path: Path) -> None:
    text = "Ferry Fähre Marathonrekord フェリー蘭川 للوزير"
    first, second, uncached = Lexicon(of, tmp_path), Lexicon(of, tmp_path), Lexicon(of)
    assert first.weighted(text) == second.weighted(text) == uncached.weighted(text)
    lists = {f"words-{of}"} | ({f"whole-words-{of}"} if of in WITHOUT_CLITICS else set())
    assert {file.name for file in tmp_path.iterdir()} == lists


def test_cached_word_list_with_the_stems_of_another_stemmer_is_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(languages, "_STEMMERS", {})
        Lexicon("nb", tmp_path)
    assert Lexicon("nb", tmp_path).weighted("ferger") == Lexicon("nb").weighted("ferger")


def test_term_of_very_many_records_compares_only_those_that_share_another(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    titles = "Quillon ferry", "Quillon kelp", "Quillon ferry strike", "Quillon kelp harvest"
    texts = [record(f"r{number}", title=title, excerpt="") for number, title in enumerate(titles)]
    all_pairs = WordLikeness("en").products(texts, texts).whole
    assert all(len(row) == len(texts) for row in all_pairs.values())
    monkeypatch.setattr(likeness, "_MOST_HOLDERS", 3)
    found = WordLikeness("en").products(texts, texts).whole
    assert {index: set(row) for index, row in found.items()} == {
        0: {0, 2}, 1: {1, 3}, 2: {0, 2}, 3: {1, 3}
    }  # fmt: skip
    for index, row in found.items():
        assert row == {other: pytest.approx(all_pairs[index][other]) for other in row}


def test_names_of_two_numbers_with_one_stem_are_words() -> None:
    """As some versions of the Dutch stemmer have for five and fifty."""
    digits = digits_of_words("nl", lambda word: word.removesuffix("tig"))
    assert "vijf" not in digits
    assert digits["twaalf"] == "12"
