"""Which outlet is meant: a host, the name that it goes by there, and where names agree the channel.

An outlet's *mark* has up to three parts with spaces between them, such as
``videos.example boskitchen @bo``. Whether a host has one outlet or several is seen when all records
are known (``relations/shared_hosts.py``): one that is alone there has the host's own address. For
hosts that are known to be shared no outlet has it. ``docs/decisions/0021-identity.md`` has the
reasons.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from urllib.parse import unquote, urlsplit

import msgspec
from publicsuffixlist import PublicSuffixList

from site_gen.urls import digest, name_slug, normal_domain, provider_slug

APART = "~"
"""Between host, name and channel in an address; no domain has it."""
_ARTICLE = re.compile(r"the-(?=.)")
_BETWEEN_WORDS = re.compile(r"-(?!(?<=\d-)\d)")
"""A hyphen, but for one between digits: “Quay 1.1” is not “Quay 11”."""
_PLAIN = re.compile(r"[a-z0-9@_.-]+\Z")
_ACCOUNT = re.compile(r"/(@[^/?]+)")
"""Where the programs of social networks, of which anybody may run one, have their accounts."""

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
"""Services whose hosts the Public Suffix List does not have: channels are told by the path, or by
a parameter."""


@lru_cache(maxsize=65536)
def provider_key(name: str, domain: str, channel: str = "") -> str:
    """What identifies an outlet; without a domain only the slug of its name.

    Spellings of one name have one mark: those that differ by case, spaces, punctuation, accents or
    “The”. A name that only repeats the domain is none: whoever has the host is meant.
    """
    host = normal_domain(domain)
    place = provider_slug(name, domain)
    key = name_key(name, host) if host else ""
    if not key:
        return place
    return " ".join(filter(None, (place, key, _channel_key(channel))))


def name_key(name: str, host: str) -> str:
    """What spellings of a name on one host have in common; empty for the host's own name."""
    if normal_domain(name) == host:
        return ""
    return _BETWEEN_WORDS.sub("", _ARTICLE.sub("", name_slug(name, "outlet"), count=1))


def _channel_key(channel: str) -> str:
    """Capitals tell channels apart on some hosts, but not in addresses on every server."""
    if not channel or _PLAIN.match(channel):
        return channel
    return f"{name_slug(channel, 'channel')}-{digest(channel)}"


class SharedHosts(msgspec.Struct, frozen=True):
    """Hosts that give channels away to many outlets."""

    own: tuple[str, ...] = ()
    """``github.com/*``, ``reddit.com/r/*``: where the address of a channel has its name; a host
    alone where it has none. Those of the site, beside :data:`KNOWN_HOSTS`."""

    def has(self, host: str) -> bool:
        """Whether many outlets share this host, so that none has it for itself."""
        return host.removeprefix("m.") in _by_host(self.own) or gives_names_away(host)

    def channel(self, site: str) -> str:
        """The channel whose site this is, as its host calls it; empty if it is none."""
        host = normal_domain(site)
        expressions = _by_host(self.own).get(host.removeprefix("m."), ())
        if not host or not (expressions or "/@" in site):
            return ""
        parts = urlsplit(site)
        path = unquote(f"{parts.path}?{parts.query}" if parts.query else parts.path)
        found = (expression.match(path) for expression in (*expressions, _ACCOUNT))
        return next((match[1] for match in found if match), "")


@cache
def _by_host(own: tuple[str, ...]) -> dict[str, list[re.Pattern[str]]]:
    found: dict[str, list[re.Pattern[str]]] = {}
    patterns = (*KNOWN_HOSTS, *own)
    for pattern in sorted(patterns, key=_depth, reverse=True):  # “s” is no channel in t.me/s/ada
        host, _, path = pattern.partition("/")
        known = found.setdefault(host, [])
        if not path:
            continue  # its outlets are told apart by their names alone
        folder, _, name = f"/{path}".rpartition("/")
        page, is_asked, sign = name.removesuffix("*").rpartition("=")  # the @ of @ada, a parameter
        before, ends = re.escape(f"{folder}/{page}{is_asked}"), "&" if is_asked else "/?"
        known.append(re.compile(rf"{before}({re.escape(sign)}[^{ends}]+)"))
    return found


def _depth(pattern: str) -> int:
    return pattern.count("/")


@lru_cache(maxsize=65536)
def gives_names_away(host: str) -> bool:
    """Whether anybody can have a name below this host, by the private part of the Public Suffix
    List: ``blogspot.com`` does, ``ada.blogspot.com`` does not, nor does ``co.uk``, which is no
    site."""
    if "." not in host:
        return False
    return _suffixes().publicsuffix(host) == host and _registries().publicsuffix(host) != host


@cache
def _suffixes() -> PublicSuffixList:
    return PublicSuffixList()


@cache
def _registries() -> PublicSuffixList:
    return PublicSuffixList(only_icann=True)
