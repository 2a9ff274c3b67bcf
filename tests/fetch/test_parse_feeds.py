"""Feeds are parsed in several processes, and a feed may crash the process that parses it."""

from __future__ import annotations

import multiprocessing
import os

import pytest

from site_gen.config import Source
from site_gen.fetch.reading import parse_feeds
from site_gen.fetch.source_run import Answered, FailedSource, ParsedFeed, SourceRun
from site_gen.fetch.state import SourceState
from site_gen.fetch.types import Answer, Feed


def answered(number: int) -> Answered:
    url = f"https://outlet-{number}.example/feed.xml"
    run = SourceRun(Source(url=url), SourceState(), settings=b"", up_to_date=False)
    return Answered(run, Answer(url=url, body=f"{number}".encode()))


@pytest.mark.skipif(
    "fork" not in multiprocessing.get_all_start_methods(), reason="all work is done in one process"
)
def test_feed_that_crashes_its_process_fails_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """The system ends a process that takes too much memory; a parser written in C may crash."""

    def parse_feed(body: bytes, *_: object) -> Feed:
        if body == b"3":
            os._exit(9)
        return Feed(title=body.decode())

    monkeypatch.setattr("site_gen.fetch.feeds.parse_feed", parse_feed)
    sources = parse_feeds([answered(number) for number in range(9)], 500, 2)
    titles = [source.feed.title if isinstance(source, ParsedFeed) else "" for source in sources]
    assert titles == ["0", "1", "2", "", "4", "5", "6", "7", "8"]
    failures = [source.failure for source in sources if isinstance(source, FailedSource)]
    assert [failure.code for failure in failures] == ["unexpected"]
