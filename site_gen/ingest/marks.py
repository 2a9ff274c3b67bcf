"""What an article is known by, as short digests: they are compared, and kept in the ledger."""

from __future__ import annotations

import hashlib
import json
import re
from typing import Any

from site_gen.ingest.headlines import compared
from site_gen.urls import fold_name

_BYTES = 6
"""Of a digest: that an article is taken for one of a million others has a chance of 1 in 280
million."""
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:\S+\Z")
_NO_WORD = re.compile(r"[\W_]+")


def short(*parts: str) -> str:
    """Twelve hex digits of BLAKE2b over the parts."""
    text = "\0".join(parts).encode("utf-8", "surrogatepass")
    return hashlib.blake2b(text, digest_size=_BYTES).hexdigest()


def key_mark(key: str) -> str:
    """Of a canonical address (``canonical.article_key``)."""
    return short("key", key)


def id_marks(outlet: str, source: str, feed_id: str) -> tuple[str, ...]:
    """Of a feed's own id of an article; none without one.

    One that is an address or another URI means the same everywhere (RFC 4287, 4.2.6). Others are
    numbers, as a rule, and two outlets may both count from 1: they are known by their outlet, and
    by their source, since an outlet may get another domain.
    """
    if not feed_id:
        return ()
    if _URI.match(feed_id):
        return (short("id", feed_id),)
    return short("id", outlet, feed_id), short("id", source, feed_id)


def title_mark(outlet: str, title: str) -> str:
    """Of a headline of an outlet: equal for spellings of one (``headlines.compared``)."""
    return short("headline", outlet, compared(title))


def former_id_marks(outlet: str, feed_id: str) -> tuple[str, ...]:
    """The same as :func:`id_marks` in ledgers of before outlets of one host were told apart."""
    if not feed_id or _URI.match(feed_id):
        return ()
    return (short("id", _host(outlet), feed_id),)


def former_title_mark(outlet: str, title: str) -> str:
    """Of a headline in such ledgers: by its letters and digits alone."""
    folded = fold_name(title)
    return short("title", _host(outlet), _NO_WORD.sub(" ", folded).strip() or folded)


def _host(outlet: str) -> str:
    return outlet.partition(" ")[0]


def value_mark(value: Any) -> str:
    """Of a field's value, exactly as it is; empty for an empty one."""
    if not value:
        return ""
    try:
        text = json.dumps(value, sort_keys=True, ensure_ascii=False)
    except TypeError:  # a person's map whose keys cannot be sorted, or are none in JSON
        text = repr(value)
    return short("value", text)
