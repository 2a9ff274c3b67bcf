"""An article makes one record, whatever its feed does, and none when an editor deleted it."""

from __future__ import annotations

import os
from datetime import timedelta
from typing import Any

import msgspec
import pytest

from site_gen.front_matter import dump
from tests.ingest.newsstand import LEDGER, NOON, RADIO, Newsstand, item

BASE = "https://harbourledger.example/night-ferry"


@pytest.mark.parametrize(
    "later",
    [
        {"links": ("http://harbourledger.example/night-ferry",)},
        {"links": ("https://www.harbourledger.example/night-ferry/",)},
        {"links": (f"{BASE}?utm_source=rss&fbclid=1",)},
        {"links": (f"{BASE}#comments",)},
        {"links": ("https://harbourledger.example/night-ferry/amp",), "id": "new"},
        {"id": "urn:other"},
        {"id": ""},
        {"links": ("https://harbourledger.example/2026/moved",)},
        {"links": ("https://harbourledger.example/2026/moved", BASE), "id": "new"},
        {"links": ("https://harbourledger.example/2026/moved",), "id": "new"},
        {"links": ("https://harbourledger.example/new",), "id": "n", "title": "NIGHT ferry!"},
        {"title": "Ferry sails again", "published_at": None},
        {"title": "Ferry sails again", "published_at": NOON - timedelta(days=9)},
    ],
    ids=",".join,
)
@pytest.mark.parametrize("lost", [False, True], ids=["remembered", "cache lost"])
def test_changed_entry_makes_no_second_record(
    stand: Newsstand, later: dict[str, Any], lost: bool
) -> None:
    stand.says(item())
    stand.run()
    if lost:
        forget(stand)
    stand.says(item(**later))
    assert stand.run(hours=1).new == 0
    assert len(stand.paths) == 1


def forget(stand: Newsstand) -> None:
    (stand.folder / ".site_gen_cache" / "fetch").unlink()


def test_two_entries_of_one_feed_that_are_one_article_make_one_record(stand: Newsstand) -> None:
    stand.says(item(), item(id="again", excerpt="Told anew."), item(links=(BASE + "?x=1",)))
    report = stand.run()
    assert (report.new, report.updated, report.sources[0].known) == (1, 0, 2)
    before = stand.files
    forget(stand)
    stand.run(hours=1)
    assert stand.files == before


def test_drifting_article_stays_known(stand: Newsstand) -> None:
    """First its address changes, then its id: each time one of the two is known."""
    stand.says(item())
    stand.run()
    moved = "https://harbourledger.example/moved"
    stand.says(item(links=(moved,), title="Other words"))
    stand.run(hours=20)
    stand.says(item(links=(moved,), id="new", title="Quite other words"))
    stand.run(hours=20)
    assert len(stand.paths) == 1


def test_places_in_one_page_without_ids_of_their_own_are_one_article(stand: Newsstand) -> None:
    page = "https://harbourledger.example/changes"
    stand.says(*[item(month, links=(f"{page}#{month}",), id="") for month in ("june", "may")])
    assert stand.run().new == 1


def test_moved_feed_makes_no_second_records(stand: Newsstand) -> None:
    stand.says(item("one"), item("two"))
    stand.run()
    stand.urls = ["https://harbourledger.example/new-feed.json"]
    stand.says(
        item("one"), item("two"), item("three"), url="https://harbourledger.example/new-feed.json"
    )
    assert stand.run(hours=1).new == 1


def test_article_in_two_feeds_makes_one_record_and_stays_as_it_is(stand: Newsstand) -> None:
    stand.urls = [LEDGER, RADIO]
    stand.says(item())
    stand.says(item(excerpt="Said differently here."), url=RADIO)
    assert stand.run().new == 1
    before = stand.files
    forget(stand)
    for _ in range(3):
        stand.run(hours=1)
    assert stand.files == before, "two feeds that word it differently do not take turns"


def test_headline_of_every_day_makes_a_record_every_day(stand: Newsstand) -> None:
    for day in range(3):
        entry = item(
            f"briefing-{day}",
            title="Morning briefing",
            published_at=NOON + timedelta(days=day, hours=-3),
        )
        stand.says(entry)
        stand.run(days=min(day, 1))
    assert stand.titles == ["Morning briefing"] * 3


def test_bulletin_of_every_hour_makes_a_record_now_and_then_and_changes_none(
    stand: Newsstand,
) -> None:
    """A feed of one entry: the next edition is no word of the outlet about the last one."""
    seen = []
    for hour in range(14):
        entry = item(
            f"bulletin-{hour}",
            title="News bulletin",
            excerpt=f"What happened by {hour}.",
            published_at=NOON + timedelta(hours=hour, minutes=-1),
        )
        stand.says(entry)
        stand.run(hours=min(hour, 1))
        seen.append(stand.files)
    assert all(files == seen[0] for files in seen[:13])
    excerpts = sorted(stand.fields(path)["excerpt"] for path in stand.paths)
    assert excerpts == ["What happened by 0.", "What happened by 13."]


