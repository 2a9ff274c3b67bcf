"""The rules of the configuration: what records of some articles get, and which are not written."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

import msgspec

from site_gen.config import Match, Overrides, Rule
from site_gen.config.fetch import OneOrMore
from site_gen.fetch.types import Article
from site_gen.fetch.word_search import WordFinder
from site_gen.urls import fold_name, name_slug, normal_domain


def apply(rules: Iterable[Rule], article: Article) -> Article | None:
    """The article with all that the rules set, in their order; None if one drops it.

    A rule sees what those before it have set. Fields that it sets replace what is there.
    """
    for rule in rules:
        if not matches(rule.match, article):
            continue
        if rule.drop:
            return None
        article = msgspec.structs.replace(article, **_fields(rule.set))
    return article


def matches(match: Match, article: Article) -> bool:
    """Whether all conditions hold; one that is empty holds, of several values one is enough."""
    conditions = (
        (match.provider, _is_from),
        (match.title, _is_titled),
        (match.url, _lies_at),
        (match.topic, _is_about),
    )
    return all(holds(_values(sought), article) for sought, holds in conditions if sought)


def _values(sought: OneOrMore) -> tuple[str, ...]:
    return (sought,) if isinstance(sought, str) else sought


def _fields(overrides: Overrides) -> dict[str, object]:
    fields = msgspec.structs.asdict(overrides)
    return {name: value for name, value in fields.items() if value is not None}


def _is_from(providers: tuple[str, ...], article: Article) -> bool:
    """Whether one is the outlet's name, its domain, or a domain that its own lies under."""
    name, domain = fold_name(article.provider), normal_domain(article.domain)
    for provider in providers:
        if fold_name(provider) == name:
            return True
        above = normal_domain(provider)
        if above and f".{domain}".endswith(f".{above}"):
            return True
    return False


def _is_titled(words: tuple[str, ...], article: Article) -> bool:
    return bool(_finder(words).found(article.title))


@lru_cache(maxsize=1024)
def _finder(words: tuple[str, ...]) -> WordFinder:
    return WordFinder(words)


def _lies_at(patterns: tuple[str, ...], article: Article) -> bool:
    address = _bare(article.url)
    return any(_fits(_bare(pattern), address) for pattern in patterns)


def _bare(url: str) -> str:
    """An address, or a pattern of one, without scheme and ``www.``, in small letters."""
    url = url.strip().lower()
    return url.removeprefix("https://").removeprefix("http://").removeprefix("www.")


def _fits(pattern: str, address: str) -> bool:
    """Whether a pattern is all of an address (``*`` stands for anything); without ``*``, a part.

    Each part of the pattern is looked for where the one before it ended, so that the cost is
    linear however many there are.
    """
    first, *middle = pattern.split("*")
    if not middle:
        return pattern in address
    last = middle.pop()
    if not address.startswith(first) or len(address) < len(first) + len(last):
        return False
    place = len(first)
    end = len(address) - len(last)
    for part in middle:
        place = address.find(part, place, end) + len(part)
        if place < len(part):
            return False
    return address.endswith(last)


def _is_about(topics: tuple[str, ...], article: Article) -> bool:
    sought = {name_slug(topic) for topic in topics}
    return any(name_slug(topic) in sought for topic in article.topics)
