"""Running the web server of a preview: its socket, its tasks and its end."""

from __future__ import annotations

import asyncio
import errno
import signal
import socket
from datetime import datetime
from typing import Any

import uvicorn

from site_gen.errors import UsageError
from site_gen.options import Options
from site_gen.serve.app import make_app
from site_gen.serve.builds import Builds
from site_gen.serve.changes import follow
from site_gen.serve.preview import Messages, Preview

_TICK = 0.1
"""Seconds between looks at whether the server is ending."""
_TRIES = 100
"""Ports tried after the first."""


def listen(host: str, port: int, *, or_next: bool) -> socket.socket:
    """A socket that listens on ``port``, or with ``or_next`` on the next free port.

    Raises UsageError if that is not possible.
    """
    try:
        return _bind(host, port)
    except (OSError, OverflowError) as error:
        if getattr(error, "errno", 0) != errno.EADDRINUSE:
            reason = getattr(error, "strerror", None) or error
            raise UsageError(
                f"--host {host} --port {port}: cannot listen on this address: {reason}",
                hint="for example --host 127.0.0.1 --port 8000",
            ) from error
    free = _next_free(host, port)
    if free is None:
        raise UsageError(f"port {port} is in use, and so are the {_TRIES} after it")
    if or_next:
        return free
    number = free.getsockname()[1]
    free.close()
    raise UsageError(f"port {port} is in use", hint=f"use --port {number}, which is free")


def _next_free(host: str, port: int) -> socket.socket | None:
    for other in range(port + 1, min(port + 1 + _TRIES, 65536)):
        try:
            return _bind(host, other)
        except OSError:
            continue
    return None


def _bind(host: str, port: int) -> socket.socket:
    family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    listening = socket.socket(family, kind)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
        listening.listen()
    except BaseException:
        listening.close()
        raise
    return listening


def end_by_sigterm() -> None:
    """Have SIGTERM raise KeyboardInterrupt from now on, as Ctrl-C does."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)


def serve(
    options: Options,
    now: datetime | None,
    listening: socket.socket,
    output: Messages,
) -> None:
    """Serve the built site on this socket and build it after changes, until KeyboardInterrupt.

    ``now`` is the time of all builds; None for the clock.
    """
    builds = Builds(options, now)
    preview = Preview(options, builds.build, output)
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
        asyncio.create_task(preview.build_on_changes()),
        asyncio.create_task(_handle_changes(preview)),
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
    for task in tasks:
        if task.done() and not task.cancelled():
            task.result()  # raises the exception of a task that failed


async def _handle_changes(preview: Preview) -> None:
    async for changes in follow(preview.options):
        await preview.handle_changes(changes)


async def _end_events(preview: Preview, server: Any) -> None:
    """Close event streams when the server ends, as it would wait for them."""
    while not server.should_exit:
        await asyncio.sleep(_TICK)
    preview.clients.close()
