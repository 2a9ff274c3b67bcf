"""An article gets one record, whatever its feed does, and none after it was deleted."""

from __future__ import annotations

import os
from datetime import timedelta
from typing import Any

import msgspec
import pytest

from site_gen.front_matter import dump
from tests.fetch.fetch_site import LEDGER, NOON, RADIO, FetchSite, item

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
    site: FetchSite, later: dict[str, Any], lost: bool
) -> None:
    site.set_feed(item())
    site.run()
    if lost:
        forget(site)
    site.set_feed(item(**later))
    assert site.run(hours=1).new == 0
    assert len(site.paths) == 1


def forget(site: FetchSite) -> None:
    (site.folder / ".site_gen_cache" / "fetch").unlink()


def test_article_listed_twice_in_a_feed_gets_one_record(site: FetchSite) -> None:
    site.set_feed(item(), item(id="again", excerpt="Told anew."), item(links=(BASE + "?x=1",)))
    report = site.run()
    assert (report.new, report.updated, report.sources[0].known) == (1, 0, 2)
    before = site.files
    forget(site)
    site.run(hours=1)
    assert site.files == before


def test_article_that_changes_step_by_step_is_recognised(site: FetchSite) -> None:
    """First its address changes, then its id: each time one of them is known."""
    site.set_feed(item())
    site.run()
    moved = "https://harbourledger.example/moved"
    site.set_feed(item(links=(moved,), title="Other title"))
    site.run(hours=20)
    site.set_feed(item(links=(moved,), id="new", title="Quite another title"))
    site.run(hours=20)
    assert len(site.paths) == 1


def test_fragments_of_one_page_without_ids_are_one_article(site: FetchSite) -> None:
    page = "https://harbourledger.example/changes"
    site.set_feed(*[item(month, links=(f"{page}#{month}",), id="") for month in ("june", "may")])
    assert site.run().new == 1


def test_moved_feed_adds_no_second_records(site: FetchSite) -> None:
    site.set_feed(item("one"), item("two"))
    site.run()
    site.urls = ["https://harbourledger.example/new-feed.json"]
    site.set_feed(
        item("one"), item("two"), item("three"), url="https://harbourledger.example/new-feed.json"
    )
    assert site.run(hours=1).new == 1


def test_article_in_two_feeds_gets_one_record(site: FetchSite) -> None:
    site.urls = [LEDGER, RADIO]
    site.set_feed(item())
    site.set_feed(item(excerpt="Said differently here."), url=RADIO)
    assert site.run().new == 1
    before = site.files
    forget(site)
    for _ in range(3):
        site.run(hours=1)
    assert site.files == before, "two feeds that word it differently do not take turns"


def test_daily_headline_gets_a_record_every_day(site: FetchSite) -> None:
    for day in range(3):
        entry = item(
            f"briefing-{day}",
            title="Morning briefing",
            published_at=NOON + timedelta(days=day, hours=-3),
        )
        site.set_feed(entry)
        site.run(days=min(day, 1))
    assert site.titles == ["Morning briefing"] * 3


def test_hourly_bulletin_gets_few_records_and_changes_none(
    site: FetchSite,
) -> None:
    """A feed with one entry: the next edition does not change the last one."""
    seen = []
    for hour in range(14):
        entry = item(
            f"bulletin-{hour}",
            title="News bulletin",
            excerpt=f"What happened by {hour}.",
            published_at=NOON + timedelta(hours=hour, minutes=-1),
        )
        site.set_feed(entry)
        site.run(hours=min(hour, 1))
        seen.append(site.files)
    assert all(files == seen[0] for files in seen[:13])
    excerpts = sorted(site.fields(path)["excerpt"] for path in site.paths)
    assert excerpts == ["What happened by 0.", "What happened by 13."]


def test_dropped_article_is_written_when_its_topic_is_allowed(site: FetchSite) -> None:
    site.settings = {
        "rules": [{"match": {"topic": "Shipping"}, "drop": True}],
        "topics": {"map": {"Sea": "Shipping"}},
    }
    site.set_feed(item(categories=("Sea",)))
    assert site.run().new == 0
    site.settings["topics"] = {"map": {"Sea": "Islands"}}
    assert site.run(hours=1).new == 1


def test_headline_of_two_providers_gets_two_records(site: FetchSite) -> None:
    site.urls = [LEDGER, RADIO]
    site.set_feed(item())
    site.set_feed(
        item(links=("https://islandradio.example/x",)),
        url=RADIO,
        title="Island Radio",
        link="https://islandradio.example/",
    )
    assert site.run().new == 2


