"""The address that a preview is served at: a port of its own, or the next free one."""

from __future__ import annotations

import errno
import socket

from site_gen.errors import UsageError

_TRIES = 100


def listen(host: str, port: int, *, or_next: bool) -> socket.socket:
    """A socket that listens at ``host`` and ``port``, or at the next free one if ``or_next``.

    Raises UsageError, in one line, if that cannot be.
    """
    try:
        return _bound(host, port)
    except (OSError, OverflowError) as error:
        if getattr(error, "errno", 0) != errno.EADDRINUSE:
            reason = getattr(error, "strerror", None) or error
            raise UsageError(
                f"--host {host} --port {port}: cannot listen there: {reason}",
                hint="such as --host 127.0.0.1 --port 8000",
            ) from error
    free = _next_free(host, port)
    if free is None:
        raise UsageError(f"port {port} is in use, and so are the {_TRIES} after it")
    if or_next:
        return free
    number = free.getsockname()[1]
    free.close()
    raise UsageError(f"port {port} is in use", hint=f"{number} is free: --port {number}")


def _next_free(host: str, port: int) -> socket.socket | None:
    for other in range(port + 1, min(port + 1 + _TRIES, 65536)):
        try:
            return _bound(host, other)
        except OSError:
            continue
    return None


def _bound(host: str, port: int) -> socket.socket:
    family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    found = socket.socket(family, kind)
    try:
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        found.bind(address)
        found.listen()
    except BaseException:
        found.close()
        raise
    return found
