"""An outlet that gets another domain, where ids are addresses: they change with it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from site_gen.fetch.types import FeedItem
from tests.ingest.newsstand import NOON, Newsstand, item

PATHS = ("2026/11/night-ferry", "?p=7", "crane.html")


def entry(number: int, host: str, **fields: Any) -> FeedItem:
    """An entry whose id is its address, as static site generators write them."""
    url = f"https://{host}/{PATHS[number]}"
    at = NOON - timedelta(hours=3, minutes=number)
    usual = {"id": url, "links": (url,), "published_at": at}
    return item(f"story-{number}", **{**usual, **fields})


def moves(stand: Newsstand, **fields: Any) -> None:
    """The feed is read at the old domain, and then at the new one."""
    stand.says(*[entry(number, "harbourledger.example") for number in range(3)])
    stand.run()
    later = [entry(number, "ledger.example", **fields) for number in range(3)]
    stand.says(*later, title="The Ledger", link="https://ledger.example/")
    stand.run(hours=1)


@pytest.mark.parametrize("fields", [{}, {"title": "Said anew"}], ids=["as it was", "reworded"])
def test_path_and_time_tell_that_it_is_the_same_article(
    stand: Newsstand, fields: dict[str, Any]
) -> None:
    moves(stand, **fields)
    assert len(stand.paths) == 3
    assert set(stand.titles) == ({"Said anew"} if fields else {f"Story {n}" for n in range(3)})
    before = stand.files
    stand.run(hours=1)
    assert stand.files == before


def test_deleted_record_does_not_come_back_under_the_new_domain(stand: Newsstand) -> None:
    stand.says(entry(0, "harbourledger.example"))
    stand.run()
    stand.only.unlink()
    stand.says(entry(0, "ledger.example"), link="https://ledger.example/")
    assert stand.run(hours=1).new == 0


@pytest.mark.parametrize(
    "other",
    [
        entry(0, "ledger.example", published_at=NOON - timedelta(hours=2)),
        entry(0, "ledger.example", published_at=None),
        entry(0, "ledger.example", links=("https://ledger.example/2026/11/other",)),
    ],
    ids=["other time", "no time", "other path"],
)
def test_what_differs_in_more_than_the_domain_is_another_article(
    stand: Newsstand, other: FeedItem
) -> None:
    stand.says(entry(0, "harbourledger.example"))
    stand.run()
    stand.says(other, link="https://ledger.example/")
    assert stand.run(hours=1).new == 1


@pytest.mark.parametrize("path", ["night-ferry-is-back", "2026/11/25/new-crane", "news/104233"])
def test_day_alone_is_enough_for_a_path_that_says_more(stand: Newsstand, path: str) -> None:
    midnight = NOON.replace(hour=0)
    for host in ("harbourledger.example", "ledger.example"):
        url = f"https://{host}/{path}"
        said = entry(0, host, links=(url,), id=url, published_at=midnight)
        stand.says(said, link=f"https://{host}/")
        stand.run(hours=1)
    assert len(stand.paths) == 1


@pytest.mark.parametrize(
    ("path", "at"),
    [
        ("index.html", NOON - timedelta(minutes=7)),
        ("index.php?", NOON - timedelta(minutes=7)),
        ("blog/", NOON - timedelta(minutes=7)),
        ("en/index.html", NOON - timedelta(minutes=7)),
        ("about-us", NOON.replace(hour=0)),
        ("changes.html", NOON.replace(hour=9)),
        ("2026/11/25/", NOON.replace(hour=0)),
        ("?p=1", NOON.replace(hour=0)),
    ],
)
def test_path_that_many_sites_have_tells_nothing(stand: Newsstand, path: str, at: datetime) -> None:
    """A list of links leads to such pages, and may tell days or hours alone."""
    for hours, host in enumerate(("dredger.example", "winch.example")):
        url = f"https://{host}/{path}"
        said = item(host.partition(".")[0], links=(url,), id=url, published_at=at)
        stand.says(said, title="Finds", link="https://finds.example/")
        stand.run(hours=hours)
    assert stand.titles == ["Dredger", "Winch"]


def test_list_of_links_to_other_sites_takes_none_for_another(stand: Newsstand) -> None:
    """However much a path says: two sites may have a page of it."""
    at = NOON - timedelta(minutes=7)
    for host in ("dredger.example", "winch.example"):
        said = item(host, links=(f"https://{host}/2026/11/hello-world",), id=host, published_at=at)
        stand.says(said, title="Finds", link="https://finds.example/")
        assert stand.run(hours=1).new == 1


def test_two_providers_that_one_feed_tells_of_have_a_record_each(stand: Newsstand) -> None:
    """Sister papers have one system, and the same paths: listed together, they are two."""
    first, second = (entry(0, host, title=host) for host in ("a.example", "b.example"))
    stand.says(first, link="https://a.example/")
    stand.run()
    stand.says(second, first, link="https://b.example/")
    assert stand.run(hours=1).new == 1


def test_other_source_is_another_provider(stand: Newsstand) -> None:
    stand.says(entry(0, "harbourledger.example"))
    url = "https://ledger.example/feed.xml"
    stand.says(entry(0, "ledger.example"), url=url, title="L", link="https://ledger.example/")
    stand.urls.append(url)
    assert stand.run().new == 2


def test_line_that_somebody_mangled_stops_nothing(stand: Newsstand) -> None:
    stand.says(entry(0, "harbourledger.example"))
    stand.run()
    (path,) = (stand.content / ".fetched").glob("*.txt")
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("harbourledger.example/", "harbour"), encoding="utf-8")
    stand.says(entry(0, "harbourledger.example", excerpt="More."))
    assert stand.run(hours=1).new == 0
