"""Simulates a build on several machines: who works when, and how long it takes.

A build is a row of phases, each of which begins when the one before has ended. A phase is serial
work of the process that asks, tasks that workers share, or data that is sent to all machines. The
processes of a machine share its cores: if there are more of them than cores, each gets its part.
"""

from __future__ import annotations

import heapq
from collections import deque
from collections.abc import Callable, Sequence
from itertools import count

import msgspec

MOST_TASKS = 2_000
"""Tasks of a group that are simulated; of larger groups, several are taken as one."""

NEVER = float("inf")


class Cluster(msgspec.Struct, frozen=True, kw_only=True):
    """Machines, all alike. The first asks, and works too."""

    machines: int = 1
    cores: int = 2
    workers: int = 0
    """Of each machine; 0 means one for each core."""
    network: float = 125e6
    """Bytes a second that a machine sends or gets: a gigabit."""
    disk: float = 500e6
    """Bytes a second of a copy on the disk of the machine that asks."""
    task: float = 0.0
    """Seconds of the scheduler for a task; it runs on the machine that asks."""
    sends_all: bool = False
    """Whether the machine that asks sends the store to every other one, as from a shared folder. If
    not, it sends it once, to a storage that all others get it from at the same time."""


class Serial(msgspec.Struct, frozen=True):
    """Work of the process that asks."""

    name: str
    seconds: float


class Snapshot(msgspec.Struct, frozen=True):
    """The store is copied, and sent to all machines but the first."""

    name: str
    size: float
    """Bytes."""
    is_known: bool = False
    """Whether all machines have fetched the same copy before: it is only put up again."""


class Tasks(msgspec.Struct, frozen=True, kw_only=True):
    """Tasks that workers share; the process that asks keeps what they return."""

    name: str
    groups: Sequence[tuple[float, float]]
    """Of each group, which begins when that before has ended: its items, and the processor seconds
    of a worker for one of them."""
    chunk: int
    """Items of a task."""
    kept: float = 0.0
    """Processor seconds of the process that asks for an item, to save what was returned."""
    waits: float = 0.0
    """Seconds that a worker waits for an item, as for an answer from a storage."""
    served: float = 0.0
    """Seconds that what all workers write to takes for an item: one server for all of them."""
    here: bool = False
    """Whether only workers of the machine that asks do them."""


Phase = Serial | Snapshot | Tasks


class Simulated(msgspec.Struct):
    """What a build takes."""

    phases: dict[str, float]
    """Name → seconds."""
    asking: float = 0.0
    """Seconds in which the process that asks works."""
    working: float = 0.0
    """Processor seconds of all workers together."""

    @property
    def wall(self) -> float:
        """Seconds from begin to end."""
        return sum(self.phases.values())

    @property
    def cpu(self) -> float:
        """Processor seconds of all processes."""
        return self.asking + self.working


def simulate(phases: Sequence[Phase], cluster: Cluster) -> Simulated:
    """A build of these phases on these machines."""
    result = Simulated({})
    for phase in phases:
        match phase:
            case Serial(name, seconds):
                took = seconds
                result.asking += seconds
            case Snapshot(name):
                took = _sending(phase, cluster)
            case Tasks(name=name):
                took = 0.0
                for items, each in phase.groups:
                    took += _Group(phase, items, each, cluster).run()
                    result.working += each * items
                    result.asking += phase.kept * items
        result.phases[name] = result.phases.get(name, 0.0) + took
    return result


def _sending(copy: Snapshot, cluster: Cluster) -> float:
    if cluster.machines < 2:
        return 0.0
    times = cluster.machines - 1 if cluster.sends_all else 1 if copy.is_known else 2
    return copy.size / cluster.disk + times * copy.size / cluster.network


