"""Which records are one story: by lists, headlines and story names; and where stories end."""

from __future__ import annotations

from typing import Any

import pytest

from site_gen.model import Record
from tests.records import record, related
from tests.stories.newsrooms import WINDOW, address, after, entry, stories_of

ELSEWHERE = "https://elsewhere.example/2021/ferry"


def article(id_: str, hours: float, title: str, **fields: Any) -> Record:
    """A record of its own provider unless another is named."""
    return record(
        id_,
        after(hours),
        **{"title": title, "excerpt": "", "provider": f"The {id_} Post", **fields},
    )


FERRY = "Tern ferry loses engine off Quillon"
FERRY_TOO = "Engine of Quillon ferry Tern fails"
KELP = "Brannigan asks for more kelp permits"


def test_headlines_that_share_rare_words_are_one_story() -> None:
    assert stories_of(
        article("a", 0, FERRY), article("b", 1, KELP), article("c", 1.5, FERRY_TOO)
    ) == ("a c, b")


def test_headlines_that_share_common_words_are_not_one_story() -> None:
    assert stories_of(
        article("a", 0, "What they do and when they do it"),
        article("b", 1, "When will they do what they do"),
    ) == "a, b"  # fmt: skip


def test_headlines_that_say_little_are_not_one_story() -> None:
    assert stories_of(*(article(id_, 0, "What we know so far") for id_ in "ab")) == "a, b"


def test_excerpt_brings_to_a_headline_what_another_headline_leaves_out() -> None:
    a, b = article("a", 0, FERRY), article("b", 1, "No boats to the islands tonight")
    assert stories_of(a, b) == "a, b"
    excerpt = "The Tern, Quillon's ferry, has lost its engine. The council will meet."
    assert stories_of(a, article("b", 1, b.title, excerpt=excerpt)) == "a b"


def test_excerpts_bring_together_what_headlines_leave_apart() -> None:
    titles = "No boats tonight", "Islanders stranded"
    excerpt = "The Tern lost its engine off Quillon, says Brannigan of the Oxbow shipyard."
    assert stories_of(*(article(title[0], 0, title) for title in titles)) == "I, N"
    assert stories_of(*(article(title[0], 0, title, excerpt=excerpt) for title in titles)) == "I N"


def test_threshold_says_how_alike_is_alike() -> None:
    pair = article("a", 0, FERRY), article("b", 1, "Quillon votes on Friday")
    assert stories_of(*pair, threshold=0.01) == "a b"
    assert stories_of(*pair, threshold=0.9) == "a, b"


def test_threshold_of_zero_leaves_only_lists() -> None:
    a, b = article("a", 0, FERRY), article("b", 1, FERRY)
    c = article("c", 1, KELP, related=entry(a))
    assert stories_of(a, b, c, threshold=0) == "a c, b"


def test_language_is_that_of_the_record() -> None:
    """“Dies” is a common word of German and none of English."""
    titles = "Dies und das und jenes Kraut", "Dies und dann noch ein Huhn"
    german = [article(title[-1], 0, title, locale="de-at") for title in titles]
    assert stories_of(*german) == "n, t"
    assert stories_of(*(article(title[-1], 0, title) for title in titles)) == "n t"


# Where the list of related coverage speaks.


@pytest.mark.parametrize("lister", [0, 1])
@pytest.mark.parametrize("threshold", [0.0, 0.17])
@pytest.mark.parametrize("hours", [1.0, 3.0, 5.0])
def test_list_decides_whichever_of_the_two_has_it(
    lister: int, threshold: float, hours: float
) -> None:
    pair = [article("a", 0, FERRY), article("b", hours, KELP)]
    named = entry(pair[1 - lister])
    pair[lister] = article("ab"[lister], hours * lister, pair[lister].title, related=named)
    assert stories_of(*pair, threshold=threshold) == "a b"


def test_what_one_list_names_is_one_story_with_its_record() -> None:
    a, b = article("a", 0, FERRY), article("b", 1, KELP)
    c = article("c", 1.5, "Something else", related=entry(a, b))
    assert stories_of(a, b, c, threshold=0) == "a b c"


def test_what_one_list_names_before_and_after_it_is_one_story() -> None:
    a, b = article("a", 0, FERRY), article("b", 5, KELP)
    c = article("c", 3, "Something else", related=entry(a, b))
    assert stories_of(a, b, c, threshold=0) == "a c b"


@pytest.mark.parametrize("hours", [1.0, 3.0])
def test_later_block_does_not_join_two_earlier_stories(hours: float) -> None:
    a, b = article("a", 0, FERRY), article("b", hours, KELP)
    c = article("c", 5, "Something else", related=entry(a, b))
    assert stories_of(a, b, c, threshold=0) == "a c, b"


@pytest.mark.parametrize("hours", [1.0, 3.0])
def test_lists_that_name_one_article_elsewhere_put_records_together(hours: float) -> None:
    a = article("a", 0, FERRY, related=(related(ELSEWHERE),))
    b = article("b", hours, KELP, related=(related(f"{ELSEWHERE}/?utm_source=b"),))
    assert stories_of(a, b) == "a b"


