"""What a source's new words change in a record that is there; what a person has changed stays."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from site_gen.fetch.article_keys import value_mark
from site_gen.fetch.ledger import is_given
from site_gen.fetch.record_fields import images_of
from site_gen.fetch.same_picture import same_picture
from site_gen.fetch.types import Article
from site_gen.instants import rfc3339

_FIELDS = {name: name for name in ("title", "excerpt", "images")} | {"updatedDateTime": "updated"}
"""Fields of a record that a source may change → their names in the ledger."""
_SECOND = timedelta(seconds=1)
_LAST = datetime.max.replace(tzinfo=UTC)
"""Some write the end of all years where a time is to come."""


def whole_base(fields: Mapping[str, Any]) -> dict[str, str]:
    """Marks of all fields that a source may change, by their names in the ledger."""
    return base_of({name: fields.get(name) for name in _FIELDS})


def base_of(fields: Mapping[str, Any]) -> dict[str, str]:
    """Marks of some of the fields that a source may change, by their names in the ledger."""
    return {_FIELDS[name]: value_mark(value) for name, value in fields.items()}


def news_of(article: Article, base: Mapping[str, str]) -> dict[str, Any]:
    """The fields of which the source says something else than before; silence is no news."""
    told = {
        "title": article.title,
        "excerpt": article.excerpt,
        "images": images_of(article.picture),
    }
    return {
        name: value
        for name, value in told.items()
        if value and name in base and value_mark(value) != base[name]
    }


def followed(
    news: Mapping[str, Any], fields: Mapping[str, Any], base: Mapping[str, str]
) -> tuple[dict[str, Any], dict[str, str]]:
    """What is to change in a record with these ``fields``, and what the ledger knows of it then.

    ``base`` is what it knows now: where a field does not bear its mark, a person has changed it.
    """
    changes, after = {}, dict(base)
    for name, theirs in news.items():
        if _stays(name, fields.get(name), theirs, base[name]):
            continue
        after[name] = value_mark(theirs)
        if value_mark(fields.get(name)) != after[name]:
            changes[name] = theirs
    return changes, after


def _stays(name: str, ours: Any, theirs: Any, base: str) -> bool:
    """Whether a field is left as it is although its source says something else."""
    mark = value_mark(ours)
    if mark == value_mark(theirs):
        return False  # the file has it: a run was killed, or somebody was faster
    return not is_given(mark, base) or (name == "images" and same_picture(ours, theirs))


def time_of_change(article: Article, before: datetime, now: datetime, *, remade: bool) -> str:
    """When the source has changed the article, after ``before``; now, where it does not say.

    Empty where it does not say and may have changed nothing: ``remade`` says that settings or this
    program are others than when its words were read the last time.
    """
    at = article.updated_at
    if at and at > before:
        return rfc3339(at)
    if remade:
        return ""
    return rfc3339(now if now > before else before + min(_SECOND, _LAST - before))