class Processor:
    """The cores of a machine, which its processes share.

    ``done`` is the work that each running process has done since the beginning: all have the same
    share, so a process ends when that is what it was at its start and its own work.
    """

    def __init__(self, cores: int) -> None:
        self.cores = cores
        self.done = 0.0
        self.time = 0.0
        self.running: list[tuple[float, int, Callable[[], None]]] = []

    @property
    def speed(self) -> float:
        """Work of each process in a second."""
        return min(1.0, self.cores / len(self.running)) if self.running else 1.0

    def begin(self, now: float, number: int, work: float, then: Callable[[], None]) -> None:
        """A process begins some work; ``then`` is called when it has done it."""
        self.advance(now)
        heapq.heappush(self.running, (self.done + work, number, then))

    def advance(self, now: float) -> None:
        """All processes work until now."""
        self.done += (now - self.time) * self.speed
        self.time = now

    def next_end(self) -> float:
        """When the next process ends, if none begins before."""
        if not self.running:
            return NEVER
        return self.time + max(0.0, self.running[0][0] - self.done) / self.speed

    def end(self, now: float) -> Callable[[], None]:
        """End the process that is next, and return what follows."""
        self.advance(now)
        return heapq.heappop(self.running)[2]


class _Group:
    """A group of tasks: the scheduler hands them out, workers do them, the one that asks keeps
    what they return."""

    def __init__(self, phase: Tasks, items: float, each: float, cluster: Cluster) -> None:
        tasks = items / phase.chunk
        as_one = max(1.0, tasks / MOST_TASKS)
        self.size = phase.chunk * as_one
        self.sizes = [self.size] * int(items / self.size)
        if (left := items - self.size * len(self.sizes)) > 1e-6:
            self.sizes.append(left)
        self.phase = phase
        self.each = each
        self.task = cluster.task * as_one
        machines = 1 if phase.here else cluster.machines
        self.machines = [Processor(cluster.cores) for _ in range(machines)]
        self.ends = [NEVER] * machines
        """When the next process of each machine ends."""
        workers = cluster.workers or cluster.cores
        places = [place for _ in range(workers) for place in range(machines)]
        self.idle = deque(places)
        self.ready: deque[float] = deque()
        self.returned: deque[float] = deque()
        self.is_keeping = False
        self.most_ready = 2 * len(places)
        """Tasks that are handed out before a worker is free."""
        self.is_scheduling = False
        self.numbers = count()
        self.timers: list[tuple[float, int, Callable[[], None]]] = []
        self.server_is_free = 0.0
        self.now = 0.0

    def run(self) -> float:
        """Seconds until all is done and kept."""
        self.sizes.reverse()
        self._schedule()
        while True:
            end = min(self.ends)
            timer = self.timers[0][0] if self.timers else NEVER
            if end == timer == NEVER:
                return self.now
            self.now = min(end, timer)
            if end <= timer:
                place = self.ends.index(end)
                then = self.machines[place].end(end)
                self.ends[place] = self.machines[place].next_end()
            else:
                then = heapq.heappop(self.timers)[2]
            then()

    def _schedule(self) -> None:
        """The scheduler works on the machine that asks; without it, tasks are ready at once."""
        if not self.sizes or self.is_scheduling or len(self.ready) >= self.most_ready:
            return
        self.is_scheduling = True
        size = self.sizes.pop()
        self._work(0, self.task, lambda: self._hand_out(size))

    def _hand_out(self, size: float) -> None:
        self.is_scheduling = False
        self.ready.append(size)
        self._start()
        self._schedule()

    def _start(self) -> None:
        while self.ready and self.idle:
            size, place = self.ready.popleft(), self.idle.popleft()
            work = self.each * size
            self._work(place, work, lambda size=size, place=place: self._wait(size, place))

    def _wait(self, size: float, place: int) -> None:
        """A worker waits until the server has taken what it wrote, and has answered."""
        if not self.phase.waits and not self.phase.served:
            self._finish(size, place)
            return
        self.server_is_free = max(self.now, self.server_is_free) + self.phase.served * size
        end = max(self.server_is_free, self.now + self.phase.waits * size)
        heapq.heappush(self.timers, (end, next(self.numbers), lambda: self._finish(size, place)))

    def _finish(self, size: float, place: int) -> None:
        self.idle.append(place)
        self.returned.append(size)
        self._keep()
        self._start()
        self._schedule()

    def _keep(self) -> None:
        if self.is_keeping or not self.returned or not self.phase.kept:
            return
        self.is_keeping = True
        size = self.returned.popleft()
        self._work(0, self.phase.kept * size, self._kept)

    def _kept(self) -> None:
        self.is_keeping = False
        self._keep()

    def _work(self, place: int, work: float, then: Callable[..., None]) -> None:
        self.machines[place].begin(self.now, next(self.numbers), work, then)
        self.ends[place] = self.machines[place].next_end()
