"""News digests: made from the records of their time alone, so that later ones change nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from site_gen.config import Digest, SiteConfig, Stories
from site_gen.model import Record
from site_gen.model.digests import NewsDigest
from tests.records import CONFIG, record, related
from tests.relations.steps import few, records
from tests.relations.tables import tables
from tests.stored import Stored

DAY = datetime(2021, 6, 14, tzinfo=UTC)
"""A Monday."""
LATER = DAY + timedelta(days=9)
SMALL = msgspec.structs.replace(CONFIG, stories=Stories(window_hours=10, max_days=14))
FERRY = "Tern ferry loses engine off Quillon"
SAME = "Engine of Quillon ferry Tern fails"


def at(hours: float) -> datetime:
    return DAY + timedelta(hours=hours)


def digests(
    *records: Record, config: SiteConfig = CONFIG
) -> dict[tuple[int, datetime], NewsDigest]:
    """The digests of these records, by whether they are weekly and their first day."""
    stored = Stored(config)
    stored.put(*records)
    return {
        (weekly, datetime.fromtimestamp(number * 86_400, UTC)): digest
        for (weekly, number), digest in tables(stored.store)["digests"].items()
    }


def leads(digest: NewsDigest) -> list[str]:
    return [story.lead for story in digest.stories]


def of(id_: str, hours: float, title: str, provider: str = "", **fields: Any) -> Record:
    name = provider or f"Outlet of {id_}"
    return record(id_, at(hours), title=title, provider=name, excerpt="", **fields)


END = of("end", 24 * 9, "The last one")


def test_only_days_before_that_of_the_newest_record() -> None:
    made = digests(of("a", 1, "Ferry"), of("b", 30, "Kelp"), of("c", 50, "Herring"))
    assert [*made] == [(0, DAY), (0, DAY + timedelta(days=1))]


def test_stories_are_ordered_by_heat_outlets_and_time() -> None:
    several = [of("f1", 1, FERRY), of("f2", 2, SAME)]
    hot = of("hot", 3, "Herring is back", heat=15)
    unranked = of("cold", 4, "Kelp is asked for", heat=-1)
    alone = [of("x", 5, "Lighthouse sold"), of("y", 6, "Brass band plays")]
    made = digests(*several, hot, unranked, *alone, END)[0, DAY]
    assert leads(made)[0] == "hot"
    assert leads(made)[1] in ("f1", "f2")
    assert leads(made)[2:] == ["y", "x", "cold"]
    assert (made.articles, made.providers) == (6, 6)


def test_no_more_stories_than_configured_and_no_runs_of_one_outlet() -> None:
    words = ["Ferry", "Kelp", "Herring", "Lighthouse", "Tides"]
    same = [of(f"s{n}", 10 + n, f"{word} of Quillon", "Post") for n, word in enumerate(words)]
    other = of("o", 1, "Brass band plays", "Times")
    config = msgspec.structs.replace(CONFIG, digest=Digest(stories=3), stories=Stories(threshold=0))
    assert leads(digests(*same, other, END, config=config)[0, DAY]) == ["s4", "s3", "o"]


def test_a_week_joins_what_goes_on_over_days() -> None:
    made = digests(of("f1", 20, FERRY), of("f2", 30, SAME), of("f3", 40, FERRY), END)
    assert len(made[1, DAY].stories) == 1
    assert made[1, DAY].stories[0].record_ids == ("f1", "f2", "f3")
    assert made[0, DAY].stories[0].record_ids == ("f1",)


def test_buried_stories_are_left_out_also_on_the_next_day() -> None:
    buried = of("b", 20, FERRY, bury=True)
    made = digests(buried, of("c", 26, SAME), of("k", 27, "Kelp permits"), END)
    assert leads(made[0, DAY + timedelta(days=1)]) == ["k"]
    assert (0, DAY) not in made


def test_pins_do_not_count() -> None:
    pinned = of("p", 1, "Jubilee", pin=LATER + timedelta(days=99))
    assert leads(digests(pinned, of("k", 2, "Kelp permits"), END)[0, DAY]) == ["k", "p"]


def entry(name: str, hours: float | None) -> Any:
    when = None if hours is None else at(hours)
    return related(f"https://{name}.example/x", name, published_at=when)


def test_entries_count_by_their_own_time() -> None:
    listing = of(
        "l",
        5,
        FERRY,
        related=(entry("early", -5), entry("now", 6), entry("late", 30), entry("unknown", None)),
    )
    (story,) = digests(listing, END)[0, DAY].stories
    assert {*story.providers} == {"outlet-of-l", "now", "unknown"}
    assert [ref.index for ref in story.entries] == [1, 3]


def test_an_entry_stays_when_it_becomes_a_record_of_a_later_day() -> None:
    listing = of("l", 5, FERRY, related=(entry("unknown", None),))
    later = record("u", at(40), provider="unknown", web_url="https://unknown.example/x")
    before = digests(listing, END)[0, DAY]
    after = digests(listing, later, END)[0, DAY]
    assert (after.articles, after.providers) == (before.articles, before.providers) == (2, 2)
    assert [story.providers for story in after.stories] == [
        story.providers for story in before.stories
    ]


@few
@given(st.lists(records(), max_size=9), st.lists(records(), min_size=1, max_size=9))
def test_later_records_change_no_digest(first: Sequence[Record], second: Sequence[Record]) -> None:
    """A record after the end of the block in which a day ends leaves that day as it is."""
    early = _distinct(first, "early", timedelta(0))
    late = _distinct(second, "late", timedelta(days=2, hours=2))  # a block
    end = of("end", 24 * 9, "The last one")
    before = _of_first_days(digests(*early, end, config=SMALL))
    after = _of_first_days(digests(*early, *late, end, config=SMALL))
    for key, digest in before.items():
        if key[0] == 0:
            assert after[key] == digest


def _distinct(found: Sequence[Record], name: str, shift: timedelta) -> list[Record]:
    """The records as different articles of one half: the first day and a half, or that later."""
    return [
        msgspec.structs.replace(
            each,
            id=f"{name}{number}",
            path=f"news/{name}{number}.md",
            published_at=_within(each.published_at) + shift,
            original_url=f"https://{name}.example/{number}",
            web_url="",
            keys=(),
        )
        for number, each in enumerate(found)
    ]


def _within(time: datetime) -> datetime:
    """The time within the two days from ``DAY`` on."""
    return DAY + (time - DAY) % timedelta(days=2)


def _of_first_days(made: dict[tuple[int, datetime], NewsDigest]) -> dict[Any, NewsDigest]:
    """The digests of the two first days."""
    return {key: digest for key, digest in made.items() if key[1] < DAY + timedelta(days=2)}
