"""Ledgers and records of before outlets of one host were told apart are read without a loss."""

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
from tests.ingest.newsstand import LEDGER, NOON, Newsstand, item

HOST = "harbourledger.example"
AT = "2026-11-25T09:00:00Z"
MOVED = {"links": ("https://harbourledger.example/moved",)}


def former(*parts: str) -> str:
    """A mark as it was made, in this test's own words."""
    return hashlib.blake2b("\0".join(parts).encode(), digest_size=6).hexdigest()


def write(stand: Newsstand, entry: FeedItem, *more_ids: str, **fields: Any) -> Path:
    """A record of before, and its line in the ledger."""
    (link,) = entry.links
    stem = f"2026-11-25-{entry.id}"
    given = {"title": entry.title, "excerpt": entry.excerpt}
    path = stand.content / "news" / f"{stem}.md"
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
    ledger = stand.content / ".fetched" / "2026-11-25.txt"
    ledger.parent.mkdir(exist_ok=True)
    with ledger.open("a") as file:
        file.write(f"{line}\n")
    return path


def test_marks_of_before_are_known() -> None:
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
def test_article_of_before_makes_no_second_record(
    stand: Newsstand, later: dict[str, Any], moved: bool, deleted: bool
) -> None:
    path = write(stand, item())
    if deleted:
        path.unlink()
    url = "https://harbourledger.example/new.xml" if moved else LEDGER
    stand.urls = [url]
    stand.says(item(**later), url=url)
    assert stand.run().new == 0
    assert len(stand.paths) == (0 if deleted else 1)


def test_ledger_of_before_stays_as_it_is(stand: Newsstand) -> None:
    for slug in ("night-ferry", "c", "storm"):
        write(stand, item(slug))
    before = stand.files
    stand.says(item("night-ferry"), item("c"), item("storm"))
    stand.run()
    assert stand.files == before


def test_articles_that_were_lost_come_in(stand: Newsstand) -> None:
    """A sign, another project's release and an incident were taken for what was there."""
    write(stand, item("one", title="What is new in C"))
    signs = item("two", title="What is new in C++", published_at=NOON - timedelta(hours=2))
    stand.says(item("one", title="What is new in C"), signs)
    assert stand.run().new == 1


def test_entries_of_a_page_come_in_though_their_ids_are_with_the_first(stand: Newsstand) -> None:
    page = {"links": ("https://harbourledger.example/changes",)}
    told = [item(month, **page) for month in ("june", "may", "april")]
    write(stand, told[0], "id-may", "id-april")
    stand.says(*told)
    report = stand.run()
    assert (report.new, report.updated) == (2, 0)
    assert stand.titles == ["April", "June", "May"]


def test_id_of_another_channel_of_before_says_nothing(stand: Newsstand) -> None:
    write(stand, item("a", id="1"), provider={"name": "Harbour Cam", "domain": HOST})
    url = "https://harbourledger.example/b.xml"
    stand.urls = [url]
    stand.says(item("b", id="1"), url=url, title="Cooking")
    assert stand.run().new == 1
