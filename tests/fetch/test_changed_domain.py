"""A provider whose domain changes, and with it ids that are addresses."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from site_gen.fetch.types import FeedItem
from tests.fetch.fetch_site import NOON, FetchSite, item

PATHS = ("2026/11/night-ferry", "?p=7", "crane.html")


def entry(number: int, host: str, **fields: Any) -> FeedItem:
    """An entry whose id is its address, as static site generators write them."""
    url = f"https://{host}/{PATHS[number]}"
    at = NOON - timedelta(hours=3, minutes=number)
    usual = {"id": url, "links": (url,), "published_at": at}
    return item(f"story-{number}", **{**usual, **fields})


def moves(site: FetchSite, **fields: Any) -> None:
    """The feed is read at the old domain, and then at the new one."""
    site.set_feed(*[entry(number, "harbourledger.example") for number in range(3)])
    site.run()
    later = [entry(number, "ledger.example", **fields) for number in range(3)]
    site.set_feed(*later, title="The Ledger", link="https://ledger.example/")
    site.run(hours=1)


@pytest.mark.parametrize("fields", [{}, {"title": "Said anew"}], ids=["as it was", "reworded"])
def test_path_and_time_identify_an_article(site: FetchSite, fields: dict[str, Any]) -> None:
    moves(site, **fields)
    assert len(site.paths) == 3
    assert set(site.titles) == ({"Said anew"} if fields else {f"Story {n}" for n in range(3)})
    before = site.files
    site.run(hours=1)
    assert site.files == before


def test_deleted_record_does_not_come_back_under_the_new_domain(site: FetchSite) -> None:
    site.set_feed(entry(0, "harbourledger.example"))
    site.run()
    site.only_record.unlink()
    site.set_feed(entry(0, "ledger.example"), link="https://ledger.example/")
    assert site.run(hours=1).new == 0


@pytest.mark.parametrize(
    "other",
    [
        entry(0, "ledger.example", published_at=NOON - timedelta(hours=2)),
        entry(0, "ledger.example", published_at=None),
        entry(0, "ledger.example", links=("https://ledger.example/2026/11/other",)),
    ],
    ids=["other time", "no time", "other path"],
)
def test_article_that_differs_in_more_than_the_domain_is_new(
    site: FetchSite, other: FeedItem
) -> None:
    site.set_feed(entry(0, "harbourledger.example"))
    site.run()
    site.set_feed(other, link="https://ledger.example/")
    assert site.run(hours=1).new == 1


@pytest.mark.parametrize("path", ["night-ferry-is-back", "2026/11/25/new-crane", "news/104233"])
def test_date_without_time_is_enough_for_a_specific_path(site: FetchSite, path: str) -> None:
    midnight = NOON.replace(hour=0)
    for host in ("harbourledger.example", "ledger.example"):
        url = f"https://{host}/{path}"
        listed = entry(0, host, links=(url,), id=url, published_at=midnight)
        site.set_feed(listed, link=f"https://{host}/")
        site.run(hours=1)
    assert len(site.paths) == 1


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
def test_common_path_does_not_match(site: FetchSite, path: str, at: datetime) -> None:
    """Lists of links may have equal paths, and dates without minutes."""
    for hours, host in enumerate(("dredger.example", "winch.example")):
        url = f"https://{host}/{path}"
        listed = item(host.partition(".")[0], links=(url,), id=url, published_at=at)
        site.set_feed(listed, title="Finds", link="https://finds.example/")
        site.run(hours=hours)
    assert site.titles == ["Dredger", "Winch"]


def test_links_to_other_sites_do_not_match(site: FetchSite) -> None:
    """Two sites may have a page with the same specific path."""
    at = NOON - timedelta(minutes=7)
    for host in ("dredger.example", "winch.example"):
        listed = item(
            host, links=(f"https://{host}/2026/11/hello-world",), id=host, published_at=at
        )
        site.set_feed(listed, title="Finds", link="https://finds.example/")
        assert site.run(hours=1).new == 1


def test_two_providers_in_one_feed_get_a_record_each(site: FetchSite) -> None:
    """Papers of one publisher use the same paths; in one feed they are different articles."""
    first, second = (entry(0, host, title=host) for host in ("a.example", "b.example"))
    site.set_feed(first, link="https://a.example/")
    site.run()
    site.set_feed(second, first, link="https://b.example/")
    assert site.run(hours=1).new == 1


def test_path_and_time_in_another_source_do_not_match(site: FetchSite) -> None:
    site.set_feed(entry(0, "harbourledger.example"))
    url = "https://ledger.example/feed.xml"
    site.set_feed(entry(0, "ledger.example"), url=url, title="L", link="https://ledger.example/")
    site.urls.append(url)
    assert site.run().new == 2


def test_damaged_line_is_ignored(site: FetchSite) -> None:
    site.set_feed(entry(0, "harbourledger.example"))
    site.run()
    (path,) = (site.content / ".fetched").glob("*.txt")
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("harbourledger.example/", "harbour"), encoding="utf-8")
    site.set_feed(entry(0, "harbourledger.example", excerpt="More."))
    assert site.run(hours=1).new == 0
