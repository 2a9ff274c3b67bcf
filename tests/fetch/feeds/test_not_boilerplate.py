"""Titles and texts that look like boilerplate, in many languages, are not changed."""

from __future__ import annotations

import html
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
import yaml

from site_gen.config import Source, TopicMapping
from site_gen.fetch.articles import articles_of
from site_gen.fetch.topics import TopicFinder
from tests.fetch.feeds.samples import URL, parse

CASES = yaml.safe_load(Path(__file__).with_name("not_boilerplate.yaml").read_text(encoding="utf-8"))
INLINE = re.compile(r"</?(?:a|b|em|strong|span|code)\b[^>]*>")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_title_and_text_are_not_changed(case: list[str]) -> None:
    title, text, provider = (*case, "Weir Post")[:3]
    feed = parse(
        f"<rss version='2.0'><channel><title>{provider}</title><link>https://weir.example/</link>"
        f"<item><title>{html.escape(title)}</title><link>https://weir.example/x</link>"
        f"<description>{html.escape(text)}</description></item></channel></rss>"
    )
    finder = TopicFinder(TopicMapping(), [])
    (article,) = articles_of(feed, Source(url=URL), finder, (), datetime.now(UTC)).articles
    assert article.title == title
    expected = html.unescape(re.sub(r"<[a-z/][^>]*>", " ", INLINE.sub("", text)))
    assert article.excerpt == " ".join(expected.split())
