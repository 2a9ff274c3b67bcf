"""Bodies → feeds, by several processes, for this is most of the work; feeds → articles."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from functools import partial

from site_gen import workers
from site_gen.config import SiteConfig
from site_gen.fetch.articles import articles_of
from site_gen.fetch.source_run import SourceRun
from site_gen.fetch.topics import TopicFinder
from site_gen.fetch.types import Failure, Feed
from site_gen.provider_keys import SharedHosts

Parse = Callable[[bytes, str, str, int], Feed | Failure]

_WORTH_IT = 8
"""Feeds that are worth starting processes for."""


def understand(rounds: Sequence[SourceRun], excerpt_length: int, jobs: int) -> None:
    """Read each new body; its round has the feed then. What is none is a failure of the source."""
    fresh = [each for each in rounds if each.body is not None]
    if not fresh:
        return
    from site_gen.fetch.feeds import parse_feed  # noqa: PLC0415  slow, and not needed every hour

    parsed = _parsed(partial(_parse, parse_feed, excerpt_length), fresh, jobs)
    for each, found in zip(fresh, parsed, strict=True):
        if isinstance(found, Failure):
            each.failure = found
        else:
            each.feed = found


def _parsed(
    parse: Callable[[SourceRun], Feed | Failure], fresh: Sequence[SourceRun], jobs: int
) -> list[Feed | Failure]:
    try:
        return list(workers.map_ordered(parse, fresh, jobs, worth_it=_WORTH_IT, chunk=2))
    except workers.WorkerEnded:  # one took its process with it, and nobody can tell which
        return [_alone(parse, each) for each in fresh]


def _alone(parse: Callable[[SourceRun], Feed | Failure], each: SourceRun) -> Feed | Failure:
    """Read a body in a process of its own."""
    try:
        (found,) = workers.map_ordered(parse, [each], 2, worth_it=1)
    except workers.WorkerEnded as error:
        return unexpected(error)
    return found


def take(
    each: SourceRun, finder: TopicFinder, config: SiteConfig, now: datetime, pages: Collection[str]
) -> bool:
    """Make articles of the feed's entries; False if that failed, as the round has it then.

    ``pages`` are canonical addresses of which several articles are known.
    """
    assert each.feed is not None  # noqa: S101
    from site_gen.fetch.http.validators import read_date  # noqa: PLC0415  needs an extra

    hosts = SharedHosts(config.shared_hosts)
    try:
        modified = read_date(each.answer.validators.last_modified) if each.answer else None
        each.taken = articles_of(
            each.feed, each.source, finder, config.rules, now, hosts, pages, modified
        )
        each.count_unmapped(finder)
    except Exception as error:
        each.failure, each.feed = unexpected(error), None
    return each.failure is None


def _parse(parse_feed: Parse, excerpt_length: int, each: SourceRun) -> Feed | Failure:
    answer = each.answer
    assert answer is not None  # noqa: S101  it has a body
    assert answer.body is not None  # noqa: S101
    try:
        return parse_feed(answer.body, answer.content_type, answer.final_url, excerpt_length)
    except Exception as error:
        return unexpected(error)


def unexpected(error: Exception) -> Failure:
    """An error of ours costs the source at which it came up, and no other."""
    what = f"{type(error).__name__}: {error}"
    return Failure("unexpected", f"it could not be understood: {what}", "a bug of site_gen")
