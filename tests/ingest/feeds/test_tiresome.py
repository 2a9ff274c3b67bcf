"""Texts that are made to take long take about as long as others of any feed."""

from __future__ import annotations

import time
from html import escape

import pytest

from tests.ingest.feeds.tangles import parse, rss

USUAL = "<p>A <b>ferry</b> sails again.</p> " * 1_000
_LONGER = 60
"""Times as long as a usual text: 4 are needed, hundreds where each node is read for each other."""


def effort(html: str) -> float:
    """Seconds of the processor's time for a feed with this text, the least of three."""
    feed = rss(f"<title>Title</title><description>{escape(html)}</description>")
    taken = []
    for _ in range(3):
        started = time.process_time()
        assert parse(feed).items[0].title == "Title"
        taken.append(time.process_time() - started)
    return min(taken)


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
        # What is within a node that is gone must not be touched again, nor read for each node.
        "<figcaption>x" * 900,
        "<a>x<table><td>" * 450,
        "<ul><li><a>x" * 300,
        "<div class=sharedaddy>x" * 900,
        "<p><object><p><a>Title</a>" * 200,
    ],
)
def test_tiresome_text_takes_no_time(html: str) -> None:
    assert effort(html + "y" * 20_000) < _LONGER * effort(USUAL)
