"""What an article is known by, as short digests: they are compared, and kept in the ledger."""

from __future__ import annotations

import hashlib
import json
import re
from typing import Any

from site_gen.fetch.headlines import compared
from site_gen.urls import fold_name, normal_host

_BYTES = 6
"""Of a digest: that an article is taken for one of a million others has a chance of 1 in 280
million."""
_FORMER_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:\S+\Z")
_URI = re.compile(
    r"(?:[a-z][a-z0-9+.-]*://(?P<host>[^/?#]+)\S*|tag:[^\s,]+,\d{4}\S*|urn:[a-z0-9-]+:\S+"
    r"|(?:at|cid|did|doi|info|mid|ni|oai):\S+)\Z",
    re.IGNORECASE,
)
"""An id that nobody else gives away: it has a host, a date, or a registry behind it."""
_OWN_NETWORK = re.compile(r"[\d.]+|.+\.(?:internal|invalid|lan|local|localhost|test)")
"""Hosts that are somebody else in each network; programs write ids while a site is tried there."""
_NO_WORD = re.compile(r"[\W_]+")


def short(*parts: str) -> str:
    """Twelve hex digits of BLAKE2b over the parts."""
    text = "\0".join(parts).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(text, digest_size=_BYTES).hexdigest()


def key_mark(key: str) -> str:
    """Of a canonical address (``canonical.article_key``)."""
    return short("key", key)


def id_marks(provider_key: str, source: str, feed_id: str) -> tuple[str, ...]:
    """Of a feed's own id of an article; none without one.

    One that is an address or another URI means the same everywhere (RFC 4287, 4.2.6). Others are
    numbers, as a rule (``17``, ``post:17``), and two outlets may both count from 1: they are known
    by their outlet, and by their source, since an outlet may get another domain.
    """
    if not feed_id:
        return ()
    if _is_unique(feed_id):
        return (short("id", feed_id),)
    return short("id", provider_key, feed_id), short("id", source, feed_id)


def _is_unique(feed_id: str) -> bool:
    match = _URI.match(feed_id)
    if not match or match["host"] is None:
        return bool(match)
    host = normal_host(match["host"])
    return bool(host) and not _OWN_NETWORK.fullmatch(host)


def title_mark(provider_key: str, title: str) -> str:
    """Of a headline of an outlet: equal for spellings of one (``headlines.compared``)."""
    return short("headline", provider_key, compared(title))


def former_id_marks(provider_key: str, feed_id: str) -> tuple[str, ...]:
    """The same as :func:`id_marks` in ledgers of before outlets of one host were told apart, and
    ids that are unique from those that only look so."""
    if not feed_id or _is_unique(feed_id):
        return ()
    if _FORMER_URI.match(feed_id):
        return (short("id", feed_id),)
    return (short("id", _host(provider_key), feed_id),)


def former_title_mark(provider_key: str, title: str) -> str:
    """Of a headline in such ledgers: by its letters and digits alone."""
    folded = fold_name(title)
    return short("title", _host(provider_key), _NO_WORD.sub(" ", folded).strip() or folded)


def _host(provider_key: str) -> str:
    return provider_key.partition(" ")[0]


def value_mark(value: Any) -> str:
    """Of a field's value, exactly as it is; empty for an empty one."""
    if not value:
        return ""
    try:
        text = json.dumps(value, sort_keys=True, ensure_ascii=False)
    except TypeError:  # a person's map whose keys cannot be sorted, or are none in JSON
        text = repr(value)
    return short("value", text)
