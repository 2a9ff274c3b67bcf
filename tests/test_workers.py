"""Mapping over processes: order, exceptions, end of workers."""

from __future__ import annotations

import multiprocessing
import os
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from site_gen import workers
from site_gen.errors import OutputError, TemplateError
from site_gen.workers import map_ordered
from tests.sites.site import build_site, days, share_from

HERE = os.getpid()


def process_of(_item: int) -> int:
    return os.getpid()


@pytest.fixture(autouse=True)
def _leaves_no_process_behind() -> Iterator[None]:
    yield
    deadline = time.monotonic() + 30
    while multiprocessing.active_children() and time.monotonic() < deadline:
        time.sleep(0.01)
    assert multiprocessing.active_children() == []


@pytest.mark.parametrize("jobs", [1, 2, 3])
@pytest.mark.parametrize("count", [0, 1, 63, 64, 65, 300])
def test_results_come_in_the_order_of_the_items(jobs: int, count: int) -> None:
    items = list(range(count))
    assert list(map_ordered(lambda item: item * 2, items, jobs, worth_it=10)) == [
        item * 2 for item in items
    ]


def test_slow_items_at_the_start_do_not_change_the_order() -> None:
    def task(item: int) -> int:
        if item < 3:
            time.sleep(0.05)
        return item

    assert list(map_ordered(task, range(200), 2, worth_it=10)) == list(range(200))


def test_many_items_are_mapped_by_several_processes() -> None:
    processes = set(map_ordered(process_of, range(2000), 2, worth_it=10))
    assert HERE not in processes
    assert 1 <= len(processes) <= 2


@pytest.mark.parametrize(("count", "jobs"), [(255, 2), (2000, 1), (2000, 0)])
def test_few_items_or_one_job_are_mapped_in_this_process(count: int, jobs: int) -> None:
    assert set(map_ordered(process_of, range(count), jobs)) == {HERE}


def test_platform_without_fork_spawns_workers(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(multiprocessing, "get_all_start_methods", lambda: ["spawn"])
    processes = set(map_ordered(process_of, range(1000), 2, worth_it=10))
    assert HERE not in processes
    assert 1 <= len(processes) <= 2


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("kind", [TemplateError, OutputError])
def test_error_of_a_task_is_raised_here_with_its_hint(
    jobs: int, kind: type[TemplateError | OutputError]
) -> None:
    def task(item: int) -> int:
        if item == 150:
            raise kind(f"item {item} failed", hint="mend it")
        return item

    with pytest.raises(kind) as caught:
        list(map_ordered(task, range(1000), jobs, worth_it=10))
    assert (caught.value.message, caught.value.hint) == ("item 150 failed", "mend it")


def test_worker_that_dies_raises_instead_of_hanging() -> None:
    def task(item: int) -> int:
        if item == 150:
            os._exit(9)
        return item

    with pytest.raises(Exception, match="terminated abruptly"):
        list(map_ordered(task, range(1000), 2, worth_it=10))


def test_remaining_items_are_cancelled_when_the_iterator_is_closed() -> None:
    def task(item: int) -> int:
        time.sleep(0.001)
        return item

    results = map_ordered(task, range(100_000), 2, worth_it=10)
    assert next(results) == 0
    start = time.monotonic()
    results.close()  # type: ignore[attr-defined]
    assert time.monotonic() - start < 20  # all of it would take minutes


def test_second_map_after_a_failed_one_uses_its_own_task() -> None:
    with pytest.raises(ZeroDivisionError):
        list(map_ordered(lambda item: 1 // item, range(100), 2, worth_it=10))
    assert list(map_ordered(str, range(100), 2, worth_it=10)) == [str(n) for n in range(100)]


def test_build_with_two_processes_gives_the_same_files_as_with_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {**days(25, topics=["Tides"]), "content/broken.md": "no front matter"}
    alone = build_site(tmp_path / "alone", files, jobs=1)
    used: list[int] = []

    def counted(jobs: int, *arguments: Any, **named: Any) -> ProcessPoolExecutor:
        used.append(jobs)
        return ProcessPoolExecutor(jobs, *arguments, **named)

    share_from(monkeypatch, 8)
    monkeypatch.setattr(workers, "ProcessPoolExecutor", counted)
    shared = build_site(tmp_path / "shared", files, jobs=2)
    assert used == [2] * 4, "reading, grouping, rendering and sitemaps were all to be shared"
    assert shared.files() == alone.files()
    assert shared.problems == alone.problems
    assert len(shared.problems) == 1


def test_build_with_spawned_workers_gives_the_same_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = days(25, topics=["Tides"])
    alone = build_site(tmp_path / "alone", files, jobs=1)
    share_from(monkeypatch, 8)
    monkeypatch.setattr(workers, "start_method", lambda: "spawn")
    assert build_site(tmp_path / "shared", files, jobs=2).files() == alone.files()
