"""Which articles of a story repeat the text of another."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_gen.model import Copy
from site_gen.model.facts import TextFacts
from site_gen.relations.copies import StoryText, find_copies
from site_gen.shingles import hashes, shingles
from tests.relations.steps import few

HEADLINE = "Tern ferry loses engine off Quillon and drifts for hours"
OTHER_HEADLINE = "Hundreds stranded at sea as the Quillon crossing breaks down again"
TEXT = (
    "The ferry Tern lost its port engine two miles off Quillon on Tuesday and drifted for three "
    "hours before a tug brought all 214 passengers back to the harbour, its owners said."
)
OTHER_TEXT = (
    "More than two hundred people spent an evening on a drifting ship in the sound, and some of "
    "them say that nobody told them anything until the tug had come."
)


def text(
    provider: str, headline: str = "", excerpt: str = "", agency: str = "", language: str = "en"
) -> StoryText:
    """An article of a story."""
    facts = TextFacts(shingles(headline, 8), shingles(excerpt, 12), agency)
    return StoryText(provider, facts, language if agency else "")


def copies(*articles: StoryText) -> dict[int, Copy]:
    """The copies among these articles, which are in the order of time."""
    return dict(find_copies(articles, range(len(articles))))


def test_same_text_without_an_agency_is_a_copy_of_the_first() -> None:
    assert copies(text("a", HEADLINE, TEXT), text("b", HEADLINE, TEXT), text("c", "", TEXT)) == {
        1: Copy(0),
        2: Copy(0),
    }


def test_text_under_another_headline_is_a_copy() -> None:
    assert copies(text("a", HEADLINE, TEXT), text("b", OTHER_HEADLINE, TEXT)) == {1: Copy(0)}


def test_own_text_under_the_same_headline_is_none() -> None:
    assert copies(text("a", HEADLINE, TEXT), text("b", HEADLINE, OTHER_TEXT)) == {}


@pytest.mark.parametrize("changed", [TEXT[:100], f"QUILLON — {TEXT}", TEXT.replace("Tern", "ship")])
def test_text_that_is_cut_or_changed_a_little_is_a_copy(changed: str) -> None:
    assert copies(text("a", "", TEXT), text("b", "", changed)) == {1: Copy(0)}


def test_quotation_does_not_make_a_copy() -> None:
    quote = "a tug brought all 214 passengers back to the harbour"
    own = f"{OTHER_TEXT} According to the owners {quote}."
    assert copies(text("a", "", TEXT), text("b", "", own)) == {}


def test_headlines_decide_where_one_has_no_excerpt() -> None:
    assert copies(text("a", HEADLINE), text("b", HEADLINE, TEXT)) == {1: Copy(0)}
    assert copies(text("a", HEADLINE), text("b", OTHER_HEADLINE)) == {}
    short = "What we know so far"
    assert copies(text("a", short), text("b", short)) == {}


def test_texts_of_one_agency_count_once() -> None:
    found = copies(
        text("a", HEADLINE, TEXT, "ap"),
        text("b", OTHER_HEADLINE, OTHER_TEXT, "ap"),
        text("c", "", "", "ap"),
        text("d", "", "", "afp"),
        text("e", HEADLINE, TEXT),
    )
    assert found == {1: Copy(0, by_agency=True), 2: Copy(0, by_agency=True), 4: Copy(0)}


def test_other_languages_are_other_texts_of_an_agency() -> None:
    german = "Die Fähre Tern verlor am Dienstag vor Quillon eine Maschine und trieb drei Stunden"
    assert copies(text("a", "", TEXT, "afp"), text("b", "", german, "afp", "de")) == {}
    assert copies(text("a", "", TEXT), text("b", "", german)) == {}


def test_outlet_does_not_copy_itself() -> None:
    assert copies(text("a", "", TEXT), text("a", "", TEXT), text("a", "", "", "ap")) == {}


def test_outlet_may_have_a_copy_and_a_text_of_its_own() -> None:
    found = copies(text("a", "", TEXT), text("b", "", TEXT), text("b", "", OTHER_TEXT))
    assert found == {1: Copy(0)}


def test_copies_of_an_own_text_are_found_after_a_copy() -> None:
    found = copies(
        *(text("a", "", TEXT), text("b", "", TEXT), text("b", "", OTHER_TEXT)),
        text("c", "", OTHER_TEXT),
    )
    assert found == {1: Copy(0), 3: Copy(2)}


def test_order_of_time_decides_which_is_the_copy() -> None:
    articles = [text("a", "", TEXT), text("b", "", TEXT)]
    assert find_copies(articles, [1, 0]) == {0: Copy(1)}


def test_articles_without_texts_are_none() -> None:
    assert copies(StoryText("a", None), StoryText("b", None)) == {}


texts = st.builds(
    text,
    st.sampled_from("abcd"),
    st.sampled_from(["", HEADLINE, OTHER_HEADLINE]),
    st.sampled_from(["", TEXT, OTHER_TEXT, TEXT[:90]]),
    st.sampled_from(["", "", "ap", "afp"]),
    st.sampled_from(["en", "de"]),
)


@few
@given(st.lists(texts, max_size=12), st.randoms(use_true_random=False))
def test_laws(articles: list[StoryText], order: object) -> None:
    in_order = list(range(len(articles)))
    order.shuffle(in_order)  # type: ignore[attr-defined]
    found = find_copies(articles, in_order)
    places = {number: place for place, number in enumerate(in_order)}
    for number, copy in found.items():
        assert copy.of not in found, "a copy is of an original"
        assert places[copy.of] < places[number], "a copy is later"
        assert articles[copy.of].provider != articles[number].provider
        if copy.by_agency:
            own, other = articles[number], articles[copy.of]
            assert own.text
            assert other.text
            assert (own.text.agency, own.language) == (other.text.agency, other.language)
    assert list(found) == sorted(found)
    # A later article changes nothing about the others.
    assert find_copies(articles, in_order[:-1]) == {
        number: copy for number, copy in found.items() if number != in_order[-1]
    }


@few
@given(st.text(alphabet="abcdefgh ", min_size=60), st.sampled_from("xyz"))
def test_equal_texts_are_copies_whatever_they_say(excerpt: str, provider: str) -> None:
    if shingles(excerpt, 12):
        assert copies(text("a", "", excerpt), text(provider, "", excerpt)) == {1: Copy(0)}
    assert list(hashes(b"")) == []


def nearly_equal(count: int) -> list[StoryText]:
    """Headlines that share most of their words, each too different from others to be a copy."""
    return [
        text(f"o{n}", f"Tern ferry {n} loses engine off {n * 7} Quillon and {n * 11} drifts for")
        for n in range(count)
    ]


def test_thousands_of_nearly_equal_headlines_take_linear_time() -> None:
    def seconds(articles: list[StoryText]) -> float:
        start = time.process_time()
        find_copies(articles, range(len(articles)))
        return time.process_time() - start

    small, large = nearly_equal(500), nearly_equal(5000)
    assert copies(*small) == {}
    fastest = min(seconds(small) for _ in range(3))
    assert seconds(large) < 30 * fastest + 0.1
    same = [text(f"o{n}", HEADLINE, TEXT) for n in range(5000)]
    assert len(find_copies(same, range(5000))) == 4999
