"""Workers that die or join while a build runs."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from distributed import SpecCluster

from site_gen.errors import BuildError, UsageError
from site_gen.options import Stopwatch
from tests.cluster.clusters import BLIND, LATER_OLDER, add_worker, cluster, pids
from tests.cluster.conftest import Build, Use
from tests.cluster.tasks import Deadly, Doubling
from tests.sites.site import Files, build_site, days

T = TypeVar("T")

pytestmark = pytest.mark.slow

SITE: Files = days(40, topics=["Tides"])


class KillingWatch(Stopwatch):
    """Kills a worker as soon as some pages are written."""

    def __init__(self, cluster: SpecCluster) -> None:
        super().__init__()
        self.cluster = cluster
        self.killed = 0

    def track(self, items: Iterable[T], total: int) -> Iterator[T]:
        for number, item in enumerate(super().track(items, total)):
            if number == 20 and not self.killed:
                self.killed = pids(self.cluster)[0]
                os.kill(self.killed, signal.SIGKILL)
            yield item


def test_files_are_the_same_if_a_worker_is_killed_midway(tmp_path: Path, build_on: Build) -> None:
    alone = build_site(tmp_path / "alone", SITE)
    with cluster("", "") as two:
        watch = KillingWatch(two)
        shared = build_on(two, tmp_path / "shared", SITE, watch=watch)
        assert watch.killed
        assert watch.killed not in pids(two)
    assert shared.files() == alone.files()
    assert shared.problems == alone.problems


def test_task_that_kills_its_worker_once_is_done_again(use: Use, tmp_path: Path) -> None:
    with cluster("", "") as two, use(two) as workers:
        assert list(workers.map(Deadly(tmp_path, 1), range(64), worth_it=0, chunk=8)) == [
            *range(64)
        ]


def test_task_that_kills_all_its_workers_is_named(use: Use, tmp_path: Path) -> None:
    with cluster("", "") as two, use(two) as workers:
        with pytest.raises(BuildError) as caught:
            list(workers.map(Deadly(tmp_path, 100), range(64), worth_it=0, chunk=8))
        assert caught.value.message.startswith("page 13: ")


def test_worker_that_joins_and_sees_less_does_only_the_middle_step(
    use: Use, tmp_path: Path
) -> None:
    with cluster("") as one, use(one) as workers:
        results = workers.map(Doubling(tmp_path), range(400), worth_it=0, chunk=4)
        done = [next(results)]
        add_worker(one, BLIND)
        late = pids(one)[1]
        done += results
    assert [number for number, *_ in done] == [2 * item for item in range(400)]
    by_late = [(loaded, saved) for _, loaded, computed, saved in done if computed == late]
    assert {*by_late} == {(os.getpid(), os.getpid())}


def test_worker_that_joins_with_other_versions_ends_the_build(use: Use, tmp_path: Path) -> None:
    with cluster("") as one, use(one) as workers:
        results = workers.map(Doubling(tmp_path), range(4000), worth_it=0, chunk=1)
        next(results)
        add_worker(one, LATER_OLDER)
        with pytest.raises(UsageError) as caught:
            list(results)
    assert "has msgspec 0.1, this process " in caught.value.message
