"""Ledgers and records from before shared hosts were recognised."""

from __future__ import annotations

import hashlib
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from site_gen.canonical import article_key
from site_gen.fetch.ledger_digests import (
    old_headline_digest,
    old_id_digests,
    short_digest,
    value_digest,
)
from site_gen.fetch.types import FeedItem
from site_gen.front_matter import dump
from site_gen.provider_keys import provider_key
from tests.fetch.fetch_site import LEDGER, NOON, FetchSite, item

HOST = "harbourledger.example"
AT = "2026-11-25T09:00:00Z"
MOVED = {"links": ("https://harbourledger.example/moved",)}


def former(*parts: str) -> str:
    """An old digest, computed independently of the code under test."""
    return hashlib.blake2b("\0".join(parts).encode(), digest_size=6).hexdigest()


def write(site: FetchSite, entry: FeedItem, *more_ids: str, **fields: Any) -> Path:
    """Write an old record, and its line in the ledger."""
    (link,) = entry.links
    stem = f"2026-11-25-{entry.id}"
    given = {"title": entry.title, "excerpt": entry.excerpt}
    path = site.content / "news" / f"{stem}.md"
    provider = {"name": "Harbour Ledger", "domain": HOST}
    made = {**given, "publishedDateTime": AT, "originalUrl": link, "provider": provider, **fields}
    path.write_text(dump(made).replace(f"'{AT}'", AT), encoding="utf-8")
    source = former("source", f"{HOST}/feed.xml")
    ids = [former("id", by, id_) for id_ in (entry.id, *more_ids) for by in (HOST, source)]
    words = "".join(char if char.isalnum() else " " for char in entry.title.casefold())
    line = (
        f"{article_key(link)} record={stem} at={AT} source={source} "
        f"same={former('title', HOST, ' '.join(words.split()))} ids={','.join(ids)} "
        f"title={value_digest(entry.title)} excerpt={value_digest(entry.excerpt)} "
        "images=- updated=-"
    )
    ledger = site.content / ".fetched" / "2026-11-25.txt"
    ledger.parent.mkdir(exist_ok=True)
    with ledger.open("a") as file:
        file.write(f"{line}\n")
    return path


def test_old_digests_are_computed() -> None:
    provider = provider_key("Harbour Ledger", HOST)
    assert old_id_digests(provider, "7") == (short_digest("id", HOST, "7"),)
    assert old_id_digests(provider, "post:7") == (short_digest("id", "post:7"),)
    assert old_headline_digest(provider, "C++ & C!") == short_digest("title", HOST, "c c")


@pytest.mark.parametrize(
    "later",
    [{}, {"title": "Other words"}, {"id": "new"}, MOVED, {**MOVED, "id": "new"}],
    ids=",".join,
)
@pytest.mark.parametrize("moved", [False, True], ids=["same feed", "moved feed"])
@pytest.mark.parametrize("deleted", [False, True], ids=["there", "deleted"])
def test_article_in_an_old_ledger_gets_no_second_record(
    site: FetchSite, later: dict[str, Any], moved: bool, deleted: bool
) -> None:
    path = write(site, item())
    if deleted:
        path.unlink()
    url = "https://harbourledger.example/new.xml" if moved else LEDGER
    site.urls = [url]
    site.set_feed(item(**later), url=url)
    assert site.run().new == 0
    assert len(site.paths) == (0 if deleted else 1)


def test_old_ledger_is_unchanged(site: FetchSite) -> None:
    for slug in ("night-ferry", "c", "storm"):
        write(site, item(slug))
    before = site.files
    site.set_feed(item("night-ferry"), item("c"), item("storm"))
    site.run()
    assert site.files == before


def test_articles_that_old_versions_confused_are_added(site: FetchSite) -> None:
    """Old versions took a headline with another sign for the same one."""
    write(site, item("one", title="What is new in C"))
    signs = item("two", title="What is new in C++", published_at=NOON - timedelta(hours=2))
    site.set_feed(item("one", title="What is new in C"), signs)
    assert site.run().new == 1


def test_entries_of_a_page_are_added_if_the_first_has_their_ids(site: FetchSite) -> None:
    page = {"links": ("https://harbourledger.example/changes",)}
    entries = [item(month, **page) for month in ("june", "may", "april")]
    write(site, entries[0], "id-may", "id-april")
    site.set_feed(*entries)
    report = site.run()
    assert (report.new, report.updated) == (2, 0)
    assert site.titles == ["April", "June", "May"]


def test_id_of_another_channel_in_an_old_ledger_does_not_match(site: FetchSite) -> None:
    write(site, item("a", id="1"), provider={"name": "Harbour Cam", "domain": HOST})
    url = "https://harbourledger.example/b.xml"
    site.urls = [url]
    site.set_feed(item("b", id="1"), url=url, title="Cooking")
    assert site.run().new == 1
