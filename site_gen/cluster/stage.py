"""What is sent to workers: a stage once to each of them, then chunks of its items.

Only plain data is sent. The first part of a stage is read before anything that another version of
site_gen could have in another form.
"""

from __future__ import annotations

import pickle
from collections.abc import Mapping
from typing import Any, NamedTuple

from site_gen.address import Location
from site_gen.cluster.sight import Marks
from site_gen.errors import SiteGenError


class StoreSource(NamedTuple):
    """Where a worker gets the store, or its copy."""

    path: str = ""
    """The file, for workers that see it."""
    files: Location | None = None
    """Where workers that do not see it fetch it."""
    name: str = ""
    digest: str = ""


class Stage(NamedTuple):
    """One task, and how workers do it."""

    run: str
    """A name of this run of the task."""
    task: bytes
    """The pickled task."""
    loads: bool
    """Whether workers do the first step."""
    saves: bool
    """Whether workers do the last step."""
    seen: Marks
    """What a worker must see."""
    machine: str
    """The only machine that can do it, as it reads the store itself; empty for all."""
    store: StoreSource | None
    """What the task reads; None if it reads no store."""
    cache: str
    """The site's cache folder, if workers see it; else each has its own."""

    def packed(self, versions: Mapping[str, str]) -> bytes:
        """The stage for workers, which must have these versions."""
        return pickle.dumps((dict(versions), pickle.dumps(self)))


def unpacked_versions(data: bytes) -> tuple[dict[str, str], bytes]:
    """The versions that a worker must have, and the pickled stage."""
    versions, stage = pickle.loads(data)  # noqa: S301  sent by the process that builds
    return versions, stage


# What a worker answers for a chunk: its results as a list, or one of these.


class ChunkRefused(NamedTuple):
    """An error that ends the build."""

    error: SiteGenError


class ChunkFailed(NamedTuple):
    """Something that may succeed when it is tried again."""

    item: int
    """The item that failed, by its place in the chunk; -1 if none of them fails alone."""
    cause: str
    """In one line."""
    worker: str


class WorkerUnfit(NamedTuple):
    """The worker does not see what the stage says; it has joined later, perhaps."""

    worker: str


def pack(value: Any) -> bytes:
    """Items or results as bytes, which Dask passes on unchanged."""
    return pickle.dumps(value, pickle.HIGHEST_PROTOCOL)


def unpack(data: bytes) -> Any:
    return pickle.loads(data)  # noqa: S301  from a process of the same build


def one_line(error: BaseException) -> str:
    """An exception in one line."""
    return f"{type(error).__name__}: {' '.join(str(error).split())}"