def test_entries_in_one_feed_are_different_articles_whatever_their_headline(
    site: FetchSite,
) -> None:
    """The older entry is listed below the new one; each has its own address."""
    site.set_feed(item(excerpt="It sails."))
    site.run()
    links = ("https://harbourledger.example/evening",)
    other = item(excerpt="It sails at night.", id="evening", links=links, published_at=NOON)
    for number in range(2):
        site.set_feed(other, item(excerpt="It sails."), title=f"Read again {number}")
        report = site.run(hours=1)
        assert (report.new, report.updated) == (1 - number, 0)
        excerpts = [site.fields(path)["excerpt"] for path in site.paths]
        assert sorted(excerpts) == ["It sails at night.", "It sails."]


def test_id_of_two_providers_gets_two_records(site: FetchSite) -> None:
    site.urls = [LEDGER, RADIO]
    site.set_feed(item("one", id="1"))
    site.set_feed(
        item("two", id="1", links=("https://islandradio.example/two",)),
        url=RADIO,
        title="Island Radio",
        link="https://islandradio.example/",
    )
    assert site.run().new == 2


@pytest.mark.parametrize(
    ("id_", "url"),
    [
        ("7", LEDGER),
        ("tag:harbourledger.example,2026:7", LEDGER),
        ("https://harbourledger.example/?p=7", "https://ledger.example/feed.xml"),
    ],
)
def test_articles_are_recognised_after_a_change_of_domain(
    site: FetchSite, id_: str, url: str
) -> None:
    site.set_feed(item(id=id_))
    site.run()
    site.urls = [url]
    moved = item(id=id_, links=("https://ledger.example/night-ferry",))
    site.set_feed(moved, url=url, title="The Ledger", link="https://ledger.example/")
    assert site.run(days=2).new == 0


def test_feed_that_renumbers_its_entries_loses_no_article(site: FetchSite) -> None:
    """The newest is always number 1: such an id must not match."""
    stories = [
        item(f"story-{number}", published_at=NOON - timedelta(hours=9 - number))
        for number in range(9)
    ]
    for newest in range(3, 9):
        listed = stories[newest - 3 : newest + 1][::-1]
        numbered = [
            msgspec.structs.replace(entry, id=str(number)) for number, entry in enumerate(listed)
        ]
        site.set_feed(*numbered)
        site.run(hours=1)
    assert site.titles == [entry.title for entry in stories]
    urls = {site.fields(path)["originalUrl"] for path in site.paths}
    assert urls == {entry.links[0] for entry in stories}


@pytest.mark.parametrize("lost", [False, True], ids=["remembered", "cache lost"])
def test_deleted_record_does_not_come_back(site: FetchSite, lost: bool) -> None:
    site.set_feed(item())
    site.run()
    site.only_record.unlink()
    for change in ({}, {"id": "new"}, {"title": "New title"}, {"links": (BASE + "-2",)}):
        if lost:
            forget(site)
        site.set_feed(item(**change))
        assert site.run(hours=1).new == 0
    assert site.paths == []


def test_id_of_a_deleted_record_is_not_reused(site: FetchSite) -> None:
    site.set_feed(item())
    site.run()
    stem = site.only_record.stem
    site.only_record.unlink()
    site.set_feed(item(id="2", links=("https://harbourledger.example/b",), title="Night: ferry?"))
    site.settings = {"fetch": {"same_title_hours": 0}}
    site.set_feed(
        item(
            id="2",
            links=("https://harbourledger.example/b",),
            title="Night ferry",
            published_at=NOON - timedelta(hours=2),
        )
    )
    assert site.run().new == 1
    assert site.only_record.stem.startswith(f"{stem}-")


def test_removed_record_is_unchanged(site: FetchSite) -> None:
    site.set_feed(item())
    site.run()
    site.edit(lambda text: text.replace("---\n", "---\nremoved: true\n", 1))
    before = site.only_record.read_bytes()
    site.set_feed(item(title="New title", excerpt="New."))
    report = site.run(hours=1)
    assert (report.new, report.updated) == (0, 0)
    assert site.only_record.read_bytes() == before


def test_article_is_added_again_if_its_line_is_deleted(site: FetchSite) -> None:
    site.set_feed(item())
    site.run()
    site.only_record.unlink()
    (ledger,) = (site.content / ".fetched").glob("*.txt")
    lines = ledger.read_text(encoding="utf-8").splitlines(keepends=True)
    ledger.write_text("".join(line for line in lines if "night-ferry" not in line))
    assert site.run(hours=1).new == 1


