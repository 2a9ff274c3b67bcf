"""Whether a scheduler answers at an address, asked before Dask's client, which waits for ever."""

from __future__ import annotations

import asyncio
import re
import ssl
from typing import Any

from site_gen.errors import UsageError

_ADDRESS = re.compile(r"(?:(tcp|tls|ws|wss)://)?(?:[^\s/:\[\]]+|\[[\da-fA-F:.]+\]):(\d{1,5})")
_ENCRYPTED = ("tls://", "wss://")
_LAST_PORT = 65_535


def check_form(address: str) -> None:
    """Raise UsageError if this is not the address of a scheduler by its form."""
    found = _ADDRESS.fullmatch(address)
    if not found or int(found[2]) > _LAST_PORT:
        raise UsageError(
            f"--cluster {address}: not an address",
            hint="tcp://HOST:8786, the address that dask scheduler prints; or local, or local:4",
        )


def check_scheduler(address: str, timeout: float) -> None:
    """Raise UsageError unless a scheduler answers at the address in ``timeout`` seconds."""
    arguments = _connection_arguments(address)
    try:
        kind = asyncio.run(asyncio.wait_for(_ask(address, arguments), timeout))
    except (OSError, TimeoutError):
        raise _silent(address) from None
    except Exception:
        # Bytes of another program are read as the length of a message: any error is possible.
        raise (_silent if _is_encrypted(address) else _other)(address) from None
    if kind != "Scheduler":
        raise _other(address, f"Dask's {kind.lower()}")


def _connection_arguments(address: str) -> dict[str, Any]:
    """How Dask's configuration says to connect."""
    from distributed.security import Security  # noqa: PLC0415  optional

    try:
        arguments: dict[str, Any] = Security().get_connection_args("client")
    except (OSError, ssl.SSLError, ValueError) as error:
        raise UsageError(
            f"--cluster {address}: the certificates of Dask's configuration cannot be read: "
            f"{error}",
            hint="correct distributed.comm.tls",
        ) from None
    if arguments["require_encryption"] and not _is_encrypted(address):
        raise UsageError(
            f"--cluster {address}: Dask's configuration requires encryption",
            hint="name an address that begins with tls://",
        )
    if _is_encrypted(address) and not arguments["ssl_context"]:
        raise UsageError(
            f"--cluster {address}: no certificates are configured",
            hint="set ca-file, client.cert and client.key in distributed.comm.tls of Dask's "
            "configuration",
        )
    return arguments


async def _ask(address: str, arguments: dict[str, Any]) -> str:
    """What kind of server of Dask answers."""
    from distributed.core import rpc  # noqa: PLC0415  optional

    async with rpc(address, connection_args=arguments) as server:
        identity = await server.identity()
    return str(identity["type"])


def _is_encrypted(address: str) -> bool:
    return address.startswith(_ENCRYPTED)


def _silent(address: str) -> UsageError:
    hint = "start one with dask scheduler, or correct the address"
    if _is_encrypted(address):
        hint += "; do the certificates fit, and does it use TLS?"
    return UsageError(f"--cluster {address}: no scheduler answers", hint=hint)


def _other(address: str, answers: str = "another program") -> UsageError:
    return UsageError(
        f"--cluster {address}: {answers} answers, no scheduler",
        hint="name the address that dask scheduler prints",
    )
