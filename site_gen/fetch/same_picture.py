"""Whether two addresses show one picture, in one size or another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

_PASSING = frozenset(
    "auto cb crop dpr enable expires ext fit fm format h height key-pair-id ops overlay-align "
    "overlay-base64 overlay-width policy q quality resize s sig signature strip t time timestamp "
    "token ts usm v ver version w width".split()
)
"""Parameters that say how a picture is sent, or to whom: some servers sign each answer anew."""
_PASSING_PREFIXES = ("x-amz-", "x-goog-", "imgix-", "utm_")


def same_picture(ours: Any, theirs: Sequence[dict[str, Any]]) -> bool:
    """Whether both lists of a record's ``images`` are one entry each, of the same picture."""
    one = isinstance(ours, list) and len(ours) == len(theirs) == 1 and isinstance(ours[0], dict)
    return one and _lasting(str(ours[0].get("url", ""))) == _lasting(theirs[0]["url"])


def _lasting(url: str) -> tuple[str, str, tuple[str, ...]]:
    """Of an address what tells which picture it is."""
    parts = urlsplit(url)
    return parts.netloc, parts.path, tuple(sorted(filter(_tells, parts.query.split("&"))))


def _tells(parameter: str) -> bool:
    name = parameter.partition("=")[0].lower()
    return bool(name) and name not in _PASSING and not name.startswith(_PASSING_PREFIXES)
