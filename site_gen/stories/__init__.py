"""Which records and related entries tell one story, and which are one article.

same article   addresses agree                              same_article.py
lists          related lists name it                        lists.py, keys.py
words          headlines and excerpts are alike             words.py, likeness.py
clusters       the most alike merge first                   clusters.py
blocks         nothing reaches further than the window      blocks.py
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from site_gen.config import Stories
from site_gen.errors import ConfigError
from site_gen.model import Grouping, Record
from site_gen.stories.blocks import Blocks, Grouped, Known, Share
from site_gen.stories.keys import ArticleKeys
from site_gen.stories.likeness import Likeness, Words
from site_gen.stories.lists import listed_by
from site_gen.stories.same_article import one_per_article

__all__ = [
    "ALONE",
    "Grouped",
    "Likeness",
    "Words",
    "group",
    "joinable_records",
    "likeness_for",
    "one_per_article",
]

ALONE = "none"
"""What ``story`` says of a record that belongs to no story."""


def likeness_for(rules: Stories, locale: str, cache: Path) -> Likeness:
    """What compares records under these rules; raises ConfigError if it is not installed."""
    if not rules.semantic:
        return Words(locale, cache)
    try:
        from site_gen.stories.encoder import encoder  # noqa: PLC0415  needs an extra
        from site_gen.stories.semantic import WordsAndMeanings  # noqa: PLC0415
    except ImportError:
        raise ConfigError(
            "stories.semantic needs packages that are not installed",
            hint="pip install 'site-gen[semantic]', or take the setting out",
        ) from None
    return WordsAndMeanings(locale, cache, encoder())


def group(
    records: Sequence[Record],
    rules: Stories,
    likeness: Likeness,
    copies: Iterable[tuple[str, Record]] = (),
    known: Known | None = None,
    share: Share = map,
) -> Grouping:
    """The stories of these records, whatever order they come in; each is an article of its own.

    ``copies`` are records that are not shown, each with the id of the one in its place.
    No record has influence on the story of another that is ``rules.window_hours`` or more
    away, unless their ``story`` joins them. ``known`` is what was found before, and is added to;
    ``share`` is ``map`` or does the same in several processes.
    """
    ordered = sorted(records, key=lambda record: (record.published_at, record.id))
    keys = ArticleKeys(ordered, copies)
    joinable = joinable_records(ordered)
    blocks = Blocks(likeness, keys, rules.threshold)
    found = _by_hand(blocks.stories(joinable, rules.window_hours, known, share), joinable)
    return Grouping(
        stories=tuple(sorted(tuple(story) for story in found if len(story) > 1)),
        related={id_: listed.entries for id_, listed in keys.listed.items()},
        related_keys={id_: listed.keys for id_, listed in keys.listed.items()},
        related_ids=keys.record_ids,
        listed_by=listed_by(ordered, keys.record_ids, rules.window_hours),
    )


def joinable_records(records: Iterable[Record]) -> list[Record]:
    """Those that may be in a story with others, by time."""
    found = [record for record in records if record.story.casefold() != ALONE]
    return sorted(found, key=lambda record: (record.published_at, record.id))


def _by_hand(stories: Iterable[list[str]], records: Sequence[Record]) -> list[list[str]]:
    """The stories, those that an editor gave one name made one, their records in order."""
    hand = {record.id: record.story for record in records if record.story}
    place = {record.id: number for number, record in enumerate(records)}
    joined: dict[tuple[bool, str], list[str]] = {}
    for story in stories:
        name = next((hand[id_] for id_ in story if id_ in hand), "")
        joined.setdefault((bool(name), name or story[0]), []).extend(story)
    return [sorted(story, key=place.__getitem__) for story in joined.values()]
