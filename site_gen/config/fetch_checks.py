"""Checks of the settings of ``fetch``: sources, categories and rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from site_gen.config.fetch import Match, Overrides, Rule, Source, TopicMapping
from site_gen.config.invalid import InvalidSetting, check_blank, invalid_url
from site_gen.config.types import SiteConfig
from site_gen.external_links import is_http_url, without_login
from site_gen.urls import fold_name, normal_domain
from site_gen.wording import KeyPath, dotted


def invalid_fetch_settings(config: SiteConfig) -> Iterator[InvalidSetting]:
    """All settings of ``fetch`` that have the right type and an invalid value."""
    if config.sources:
        yield from _check_sources(config.sources)
    yield from _check_topics(config.topics)
    for index, rule in enumerate(config.rules):
        yield from _check_rule(("rules", index), rule)


def _check_sources(sources: Iterable[Source]) -> Iterator[InvalidSetting]:
    from site_gen.canonical import article_key  # noqa: PLC0415  slow, and many sites have no sources

    paths: dict[str, KeyPath] = {}
    for index, source in enumerate(sources):
        source_path: KeyPath = ("sources", index)
        path: KeyPath = (*source_path, "url")
        if not is_http_url(source.url):
            safe_url = without_login(source.url)
            yield invalid_url(path, safe_url, _guess_url(safe_url))
        first = paths.setdefault(article_key(source.url), path)
        if first is not path:
            message = f"{dotted(path)} is the same source as {dotted(first)}"
            yield InvalidSetting(path, message, "keep one of the two", first)
        domain = source.provider.domain
        if domain and not normal_domain(domain):
            path = (*source_path, "provider", "domain")
            message = f"{dotted(path)} is “{domain}”, expected a domain name"
            yield InvalidSetting(path, message, "such as harbourledger.example")
        path = (*source_path, "provider", "name")
        yield from check_blank(path, source.provider.name, "the provider's name")
        yield from check_blank((*source_path, "topics"), source.topics, "the name of a topic")


def _guess_url(url: str) -> str:
    """A hint with the URL that was probably meant, such as one without ``https://``."""
    bare = url.strip().removeprefix("feed:").lstrip("/")
    if not is_http_url(bare):
        bare = "" if ":/" in bare or "." not in bare else f"https://{bare}"
    return f"did you mean {bare}?" if is_http_url(bare) else ""


def _check_topics(topics: TopicMapping) -> Iterator[InvalidSetting]:
    categories: dict[str, str] = {}
    for category in topics.map:
        first = categories.setdefault(fold_name(category), category)
        if first != category:
            path = ("topics", "map", category)
            message = f"topics.map has “{first}” and “{category}”, which are one category"
            yield InvalidSetting(path, message, "keep one of the two")


def _check_rule(path: KeyPath, rule: Rule) -> Iterator[InvalidSetting]:
    match_path = (*path, "match")
    if not any(msgspec.structs.asdict(rule.match).values()):
        message = f"{dotted(match_path)} is empty, so every article would match"
        yield InvalidSetting(match_path, message, "name a provider, title, url or topic")
    for name in Match.__struct_fields__:
        yield from check_blank((*match_path, name), getattr(rule.match, name), "text to look for")
    has_overrides = rule.set != Overrides()
    if has_overrides and rule.drop:
        message = f"{dotted(path)} drops articles, and sets fields of their records"
        yield InvalidSetting((*path, "set"), message, "keep one of drop and set")
    if not has_overrides and not rule.drop:
        message = f"{dotted(path)} does nothing with the articles that match"
        yield InvalidSetting(path, message, "add set or drop: true")
    yield from check_blank((*path, "set", "type"), rule.set.type or "", "the type of the records")
    yield from check_blank((*path, "set", "topics"), rule.set.topics or (), "the name of a topic")
