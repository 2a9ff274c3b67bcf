"""A run over all sources: each has its answer, whatever becomes of the others."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import cache

import httpcore
import httpx

from site_gen import config
from site_gen.fetch.http import failures
from site_gen.fetch.http.host_limits import CONNECTIONS, Hosts
from site_gen.fetch.http.network import CheckedBackend
from site_gen.fetch.http.source import RunContext, read_source
from site_gen.fetch.types import Answer, SourceRequest


def run(
    asked: Sequence[SourceRequest],
    settings: config.Fetch,
    *,
    agent: str,
    now: datetime,
    jobs: int,
    told: Callable[[Answer], None] | None,
) -> list[Answer]:
    """Read all sources; what :func:`site_gen.fetch.http.read_sources` does.

    An interrupt, or an error of ``told``, ends what is under way at once and passes through.
    """
    return asyncio.run(_read_all(asked, settings, agent, now, jobs, told))


async def _read_all(
    asked: Sequence[SourceRequest],
    settings: config.Fetch,
    agent: str,
    now: datetime,
    jobs: int,
    told: Callable[[Answer], None] | None,
) -> list[Answer]:
    started = asyncio.get_running_loop().time()
    shared = RunContext(settings, agent, Hosts(jobs, _pools(settings)), now, started)
    tasks = [asyncio.create_task(_read_one(source, shared)) for source in asked]
    try:
        for task in asyncio.as_completed(tasks):
            answer = await task
            if told:
                told(answer)
    finally:
        for one in tasks:
            one.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    return [one.result() for one in tasks]


async def _read_one(asked: SourceRequest, shared: RunContext) -> Answer:
    """A source's answer; an error of ours costs this source, not all."""
    try:
        return await read_source(asked, shared)
    except Exception as error:  # a source fails alone
        failure = failures.unexpected(error).failure
        return Answer(url=asked.url, validators=asked.validators, failure=failure)


def _pools(settings: config.Fetch) -> Callable[[], httpcore.AsyncConnectionPool]:
    """What makes the pool of a host."""
    network = CheckedBackend(allow_private=settings.allow_private_hosts)

    def make() -> httpcore.AsyncConnectionPool:
        return httpcore.AsyncConnectionPool(
            ssl_context=trusted(),
            max_connections=CONNECTIONS,
            network_backend=network,
        )

    return make


@cache
def trusted() -> ssl.SSLContext:
    """The authorities that httpx trusts, whatever the environment names; slow to read."""
    return httpx.create_ssl_context(trust_env=False)
