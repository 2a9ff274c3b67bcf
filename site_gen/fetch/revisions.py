"""Comparing a record with what its source says now; what an editor has changed is left alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from site_gen.fetch.ledger import has_source_value
from site_gen.fetch.ledger_digests import value_digest
from site_gen.fetch.record_fields import images_of
from site_gen.fetch.types import Article
from site_gen.instants import rfc3339

_LEDGER_NAMES = {name: name for name in ("title", "excerpt", "images")}
_LEDGER_NAMES |= {"updatedDateTime": "updated"}
"""Fields of a record that a source may change → their names in the ledger."""
_SECOND = timedelta(seconds=1)
_LATEST = datetime.max.replace(tzinfo=UTC)
"""Some feeds have the last year that there is for a time that is not known yet."""
_VARIANT_PARAMETERS = frozenset(
    "auto cb crop dpr enable expires ext fit fm format h height key-pair-id ops overlay-align "
    "overlay-base64 overlay-width policy q quality resize s sig signature strip t time timestamp "
    "token ts usm v ver version w width".split()
)
"""Parameters for the size of a picture, or for whom it is sent to: some servers sign each URL."""
_VARIANT_PREFIXES = ("x-amz-", "x-goog-", "imgix-", "utm_")


def full_base(fields: Mapping[str, Any]) -> dict[str, str]:
    """Digests of all fields that a source may change, by their names in the ledger."""
    return base_of({name: fields.get(name) for name in _LEDGER_NAMES})


def base_of(fields: Mapping[str, Any]) -> dict[str, str]:
    """Digests of these fields, by their names in the ledger."""
    return {_LEDGER_NAMES[name]: value_digest(value) for name, value in fields.items()}


def changed_fields(article: Article, base: Mapping[str, str]) -> dict[str, Any]:
    """The fields that the source has changed; one that it leaves out counts as unchanged."""
    values = {
        "title": article.title,
        "excerpt": article.excerpt,
        "images": images_of(article.picture),
    }
    return {
        name: value
        for name, value in values.items()
        if value and name in base and value_digest(value) != base[name]
    }


def merge(
    theirs: Mapping[str, Any], ours: Mapping[str, Any], base: Mapping[str, str]
) -> tuple[dict[str, Any], dict[str, str]]:
    """What to change in a record, and the base for the ledger after that.

    ``theirs`` are the fields that the source has changed, ``ours`` those of the record. Where ours
    differ from ``base``, an editor has changed them.
    """
    changes, new_base = {}, dict(base)
    for name, value in theirs.items():
        if _keeps_ours(name, ours.get(name), value, base[name]):
            continue
        new_base[name] = value_digest(value)
        if value_digest(ours.get(name)) != new_base[name]:
            changes[name] = value
    return changes, new_base


def _keeps_ours(name: str, ours: Any, theirs: Any, base: str) -> bool:
    digest = value_digest(ours)
    if digest == value_digest(theirs):
        return False  # already in the file: a run was killed, or an editor was faster
    return not has_source_value(digest, base) or (name == "images" and _same_picture(ours, theirs))


def _same_picture(ours: Any, theirs: Sequence[dict[str, Any]]) -> bool:
    """Whether two values of ``images`` are one and the same picture, possibly in another size."""
    single = isinstance(ours, list) and len(ours) == len(theirs) == 1 and isinstance(ours[0], dict)
    return single and _picture_key(str(ours[0].get("url", ""))) == _picture_key(theirs[0]["url"])


def _picture_key(url: str) -> tuple[str, str, tuple[str, ...]]:
    parts = urlsplit(url)
    return parts.netloc, parts.path, tuple(sorted(filter(_selects, parts.query.split("&"))))


def _selects(parameter: str) -> bool:
    """Whether a parameter may say which picture is meant."""
    name = parameter.partition("=")[0].lower()
    return bool(name) and name not in _VARIANT_PARAMETERS and not name.startswith(_VARIANT_PREFIXES)


def time_of_change(
    article: Article, before: datetime, now: datetime, *, settings_changed: bool
) -> str:
    """``updatedDateTime`` of a revision, later than ``before``: the source's time, else now.

    Empty if the source gives no time and may have changed nothing, because settings or this program
    have changed since its feed was read the last time.
    """
    updated_at = article.updated_at
    if updated_at and updated_at > before:
        return rfc3339(updated_at)
    if settings_changed:
        return ""
    return rfc3339(now if now > before else before + min(_SECOND, _LATEST - before))