@pytest.mark.parametrize("front", ["https://elsewhere.example/", "https://www.elsewhere.example"])
def test_front_page_in_lists_connects_nothing(front: str) -> None:
    a = article("a", 0, FERRY, related=(related(front),))
    b = article("b", 1, KELP, related=(related(front),))
    assert stories_of(a, b) == "a, b"


@pytest.mark.parametrize("later", [1.0, 3.0])
def test_record_that_very_many_lists_name_connects_nothing(later: float) -> None:
    """In its own block and from the next."""
    explainer = article("explainer", 0, FERRY)
    records = [
        article(
            f"r{n:02}",
            later,
            f"{chr(97 + n % 26) * 5}{chr(97 + n // 26) * 4}",
            related=entry(explainer),
        )
        for n in range(41)
    ]
    assert len(stories_of(explainer, *records).split(", ")) == 42


@pytest.mark.parametrize(("number", "stories"), [(40, 1), (41, 41)])
def test_article_in_all_lists_connects_nothing(number: int, stories: int) -> None:
    records = [
        article(
            f"r{n:02}",
            n / 100,
            f"{chr(97 + n % 26) * 5}{chr(97 + n // 26) * 4}",
            related=(related(ELSEWHERE),),
        )
        for n in range(number)
    ]
    assert len(stories_of(*records).split(", ")) == stories


def test_chain_of_lists_does_not_join_its_ends() -> None:
    """A lists B and B lists C: half of the pairs, which is not more than half."""
    c = article("c", 0.2, "Oxbow strike ends as the last of the engine drivers go home")
    b = article("b", 0.1, KELP, related=entry(c))
    a = article("a", 0, "Tern ferry loses an engine off Quillon, north of Marlowe")
    touching = article("a", 0, a.title, related=entry(b))
    assert stories_of(touching, b, c) in ("a b, c", "a, b c")
    assert stories_of(a, article("c", 0.2, c.title), threshold=0.02) == "a c"


def test_lists_that_touch_and_headlines_that_are_a_little_alike_make_one() -> None:
    titles = (
        "Tern ferry leaves Marlowe for the shipyard",
        "Brannigan asks for kelp permits",
        "Quillon votes as ferry strike at Oxbow goes on",
    )
    c = article("c", 0.2, titles[2])
    b = article("b", 0.1, titles[1], related=entry(c))
    a = article("a", 0, titles[0], related=entry(b))
    assert stories_of(a, b, c) == "a b c"
    assert (
        stories_of(*(article("abc"[n], n / 10, title) for n, title in enumerate(titles)))
        == "a, b, c"
    )


def test_list_that_names_an_address_of_the_record_by_another_form_counts() -> None:
    a = article("a", 0, FERRY, original_url="http://www.harbourpost.example/ferry/")
    b = article("b", 1, KELP, related=(related("https://harbourpost.example/ferry?fbclid=1#top"),))
    assert stories_of(a, b) == "a b"


# What editors say.


@pytest.mark.parametrize("days", [0, 400])
def test_records_that_an_editor_gave_one_name_are_one_story_at_any_time(days: int) -> None:
    a = article("a", 0, FERRY, story="tern")
    b = article("b", 24 * days, KELP, story="tern")
    assert stories_of(a, b) == stories_of(a, b, threshold=0) == "a b"


def test_records_grouped_with_a_named_one_are_in_its_story() -> None:
    assert (
        stories_of(
            article("a", 0, FERRY, story="tern"),
            article("b", 1, FERRY_TOO),
            article("c", 900, KELP, story="tern"),
            article("d", 903, KELP),
        )
        == "a b c d"
    )


@pytest.mark.parametrize("hours", [0.0, 1.0, 3.0])
def test_two_names_are_never_one_story(hours: float) -> None:
    a = article("a", 0, FERRY, story="tern")
    b = article("b", hours, FERRY, story="skua", related=entry(a))
    assert stories_of(a, b) == "a, b"


@pytest.mark.parametrize("hours", [1.0, 3.0])
def test_two_names_are_never_one_story_through_a_third_record(hours: float) -> None:
    a = article("a", 0, FERRY, story="tern")
    b = article("b", hours, FERRY, related=entry(a))
    c = article("c", hours + 0.5, FERRY, story="skua", related=entry(a, b))
    assert stories_of(a, b, c) in ("a b, c", "a, b c")


def test_two_names_are_never_one_story_through_a_record_between_them() -> None:
    a = article("a", 0, FERRY, story="tern")
    b = article("b", 3, FERRY, related=entry(a))
    c = article("c", 5, FERRY, story="skua", related=entry(b))
    assert stories_of(a, b, c) == "a b, c"


def test_name_does_not_reach_back_into_earlier_blocks() -> None:
    """It might meet another name there; the earlier record needs the same ``story``."""
    later = article("b", 3, FERRY, story="tern")
    assert stories_of(article("a", 0, FERRY), later) == "a, b"
    assert stories_of(article("a", 2, FERRY), later) == "a b"


