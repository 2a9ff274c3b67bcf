"""One task done by the workers of a cluster, chunk by chunk."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from itertools import islice, takewhile
from typing import TYPE_CHECKING, Any

from site_gen.cluster.flight import Flight, Sent
from site_gen.cluster.stage import ChunkFailed, ChunkRefused, Stage, WorkerUnfit, one_line
from site_gen.cluster.versions import own_versions
from site_gen.errors import BuildError, UsageError
from site_gen.workers import Task

if TYPE_CHECKING:
    from distributed import Future

_TRIES = 3
"""How often a chunk that fails is done before the build ends."""
_FORMS = 10
"""How often a stage is sent in another form because workers have joined that see less."""


class Chunk:
    """Some neighbouring items on their way."""

    def __init__(self, items: Sequence[Any], *, is_suspect: bool = False) -> None:
        self.items = items
        self.is_suspect = is_suspect
        """Workers may have died of it, so it is done alone."""
        self.failed_on: list[str] = []
        self.future: Future[bytes] | None = None
        self.stage: Stage | None = None


class StageRun:
    """One task done by the workers. ``stage_of`` decides how they do it."""

    def __init__(
        self,
        flight: Flight,
        task: Task[Any, Any],
        stage_of: Callable[[Task[Any, Any], str], Stage],
    ) -> None:
        self.flight = flight
        self.task = task
        self.name = flight.begin()
        self._stage_of = stage_of
        self._forms = 0
        self._under_way: deque[Chunk] = deque()
        self._choose()

    def close(self) -> None:
        """Have no more chunks begun, and wait for those that workers are doing."""
        futures = [chunk.future for chunk in self._under_way if chunk.future]
        self.flight.end(self.name, futures)

    def _choose(self) -> None:
        """Decide how the workers that there are now do the task, and send it to them."""
        self._forms += 1
        if self._forms > _FORMS:
            raise BuildError("workers of the cluster see other folders whenever they are asked")
        self.stage = self._stage_of(self.task, self.name)
        self.sent: Sent = self.flight.send_stage(self.stage.packed(own_versions()))
        threads = self.flight.workers()
        self._limit = 2 * (sum(threads.values()) + len(threads))

    def results(self, chunks: Sequence[Sequence[Any]]) -> Iterator[Sequence[Any]]:
        """The results of chunks in order. A bounded number of chunks is under way."""
        waiting = iter(map(Chunk, chunks))
        under_way = self._under_way
        done: list[tuple[Stage, list[Any]]] = []
        while True:
            self._fill(under_way, waiting)
            for stage, answer in done:
                yield answer if stage.saves else self.task.save(answer)
            if not under_way:
                return
            done = self._take_done(under_way)

    def _fill(self, under_way: deque[Chunk], waiting: Iterator[Chunk]) -> None:
        """Send as many chunks as may be under way."""
        if not any(chunk.is_suspect for chunk in under_way):
            under_way.extend(islice(waiting, max(0, self._limit - len(under_way))))
        for chunk in under_way:
            if chunk.future is None and (not chunk.is_suspect or chunk is under_way[0]):
                items = chunk.items if self.stage.loads else self.task.load(chunk.items)
                chunk.stage = self.stage
                chunk.future = self.flight.send(self.sent, items, chunk.failed_on)

    def _take_done(self, under_way: deque[Chunk]) -> list[tuple[Stage, list[Any]]]:
        """Wait for the first chunk; takes it away, and those after it that are done."""
        first = under_way[0].future
        assert first is not None  # noqa: S101
        self.flight.wait(first)
        finished = takewhile(lambda chunk: _is_finished(chunk.future), under_way)
        futures = [chunk.future for chunk in finished if chunk.future]
        if not futures:
            self._retry_lost(under_way, first)
        taken: list[tuple[Stage, list[Any]]] = []
        for answer in self.flight.answers(futures):
            chunk = under_way[0]
            assert chunk.stage is not None  # noqa: S101
            if not isinstance(answer, list):
                self._retry(chunk, answer)
                break
            under_way.popleft()
            taken.append((chunk.stage, answer))
        return taken

    def _retry(self, chunk: Chunk, answer: ChunkRefused | ChunkFailed | WorkerUnfit) -> None:
        """Have a chunk done again; raises SiteGenError if that is of no use."""
        if isinstance(answer, ChunkRefused):
            raise answer.error
        if isinstance(answer, ChunkFailed):
            chunk.failed_on.append(answer.worker)
            if len(chunk.failed_on) == _TRIES:
                raise self._failure(chunk, answer)
        elif chunk.stage is self.stage:
            self._choose()
        chunk.future = None

    def _retry_lost(self, under_way: deque[Chunk], future: Future[bytes]) -> None:
        """Have the first chunk done again, of which Dask has no result."""
        from distributed import KilledWorker  # noqa: PLC0415  optional

        chunk = under_way[0]
        error = self.flight.error(future)
        if isinstance(error, ModuleNotFoundError) and (error.name or "").startswith("site_gen"):
            raise UsageError(
                "a worker of the cluster has no site_gen, or another version",
                hint="install the same versions on every machine of the cluster",
            )
        if not isinstance(error, KilledWorker):
            self._retry(chunk, ChunkFailed(-1, one_line(error), ""))
        elif len(chunk.items) == 1:
            raise BuildError(
                f"{self.task.name_of(chunk.items[0])}: workers of the cluster died of it",
                hint="is there enough memory? their logs may say more",
            )
        else:
            self._suspect(under_way)

    def _suspect(self, under_way: deque[Chunk]) -> None:
        """Do the items of the first chunk one by one, and nothing besides."""
        for chunk in list(under_way)[1:]:
            if chunk.future is not None:
                self.flight.wait(chunk.future)
        items = under_way.popleft().items
        under_way.extendleft(Chunk([item], is_suspect=True) for item in reversed(items))

    def _failure(self, chunk: Chunk, answer: ChunkFailed) -> BuildError:
        first, last = chunk.items[answer.item if answer.item >= 0 else 0], chunk.items[-1]
        name = self.task.name_of(first)
        if answer.item < 0 and len(chunk.items) > 1:
            name = f"{name} … {self.task.name_of(last)}"
        return BuildError(
            f"{name}: failed {_TRIES} times on workers of the cluster: {answer.cause}",
            hint="a bug, perhaps: does it fail without --cluster, too?",
        )


def _is_finished(future: Future[bytes] | None) -> bool:
    return future is not None and future.status == "finished"
