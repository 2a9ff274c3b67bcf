"""What makes one outlet and one article when feeds are read."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import msgspec
import pytest

from site_gen.fetch.headlines import compared
from site_gen.fetch.types import FeedItem
from tests.ingest.newsstand import LEDGER, NOON, RADIO, Newsstand, item

VIDEOS = "https://videos.example"


def entry(number: int | str, link: str, title: str = "Report", **fields: Any) -> FeedItem:
    return item(f"report-{number}", **{"title": title, "links": (link,), **fields})


@pytest.mark.parametrize("name", ["", "Bo's kitchen"], ids=["as the feed says", "as configured"])
def test_channels_of_one_host_have_their_own_names(stand: Newsstand, name: str) -> None:
    """Also where both number their entries, and say the same."""
    stand.urls = [LEDGER, {"url": RADIO, "provider": {"name": name}}]
    for url, title, mark in ((LEDGER, "Harbour Cam", "a"), (RADIO, "Cooking", "b")):
        told = entry(1, f"{VIDEOS}/watch?v={mark}", id="1")
        stand.says(told, url=url, title=title, link=f"{VIDEOS}/channel/{mark}")
    assert stand.run().new == 2
    names = {stand.fields(path)["provider"]["name"] for path in stand.paths}
    assert names == {"Harbour Cam", name or "Cooking"}


@pytest.mark.parametrize(
    ("link", "channel"),
    [
        ("https://github.com/{}/gull/releases", "ada"),
        ("https://www.youtube.com/@{}", "@ada"),
        ("https://medium.com/@{}", "@ada"),
        ("https://www.reddit.com/r/{}/", "ada"),
        ("https://videos.example/@{}", "@ada"),
        ("https://social.example/@{}", "@ada"),
        ("https://t.me/s/{}", "ada"),
        ("https://www.youtube.com/playlist?list=PL{}", "PLada"),
    ],
)
def test_channels_of_one_name_on_a_shared_host_are_told_apart(
    stand: Newsstand, link: str, channel: str
) -> None:
    stand.urls, stand.settings = [LEDGER, RADIO], {"shared_hosts": ["videos.example/@*"]}
    for url, owner in ((LEDGER, "ada"), (RADIO, "bo")):
        site = link.format(owner)
        told = entry(owner, f"{site}/1", "v1.0.0")
        stand.says(told, url=url, title="Releases of gull", link=site)
    assert stand.run().new == 2
    channels = {stand.fields(path)["provider"]["channel"] for path in stand.paths}
    assert channels == {channel, channel.replace("ada", "bo")}


def test_provider_that_is_spelled_otherwise_is_the_same(stand: Newsstand) -> None:
    stand.urls = [LEDGER, RADIO]
    stand.says(entry(1, "https://harbourledger.example/a"), title="Fox News")
    stand.says(entry(2, "https://harbourledger.example/b"), url=RADIO, title="FOX  NEWS")
    assert stand.run().new == 1


SIGNS = (
    "What is new in C",
    "What is new in C#",
    "What is new in C++",
    "5 °C",
    "−5 °C",
    "दिन",
    "दान",
)


@pytest.mark.parametrize("at", ["same time", "an hour apart"])
def test_headlines_that_differ_by_a_sign_are_articles_each(stand: Newsstand, at: str) -> None:
    hours = range(len(SIGNS)) if at == "an hour apart" else [0] * len(SIGNS)
    told = [
        entry(number, f"https://harbourledger.example/{number}", title, id="",
              published_at=NOON - timedelta(hours=hour))
        for number, (title, hour) in enumerate(zip(SIGNS, hours, strict=True))
    ]  # fmt: skip
    for each in told:  # one at a time: they never stand side by side
        stand.says(each)
        stand.run()
    assert sorted(map(compared, stand.titles)) == sorted(map(compared, SIGNS))


@pytest.mark.parametrize("hours", [(9, 6, 3), (None, None, None)], ids=["dated", "undated"])
def test_entries_without_ids_that_bear_one_headline_are_articles_each(
    stand: Newsstand, hours: tuple[int | None, ...]
) -> None:
    """Such as a column, in a format that has no ids."""
    told = [
        entry(number, f"https://harbourledger.example/{number}", "Weather", id="",
              published_at=NOON - timedelta(hours=hour) if hour else None)
        for number, hour in enumerate(hours)
    ]  # fmt: skip
    stand.says(*told)
    assert stand.run().new == len(told)
    stand.says(*told, title="Read again")
    assert stand.run(hours=1).new == 0


def test_entries_without_ids_and_dates_may_have_other_addresses_in_each_answer(
    stand: Newsstand,
) -> None:
    for run in range(4):
        told = [
            entry(number, f"https://harbourledger.example/{number}?sid={run}", "Weather", id="",
                  published_at=None)
            for number in range(3)
        ]  # fmt: skip
        stand.says(*told)
        assert stand.run(hours=1).new == (0 if run else 3)


def test_entries_side_by_side_are_two_articles_though_the_feed_lists_one_alone_first(
    stand: Newsstand,
) -> None:
    one, two = (entry(number, f"https://harbourledger.example/{number}") for number in "12")
    for told in ((one,), (two, one), (two,)):
        stand.says(*told)
        stand.run(hours=1)
    assert len(stand.paths) == 2


STATUS = "https://status.example/"
CHANGES = "https://tools.example/changes"


@pytest.mark.parametrize(
    ("link", "id_"),
    [
        (STATUS, "incident-{}"),
        (STATUS, "tag:status.example,2026:{}"),
        (CHANGES, f"{CHANGES}#{{}}"),
        (CHANGES, "{}"),
        (f"{CHANGES}#{{}}", "{}"),
        (f"{CHANGES}?page=1", "id {}"),
    ],
)
@pytest.mark.parametrize("lost", ["nothing", "cache", "ledger"])
def test_entries_of_one_page_are_a_record_for_each_id(
    stand: Newsstand, link: str, id_: str, lost: str
) -> None:
    told = [
        entry(number, link.format(number), f"Incident {number}", id=id_.format(number))
        for number in range(4)
    ]
    for first, last in ((0, 2), (0, 3), (2, 3), (3, 4), (0, 4)):
        stand.says(*reversed(told[first:last]), title="Status", link=STATUS)
        stand.run(hours=1)
        if lost == "cache":
            (stand.folder / ".site_gen_cache" / "fetch").unlink()
        if lost == "ledger":
            for path in (stand.content / ".fetched").glob("*.txt"):
                path.unlink()
    assert stand.titles == [f"Incident {number}" for number in range(4)]
    links = sorted(stand.fields(path)["originalUrl"] for path in stand.paths)
    assert links == [link.format(number) for number in range(4)]
    before = stand.files
    stand.says(*told, title="Status again", link=STATUS)
    if lost != "ledger":
        stand.run(hours=1)
        assert stand.files == before


def test_incidents_of_one_name_have_a_record_each(stand: Newsstand) -> None:
    told = [
        entry(number, STATUS, "Radar down", published_at=NOON - timedelta(hours=number))
        for number in range(3)
    ]
    stand.says(*told)
    assert stand.run().new == 3


def test_first_entry_of_a_page_stays_what_it_was_when_others_come(stand: Newsstand) -> None:
    told = [entry(number, CHANGES, f"Crane {number}") for number in range(3)]
    stand.says(told[0])
    assert stand.run().new == 1
    assert "entryId" not in stand.fields()
    stand.says(*told)
    report = stand.run(hours=1)
    assert (report.new, report.updated) == (2, 0)
    stand.says(told[2], msgspec.structs.replace(told[0], title="Crane 0, mended"))
    report = stand.run(hours=1)
    assert (report.new, report.updated) == (0, 1)
    assert stand.titles == ["Crane 0, mended", "Crane 1", "Crane 2"]


def test_deleted_entry_of_a_page_does_not_come_back(stand: Newsstand) -> None:
    told = [entry(number, STATUS, f"Incident {number}") for number in range(3)]
    stand.says(*told)
    stand.run()
    stand.paths[0].unlink()
    for listed in (told, told[:1], told[1:]):
        stand.says(*listed, title=f"Read again {len(listed)}")
        assert stand.run(hours=1).new == 0
    assert len(stand.paths) == 2


@pytest.mark.parametrize(
    "id_", ["post", "https://harbourledger.example/", "tag:cms.example,2026:0"]
)
def test_id_that_all_entries_have_tells_nothing(stand: Newsstand, id_: str) -> None:
    """The next entry is no other version of the one that has left the feed."""
    told = [
        entry(number, f"https://harbourledger.example/{number}", f"Crane {number}", id=id_,
              published_at=NOON - timedelta(hours=9 - number))
        for number in range(7)
    ]  # fmt: skip
    for first in range(5):
        stand.says(*reversed(told[first : first + 3]))
        stand.run(hours=1)
    assert stand.titles == [f"Crane {number}" for number in range(7)]


def test_feeds_of_one_provider_may_each_count_from_1(stand: Newsstand) -> None:
    stand.urls = [LEDGER, RADIO]
    for url, about in ((LEDGER, "Ferry"), (RADIO, "Crane")):
        told = [
            entry(number, f"https://harbourledger.example/{about}/{number}", f"{about} {number}",
                  id=str(number), published_at=NOON - timedelta(hours=number, minutes=len(url)))
            for number in range(1, 4)
        ]  # fmt: skip
        stand.says(*told, url=url)
        stand.run(hours=1)
    assert len(stand.paths) == 6


@pytest.mark.parametrize(
    ("id_", "records"),
    [
        ("https://harbourledger.example/?p=7", 1),
        ("tag:harbourledger.example,2026:7", 1),
        ("urn:uuid:1225c695-cfb8-4ebb-aaaa-80da344efa6a", 1),
        ("post:7", 2),
        ("tag:7", 2),
        ("http://localhost/?p=7", 2),
        ("http://127.0.0.1:8080/?p=7", 2),
        ("http://wordpress.local/?p=7", 2),
    ],
)
def test_ids_that_two_programs_may_both_give_are_not_the_same(
    stand: Newsstand, id_: str, records: int
) -> None:
    stand.urls = [LEDGER, RADIO]
    stand.says(entry(1, "https://harbourledger.example/a", "Ferry", id=id_))
    stand.says(
        entry(2, "https://islandradio.example/b", "Crane", id=id_),
        url=RADIO, title="Island Radio", link="https://islandradio.example/",
    )  # fmt: skip
    assert stand.run().new == records


@pytest.mark.parametrize("link", [CHANGES, f"{CHANGES}#{{}}"])
def test_entry_that_takes_the_place_of_another_on_its_page_is_another(
    stand: Newsstand, link: str
) -> None:
    told = [
        entry(number, link.format(number), f"Bulletin {number}",
              published_at=NOON - timedelta(hours=9 - number))
        for number in range(4)
    ]  # fmt: skip
    for each in told:
        stand.says(each)
        stand.run(hours=5)
    stand.says(*told)
    stand.run(hours=5)
    assert stand.titles == [f"Bulletin {number}" for number in range(4)]
    found = [stand.fields(path) for path in stand.paths]
    assert sorted(each["originalUrl"] for each in found) == [each.links[0] for each in told]


@pytest.mark.parametrize(
    "later",
    [
        {"title": "Fog lifts", "published_at": NOON, "id": f"{CHANGES}#2"},
        {"title": "Fog lifts", "id": "report-2"},
        {"published_at": NOON, "id": "report-2"},
        {"title": "Fog lifts", "published_at": NOON},
        {"title": "Fog lifts", "published_at": NOON - timedelta(days=2), "id": "report-2"},
    ],
    ids=["number of a version", "same time", "same headline", "same id", "an older time"],
)
def test_article_that_has_changed_in_part_is_the_same(
    stand: Newsstand, later: dict[str, Any]
) -> None:
    told = entry(1, CHANGES, "Fog closes the strait", id=f"{CHANGES}#1")
    if "#" not in later.get("id", ""):
        told = msgspec.structs.replace(told, id="report-1")
    for each in (told, msgspec.structs.replace(told, **later)):
        stand.says(each)
        stand.run(hours=1)
    assert len(stand.paths) == 1
