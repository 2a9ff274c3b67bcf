"""What types cannot say of settings: addresses, things named twice, rules that mean nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import msgspec

from site_gen.base_url import normalised
from site_gen.config.fetch import Match, Overrides, Rule, Source, TopicMapping
from site_gen.config.messages import Keys, dotted
from site_gen.config.types import Feeds, SiteConfig
from site_gen.external_links import is_http_url, without_login
from site_gen.urls import fold_name, normal_domain, normal_host

_SHARED_HOST = re.compile(r"[^/*?#\s]+(?:(?:/[^/*?#\s]+)*/[^/*?#\s]*\*)?")


class Fault(NamedTuple):
    """What is wrong with one setting, in a sentence that names it."""

    keys: Keys
    message: str
    hint: str = ""
    first: Keys = ()
    """Of two that are the same, the one before."""


def faults(config: SiteConfig) -> Iterator[Fault]:
    """All that is wrong with settings whose types are right, in the order of the sections."""
    if not normalised(config.base_url):
        yield _base_url(config.base_url)
    if config.repository and not is_http_url(config.repository):
        yield _no_url(("repository",), config.repository)
    yield from _feeds(config.feeds)
    for host in config.embeds.hosts:
        if normal_host(host) != host:
            yield Fault(
                ("embeds", "hosts"),
                f"embeds.hosts has “{host}”, expected the name of a host",
                "such as player.vimeo.com, in small letters",
            )
    for place, pattern in enumerate(config.shared_hosts):
        if not _SHARED_HOST.fullmatch(pattern) or normal_domain(pattern) != pattern.split("/")[0]:
            yield Fault(
                ("shared_hosts", place),
                f"shared_hosts[{place}] is “{pattern}”, expected a host, or where its channels are",
                "such as videos.example/@*, in small letters and without www.",
            )
    if config.sources:
        yield from _sources(config.sources)
    yield from _mapping(config.topics)
    for place, rule in enumerate(config.rules):
        yield from _rule(("rules", place), rule)


def _no_url(keys: Keys, url: str, hint: str = "") -> Fault:
    return Fault(keys, f"{dotted(keys)} is “{url}”, expected an http or https URL", hint)


def _base_url(url: str) -> Fault:
    keys, hint = ("base_url",), "such as https://example.org/news/"
    shown = without_login(url)
    if shown != url and normalised(shown):
        return Fault(keys, "base_url has a login, which every page would show", f"write {shown}")
    return _no_url(keys, shown, hint)


def _feeds(feeds: Feeds) -> Iterator[Fault]:
    keys: Keys = ("feeds", "id_url")
    shown = without_login(feeds.id_url)
    if feeds.id_url and not is_http_url(feeds.id_url):
        yield _no_url(keys, shown)
    elif shown != feeds.id_url:
        yield Fault(keys, "feeds.id_url has a login, which every feed would show", f"write {shown}")
    for kind, formats in msgspec.structs.asdict(feeds.formats).items():
        twice = [form for form in formats if formats.count(form) > 1]
        if twice:
            keys = ("feeds", "formats", kind)
            yield Fault(keys, f"{dotted(keys)} names {twice[0]} twice", "keep one of the two")


def _sources(sources: Iterable[Source]) -> Iterator[Fault]:
    from site_gen.canonical import article_key  # noqa: PLC0415  sites without sources need not wait

    known: dict[str, Keys] = {}
    for place, source in enumerate(sources):
        at: Keys = ("sources", place)
        keys: Keys = (*at, "url")
        if not is_http_url(source.url):
            shown = without_login(source.url)
            yield _no_url(keys, shown, _with_scheme(shown))
        first = known.setdefault(article_key(source.url), keys)
        if first is not keys:
            message = f"{dotted(keys)} is the same source as {dotted(first)}"
            yield Fault(keys, message, "keep one of the two", first)
        domain = source.provider.domain
        if domain and not normal_domain(domain):
            keys = (*at, "provider", "domain")
            message = f"{dotted(keys)} is “{domain}”, expected a domain name"
            yield Fault(keys, message, "such as harbourledger.example")
        yield from _blanks((*at, "provider", "name"), source.provider.name, "what it is called")
        yield from _blanks((*at, "topics"), source.topics, "the name of a topic")


def _with_scheme(url: str) -> str:
    """What an address was probably meant to be, such as one without ``https://``."""
    bare = url.strip().removeprefix("feed:").lstrip("/")
    if not is_http_url(bare):
        bare = "" if ":/" in bare or "." not in bare else f"https://{bare}"
    return f"did you mean {bare}?" if is_http_url(bare) else ""


def _mapping(topics: TopicMapping) -> Iterator[Fault]:
    known: dict[str, str] = {}
    for category in topics.map:
        first = known.setdefault(fold_name(category), category)
        if first != category:
            keys = ("topics", "map", category)
            message = f"topics.map has “{first}” and “{category}”, which are one category"
            yield Fault(keys, message, "keep one of the two")


def _rule(at: Keys, rule: Rule) -> Iterator[Fault]:
    match = (*at, "match")
    if not any(msgspec.structs.asdict(rule.match).values()):
        message = f"{dotted(match)} is empty, so every article would match"
        yield Fault(match, message, "name a provider, title, url or topic")
    for name in Match.__struct_fields__:
        values = getattr(rule.match, name)
        yield from _blanks((*match, name), values, "what to look for")
    sets = rule.set != Overrides()
    if sets and rule.drop:
        message = f"{dotted(at)} drops articles, and sets fields of their records"
        yield Fault((*at, "set"), message, "keep one of drop and set")
    if not sets and not rule.drop:
        message = f"{dotted(at)} does nothing with the articles that match"
        yield Fault(at, message, "add set or drop: true")
    yield from _blanks((*at, "set", "type"), rule.set.type or "", "the type of the records")
    yield from _blanks((*at, "set", "topics"), rule.set.topics or (), "the name of a topic")


def _blanks(keys: Keys, values: str | tuple[str, ...], expected: str) -> Iterator[Fault]:
    """Texts of white space alone; one that is empty is as if it was not given."""
    if isinstance(values, str):
        if values and not values.strip():
            yield Fault(keys, f"{dotted(keys)} is blank, expected {expected}")
        return
    for place, value in enumerate(values):
        if not value.strip():
            at = (*keys, place)
            yield Fault(at, f"{dotted(at)} is blank, expected {expected}")
