"""Article → fields of a record → text of its file."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from site_gen import front_matter
from site_gen.fetch.types import Article, FeedPicture
from site_gen.instants import rfc3339

_QUOTED_TIMES = re.compile(r"^(publishedDateTime|updatedDateTime): '([^']+)'$", re.MULTILINE)


def images_of(picture: FeedPicture | None) -> list[dict[str, Any]]:
    """The record's ``images``."""
    if picture is None:
        return []
    sized = picture.width and picture.height
    size = {"width": picture.width, "height": picture.height} if sized else {}
    title = {"title": picture.title} if picture.title else {}
    return [{"url": picture.url, **size, **title}]


def fields_of(article: Article, first_seen: datetime) -> dict[str, Any]:
    """The fields of the article's record, in the usual order, without empty ones.

    ``first_seen`` is used where the feed has no date, or one in the future. There is no ``heat``:
    the build computes it, and a record that had it would have to be rewritten every hour.
    """
    provider: dict[str, Any] = {"name": article.provider, "domain": article.domain}
    provider["channel"] = article.channel
    provider["authors"] = [{"name": name} for name in article.authors]
    fields: dict[str, Any] = {
        "title": article.title,
        "excerpt": article.excerpt,
        "publishedDateTime": rfc3339(article.published_at or article.no_later_than or first_seen),
        "updatedDateTime": rfc3339(article.updated_at) if article.updated_at else "",
        "timeKnown": None if article.time_known else False,
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
    """The file of a record with these fields; times are not quoted, as in the format's examples."""
    return _QUOTED_TIMES.sub(r"\1: \2", front_matter.dump(fields))