def test_dropped_article_is_written_when_a_topic_lets_it_in(stand: Newsstand) -> None:
    stand.settings = {
        "rules": [{"match": {"topic": "Shipping"}, "drop": True}],
        "topics": {"map": {"Sea": "Shipping"}},
    }
    stand.says(item(categories=("Sea",)))
    assert stand.run().new == 0
    stand.settings["topics"] = {"map": {"Sea": "Islands"}}
    assert stand.run(hours=1).new == 1


def test_headline_of_two_providers_makes_two_records(stand: Newsstand) -> None:
    stand.urls = [LEDGER, RADIO]
    stand.says(item())
    stand.says(
        item(links=("https://islandradio.example/x",)),
        url=RADIO,
        title="Island Radio",
        link="https://islandradio.example/",
    )
    assert stand.run().new == 2


def test_entries_side_by_side_are_two_articles_whatever_their_headline(stand: Newsstand) -> None:
    """The older entry stands for itself, below the new one; each has an address of its own."""
    stand.says(item(excerpt="It sails."))
    stand.run()
    links = ("https://harbourledger.example/evening",)
    other = item(excerpt="It sails at night.", id="evening", links=links, published_at=NOON)
    for number in range(2):
        stand.says(other, item(excerpt="It sails."), title=f"Read again {number}")
        report = stand.run(hours=1)
        assert (report.new, report.updated) == (1 - number, 0)
        excerpts = [stand.fields(path)["excerpt"] for path in stand.paths]
        assert sorted(excerpts) == ["It sails at night.", "It sails."]


def test_same_id_of_two_providers_makes_two_records(stand: Newsstand) -> None:
    stand.urls = [LEDGER, RADIO]
    stand.says(item("one", id="1"))
    stand.says(
        item("two", id="1", links=("https://islandradio.example/two",)),
        url=RADIO,
        title="Island Radio",
        link="https://islandradio.example/",
    )
    assert stand.run().new == 2


@pytest.mark.parametrize(
    ("id_", "url"),
    [
        ("7", LEDGER),
        ("tag:harbourledger.example,2026:7", LEDGER),
        ("https://harbourledger.example/?p=7", "https://ledger.example/feed.xml"),
    ],
)
def test_provider_that_moves_to_another_domain_keeps_its_articles(
    stand: Newsstand, id_: str, url: str
) -> None:
    stand.says(item(id=id_))
    stand.run()
    stand.urls = [url]
    moved = item(id=id_, links=("https://ledger.example/night-ferry",))
    stand.says(moved, url=url, title="The Ledger", link="https://ledger.example/")
    assert stand.run(days=2).new == 0


def test_feed_that_numbers_its_entries_anew_loses_no_article(stand: Newsstand) -> None:
    """The newest is always number 1: an id that goes from article to article says nothing."""
    stories = [
        item(f"story-{number}", published_at=NOON - timedelta(hours=9 - number))
        for number in range(9)
    ]
    for newest in range(3, 9):
        listed = stories[newest - 3 : newest + 1][::-1]
        numbered = [
            msgspec.structs.replace(entry, id=str(number)) for number, entry in enumerate(listed)
        ]
        stand.says(*numbered)
        stand.run(hours=1)
    assert stand.titles == [entry.title for entry in stories]
    urls = {stand.fields(path)["originalUrl"] for path in stand.paths}
    assert urls == {entry.links[0] for entry in stories}


@pytest.mark.parametrize("lost", [False, True], ids=["remembered", "cache lost"])
def test_deleted_record_does_not_come_back(stand: Newsstand, lost: bool) -> None:
    stand.says(item())
    stand.run()
    stand.only.unlink()
    for change in ({}, {"id": "new"}, {"title": "New words"}, {"links": (BASE + "-2",)}):
        if lost:
            forget(stand)
        stand.says(item(**change))
        assert stand.run(hours=1).new == 0
    assert stand.paths == []


def test_id_of_a_deleted_record_is_not_given_to_another_article(stand: Newsstand) -> None:
    stand.says(item())
    stand.run()
    stem = stand.only.stem
    stand.only.unlink()
    stand.says(item(id="2", links=("https://harbourledger.example/b",), title="Night: ferry?"))
    stand.settings = {"fetch": {"same_title_hours": 0}}
    stand.says(
        item(
            id="2",
            links=("https://harbourledger.example/b",),
            title="Night ferry",
            published_at=NOON - timedelta(hours=2),
        )
    )
    assert stand.run().new == 1
    assert stand.only.stem.startswith(f"{stem}-")


def test_removed_record_stays_as_it_is(stand: Newsstand) -> None:
    stand.says(item())
    stand.run()
    stand.edit(lambda text: text.replace("---\n", "---\nremoved: true\n", 1))
    before = stand.only.read_bytes()
    stand.says(item(title="New words", excerpt="New."))
    report = stand.run(hours=1)
    assert (report.new, report.updated) == (0, 0)
    assert stand.only.read_bytes() == before


