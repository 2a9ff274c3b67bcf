"""Sending chunks to the workers of a cluster and getting answers, until the cluster is lost."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent import futures
from contextlib import contextmanager, suppress
from itertools import count
from typing import TYPE_CHECKING, Any, TypeVar

from site_gen.cluster import worker
from site_gen.cluster.stage import one_line, pack, unpack
from site_gen.errors import BuildError, SiteGenError

if TYPE_CHECKING:
    from distributed import Client, Future

R = TypeVar("R")

_POLL = 2.0
"""Seconds after which a build that waits looks whether there still are workers."""
_NO_WORKERS = 30.0
"""Seconds without any worker after which a build ends; one that died is replaced sooner."""
_FINISH = 60.0
"""Seconds that workers get to finish what they are doing when a build ends."""


class Sent:
    """A packed stage, which each worker fetches once."""

    def __init__(self, name: str, future: Future[bytes]) -> None:
        self.name = name
        self.future = future


class Flight:
    """The way to the workers of one build. Raises BuildError if the cluster is lost."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self._build = os.urandom(4).hex()
        self._runs: set[str] = set()
        self._numbers = count()
        self._alone_since: float | None = None

    def workers(self) -> dict[str, int]:
        """The address of each worker → how many threads it has."""
        with _cluster_errors():
            return dict(self.client.nthreads())

    def ask(self, function: Callable[..., R], *arguments: Any) -> dict[str, R]:
        """What a function returns on each worker that there is."""
        with _cluster_errors():
            return dict(self.client.run(function, *arguments, on_error="ignore"))

    def send_stage(self, data: bytes) -> Sent:
        """Give workers a packed stage."""
        name = f"site_gen-{self._build}-{next(self._numbers)}"
        with _cluster_errors():
            return Sent(name, self.client.submit(_same, data, key=(f"{name}-stage", 0)))

    def send(self, stage: Sent, items: Sequence[Any], avoid: Sequence[str] = ()) -> Future[bytes]:
        """Have a chunk done, by a worker that is not one of ``avoid`` if there is one."""
        where: dict[str, Any] = {}
        if avoid:
            others = [address for address in self.workers() if address not in avoid]
            where = {"workers": others, "allow_other_workers": True} if others else {}
        # Chunks of a stage are one group to Dask, which gives each to the least busy worker.
        key = (f"{stage.name}-chunks", next(self._numbers))
        with _cluster_errors():
            return self.client.submit(
                worker.run_chunk, stage.future, stage.name, pack(items), key=key, **where
            )

    def wait(self, future: Future[bytes]) -> None:
        """Wait until a chunk is done or has failed."""
        from distributed import wait  # noqa: PLC0415  optional

        while not future.done():
            with _cluster_errors(), self.client.as_current():
                try:
                    wait([future], timeout=_POLL)
                except TimeoutError:
                    self._look_for_workers()
        if future.cancelled():
            raise _lost()

    def answers(self, done: Sequence[Future[bytes]]) -> Iterator[Any]:
        """What workers answered for chunks that are done."""
        with _cluster_errors():
            answers = self.client.gather(list(done))
        yield from map(unpack, answers)

    def error(self, future: Future[bytes]) -> Exception:
        """Why there is no answer for a chunk."""
        with _cluster_errors():
            error = future.exception()
        return error if isinstance(error, Exception) else _lost()

    def _look_for_workers(self) -> None:
        if self.client.status != "running":
            raise _lost()
        if self.workers():
            self._alone_since = None
        elif self._alone_since is None:
            self._alone_since = time.monotonic()
        elif time.monotonic() - self._alone_since > _NO_WORKERS:
            raise BuildError(
                "no worker of the cluster is left",
                hint="start workers and build again: no file is half written",
            )

    def begin(self) -> str:
        """A name for a new run of a task."""
        name = f"{self._build}-{next(self._numbers)}"
        self._runs.add(name)
        return name

    def end(self, run: str, futures: Sequence[Future[bytes]] = ()) -> None:
        """Have no more chunks of a run begun, wait for those that were, and close its stages."""
        if run not in self._runs:
            return
        self._runs.discard(run)
        if self.client.status == "running":
            with suppress(Exception):  # the cluster may be lost
                if futures:
                    self.client.cancel(list(futures), force=True)
                self.client.run(worker.end, run, callback_timeout=_FINISH, on_error="ignore")

    def end_all(self) -> None:
        """End the runs that were not ended, as after an error."""
        for run in list(self._runs):
            self.end(run)


def _same(data: bytes) -> bytes:
    return data


@contextmanager
def _cluster_errors() -> Iterator[None]:
    """Raise BuildError for what Dask raises when it loses a scheduler."""
    try:
        yield
    except (futures.CancelledError, asyncio.CancelledError, OSError) as error:
        raise _lost() from error
    except (SiteGenError, MemoryError):
        raise
    except Exception as error:
        raise BuildError(f"the cluster failed: {one_line(error)}") from error


def _lost() -> BuildError:
    return BuildError(
        "the scheduler of the cluster was lost",
        hint="start it and build again: no file is half written",
    )
