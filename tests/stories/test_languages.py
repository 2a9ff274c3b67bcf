"""How well headlines are grouped in each language, by six events of four outlets each.

Each of the six other headlines names a place, a company or a subject of an event, as articles about
something else do. So no precision is 1.
"""

from __future__ import annotations

from collections import Counter, defaultdict

import pytest
from labelled import Labelled, read
from msgspec.structs import replace
from stories import grouped
from story_scores import b_cubed

from site_gen.config import Stories
from tests.records import record
from tests.stories.measured import HEADLINES, LEAST
from tests.stories.newsrooms import stories_of


def headlines(locale: str) -> Labelled:
    [labelled] = read(HEADLINES / f"{locale}.csv")
    return labelled


def f1(labelled: Labelled, locale: str = "") -> float:
    """The F1 of headlines, in another language if one is given."""
    if locale:
        records = tuple(replace(record, locale=locale) for record in labelled.records)
        labelled = labelled._replace(records=records)
    return b_cubed(grouped(labelled, Stories()), labelled.labels).f1


def together() -> Labelled:
    """The headlines of all languages."""
    records = []
    labels = {}
    for locale in LEAST:
        labelled = headlines(locale)
        for each in labelled.records:
            id_ = f"{locale}-{each.id}"
            records.append(replace(each, id=id_, path=f"{id_}.md"))
            labels[id_] = f"{locale} {labelled.labels[each.id]}"
    return Labelled("all", tuple(records), labels)


@pytest.mark.parametrize("locale", LEAST)
def test_headlines_are_six_events_of_four_outlets_and_six_others(locale: str) -> None:
    labelled = headlines(locale)
    outlets = defaultdict(set)
    for each in labelled.records:
        outlets[labelled.labels[each.id]].add(each.provider.name)
    assert Counter(map(len, outlets.values())) == {4: 6, 1: 6}
    assert len(labelled.records) == 30


def test_each_file_of_headlines_is_measured() -> None:
    assert {file.stem for file in HEADLINES.iterdir()} == {*LEAST}


@pytest.mark.parametrize("locale", LEAST)
def test_events_are_found(locale: str) -> None:
    assert f1(headlines(locale)) >= LEAST[locale]


@pytest.mark.parametrize("locale", ["ar", "de", "es", "hi"])
def test_words_of_the_language_find_events_better_than_those_of_another(locale: str) -> None:
    labelled = headlines(locale)
    assert f1(labelled) > f1(labelled, "en") + 0.04


def test_languages_on_one_site_do_not_disturb_each_other() -> None:
    labelled = together()
    found = grouped(labelled, Stories())
    languages = defaultdict(set)
    for each in labelled.records:
        languages[found[each.id]].add(each.locale)
    assert {len(locales) for locales in languages.values()} == {1}
    assert b_cubed(found, labelled.labels).f1 >= 0.87


PAIRS = {
    "half and full width": ("ja", "ﾍﾞﾙｶﾅ社が会見", "ベルカナの株価、急落"),
    "the parts of a compound": ("de", "Gemäldediebstahl in Wehlingen", "Diebstahl eines Gemäldes"),
    "capitals": ("tr", "IĞDIR'DA SEL", "Iğdır’da sel baskını"),
    "vowel signs": ("ar", "غَرَقُ العَبَّارَة", "العبارة: أسباب غرق السفينة"),
    "digits": ("hi", "बाढ़ में ३,२१७ लोग घिरे", "बाढ़: 3,217 लोग बचाए गए"),
}


@pytest.mark.parametrize(("locale", "one", "other"), PAIRS.values(), ids=list(PAIRS))
def test_spellings_of_one_language_are_one_story(locale: str, one: str, other: str) -> None:
    assert joined((locale, one), (locale, other))
    assert not joined(("xx", one), ("xx", other))


WRITTEN = {
    "Chinese": ("zh-Hans-CN", "青溪镇洪水", "zh-Hant-TW", "青溪鎮淹水"),
    "Serbian": ("sr-Cyrl", "Поплава у Љубовији", "sr-Latn-RS", "Ljubovija: poplava se širi"),
    "Norwegian": ("nb-NO", "Ferger innstilt i Brattvåg", "nn-NO", "Ferge går ikkje i Brattvåg"),
    "Serbo-Croatian": ("hr", "Štrajk željezničara", "bs-Latn-BA", "Željezničari u štrajku"),
}


@pytest.mark.parametrize(("tag", "one", "other_tag", "other"), WRITTEN.values(), ids=list(WRITTEN))
def test_written_forms_of_a_language_are_compared(
    tag: str, one: str, other_tag: str, other: str
) -> None:
    assert joined((tag, one), (other_tag, other))


def joined(*articles: tuple[str, str]) -> bool:
    """Whether headlines, each with its language, are one story."""
    records = [
        record(id_, title=title, locale=locale, excerpt="", provider=id_)
        for id_, (locale, title) in zip("ab", articles, strict=True)
    ]
    return stories_of(*records) == "a b"
