"""The preview of a site, from its first request to Ctrl-C."""

from __future__ import annotations

import asyncio
import signal
import socket
from datetime import datetime
from typing import Any

import uvicorn

from site_gen.options import Options
from site_gen.serve.app import make_app
from site_gen.serve.builds import Builds
from site_gen.serve.changes import follow
from site_gen.serve.preview import Messages, Preview

_TICK = 0.1


def end_by_sigterm() -> None:
    """Have SIGTERM raise KeyboardInterrupt from now on, as Ctrl-C does."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)


def serve(
    options: Options,
    now: datetime | None,
    listening: socket.socket,
    voice: Messages,
) -> None:
    """Serve the built site on this socket, and keep it built, until interrupted.

    ``now`` is the instant of all builds, if they are not to ask the clock. Ends with
    KeyboardInterrupt.
    """
    builds = Builds(options, now)
    preview = Preview(options, builds.build, voice)
    asyncio.run(_serve(preview, builds, listening))


async def _serve(preview: Preview, builds: Builds, listening: socket.socket) -> None:
    config = uvicorn.Config(
        make_app(preview),
        log_config=None,
        log_level="error",
        access_log=False,
        lifespan="off",
        server_header=False,
        timeout_graceful_shutdown=1,
    )
    server = uvicorn.Server(config)
    tasks = [
        asyncio.create_task(preview.keep_built()),
        asyncio.create_task(_pass_on(preview)),
        asyncio.create_task(_end_events(preview, server)),
    ]
    for task in tasks:
        task.add_done_callback(lambda _: setattr(server, "should_exit", True))
    try:
        await server.serve(sockets=[listening])
    finally:
        for task in tasks:
            task.cancel()
        await builds.stop()
    for failed in [task for task in tasks if task.done() and not task.cancelled()]:
        failed.result()


async def _pass_on(preview: Preview) -> None:
    async for changes in follow(preview.options):
        await preview.changed(changes)


async def _end_events(preview: Preview, server: Any) -> None:
    """Streams of events have no end of their own, and the server would wait for it."""
    while not server.should_exit:
        await asyncio.sleep(_TICK)
    preview.readers.end()
