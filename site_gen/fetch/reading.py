"""Sources → answers → feeds: asking over HTTP, and parsing in several processes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial

from site_gen import __version__, workers
from site_gen.config import SiteConfig
from site_gen.fetch.http.failures import NOT_ASKED
from site_gen.fetch.source_run import (
    Answered,
    AskedSource,
    FailedSource,
    ParsedFeed,
    ReadSource,
    SourceRun,
    answered,
    skipped,
    unexpected,
)
from site_gen.fetch.types import Answer, Failure, Feed, SourceRequest, Validators

ParseFeed = Callable[[bytes, str, str, int], Feed | Failure]

_WORTH_IT = 8
"""From this number of feeds on, starting processes saves time."""


def ask_sources(
    runs: Sequence[SourceRun],
    config: SiteConfig,
    now: datetime,
    at_once: int,
    on_answer: Callable[[Answer], None] | None,
    *,
    named: bool,
) -> list[AskedSource]:
    """Ask the sources, ``at_once`` at a time; those to skip only if they are ``named``."""
    from site_gen.fetch.http import read_sources, user_agent  # noqa: PLC0415  needs an extra

    skips = {} if named else {run.source.url: skip for run in runs if (skip := skipped(run, now))}
    asked = sorted((run for run in runs if run.source.url not in skips), key=_priority)
    requests = [
        SourceRequest(run.source.url, run.state.validators if run.up_to_date else Validators())
        for run in asked
    ]
    agent = user_agent(__version__, config.base_url)
    answers = read_sources(
        requests, config.fetch, agent=agent, now=now, jobs=at_once, on_answer=on_answer
    )
    by_url = {run.source.url: answer for run, answer in zip(asked, answers, strict=True)}
    return [skips.get(run.source.url) or answered(run, by_url[run.source.url]) for run in runs]


def _priority(run: SourceRun) -> tuple[int, float]:
    """Which sources to ask first.

    First those that were not asked because of others on their host, the longest waiting of them
    first, so that a host that allows only a few requests in each run serves all in turn. Last those
    that failed, so that they cannot block others on their host forever.
    """
    failure, since = run.state.failure, run.state.failing_since
    if failure and failure.code in NOT_ASKED:
        return 0, since.timestamp() if since else 0.0
    return (2 if failure else 1), 0.0


def parse_feeds(sources: Sequence[AskedSource], excerpt_length: int, jobs: int) -> list[ReadSource]:
    """Parse the bodies of new answers with up to ``jobs`` processes."""
    fresh = [source for source in sources if isinstance(source, Answered)]
    feeds = iter(_parse_all([source.answer for source in fresh], excerpt_length, jobs))
    return [
        _parsed(source, next(feeds)) if isinstance(source, Answered) else source
        for source in sources
    ]


def _parsed(source: Answered, feed: Feed | Failure) -> ReadSource:
    if isinstance(feed, Failure):
        return FailedSource(source.run, source.answer, feed)
    return ParsedFeed(source.run, source.answer, feed)


def _parse_all(answers: Sequence[Answer], excerpt_length: int, jobs: int) -> list[Feed | Failure]:
    if not answers:
        return []
    from site_gen.fetch.feeds import parse_feed  # noqa: PLC0415  slow to import, often not needed

    parse = partial(_parse, parse_feed, excerpt_length)
    try:
        return list(workers.map_ordered(parse, answers, jobs, worth_it=_WORTH_IT, chunk=2))
    except workers.WorkerEnded:  # a feed crashed its process; which one is not known
        return [_parse_isolated(parse, answer) for answer in answers]


def _parse_isolated(parse: Callable[[Answer], Feed | Failure], answer: Answer) -> Feed | Failure:
    """Parse a body in a process of its own."""
    try:
        (feed,) = workers.map_ordered(parse, [answer], 2, worth_it=1)
    except workers.WorkerEnded as error:
        return unexpected(error)
    return feed


def _parse(parse_feed: ParseFeed, excerpt_length: int, answer: Answer) -> Feed | Failure:
    assert answer.body is not None  # noqa: S101  checked in source_run.answered
    try:
        return parse_feed(answer.body, answer.content_type, answer.final_url, excerpt_length)
    except Exception as error:
        return unexpected(error)
