"""A Dask cluster as the workers of a build (https://distributed.dask.org).

The process that builds reads and writes the store; workers read and check files, group blocks, and
render and write pages. ``worker.py`` is what runs there. Nothing of Dask is imported before a
cluster is used.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from site_gen.address import Address, Location, absolute
from site_gen.cluster.connection import connected, reaches
from site_gen.cluster.snapshots import Snapshots
from site_gen.cluster.versions import own_versions, refuse_other_versions
from site_gen.errors import UsageError
from site_gen.options import Options
from site_gen.workers import Workers

if TYPE_CHECKING:
    from distributed import Client

__all__ = ["cluster_workers"]

_WAIT = 10.0
"""Seconds to wait for the first worker."""


@contextmanager
def cluster_workers(
    address: str,
    options: Options,
    files: Location | None = None,
    note: Callable[[str], None] = lambda _: None,
) -> Iterator[Workers]:
    """The workers of the cluster at an address, for one build.

    ``address`` is that of a scheduler (``tcp://host:8786``), or ``local`` or ``local:4`` for
    processes of this machine. ``files`` is a folder or an address that this process writes and all
    workers read, for those that do not see the site's cache folder. ``note`` is called with a line
    about the workers.

    Raises UsageError if the cluster cannot be used.
    """
    with connected(address) as client:
        from site_gen.cluster.dask_workers import DaskWorkers  # noqa: PLC0415  needs Dask

        _check_workers(client, address)
        if isinstance(files, Address):
            from site_gen.storage.filesystems import open_filesystem  # noqa: PLC0415  optional

            open_filesystem(files)  # raises UsageError before anything is done
        cache = options.cache.absolute()
        snapshots = Snapshots(
            cache / "snapshots" / options.store.stem, absolute(files) if files else None
        )
        workers = DaskWorkers(client, snapshots, cache)
        note(f"cluster: {workers.count} workers: {', '.join(sorted(workers.flight.workers()))}")
        try:
            yield workers
        finally:
            workers.flight.end_all()
            snapshots.remove()


def _check_workers(client: Client, address: str) -> None:
    """Raise UsageError if there is no worker, or one that cannot make the same bytes."""
    try:
        client.wait_for_workers(1, timeout=_WAIT)
    except TimeoutError:
        raise UsageError(
            f"--cluster {address}: the scheduler has no workers",
            hint="start some with dask worker, on machines that have site_gen",
        ) from None
    answers = client.run(own_versions, on_error="return")
    for worker, answer in sorted(answers.items()):
        if isinstance(answer, Exception):
            raise UsageError(
                f"the worker {worker} has no site_gen, or another version of it",
                hint="install the same versions on every machine of the cluster",
            )
        refuse_other_versions(worker, answer, own_versions())
    client.direct_to_workers = reaches(client, answers)
