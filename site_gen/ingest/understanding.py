"""Bodies → feeds, by several processes: this is most of the work."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from site_gen import workers
from site_gen.ingest.rounds import Round
from site_gen.ingest.types import Failure, Feed

Parse = Callable[[bytes, str, str, int], Feed | Failure]

_WORTH_IT = 8
"""Feeds that are worth starting processes for."""


def understand(rounds: Sequence[Round], excerpt_length: int, jobs: int) -> None:
    """Read each new body; its round has the feed then. What is none is a failure of the source."""
    fresh = [each for each in rounds if each.body is not None]
    if not fresh:
        return
    from site_gen.ingest.feeds import parse_feed  # noqa: PLC0415  slow, and not needed every hour

    parse = partial(_parse, parse_feed, excerpt_length)
    parsed = workers.map_ordered(parse, fresh, jobs, worth_it=_WORTH_IT, chunk=2)
    for each, found in zip(fresh, parsed, strict=True):
        if isinstance(found, Failure):
            each.failure = found
        else:
            each.feed = found


def _parse(parse_feed: Parse, excerpt_length: int, each: Round) -> Feed | Failure:
    answer = each.answer
    assert answer is not None  # noqa: S101  it has a body
    assert answer.body is not None  # noqa: S101
    return parse_feed(answer.body, answer.content_type, answer.final_url, excerpt_length)
