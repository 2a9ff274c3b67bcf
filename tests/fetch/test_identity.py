"""When feeds have the same provider, and entries are the same article."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import msgspec
import pytest

from site_gen.fetch.headlines import compared
from site_gen.fetch.types import FeedItem
from tests.fetch.fetch_site import LEDGER, NOON, RADIO, FetchSite, item

VIDEOS = "https://videos.example"


def entry(number: int | str, link: str, title: str = "Report", **fields: Any) -> FeedItem:
    return item(f"report-{number}", **{"title": title, "links": (link,), **fields})


@pytest.mark.parametrize("name", ["", "Bo's kitchen"], ids=["as the feed says", "as configured"])
def test_channels_of_one_host_have_their_own_names(site: FetchSite, name: str) -> None:
    """Even if both number their entries and have the same texts."""
    site.urls = [LEDGER, {"url": RADIO, "provider": {"name": name}}]
    for url, title, mark in ((LEDGER, "Harbour Cam", "a"), (RADIO, "Cooking", "b")):
        listed = entry(1, f"{VIDEOS}/watch?v={mark}", id="1")
        site.set_feed(listed, url=url, title=title, link=f"{VIDEOS}/channel/{mark}")
    assert site.run().new == 2
    names = {site.fields(path)["provider"]["name"] for path in site.paths}
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
def test_channels_with_one_name_on_a_shared_host_are_different(
    site: FetchSite, link: str, channel: str
) -> None:
    site.urls, site.settings = [LEDGER, RADIO], {"shared_hosts": ["videos.example/@*"]}
    for url, owner in ((LEDGER, "ada"), (RADIO, "bo")):
        page = link.format(owner)
        release = entry(owner, f"{page}/1", "v1.0.0")
        site.set_feed(release, url=url, title="Releases of gull", link=page)
    assert site.run().new == 2
    channels = {site.fields(path)["provider"]["channel"] for path in site.paths}
    assert channels == {channel, channel.replace("ada", "bo")}


def test_other_spelling_of_a_provider_is_the_same_provider(site: FetchSite) -> None:
    site.urls = [LEDGER, RADIO]
    site.set_feed(entry(1, "https://harbourledger.example/a"), title="Fox News")
    site.set_feed(entry(2, "https://harbourledger.example/b"), url=RADIO, title="FOX  NEWS")
    assert site.run().new == 1


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
def test_headlines_that_differ_by_a_sign_are_different_articles(site: FetchSite, at: str) -> None:
    hours = range(len(SIGNS)) if at == "an hour apart" else [0] * len(SIGNS)
    entries = [
        entry(number, f"https://harbourledger.example/{number}", title, id="",
              published_at=NOON - timedelta(hours=hour))
        for number, (title, hour) in enumerate(zip(SIGNS, hours, strict=True))
    ]  # fmt: skip
    for each in entries:  # one at a time: they are never listed together
        site.set_feed(each)
        site.run()
    assert sorted(map(compared, site.titles)) == sorted(map(compared, SIGNS))


@pytest.mark.parametrize("hours", [(9, 6, 3), (None, None, None)], ids=["dated", "undated"])
def test_entries_without_ids_with_one_headline_are_different_articles(
    site: FetchSite, hours: tuple[int | None, ...]
) -> None:
    """Such as a column, in a format without ids."""
    entries = [
        entry(number, f"https://harbourledger.example/{number}", "Weather", id="",
              published_at=NOON - timedelta(hours=hour) if hour else None)
        for number, hour in enumerate(hours)
    ]  # fmt: skip
    site.set_feed(*entries)
    assert site.run().new == len(entries)
    site.set_feed(*entries, title="Read again")
    assert site.run(hours=1).new == 0


def test_entries_without_ids_and_dates_may_change_addresses(
    site: FetchSite,
) -> None:
    for run in range(4):
        entries = [
            entry(number, f"https://harbourledger.example/{number}?sid={run}", "Weather", id="",
                  published_at=None)
            for number in range(3)
        ]  # fmt: skip
        site.set_feed(*entries)
        assert site.run(hours=1).new == (0 if run else 3)


def test_entries_in_one_feed_are_two_articles_even_if_one_was_listed_alone_first(
    site: FetchSite,
) -> None:
    one, two = (entry(number, f"https://harbourledger.example/{number}") for number in "12")
    for entries in ((one,), (two, one), (two,)):
        site.set_feed(*entries)
        site.run(hours=1)
    assert len(site.paths) == 2


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
def test_entries_of_one_page_get_a_record_for_each_id(
    site: FetchSite, link: str, id_: str, lost: str
) -> None:
    entries = [
        entry(number, link.format(number), f"Incident {number}", id=id_.format(number))
        for number in range(4)
    ]
    for first, last in ((0, 2), (0, 3), (2, 3), (3, 4), (0, 4)):
        site.set_feed(*reversed(entries[first:last]), title="Status", link=STATUS)
        site.run(hours=1)
        if lost == "cache":
            (site.folder / ".site_gen_cache" / "fetch").unlink()
        if lost == "ledger":
            for path in (site.content / ".fetched").glob("*.txt"):
                path.unlink()
    assert site.titles == [f"Incident {number}" for number in range(4)]
    links = sorted(site.fields(path)["originalUrl"] for path in site.paths)
    assert links == [link.format(number) for number in range(4)]
    before = site.files
    site.set_feed(*entries, title="Status again", link=STATUS)
    if lost != "ledger":
        site.run(hours=1)
        assert site.files == before


def test_incidents_with_one_name_get_a_record_each(site: FetchSite) -> None:
    entries = [
        entry(number, STATUS, "Radar down", published_at=NOON - timedelta(hours=number))
        for number in range(3)
    ]
    site.set_feed(*entries)
    assert site.run().new == 3


def test_first_entry_of_a_page_is_unchanged_when_others_are_added(site: FetchSite) -> None:
    entries = [entry(number, CHANGES, f"Crane {number}") for number in range(3)]
    site.set_feed(entries[0])
    assert site.run().new == 1
    assert "entryId" not in site.fields()
    site.set_feed(*entries)
    report = site.run(hours=1)
    assert (report.new, report.updated) == (2, 0)
    site.set_feed(entries[2], msgspec.structs.replace(entries[0], title="Crane 0, mended"))
    report = site.run(hours=1)
    assert (report.new, report.updated) == (0, 1)
    assert site.titles == ["Crane 0, mended", "Crane 1", "Crane 2"]


def test_deleted_entry_of_a_page_does_not_come_back(site: FetchSite) -> None:
    entries = [entry(number, STATUS, f"Incident {number}") for number in range(3)]
    site.set_feed(*entries)
    site.run()
    site.paths[0].unlink()
    for listed in (entries, entries[:1], entries[1:]):
        site.set_feed(*listed, title=f"Read again {len(listed)}")
        assert site.run(hours=1).new == 0
    assert len(site.paths) == 2


@pytest.mark.parametrize(
    "id_", ["post", "https://harbourledger.example/", "tag:cms.example,2026:0"]
)
def test_id_shared_by_all_entries_is_ignored(site: FetchSite, id_: str) -> None:
    """The next entry is not a new version of the one that has left the feed."""
    entries = [
        entry(number, f"https://harbourledger.example/{number}", f"Crane {number}", id=id_,
              published_at=NOON - timedelta(hours=9 - number))
        for number in range(7)
    ]  # fmt: skip
    for first in range(5):
        site.set_feed(*reversed(entries[first : first + 3]))
        site.run(hours=1)
    assert site.titles == [f"Crane {number}" for number in range(7)]


def test_feeds_of_one_provider_may_each_count_from_1(site: FetchSite) -> None:
    site.urls = [LEDGER, RADIO]
    for url, about in ((LEDGER, "Ferry"), (RADIO, "Crane")):
        entries = [
            entry(number, f"https://harbourledger.example/{about}/{number}", f"{about} {number}",
                  id=str(number), published_at=NOON - timedelta(hours=number, minutes=len(url)))
            for number in range(1, 4)
        ]  # fmt: skip
        site.set_feed(*entries, url=url)
        site.run(hours=1)
    assert len(site.paths) == 6


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
def test_ids_that_are_not_unique_do_not_match_across_providers(
    site: FetchSite, id_: str, records: int
) -> None:
    site.urls = [LEDGER, RADIO]
    site.set_feed(entry(1, "https://harbourledger.example/a", "Ferry", id=id_))
    site.set_feed(
        entry(2, "https://islandradio.example/b", "Crane", id=id_),
        url=RADIO, title="Island Radio", link="https://islandradio.example/",
    )  # fmt: skip
    assert site.run().new == records


@pytest.mark.parametrize("link", [CHANGES, f"{CHANGES}#{{}}"])
def test_entry_that_replaces_another_on_its_page_is_a_new_article(
    site: FetchSite, link: str
) -> None:
    entries = [
        entry(number, link.format(number), f"Bulletin {number}",
              published_at=NOON - timedelta(hours=9 - number))
        for number in range(4)
    ]  # fmt: skip
    for each in entries:
        site.set_feed(each)
        site.run(hours=5)
    site.set_feed(*entries)
    site.run(hours=5)
    assert site.titles == [f"Bulletin {number}" for number in range(4)]
    found = [site.fields(path) for path in site.paths]
    assert sorted(each["originalUrl"] for each in found) == [each.links[0] for each in entries]


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
def test_partly_changed_article_is_the_same(site: FetchSite, later: dict[str, Any]) -> None:
    changed = entry(1, CHANGES, "Fog closes the strait", id=f"{CHANGES}#1")
    if "#" not in later.get("id", ""):
        changed = msgspec.structs.replace(changed, id="report-1")
    for each in (changed, msgspec.structs.replace(changed, **later)):
        site.set_feed(each)
        site.run(hours=1)
    assert len(site.paths) == 1
