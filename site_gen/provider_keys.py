"""Provider keys, by which providers are told apart: host, name and, on shared hosts, channel.

A key has up to three parts separated by spaces, such as ``videos.example boskitchen @bo``.
Whether a host has one provider or several is known when all records are read
(``relations/shared_hosts.py``): a provider that is alone on a host has the host as its address.
On hosts that are known to be shared, no provider has it. ``docs/decisions/0021-identity.md``
has the reasons.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from urllib.parse import unquote, urlsplit

import msgspec
from publicsuffixlist import PublicSuffixList

from site_gen.urls import name_slug, normal_domain, provider_slug, short_digest

APART = "~"
"""Separates host, name and channel in URLs of provider pages; no domain contains it."""
_ARTICLE = re.compile(r"the-(?=.)")
_BETWEEN_WORDS = re.compile(r"-(?!(?<=\d-)\d)")
"""A hyphen, but not between digits: “Quay 1.1” is not “Quay 11”."""
_PLAIN = re.compile(r"[a-z0-9@_.-]+\Z")
_ACCOUNT = re.compile(r"/(@[^/?]+)")
"""The path of an account on servers of Mastodon and similar social networks."""

KNOWN_HOSTS = tuple(
    "bitbucket.org/* bsky.app/profile/* codeberg.org/* dailymotion.com/* dev.to/* dev.to/feed/* "
    "facebook.com/* facebook.com/groups/* fosstodon.org/@* github.com/* github.com/orgs/* "
    "gitlab.com/* hachyderm.io/@* instagram.com/* lemmy.world/c/* lemmy.world/u/* "
    "linkedin.com/company/* linkedin.com/in/* mastodon.online/@* mastodon.social/@* medium.com/* "
    "medium.com/feed/* mstdn.social/@* odysee.com/@* open.substack.com/pub/* patreon.com/* "
    "patreon.com/c/* pixelfed.social/* reddit.com/r/* reddit.com/user/* rumble.com/c/* "
    "rumble.com/user/* soundcloud.com/* sourceforge.net/p/* sourceforge.net/projects/* "
    "substack.com/@* t.me/* t.me/s/* threads.net/@* tiktok.com/@* tumblr.com/* twitch.tv/* "
    "twitter.com/* vimeo.com/* vimeo.com/channels/* wordpress.com/* x.com/* youtube.com/@* "
    "youtube.com/c/* youtube.com/channel/* youtube.com/playlist?list=* youtube.com/user/*".split()
)
"""Services that are not in the Public Suffix List. The path or a parameter has the channel."""


@lru_cache(maxsize=65536)
def provider_key(name: str, domain: str, channel: str = "") -> str:
    """The key of a provider; without a domain only the slug of its name.

    Spellings of a name that differ by case, spaces, punctuation, accents or “The” have one key.
    A name that only repeats the domain is ignored.
    """
    host = normal_domain(domain)
    slug = provider_slug(name, domain)
    key = _name_key(name, host) if host else ""
    if not key:
        return slug
    return " ".join(filter(None, (slug, key, _channel_key(channel))))


def _name_key(name: str, host: str) -> str:
    """What spellings of a name have in common; empty for a name that repeats the host."""
    if normal_domain(name) == host:
        return ""
    return _BETWEEN_WORDS.sub("", _ARTICLE.sub("", name_slug(name, "outlet"), count=1))


def _channel_key(channel: str) -> str:
    """The channel for use in URLs: with a digest if it has capitals, which some servers ignore."""
    if not channel or _PLAIN.match(channel):
        return channel
    return f"{name_slug(channel, 'channel')}-{short_digest(channel)}"


class SharedHosts(msgspec.Struct, frozen=True):
    """Hosts that many providers publish on, each in a channel."""

    configured: tuple[str, ...] = ()
    """Patterns of ``shared_hosts`` in ``site.yaml``, in addition to :data:`KNOWN_HOSTS`:
    ``reddit.com/r/*``, where ``*`` stands for the name of a channel, or only a host."""

    def has(self, host: str) -> bool:
        """Whether many providers share this host, so that its address belongs to none."""
        return host.removeprefix("m.") in _patterns(self.configured) or is_public_suffix(host)

    def channel(self, site: str) -> str:
        """The name of the channel at the URL ``site``; empty if it is not one."""
        host = normal_domain(site)
        expressions = _patterns(self.configured).get(host.removeprefix("m."), ())
        if not host or not (expressions or "/@" in site):
            return ""
        parts = urlsplit(site)
        path = unquote(f"{parts.path}?{parts.query}" if parts.query else parts.path)
        matches = (expression.match(path) for expression in (*expressions, _ACCOUNT))
        return next((match[1] for match in matches if match), "")


@cache
def _patterns(configured: tuple[str, ...]) -> dict[str, list[re.Pattern[str]]]:
    """Host → expressions for paths, deepest first, since “s” is not the channel in t.me/s/ada.

    Their first group is the channel. A host without a path has none.
    """
    by_host: dict[str, list[re.Pattern[str]]] = {}
    patterns = (*KNOWN_HOSTS, *configured)
    for pattern in sorted(patterns, key=lambda pattern: pattern.count("/"), reverse=True):
        host, _, path = pattern.partition("/")
        expressions = by_host.setdefault(host, [])
        if not path:
            continue
        folder, _, name = f"/{path}".rpartition("/")
        parameter, equals, prefix = name.removesuffix("*").rpartition("=")  # prefix: @ in /@*
        before, end = re.escape(f"{folder}/{parameter}{equals}"), "&" if equals else "/?"
        expressions.append(re.compile(rf"{before}({re.escape(prefix)}[^{end}]+)"))
    return by_host


@lru_cache(maxsize=65536)
def is_public_suffix(host: str) -> bool:
    """Whether anybody can register a name below this host, which is a site itself.

    By the private part of the Public Suffix List: ``blogspot.com`` is one;
    ``ada.blogspot.com`` is not, and neither is ``co.uk``, which is not a site.
    """
    if "." not in host:
        return False
    if _suffix_list(only_icann=False).publicsuffix(host) != host:
        return False
    return _suffix_list(only_icann=True).publicsuffix(host) != host


@cache
def _suffix_list(*, only_icann: bool) -> PublicSuffixList:
    """The Public Suffix List, or the part of it that registries have."""
    return PublicSuffixList(only_icann=only_icann)
