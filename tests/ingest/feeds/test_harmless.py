"""Titles and texts in many languages that look like buttons and notices come out whole."""

from __future__ import annotations

import html
import re
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
import yaml

from site_gen.config import Source, TopicMapping
from site_gen.ingest.articles import articles_of
from site_gen.ingest.feeds.text import Text, plain
from site_gen.ingest.topics import TopicFinder
from tests.ingest.feeds.tangles import URL, parse

HARMLESS = yaml.safe_load(Path(__file__).with_name("harmless.yaml").read_text(encoding="utf-8"))
INLINE = re.compile(r"</?(?:a|b|em|strong|span|code)\b[^>]*>")


@pytest.mark.parametrize("case", HARMLESS, ids=lambda case: case[0])
def test_harmless_title_and_text_are_whole(case: list[str]) -> None:
    title, text, outlet = (*case, "Weir Post")[:3]
    feed = parse(
        f"<rss version='2.0'><channel><title>{outlet}</title><link>https://weir.example/</link>"
        f"<item><title>{html.escape(title)}</title><link>https://weir.example/x</link>"
        f"<description>{html.escape(text)}</description></item></channel></rss>"
    )
    finder = TopicFinder(TopicMapping(), [])
    (article,) = articles_of(feed, Source(url=URL), finder, (), datetime.now(UTC)).articles
    assert article.title == title
    words = html.unescape(re.sub(r"<[a-z/][^>]*>", " ", INLINE.sub("", text)))
    assert article.excerpt == " ".join(words.split())


@pytest.mark.parametrize(
    "html",
    [
        "<p><a>read more</a></p>" * 300,
        "<i><a>Read more</a>" * 400,
        "<p><a>Title</a><a>x</a></p>" * 200,
        "<b>Title</b>" * 900,
        "[caption ]" * 9_000,
        "The post Title appeared first on " * 3_000,
        "Read more " * 9_000,
        "&amp;amp;" * 9_000,
        "<img src=x " * 9_000,
    ],
)
def test_tiresome_texts_take_no_time(html: str) -> None:
    started = time.process_time()
    assert isinstance(plain(Text(html + "y" * 20_000), of="Title"), str)
    assert time.process_time() - started < 1
