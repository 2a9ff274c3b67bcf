"""What the simulation assumes of machines that were not measured."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

THIRD = 3.0
"""Each assumption is also tried with a third of the speed."""


class Assumed(msgspec.Struct, frozen=True, kw_only=True):
    """Speeds of a network, a file server and an object storage."""

    network: float = 125e6
    """Bytes a second that a machine sends or gets: a gigabit."""
    files: float = 10_000
    """Files a second of all machines together in a shared folder."""
    puts: float = 3_500
    """Puts a second of all workers together below one prefix of a storage: what S3 promises."""
    latency: float = 0.04
    """Seconds until an object storage has answered a put."""


class Slower(msgspec.Struct, frozen=True):
    """An assumption at a third of its speed."""

    name: str
    assumed: str
    """The value of the assumption, in words."""
    value: Assumed


def slower(assumed: Assumed) -> Iterator[Slower]:
    """Each assumption at a third of its speed, and the others as they are."""

    def changed(**values: float) -> Assumed:
        return msgspec.structs.replace(assumed, **values)

    yield Slower(
        "network, from or to a machine",
        f"{assumed.network / 1e6:.0f} MB a second",
        changed(network=assumed.network / THIRD),
    )
    yield Slower(
        "files of all machines in a shared folder",
        f"{assumed.files:,.0f} a second",
        changed(files=assumed.files / THIRD),
    )
    yield Slower(
        "puts of all workers below a prefix of a storage",
        f"{assumed.puts:,.0f} a second",
        changed(puts=assumed.puts / THIRD),
    )
    yield Slower(
        "answer of a storage to a put",
        f"after {assumed.latency * 1000:.0f} ms",
        changed(latency=assumed.latency * THIRD),
    )
