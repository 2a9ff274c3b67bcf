"""Short digests by which the ledger recognises articles, sources and values of fields.

They are stored in the ledgers of existing sites: what goes into a digest must never change.
"""

from __future__ import annotations

import hashlib
import json
import re
from typing import Any

from site_gen.canonical import article_key
from site_gen.fetch.headlines import compared
from site_gen.urls import fold_name, normal_host

_BYTES = 6
"""One article is mistaken for one of a million others with a probability of 1 in 280 million."""
_URI = re.compile(
    r"(?:[a-z][a-z0-9+.-]*://(?P<host>[^/?#]+)\S*|tag:[^\s,]+,\d{4}\S*|urn:[a-z0-9-]+:\S+"
    r"|(?:at|cid|did|doi|info|mid|ni|oai):\S+)\Z",
    re.IGNORECASE,
)
"""An id that is globally unique: it contains a host, a date, or a registered namespace."""
_LOCAL_NETWORK = re.compile(r"[\d.]+|.+\.(?:internal|invalid|lan|local|localhost|test)")
"""Hosts that mean another machine in each network; ids contain them when a site is set up there."""
_OLD_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:\S+\Z")
_NO_WORD = re.compile(r"[\W_]+")


def short_digest(*parts: str) -> str:
    """Twelve hex digits of BLAKE2b over the parts."""
    text = "\0".join(parts).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(text, digest_size=_BYTES).hexdigest()


def source_digest(url: str) -> str:
    """Digest of a source's address."""
    return short_digest("source", article_key(url))


def address_digest(key: str) -> str:
    """Digest of an article key (``canonical.article_key``)."""
    return short_digest("key", key)


def id_digests(provider_key: str, source: str, feed_id: str) -> tuple[str, ...]:
    """Digests of an article's id in the feed; empty if it has none.

    An address or another URI is unique everywhere (RFC 4287, 4.2.6). Other ids are usually numbers
    (``17``, ``post:17``) that two providers may both use. They get two digests: with the provider,
    and with the digest of the source, since a provider's domain may change.
    """
    if not feed_id:
        return ()
    if _is_unique(feed_id):
        return (short_digest("id", feed_id),)
    return short_digest("id", provider_key, feed_id), short_digest("id", source, feed_id)


def _is_unique(feed_id: str) -> bool:
    match = _URI.match(feed_id)
    if not match or match["host"] is None:
        return bool(match)
    host = normal_host(match["host"])
    return bool(host) and not _LOCAL_NETWORK.fullmatch(host)


def headline_digest(provider_key: str, title: str) -> str:
    """Digest of a provider's headline; equal for its spellings (``headlines.compared``)."""
    return short_digest("headline", provider_key, compared(title))


def value_digest(value: Any) -> str:
    """Digest of the exact value of a field; empty for an empty value."""
    if not value:
        return ""
    try:
        text = json.dumps(value, sort_keys=True, ensure_ascii=False)
    except TypeError:  # an editor's mapping with keys that JSON does not have or cannot be sorted
        text = repr(value)
    return short_digest("value", text)


def old_id_digests(provider_key: str, feed_id: str) -> tuple[str, ...]:
    """Like :func:`id_digests`, as ledgers were written before shared hosts were recognised."""
    if not feed_id or _is_unique(feed_id):
        return ()
    if _OLD_URI.match(feed_id):
        return (short_digest("id", feed_id),)
    return (short_digest("id", _host(provider_key), feed_id),)


def old_headline_digest(provider_key: str, title: str) -> str:
    """Digest of a headline in the same old ledgers: only letters and digits count."""
    folded = fold_name(title)
    return short_digest("title", _host(provider_key), _NO_WORD.sub(" ", folded).strip() or folded)


def _host(provider_key: str) -> str:
    return provider_key.partition(" ")[0]