@pytest.mark.parametrize("hours", [1.0, 3.0])
def test_record_of_no_story_stands_alone(hours: float) -> None:
    a = article("a", 0, FERRY)
    b = article("b", hours, FERRY, story="none", related=entry(a))
    c = article("c", hours + 0.5, FERRY, story="none", related=entry(a, b))
    assert stories_of(a, b, c) == "a, b, c"


def test_record_of_no_story_does_not_join_others() -> None:
    a, b = article("a", 0, FERRY), article("b", 1, KELP)
    lister = article("c", 1, "Something else", story="none", related=entry(a, b))
    assert stories_of(a, b, lister) == "a, b, c"


# Where a story ends.


def test_story_goes_on_for_half_of_the_window_after_its_last_record() -> None:
    a = article("a", 0, FERRY)
    assert stories_of(a, article("b", 3.9, FERRY)) == "a b"
    assert stories_of(a, article("b", 5, FERRY)) == "a b"
    assert stories_of(a, article("b", 5.1, FERRY)) == "a, b"
    assert stories_of(a, article("b", 5, FERRY), window=2) == "a, b"


@pytest.mark.parametrize("start", range(8))
def test_how_long_a_story_goes_on_does_not_depend_on_when_it_begins(start: int) -> None:
    early, late = article("a", start, FERRY), article("b", start + 5, FERRY)
    assert stories_of(early, late) == "a b"
    assert stories_of(early, article("b", start + 5.1, FERRY)) == "a, b"


def test_column_that_one_provider_has_every_day_is_no_story() -> None:
    column = "Quillon tide table and shipping forecast"
    days = [article(f"r{n}", 2 * n, column, provider="Harbour Post") for n in range(4)]
    assert stories_of(*days) == "r0, r1, r2, r3"


def test_name_of_the_provider_does_not_matter_if_the_domain_is_one() -> None:
    a = article("a", 0, FERRY, provider="Harbour Post", domain="harbourpost.example")
    b = article("b", 3, FERRY, provider="HP Online", domain="www.harbourpost.example")
    assert stories_of(a, b) == "a, b"


def test_two_articles_of_one_provider_are_one_story_within_a_block() -> None:
    pair = [
        article(id_, hours, FERRY, provider="Harbour Post") for id_, hours in [("a", 0), ("b", 1)]
    ]
    assert stories_of(*pair) == "a b"


def test_provider_that_lists_its_own_article_goes_on_with_the_story() -> None:
    a = article("a", 0, FERRY, provider="Harbour Post")
    b = article("b", 3, FERRY, provider="Harbour Post", related=entry(a))
    assert stories_of(a, b) == "a b"


def test_column_that_other_providers_take_up_goes_on() -> None:
    a = article("a", 0, FERRY, provider="Harbour Post")
    b = article("b", 3, FERRY, provider="Harbour Post")
    other = article("c", 3, FERRY, provider="Quillon Courier")
    assert stories_of(a, b, other) == "a b c"


def test_story_goes_on_as_long_as_something_is_added() -> None:
    long_story = [article(f"r{n:02}", 4 * n, FERRY) for n in range(30)]
    assert stories_of(*long_story) == " ".join(item.id for item in long_story)


def test_story_that_is_longer_than_it_may_be_is_cut_at_fixed_times() -> None:
    """Six hours are three blocks; the first block here is the third after such a line."""
    hours = [article(f"r{n}", n, FERRY) for n in range(10)]
    cut = "r0 r1, r2 r3 r4 r5 r6 r7, r8 r9"
    assert stories_of(*hours, max_days=0.25) == cut
    assert stories_of(*hours[:-1], max_days=0.25) == cut.removesuffix(" r9")
    assert stories_of(*hours[1:7], max_days=0.25) == "r1, r2 r3 r4 r5 r6"
    assert stories_of(*hours[1:6], max_days=0.25) == "r1 r2 r3 r4 r5"


def test_story_after_a_pause_is_a_new_one() -> None:
    long_story = [article(f"r{n:02}", n, FERRY) for n in (0, 2, 4, 10, 12, 14)]
    assert stories_of(*long_story) == "r00 r02 r04, r10 r12 r14"


def test_cluster_continues_the_story_that_it_is_most_like() -> None:
    a = article("a", 0, "Tern ferry aground")
    b = article("b", 0, "Puffin colony counted on Quillon cliffs")
    assert stories_of(a, b, article("c", 3, "Tern ferry sees Puffin")) == "a c, b"
    assert stories_of(a, b, article("c", 3, "Puffin colony fears Tern")) == "a, b c"


def test_records_within_the_window_need_not_be_one_story() -> None:
    """Two days are near in the default window and far in one of two days."""
    a, b = article("a", 0, FERRY), article("b", 30, FERRY)
    assert stories_of(a, b, window=96) == "a b"
    assert stories_of(a, b, window=48) == "a, b"


def test_addresses_of_records_differ() -> None:
    assert address(1) != address(2)
    assert after(WINDOW).timestamp() % (WINDOW * 3600) == 0
