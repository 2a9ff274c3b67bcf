"""The record that is written for an article."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_gen.fetch.feeds.text_cleaning import clean_line
from site_gen.fetch.record_fields import fields_of, text_of
from site_gen.fetch.types import Article, FeedProvider
from site_gen.model import Record, SourceFile
from site_gen.parse import read_file
from site_gen.validate import validate_record
from tests.fetch.fetch_site import LEDGER, NOON, RADIO, FetchSite, item, picture

DOMAIN = "harbourledger.example"


def test_fields_of_a_record_and_their_order(site: FetchSite) -> None:
    site.set_feed(
        item(
            updated_at=NOON - timedelta(hours=1),
            picture=picture(width=800, height=600),
            authors=("Ada Quill",),
            categories=("Shipping",),
        ),
        locale="en-gb",
    )
    site.urls = [{"url": LEDGER, "topics": ["Ferries"], "quality": 70, "published": False}]
    report = site.run()
    assert (report.new, report.updated, report.failed) == (1, 0, 0)
    assert site.only_record.relative_to(site.content).as_posix() == (
        "news/2026/11/25/2026-11-25-night-ferry.md"
    )
    assert site.only_record.read_text(encoding="utf-8") == (
        "---\n"
        "title: Night ferry\n"
        "excerpt: What is known about night ferry so far.\n"
        "publishedDateTime: 2026-11-25T09:00:00Z\n"
        "updatedDateTime: 2026-11-25T11:00:00Z\n"
        "originalUrl: https://harbourledger.example/night-ferry\n"
        "quality: 70\n"
        "published: false\n"
        "provider:\n"
        "  name: Harbour Ledger\n"
        "  domain: harbourledger.example\n"
        "  authors:\n"
        "    - name: Ada Quill\n"
        "topics:\n"
        "  - Ferries\n"
        "categories:\n"
        "  - Shipping\n"
        "locale: en-gb\n"
        "images:\n"
        "  - url: https://images.example/ship.jpg\n"
        "    width: 800\n"
        "    height: 600\n"
        "---\n"
    )


def test_every_record_is_valid_for_the_build(site: FetchSite) -> None:
    odd = [
        "null",
        "no",
        "12",
        "2026-11-25",
        "- a",
        "a: b # c",
        "“Quoted”",
        "@x",
        "---",
        "日本語",
        "🚢",
    ]
    site.set_feed(*[item(f"n{number}", title=title) for number, title in enumerate(odd)])
    site.run()
    read = [
        read_file(site.content, path.relative_to(site.content).as_posix(), 1 << 20)
        for path in site.paths
    ]
    assert {record.title for record, _ in read if isinstance(record, Record)} == set(odd)
    assert [problem.code for _, found in read for problem in found] == []


@pytest.mark.parametrize(
    ("fields", "written"),
    [
        ({"published_at": None}, "2026-11-25T12:00:00Z"),
        ({"published_at": NOON + timedelta(minutes=1)}, "2026-11-25T12:00:00Z"),
        ({"published_at": NOON}, "2026-11-25T12:00:00Z"),
        ({"published_at": None, "updated_at": NOON - timedelta(days=2)}, "2026-11-23T12:00:00Z"),
        ({"published_at": NOON - timedelta(seconds=1)}, "2026-11-25T11:59:59Z"),
    ],
    ids=["missing", "future", "now", "only updated", "past"],
)
def test_dates_of_an_article(site: FetchSite, fields: dict[str, Any], written: str) -> None:
    site.set_feed(item(**fields))
    site.run()
    before = site.files
    site.set_feed(item(**fields), title="Changed so that it is read again")
    site.run(hours=5)
    assert site.fields()["publishedDateTime"] == written
    assert site.files == before, "the time first seen is kept"


@pytest.mark.parametrize(
    ("source", "feed", "entry", "provider"),
    [
        ({}, {}, {}, {"name": "Harbour Ledger", "domain": DOMAIN}),
        (
            {},
            {"title": ""},
            {},
            {"name": DOMAIN, "domain": DOMAIN},
        ),
        ({}, {"link": ""}, {}, {"name": "Harbour Ledger", "domain": DOMAIN}),
        (
            {"provider": {"name": "The Ledger"}},
            {},
            {},
            {"name": "The Ledger", "domain": DOMAIN},
        ),
        (
            {"provider": {"domain": "ledger.example"}},
            {},
            {},
            {"name": "Harbour Ledger", "domain": "ledger.example"},
        ),
        (
            {},
            {"title": "Search: ferry"},
            {"provider": FeedProvider("Quay Times", "https://www.quaytimes.example/rss")},
            {"name": "Quay Times", "domain": "quaytimes.example"},
        ),
        (
            {"provider": {"name": "The Ledger"}},
            {},
            {"provider": FeedProvider("Quay Times")},
            {"name": "The Ledger", "domain": DOMAIN},
        ),
    ],
    ids=["feed", "no title", "no link", "name", "domain", "entry's own", "configured over own"],
)
def test_provider_of_an_article(
    site: FetchSite,
    source: dict[str, Any],
    feed: dict[str, Any],
    entry: dict[str, Any],
    provider: dict[str, str],
) -> None:
    site.urls = [{"url": LEDGER, **source}]
    site.set_feed(item(**entry), **feed)
    site.run()
    assert site.fields()["provider"] == provider


def test_tracking_parameters_are_removed(site: FetchSite) -> None:
    site.set_feed(item(links=("https://harbourledger.example/a?id=7&utm_source=rss",)))
    site.run()
    assert site.fields()["originalUrl"] == "https://harbourledger.example/a?id=7"


def test_entry_without_an_address_of_its_own_is_counted_and_left_out(
    site: FetchSite,
) -> None:
    site.set_feed(item("a", links=()), item("b", links=("https://harbourledger.example/",)))
    report = site.run()
    assert (report.new, report.sources[0].nowhere) == (0, 2)
    assert site.paths == []


def test_categories_and_authors_are_limited(site: FetchSite) -> None:
    names = tuple(f"Name {number}" for number in range(100))
    site.set_feed(item(categories=names, authors=names))
    site.run()
    assert site.fields()["categories"] == list(names[:10])
    assert len(site.fields()["provider"]["authors"]) == 5


def test_max_items_limits_entries(site: FetchSite) -> None:
    site.urls = [{"url": LEDGER, "max_items": 2}]
    site.set_feed(item("one"), item("two"), item("three"))
    site.run()
    assert site.titles == ["One", "Two"]


def test_articles_with_one_title_and_day_get_different_files(site: FetchSite) -> None:
    site.urls = [LEDGER, RADIO]
    site.set_feed(item("storm"))
    radio = item("storm", links=("https://islandradio.example/storm",))
    site.set_feed(radio, url=RADIO, title="Island Radio", link="https://islandradio.example/")
    site.run()
    first, second = (path.stem for path in site.paths)
    assert sorted([first, second], key=len)[0] == "2026-11-25-storm"
    assert max(first, second, key=len).startswith("2026-11-25-storm-")


def test_file_name_is_spelled_in_the_language_of_the_source(site: FetchSite) -> None:
    site.urls = [{"url": LEDGER, "locale": "de"}]
    site.set_feed(item("storm", title="Stürmische Überfahrt"))
    site.run()
    assert site.only_record.stem == "2026-11-25-stuermische-ueberfahrt"


def test_existing_file_with_the_same_name_is_not_changed(site: FetchSite) -> None:
    hand = site.content / "2026-11-25-night-ferry.md"
    hand.write_text("about something else", encoding="utf-8")
    site.set_feed(item())
    site.run()
    assert hand.read_text(encoding="utf-8") == "about something else"
    assert site.only_record.stem.startswith("2026-11-25-night-ferry-")


def test_rules_and_topics_of_the_site_are_applied(site: FetchSite) -> None:
    topics = site.content / "topics"
    topics.mkdir()
    note = "---\ntitle: Ferries\nkeywords: [night boat]\n---\n"
    (topics / "ferries.md").write_text(note, encoding="utf-8")
    site.settings = {
        "topics": {"map": {"Harbour news": "Harbours"}},
        "rules": [
            {"match": {"title": "sponsored"}, "drop": True},
            {"match": {"topic": "Ferries"}, "set": {"quality": 90, "published": False}},
        ],
    }
    site.set_feed(
        item("a", title="Sponsored: buy a boat"),
        item("b", title="A night boat for all", categories=("harbour NEWS", "misc")),
    )
    report = site.run()
    assert site.fields()["topics"] == ["Harbours", "Ferries"]
    assert (site.fields()["quality"], site.fields()["published"]) == (90, False)
    assert (report.sources[0].dropped, report.sources[0].unmapped) == (1, {"misc": 1})


def test_dropped_article_is_written_when_the_rule_is_removed(site: FetchSite) -> None:
    site.settings = {"rules": [{"match": {"title": "ferry"}, "drop": True}]}
    site.set_feed(item())
    site.run()
    assert site.paths == []
    site.settings = {}
    assert site.run().new == 1


def test_dry_run_reports_the_same_and_writes_nothing(site: FetchSite) -> None:
    site.set_feed(item("one"), item("two"))
    dry = site.run(dry_run=True)
    assert site.files == {}
    assert not (site.folder / ".site_gen_cache").exists()
    assert site.run().sources[0].records == dry.sources[0].records


WORDS = st.text(max_size=60).map(clean_line)


@given(
    title=WORDS.filter(bool),
    texts=st.lists(WORDS, min_size=5, max_size=5),
    quality=st.none() | st.integers(0, 200),
)
def test_record_with_any_text_is_valid(title: str, texts: list[str], quality: int | None) -> None:
    excerpt, provider, topic, category, author = texts
    article = Article(
        url="https://harbourledger.example/a",
        keys=("harbourledger.example/a",),
        feed_id="1",
        title=title,
        provider=provider or "Ledger",
        excerpt=excerpt,
        topics=tuple(filter(None, [topic])),
        categories=tuple(filter(None, [category])),
        authors=tuple(filter(None, [author])),
        picture=picture(width=1, height=2),
        quality=quality,
    )
    data = text_of(fields_of(article, NOON)).encode()
    record, problems = validate_record(SourceFile("a.md", data, ""))
    assert [each for each in problems if each.code != "no-excerpt"] == []
    assert record is not None
    said = (record.title, record.excerpt, record.provider.name, record.topics, record.quality)
    assert said == (title, excerpt, article.provider, article.topics, quality or 0)
    assert record.published_at == NOON
