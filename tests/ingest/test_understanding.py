"""Bodies become feeds in several processes, and one of them may be the end of its process."""

from __future__ import annotations

import multiprocessing
import os

import pytest

from site_gen.config import Source
from site_gen.fetch.parsing import understand
from site_gen.fetch.source_run import SourceRun
from site_gen.fetch.state import SourceState
from site_gen.fetch.types import Answer, Feed


def answered(number: int) -> SourceRun:
    url = f"https://outlet-{number}.example/feed.xml"
    answer = Answer(url=url, body=f"{number}".encode())
    return SourceRun(
        source=Source(url=url), state=SourceState(), settings=b"", settled=False, answer=answer
    )


@pytest.mark.skipif(
    "fork" not in multiprocessing.get_all_start_methods(), reason="all work is done in one process"
)
def test_body_that_ends_its_process_costs_its_own_source_only(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The system ends one that takes too much memory; a parser written in C may fall."""

    def parse_feed(body: bytes, *_: object) -> Feed:
        if body == b"3":
            os._exit(9)
        return Feed(title=body.decode())

    monkeypatch.setattr("site_gen.fetch.feeds.parse_feed", parse_feed)
    rounds = [answered(number) for number in range(9)]
    understand(rounds, 500, 2)
    titles = [each.feed.title if each.feed else "" for each in rounds]
    assert titles == ["0", "1", "2", "", "4", "5", "6", "7", "8"]
    assert [each.failure.code for each in rounds if each.failure] == ["unexpected"]
