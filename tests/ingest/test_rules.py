"""Rules of the configuration on articles."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_gen.config import Match, Overrides, Rule
from site_gen.fetch.rules import apply, matches
from site_gen.fetch.types import Article

ARTICLE = Article(
    url="https://www.Mole.example/sport/Sailing-2?edition=uk",
    keys=("mole.example/sport/Sailing-2?edition=uk",),
    feed_id="1",
    title="The night boat’s crew wins, says C++ club",
    provider="The Mole",
    domain="news.mole.example",
    topics=("Ferries", "C++"),
    quality=10,
)

HOLD = [
    {"provider": "the  MOLE"},
    {"provider": "news.mole.example"},
    {"provider": "mole.example"},
    {"provider": "https://www.mole.example/"},
    {"provider": ("Quay Times", "mole.example")},
    {"title": "night boat"},
    {"title": "Boat"},
    {"title": "c++"},
    {"title": ("gulls", "crew")},
    {"url": "mole.example/sport"},
    {"url": "/sport/"},
    {"url": "https://mole.example/SPORT/"},
    {"url": "http://www.mole.example/sport/*"},
    {"url": "mole.example/*"},
    {"url": "*/sport/*"},
    {"url": "*edition=uk"},
    {"url": "mole*/*/*-2?*=uk"},
    {"url": "*"},
    {"url": ("a.example/*", "*sailing*")},
    {"topic": "ferries"},
    {"topic": ("Gulls", "c++")},
    {"provider": "The Mole", "title": "crew", "url": "sport", "topic": "Ferries"},
    {"title": (), "topic": "Ferries"},
]


@pytest.mark.parametrize("match", HOLD, ids=str)
def test_match_holds(match: dict[str, Any]) -> None:
    assert matches(Match(**match), ARTICLE)


FAIL = [
    {"provider": "Mole"},
    {"provider": "example.org"},
    {"provider": "ole.example"},
    {"provider": "very.news.mole.example"},
    {"provider": ("Quay Times", "quay.example")},
    {"title": "boats"},
    {"title": "C"},
    {"title": "crew boat"},
    {"url": "gulls"},
    {"url": "sport/*"},
    {"url": "*/sport"},
    {"url": "mole.example/*/sport/*"},
    {"url": "mole.example/sport/sailing-2?edition=uk*uk"},
    {"url": "*sailing*sport*"},
    {"url": "https://*.example/sport"},
    {"topic": "C"},
    {"topic": "Ferry"},
    {"provider": "The Mole", "title": "gulls"},
]


@pytest.mark.parametrize("match", FAIL, ids=str)
def test_match_fails(match: dict[str, Any]) -> None:
    assert not matches(Match(**match), ARTICLE)


def test_provider_without_a_domain_is_known_by_its_name_alone() -> None:
    nameless = msgspec.structs.replace(ARTICLE, domain="")
    assert matches(Match(provider="The Mole"), nameless)
    assert not matches(Match(provider="mole.example"), nameless)


def test_pattern_of_many_parts_takes_no_longer_than_the_address() -> None:
    long = msgspec.structs.replace(ARTICLE, url=f"https://mole.example/{'a' * 8000}")
    assert not matches(Match(url="*a" * 200 + "b*"), long)


def test_rule_sets_fields_and_leaves_the_others() -> None:
    fields: dict[str, Any] = {
        "published": False,
        "quality": 0,
        "type": "video",
        "locale": "de",
        "topics": (),
    }
    rule = Rule(match=Match(title="crew"), set=Overrides(**fields))
    assert apply([rule], ARTICLE) == msgspec.structs.replace(ARTICLE, **fields)
    one = Rule(match=Match(title="crew"), set=Overrides(published=False))
    assert apply([one], ARTICLE) == msgspec.structs.replace(ARTICLE, published=False)


def test_article_that_no_rule_matches_stays_as_it_is() -> None:
    rules = [Rule(match=Match(title="gulls"), drop=True)]
    assert apply(rules, ARTICLE) == ARTICLE
    assert apply([], ARTICLE) == ARTICLE


def test_rules_see_what_those_before_them_have_set() -> None:
    renamed = Rule(match=Match(topic="Ferries"), set=Overrides(topics=("Ships",)))
    dropped = Rule(match=Match(topic="Ships"), drop=True)
    assert apply([renamed, dropped], ARTICLE) is None
    assert apply([dropped, renamed], ARTICLE) is not None


def test_nothing_comes_after_an_article_is_dropped() -> None:
    rules = [
        Rule(match=Match(title="crew"), drop=True),
        Rule(match=Match(title="crew"), set=Overrides(published=True)),
    ]
    assert apply(rules, ARTICLE) is None


MATCHES = st.builds(
    Match,
    provider=st.sampled_from(["", "The Mole", "mole.example", "Quay Times"]),
    title=st.sampled_from(["crew", "gulls", ("boat", "gulls")]),
    url=st.sampled_from(["", "*/sport/*", "/politics/"]),
)
"""Conditions on what no rule sets."""
FIELDS: dict[str, st.SearchStrategy[Any]] = {
    "published": st.booleans(),
    "quality": st.integers(0, 9),
    "type": st.sampled_from(["article", "video"]),
    "topics": st.lists(st.sampled_from("ABC"), max_size=2).map(tuple),
}
OVERRIDES = st.fixed_dictionaries({}, optional=FIELDS).map(lambda fields: Overrides(**fields))
RULES = st.lists(st.builds(Rule, match=MATCHES, set=OVERRIDES, drop=st.just(False)), max_size=6)


@given(RULES)
def test_of_rules_that_set_one_field_the_last_counts(rules: list[Rule]) -> None:
    changed = apply(rules, ARTICLE)
    assert changed is not None
    for name in Overrides.__struct_fields__:
        values = [getattr(rule.set, name) for rule in rules if matches(rule.match, ARTICLE)]
        given_ = [value for value in values if value is not None]
        assert getattr(changed, name) == (given_[-1] if given_ else getattr(ARTICLE, name))


@given(RULES)
def test_rules_on_what_no_rule_sets_change_nothing_the_second_time(rules: list[Rule]) -> None:
    once = apply(rules, ARTICLE)
    assert once is not None
    assert apply(rules, once) == once


@given(RULES, MATCHES, st.integers(0, 6))
def test_article_is_dropped_wherever_among_the_rules_that_is_said(
    rules: list[Rule], match: Match, place: int
) -> None:
    rules.insert(place, Rule(match=match, drop=True))
    assert (apply(rules, ARTICLE) is None) is matches(match, ARTICLE)
