"""News digests: the top stories of a day or a week that is over."""

from __future__ import annotations

import msgspec

from site_gen.model.stories import Story


class NewsDigest(msgspec.Struct, frozen=True, array_like=True):
    """The top stories of a day or week, best first."""

    stories: tuple[Story, ...]
    """Only their articles of this time, without the order and the times of outlets. Records of a
    later time follow if they are entries of lists of this time."""
    articles: int
    """All records of this time and related entries that count, and how many providers they have."""
    providers: int
