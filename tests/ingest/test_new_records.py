"""The record that is written of an article."""

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
from tests.ingest.newsstand import LEDGER, NOON, RADIO, Newsstand, item, picture

DOMAIN = "harbourledger.example"


def test_record_has_what_the_feed_says_in_the_order_of_the_format(stand: Newsstand) -> None:
    stand.says(
        item(
            updated_at=NOON - timedelta(hours=1),
            picture=picture(width=800, height=600),
            authors=("Ada Quill",),
            categories=("Shipping",),
        ),
        locale="en-gb",
    )
    stand.urls = [{"url": LEDGER, "topics": ["Ferries"], "quality": 70, "published": False}]
    report = stand.run()
    assert (report.new, report.updated, report.failed) == (1, 0, 0)
    assert stand.only.relative_to(stand.content).as_posix() == (
        "news/2026/11/25/2026-11-25-night-ferry.md"
    )
    assert stand.only.read_text(encoding="utf-8") == (
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


def test_every_record_is_valid_for_the_build(stand: Newsstand) -> None:
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
    stand.says(*[item(f"n{number}", title=title) for number, title in enumerate(odd)])
    stand.run()
    read = [
        read_file(stand.content, path.relative_to(stand.content).as_posix(), 1 << 20)
        for path in stand.paths
    ]
    assert {record.title for record, _ in read if isinstance(record, Record)} == set(odd)
    assert [problem.code for _, found in read for problem in found] == []


@pytest.mark.parametrize(
    ("told", "written"),
    [
        ({"published_at": None}, "2026-11-25T12:00:00Z"),
        ({"published_at": NOON + timedelta(minutes=1)}, "2026-11-25T12:00:00Z"),
        ({"published_at": NOON}, "2026-11-25T12:00:00Z"),
        ({"published_at": None, "updated_at": NOON - timedelta(days=2)}, "2026-11-23T12:00:00Z"),
        ({"published_at": NOON - timedelta(seconds=1)}, "2026-11-25T11:59:59Z"),
    ],
    ids=["missing", "future", "now", "only updated", "past"],
)
def test_when_an_article_came_out(stand: Newsstand, told: dict[str, Any], written: str) -> None:
    stand.says(item(**told))
    stand.run()
    before = stand.files
    stand.says(item(**told), title="Changed so that it is read again")
    stand.run(hours=5)
    assert stand.fields()["publishedDateTime"] == written
    assert stand.files == before, "the time first seen is kept"


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
def test_whose_article_it_is(
    stand: Newsstand,
    source: dict[str, Any],
    feed: dict[str, Any],
    entry: dict[str, Any],
    provider: dict[str, str],
) -> None:
    stand.urls = [{"url": LEDGER, **source}]
    stand.says(item(**entry), **feed)
    stand.run()
    assert stand.fields()["provider"] == provider


def test_address_loses_what_tells_where_a_reader_came_from(stand: Newsstand) -> None:
    stand.says(item(links=("https://harbourledger.example/a?id=7&utm_source=rss",)))
    stand.run()
    assert stand.fields()["originalUrl"] == "https://harbourledger.example/a?id=7"


def test_entry_that_leads_nowhere_or_to_a_front_page_is_counted_and_left_out(
    stand: Newsstand,
) -> None:
    stand.says(item("a", links=()), item("b", links=("https://harbourledger.example/",)))
    report = stand.run()
    assert (report.new, report.sources[0].nowhere) == (0, 2)
    assert stand.paths == []


def test_of_very_many_categories_and_authors_the_first_are_kept(stand: Newsstand) -> None:
    names = tuple(f"Name {number}" for number in range(100))
    stand.says(item(categories=names, authors=names))
    stand.run()
    assert stand.fields()["categories"] == list(names[:10])
    assert len(stand.fields()["provider"]["authors"]) == 5


def test_only_the_first_entries_are_read_where_a_source_is_limited(stand: Newsstand) -> None:
    stand.urls = [{"url": LEDGER, "max_items": 2}]
    stand.says(item("one"), item("two"), item("three"))
    stand.run()
    assert stand.titles == ["One", "Two"]


def test_articles_of_one_name_and_day_have_files_of_their_own(stand: Newsstand) -> None:
    stand.urls = [LEDGER, RADIO]
    stand.says(item("storm"))
    radio = item("storm", links=("https://islandradio.example/storm",))
    stand.says(radio, url=RADIO, title="Island Radio", link="https://islandradio.example/")
    stand.run()
    first, second = (path.stem for path in stand.paths)
    assert sorted([first, second], key=len)[0] == "2026-11-25-storm"
    assert max(first, second, key=len).startswith("2026-11-25-storm-")


def test_record_of_the_same_name_that_somebody_wrote_is_left_alone(stand: Newsstand) -> None:
    hand = stand.content / "2026-11-25-night-ferry.md"
    hand.write_text("about something else", encoding="utf-8")
    stand.says(item())
    stand.run()
    assert hand.read_text(encoding="utf-8") == "about something else"
    assert stand.only.stem.startswith("2026-11-25-night-ferry-")


def test_rules_and_topics_of_the_site_are_applied(stand: Newsstand) -> None:
    topics = stand.content / "topics"
    topics.mkdir()
    note = "---\ntitle: Ferries\nkeywords: [night boat]\n---\n"
    (topics / "ferries.md").write_text(note, encoding="utf-8")
    stand.settings = {
        "topics": {"map": {"Harbour news": "Harbours"}},
        "rules": [
            {"match": {"title": "sponsored"}, "drop": True},
            {"match": {"topic": "Ferries"}, "set": {"quality": 90, "published": False}},
        ],
    }
    stand.says(
        item("a", title="Sponsored: buy a boat"),
        item("b", title="A night boat for all", categories=("harbour NEWS", "misc")),
    )
    report = stand.run()
    assert stand.fields()["topics"] == ["Harbours", "Ferries"]
    assert (stand.fields()["quality"], stand.fields()["published"]) == (90, False)
    assert (report.sources[0].dropped, report.sources[0].unmapped) == (1, {"misc": 1})


def test_dropped_article_is_written_when_the_rule_is_gone(stand: Newsstand) -> None:
    stand.settings = {"rules": [{"match": {"title": "ferry"}, "drop": True}]}
    stand.says(item())
    stand.run()
    assert stand.paths == []
    stand.settings = {}
    assert stand.run().new == 1


def test_dry_run_says_the_same_and_writes_nothing(stand: Newsstand) -> None:
    stand.says(item("one"), item("two"))
    dry = stand.run(dry_run=True)
    assert stand.files == {}
    assert not (stand.folder / ".site_gen_cache").exists()
    assert stand.run().sources[0].records == dry.sources[0].records


WORDS = st.text(max_size=60).map(clean_line)


@given(
    title=WORDS.filter(bool),
    texts=st.lists(WORDS, min_size=5, max_size=5),
    quality=st.none() | st.integers(0, 200),
)
def test_record_of_any_words_is_valid_and_says_them(
    title: str, texts: list[str], quality: int | None
) -> None:
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
