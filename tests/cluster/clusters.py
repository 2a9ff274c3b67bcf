"""Clusters of worker processes for tests, and workers that see or have less than this machine.

The modules ``tests.cluster.blind`` and the like are loaded by workers when they start; they change
what the worker process finds.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

import dask
from distributed import LocalCluster, Nanny, Scheduler, SpecCluster

BLIND = "tests.cluster.blind"
"""Workers of this kind see none of the folders and files of this machine."""
OLDER = "tests.cluster.older"
"""Workers of this kind have another version of a library."""
LATER_OLDER = "tests.cluster.later_older"
"""They too, but only when they are given something to do."""
WITHOUT = "tests.cluster.without"
"""Workers of this kind have no site_gen."""

_CONFIG = {
    "distributed.scheduler.allowed-failures": 2,
    "distributed.worker.profile.enabled": False,
}


@contextmanager
def cluster(*kinds: str) -> Iterator[SpecCluster]:
    """A scheduler of this process and a worker process for each kind; an empty one is usual."""
    with dask.config.set(_CONFIG):
        scheduler = {
            "cls": Scheduler,
            "options": {
                "host": "127.0.0.1",
                "port": 0,
                "dashboard": False,
                "dashboard_address": "127.0.0.1:0",
            },
        }
        workers = dict(enumerate(map(_worker, kinds)))
        with SpecCluster(workers, scheduler, silence_logs=logging.CRITICAL) as started:
            yield started


def _worker(kind: str) -> dict[str, object]:
    options = {
        "host": "127.0.0.1",
        "nthreads": 1,
        "memory_limit": 0,
        "dashboard": False,
        "preload": [kind] if kind else [],
        "silence_logs": logging.CRITICAL,
    }
    return {"cls": Nanny, "options": options}


def add_worker(cluster: SpecCluster, kind: str) -> None:
    """Another worker joins."""
    cluster.worker_spec[f"late {kind}"] = _worker(kind)
    cluster.sync(cluster._correct_state)


def pids(cluster: SpecCluster | LocalCluster) -> list[int]:
    """The worker processes."""
    return [nanny.pid for nanny in cluster.workers.values()]
