"""Ask all sources of a run at the same time."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime

from site_gen import config
from site_gen.fetch.http import failures
from site_gen.fetch.http.host_limits import Hosts
from site_gen.fetch.http.source import RunContext, read_source
from site_gen.fetch.http.transport import new_pool
from site_gen.fetch.types import Answer, SourceRequest


def run(
    requests: Sequence[SourceRequest],
    settings: config.Fetch,
    *,
    agent: str,
    now: datetime,
    jobs: int,
    on_answer: Callable[[Answer], None] | None,
) -> list[Answer]:
    """Read all sources, as :func:`site_gen.fetch.http.read_sources` describes.

    An interrupt, or an error of ``on_answer``, ends all requests at once and is raised.
    """

    async def read_all() -> list[Answer]:
        started = asyncio.get_running_loop().time()
        hosts = Hosts(jobs, lambda: new_pool(settings))
        context = RunContext(settings, agent, hosts, now, started)
        tasks = [asyncio.create_task(_read_one(request, context)) for request in requests]
        try:
            for task in asyncio.as_completed(tasks):
                answer = await task
                if on_answer:
                    on_answer(answer)
        finally:
            for pending in tasks:
                pending.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
        return [done.result() for done in tasks]

    return asyncio.run(read_all())


async def _read_one(request: SourceRequest, context: RunContext) -> Answer:
    """Read a source; an error of this program fails this source only."""
    try:
        return await read_source(request, context)
    except Exception as error:
        failure = failures.unexpected(error).failure
        return Answer(url=request.url, validators=request.validators, failure=failure)