@pytest.mark.parametrize("name", [b"ferry.md", b"F\xe4hre.md"], ids=["text", "bytes"])
def test_renamed_record_is_the_same_record(site: FetchSite, name: bytes) -> None:
    site.set_feed(item())
    site.run()
    try:
        site.only_record.rename(site.content / "news" / os.fsdecode(name))
    except OSError:
        pytest.skip("names of files are text here")
    site.set_feed(item(title="Night ferry is late"))
    report = site.run(hours=1)
    assert (report.new, report.updated) == (0, 1)
    assert site.fields()["title"] == "Night ferry is late"
    site.only_record.unlink()
    site.set_feed(item(title="Night ferry is later still"))
    assert site.run(hours=1).new == 0


def test_record_written_by_hand_is_recognised_and_unchanged(site: FetchSite) -> None:
    hand = {
        "title": "In my words",
        "publishedDateTime": "2026-11-25T08:00:00Z",
        "webUrl": BASE + "?utm_medium=mail",
        "provider": {"name": "Ledger"},
    }
    path = site.content / "ferry.md"
    path.write_text(dump(hand), encoding="utf-8")
    for title in ("Night ferry", "New title"):
        site.set_feed(item(title=title))
        report = site.run(hours=1)
        assert (report.new, report.updated) == (0, 0)
    assert path.read_text(encoding="utf-8") == dump(hand)
    path.unlink()
    site.set_feed(item(title="Newer title"))
    assert site.run(hours=1).new == 0


def test_record_with_entities_is_recognised_by_its_headline(site: FetchSite) -> None:
    hand = {
        "title": "The ferry&#8217;s back &amp; late",
        "publishedDateTime": "2026-11-25T08:00:00Z",
        "webUrl": "https://harbourledger.example/moved",
        "provider": {"name": "Harbour Ledger", "domain": "harbourledger.example"},
    }
    (site.content / "ferry.md").write_text(dump(hand), encoding="utf-8")
    site.set_feed(item(title="The ferry’s back & late"))
    assert site.run(hours=1).new == 0


@pytest.mark.parametrize(
    "broken",
    ["title: [", "heat: hot", f"originalUrl: {BASE}\nnote: {'x' * 999}"],
    ids=["YAML", "field", "size"],
)
def test_invalid_record_is_recognised_by_its_address(site: FetchSite, broken: str) -> None:
    """An editor is working on it; it was never in the ledger."""
    text = f"---\n{broken}\noriginalUrl: {BASE}\n---\n"
    path = site.content / "ferry.md"
    path.write_text(text, encoding="utf-8")
    site.settings = {"limits": {"record_bytes": 900}}
    site.set_feed(item())
    assert site.run().new == 0
    assert path.read_text(encoding="utf-8") == text


def test_feed_with_new_ids_in_every_answer_stops_changing_the_ledger(
    site: FetchSite,
) -> None:
    seen = set()
    for number in range(8):
        entry = item(id=f"random-{number}", links=(f"{BASE}?session={number}", BASE))
        site.set_feed(entry)
        site.run(hours=1)
        seen.add(str(site.files))
    assert len(site.paths) == 1
    assert len(seen) <= 5


def test_run_without_news_writes_nothing(site: FetchSite) -> None:
    site.set_feed(item("one"), item("two"))
    site.run()
    before = site.files
    for hours in (1, 30, 900):
        report = site.run(hours=hours)
        assert (report.new, report.updated, str(report.sources[0].status)) == (0, 0, "unchanged")
    forget(site)
    site.run(hours=1)
    site.set_feed(item("two"), item("one"), title="Another title")
    site.run(hours=1)
    assert site.files == before


def test_revision_reverted_with_its_ledger_is_made_again(
    site: FetchSite,
) -> None:
    """A reverted commit may have had a revision only."""
    site.set_feed(item("one"))
    site.run()
    kept = site.files
    site.set_feed(item("one", title="New title"))
    assert site.run(hours=1).updated == 1
    for name, data in kept.items():
        (site.content / name).write_bytes(data)
    assert site.run(hours=1).updated == 1
    assert site.titles == ["New title"]


@pytest.mark.parametrize("back", ["ledger and records", "everything"])
def test_feed_is_read_in_full_after_content_was_reverted(site: FetchSite, back: str) -> None:
    """A reverted commit removes the records, while the cache leads to “not modified”."""
    site.set_feed(item("one"))
    site.run()
    kept = site.files
    site.set_feed(item("one"), item("two"))
    site.run()
    assert len(site.paths) == 2
    for name in site.files:
        path = site.content / name
        if back == "everything" or name not in kept:
            path.unlink()
        else:
            path.write_bytes(kept[name])
    site.run()
    assert site.titles == ["One", "Two"]
