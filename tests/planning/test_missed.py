"""Missed stories of a provider."""

from __future__ import annotations

from msgspec.structs import replace

from site_gen.config import Stories
from site_gen.model import Record
from site_gen.relations.missed_stories import missed_by
from tests.records import CONFIG, hours_ago, record, related
from tests.stored import Stored


def own(name: str, hours: float, *topics: str, story: str = "none") -> Record:
    return record(name, hours_ago(hours), provider="Own", topics=topics or ("AI",), story=story)


def shared(name: str, hours: float, *topics: str, providers: int = 2, also: str = "") -> Record:
    """A record of a story with ``providers`` providers, and ``also`` as another one."""
    names = [f"Other {number}" for number in range(1, providers)] + ([also] if also else [])
    entries = tuple(related(f"https://o.example/{name}/{n}", n) for n in names)
    return record(
        name, hours_ago(hours), provider="Other", topics=topics or ("AI",), related=entries
    )


def missed(*records: Record) -> list[tuple[str, int]]:
    """The leads of the missed stories, and their numbers of providers."""
    stored = Stored(replace(CONFIG, stories=Stories(threshold=0)))
    stored.put(*records)
    own = stored.store.value("SELECT p FROM providers WHERE slug = 'own'")
    stories = [stored.library.story(id_) for id_ in missed_by(stored.store, own)]
    return [(story.lead, len(story.providers)) for story in stories]


EDGES = (own("last", 0), own("first", 100))


def test_newest_missed_stories_are_shown_with_their_number_of_providers() -> None:
    assert missed(*EDGES, shared("a", 20, providers=3), shared("b", 10)) == [("b", 2), ("a", 3)]


def test_story_of_one_provider_or_of_its_own_is_not_missed() -> None:
    assert missed(*EDGES, shared("a", 20, providers=1), shared("b", 10, also="Own")) == []


def test_story_before_its_first_or_after_its_last_record_is_not_missed() -> None:
    assert missed(own("last", 10), own("first", 20), shared("a", 9), shared("b", 21)) == []
    assert missed(own("only", 10), shared("a", 9), shared("b", 11)) == []


def test_only_its_three_main_topics_count() -> None:
    mine = [
        own(f"{topic}{n}", 1 + 50 * n, topic)
        for position, topic in enumerate(("A", "B", "C", "D"))
        for n in range(6 - position)
    ]
    others = [shared(f"s{topic}", 10, topic) for topic in "ABCDE"]
    assert missed(*mine, *others) == [("sA", 2), ("sB", 2), ("sC", 2)]


def test_at_most_six_missed_stories_are_shown() -> None:
    mine = [own("last", 0, "A", "B"), own("first", 100, "A", "B")]
    others = [shared(f"s{n}", 10 + n, "A", "B") for n in range(8)]
    assert missed(*mine, *others) == [(f"s{n}", 2) for n in range(6)]


def test_story_is_shown_by_its_lead() -> None:
    first = shared("a", 20)
    lead = record("lead", hours_ago(19), provider="Third", heat=500, related=(related(first.url),))
    assert missed(*EDGES, first, lead) == [("lead", 3)]