def test_line_taken_out_of_the_ledger_lets_an_article_in_again(stand: Newsstand) -> None:
    stand.says(item())
    stand.run()
    stand.only.unlink()
    (ledger,) = (stand.content / ".fetched").glob("*.txt")
    lines = ledger.read_text(encoding="utf-8").splitlines(keepends=True)
    ledger.write_text("".join(line for line in lines if "night-ferry" not in line))
    assert stand.run(hours=1).new == 1


@pytest.mark.parametrize("name", [b"ferry.md", b"F\xe4hre.md"], ids=["text", "bytes"])
def test_renamed_record_is_the_same_record(stand: Newsstand, name: bytes) -> None:
    stand.says(item())
    stand.run()
    try:
        stand.only.rename(stand.content / "news" / os.fsdecode(name))
    except OSError:
        pytest.skip("names of files are text here")
    stand.says(item(title="Night ferry is late"))
    report = stand.run(hours=1)
    assert (report.new, report.updated) == (0, 1)
    assert stand.fields()["title"] == "Night ferry is late"
    stand.only.unlink()
    stand.says(item(title="Night ferry is later still"))
    assert stand.run(hours=1).new == 0


def test_record_that_somebody_wrote_by_hand_is_known_and_left_alone(stand: Newsstand) -> None:
    hand = {
        "title": "In my words",
        "publishedDateTime": "2026-11-25T08:00:00Z",
        "webUrl": BASE + "?utm_medium=mail",
        "provider": {"name": "Ledger"},
    }
    path = stand.content / "ferry.md"
    path.write_text(dump(hand), encoding="utf-8")
    for title in ("Night ferry", "New words"):
        stand.says(item(title=title))
        report = stand.run(hours=1)
        assert (report.new, report.updated) == (0, 0)
    assert path.read_text(encoding="utf-8") == dump(hand)
    path.unlink()
    stand.says(item(title="Newer words"))
    assert stand.run(hours=1).new == 0


@pytest.mark.parametrize(
    "broken",
    ["title: [", "heat: hot", f"originalUrl: {BASE}\nnote: {'x' * 999}"],
    ids=["YAML", "field", "size"],
)
def test_record_with_errors_is_known_by_its_address(stand: Newsstand, broken: str) -> None:
    """An editor is at work on it; it was never in the ledger."""
    text = f"---\n{broken}\noriginalUrl: {BASE}\n---\n"
    path = stand.content / "ferry.md"
    path.write_text(text, encoding="utf-8")
    stand.settings = {"limits": {"record_bytes": 900}}
    stand.says(item())
    assert stand.run().new == 0
    assert path.read_text(encoding="utf-8") == text


def test_feed_with_new_ids_in_every_answer_does_not_change_the_ledger_for_ever(
    stand: Newsstand,
) -> None:
    seen = set()
    for number in range(8):
        entry = item(id=f"random-{number}", links=(f"{BASE}?session={number}", BASE))
        stand.says(entry)
        stand.run(hours=1)
        seen.add(str(stand.files))
    assert len(stand.paths) == 1
    assert len(seen) <= 5


def test_nothing_is_written_where_nothing_is_new(stand: Newsstand) -> None:
    stand.says(item("one"), item("two"))
    stand.run()
    before = stand.files
    for hours in (1, 30, 900):
        report = stand.run(hours=hours)
        assert (report.new, report.updated, str(report.sources[0].status)) == (0, 0, "unchanged")
    forget(stand)
    stand.run(hours=1)
    stand.says(item("two"), item("one"), title="Another title")
    stand.run(hours=1)
    assert stand.files == before


def test_change_of_a_source_that_was_taken_back_with_its_ledger_is_made_again(
    stand: Newsstand,
) -> None:
    """The same commit, given up, may have held a revision only."""
    stand.says(item("one"))
    stand.run()
    kept = stand.files
    stand.says(item("one", title="New words"))
    assert stand.run(hours=1).updated == 1
    for name, data in kept.items():
        (stand.content / name).write_bytes(data)
    assert stand.run(hours=1).updated == 1
    assert stand.titles == ["New words"]


@pytest.mark.parametrize("back", ["ledger and records", "everything"])
def test_content_that_goes_back_in_time_is_read_again(stand: Newsstand, back: str) -> None:
    """A commit that was given up takes the records with it; the cache still says 304."""
    stand.says(item("one"))
    stand.run()
    kept = stand.files
    stand.says(item("one"), item("two"))
    stand.run()
    assert len(stand.paths) == 2
    for name in stand.files:
        path = stand.content / name
        if back == "everything" or name not in kept:
            path.unlink()
        else:
            path.write_bytes(kept[name])
    stand.run()
    assert stand.titles == ["One", "Two"]
