"""Texts made to be slow take about as long as usual ones."""

from __future__ import annotations

import time
from html import escape

import pytest

from tests.fetch.feeds.samples import parse, rss

USUAL_TEXT = "<p>A <b>ferry</b> sails again.</p> " * 1_000
_MAX_RATIO = 60
"""Measured are 4; quadratic time is hundreds."""


def cpu_seconds(html: str) -> float:
    """CPU time for a feed with this text, the least of three runs."""
    feed = rss(f"<title>Title</title><description>{escape(html)}</description>")
    seconds = []
    for _ in range(3):
        started = time.process_time()
        assert parse(feed).items[0].title == "Title"
        seconds.append(time.process_time() - started)
    return min(seconds)


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
        # Nodes within removed nodes must not be used, nor read again for each node.
        "<figcaption>x" * 900,
        "<a>x<table><td>" * 450,
        "<ul><li><a>x" * 300,
        "<div class=sharedaddy>x" * 900,
        "<p><object><p><a>Title</a>" * 200,
    ],
)
def test_slow_text_takes_no_longer(html: str) -> None:
    assert cpu_seconds(html + "y" * 20_000) < _MAX_RATIO * cpu_seconds(USUAL_TEXT)
