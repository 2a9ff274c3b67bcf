"""Applying rules to articles."""

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


def test_provider_without_a_domain_matches_by_name_only() -> None:
    nameless = msgspec.structs.replace(ARTICLE, domain="")
    assert matches(Match(provider="The Mole"), nameless)
    assert not matches(Match(provider="mole.example"), nameless)


def test_pattern_with_many_parts_takes_linear_time() -> None:
    long = msgspec.structs.replace(ARTICLE, url=f"https://mole.example/{'a' * 8000}")
    assert not matches(Match(url="*a" * 200 + "b*"), long)


def test_rule_sets_its_fields_only() -> None:
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


def test_article_without_a_matching_rule_is_unchanged() -> None:
    rules = [Rule(match=Match(title="gulls"), drop=True)]
    assert apply(rules, ARTICLE) == ARTICLE
    assert apply([], ARTICLE) == ARTICLE


def test_rules_see_what_those_before_them_have_set() -> None:
    renamed = Rule(match=Match(topic="Ferries"), set=Overrides(topics=("Ships",)))
    dropped = Rule(match=Match(topic="Ships"), drop=True)
    assert apply([renamed, dropped], ARTICLE) is None
    assert apply([dropped, renamed], ARTICLE) is not None


def test_no_rule_is_applied_after_an_article_is_dropped() -> None:
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
"""Conditions on fields that no rule sets."""
FIELDS: dict[str, st.SearchStrategy[Any]] = {
    "published": st.booleans(),
    "quality": st.integers(0, 9),
    "type": st.sampled_from(["article", "video"]),
    "topics": st.lists(st.sampled_from("ABC"), max_size=2).map(tuple),
}
OVERRIDES = st.fixed_dictionaries({}, optional=FIELDS).map(lambda fields: Overrides(**fields))
RULES = st.lists(st.builds(Rule, match=MATCHES, set=OVERRIDES, drop=st.just(False)), max_size=6)


@given(RULES)
def test_last_rule_that_sets_a_field_counts(rules: list[Rule]) -> None:
    changed = apply(rules, ARTICLE)
    assert changed is not None
    for name in Overrides.__struct_fields__:
        values = [getattr(rule.set, name) for rule in rules if matches(rule.match, ARTICLE)]
        given_ = [value for value in values if value is not None]
        assert getattr(changed, name) == (given_[-1] if given_ else getattr(ARTICLE, name))


@given(RULES)
def test_rules_are_idempotent_if_no_condition_depends_on_them(rules: list[Rule]) -> None:
    once = apply(rules, ARTICLE)
    assert once is not None
    assert apply(rules, once) == once


@given(RULES, MATCHES, st.integers(0, 6))
def test_article_is_dropped_by_a_rule_at_any_position(
    rules: list[Rule], match: Match, place: int
) -> None:
    rules.insert(place, Rule(match=match, drop=True))
    assert (apply(rules, ARTICLE) is None) is matches(match, ARTICLE)
