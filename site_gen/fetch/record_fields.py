"""An article as the fields of a record, and the file that they make."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from site_gen import front_matter
from site_gen.fetch.types import Article, FeedPicture
from site_gen.instants import rfc3339

_PLAIN_TIMES = re.compile(r"^(publishedDateTime|updatedDateTime): '([^']+)'$", re.MULTILINE)


def images_of(picture: FeedPicture | None) -> list[dict[str, Any]]:
    """The record's ``images``, without what the feed does not tell."""
    if picture is None:
        return []
    sized = picture.width and picture.height
    size = {"width": picture.width, "height": picture.height} if sized else {}
    title = {"title": picture.title} if picture.title else {}
    return [{"url": picture.url, **size, **title}]


def fields_of(article: Article, first_seen: datetime) -> dict[str, Any]:
    """The fields of the article's record, in the format's order, without empty ones.

    ``first_seen`` stands in where the feed tells no time, or one that has not come yet. There
    is no heat: the build knows how many outlets cover the story, and a record that had it would
    have to be written anew each hour.
    """
    provider: dict[str, Any] = {"name": article.provider, "domain": article.domain}
    provider["channel"] = article.channel
    provider["authors"] = [{"name": name} for name in article.authors]
    fields: dict[str, Any] = {
        "title": article.title,
        "excerpt": article.excerpt,
        "publishedDateTime": rfc3339(article.published_at or article.no_later_than or first_seen),
        "updatedDateTime": rfc3339(article.updated_at) if article.updated_at else "",
        "type": article.type,
        "originalUrl": article.url,
        "entryId": article.entry_id,
        "quality": article.quality,
        "published": article.published,
        "provider": {key: value for key, value in provider.items() if value},
        "topics": list(article.topics),
        "categories": list(article.categories),
        "locale": article.locale,
        "images": images_of(article.picture),
    }
    return {key: value for key, value in fields.items() if value not in (None, "", [])}


def text_of(fields: dict[str, Any]) -> str:
    """The file of a record with these fields; times without quotes, as the format has them."""
    return _PLAIN_TIMES.sub(r"\1: \2", front_matter.dump(fields))
