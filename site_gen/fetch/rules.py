"""The rules of the configuration: fields that they set, and articles that they drop."""

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
    """The article with the fields that the rules set; None if a rule drops it.

    Rules are applied in order, and each one sees what those before it have set.
    """
    for rule in rules:
        if not matches(rule.match, article):
            continue
        if rule.drop:
            return None
        article = msgspec.structs.replace(article, **_fields(rule.set))
    return article


def matches(match: Match, article: Article) -> bool:
    """Whether all conditions hold: for each that is not empty, one of its values is enough."""
    conditions = (
        (match.provider, _is_from),
        (match.title, _has_title_words),
        (match.url, _has_url),
        (match.topic, _has_topic),
    )
    return all(holds(_as_tuple(values), article) for values, holds in conditions if values)


def _as_tuple(values: OneOrMore) -> tuple[str, ...]:
    return (values,) if isinstance(values, str) else values


def _fields(overrides: Overrides) -> dict[str, object]:
    fields = msgspec.structs.asdict(overrides)
    return {name: value for name, value in fields.items() if value is not None}


def _is_from(providers: tuple[str, ...], article: Article) -> bool:
    """Whether one is the provider's name, its domain, or a parent of its domain."""
    name, domain = fold_name(article.provider), normal_domain(article.domain)
    for provider in providers:
        if fold_name(provider) == name:
            return True
        parent = normal_domain(provider)
        if parent and f".{domain}".endswith(f".{parent}"):
            return True
    return False


def _has_title_words(words: tuple[str, ...], article: Article) -> bool:
    return bool(_finder(words).find(article.title))


@lru_cache(maxsize=1024)
def _finder(words: tuple[str, ...]) -> WordFinder:
    return WordFinder(words)


def _has_url(patterns: tuple[str, ...], article: Article) -> bool:
    address = _without_scheme(article.url)
    return any(_matches_url(_without_scheme(pattern), address) for pattern in patterns)


def _without_scheme(url: str) -> str:
    """An address, or a pattern for one, without scheme and ``www.``, in lower case."""
    url = url.strip().lower()
    return url.removeprefix("https://").removeprefix("http://").removeprefix("www.")


def _matches_url(pattern: str, address: str) -> bool:
    """Whether a pattern with ``*`` matches the whole address; one without it, a part of it.

    Each part of the pattern is searched from where the one before it ended, which takes linear
    time. ``fnmatch`` would give ``?`` and ``[`` a meaning that they must not have in addresses.
    """
    first, *middle = pattern.split("*")
    if not middle:
        return pattern in address
    last = middle.pop()
    if not address.startswith(first) or len(address) < len(first) + len(last):
        return False
    position = len(first)
    end = len(address) - len(last)
    for part in middle:
        position = address.find(part, position, end) + len(part)
        if position < len(part):
            return False
    return address.endswith(last)


def _has_topic(topics: tuple[str, ...], article: Article) -> bool:
    slugs = {name_slug(topic) for topic in topics}
    return any(name_slug(topic) in slugs for topic in article.topics)
