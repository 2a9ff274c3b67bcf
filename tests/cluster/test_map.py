"""What workers of a cluster do with the items of a task."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from distributed import SpecCluster

from site_gen.errors import BuildError, TemplateError
from tests.cluster.clusters import pids
from tests.cluster.conftest import Use
from tests.cluster.tasks import Closing, Doubling, Failing, Refusing, Slow

HERE = os.getpid()


def test_results_come_in_order_and_all_steps_run_on_workers(
    two_workers: SpecCluster, use: Use, tmp_path: Path
) -> None:
    with use(two_workers) as workers:
        done = list(workers.map(Doubling(tmp_path), range(300), range(300, 900), worth_it=0))
    assert [number for number, *_ in done] == [2 * item for item in range(900)]
    assert {pid for _, *steps in done for pid in steps} <= {*pids(two_workers)}


def test_last_step_of_a_task_that_saves_here_runs_here(
    two_workers: SpecCluster, use: Use, tmp_path: Path
) -> None:
    with use(two_workers) as workers:
        done = list(workers.map(Doubling(tmp_path, saves_here=True), range(300), worth_it=0))
    assert {saved for *_, saved in done} == {HERE}
    assert HERE not in {computed for _, _, computed, _ in done}


def test_workers_that_see_no_folders_do_only_the_middle_step(
    blind_workers: SpecCluster, use: Use, tmp_path: Path
) -> None:
    with use(blind_workers) as workers:
        done = list(workers.map(Doubling(tmp_path), range(300), worth_it=0))
    assert [number for number, *_ in done] == [2 * item for item in range(300)]
    assert {loaded for _, loaded, _, _ in done} == {HERE} == {saved for *_, saved in done}
    assert HERE not in {computed for _, _, computed, _ in done}


def test_workers_that_see_no_folders_save_at_an_address_themselves(
    blind_workers: SpecCluster, use: Use, tmp_path: Path
) -> None:
    task = Doubling(tmp_path)
    task.writes = ()
    with use(blind_workers) as workers:
        done = list(workers.map(task, range(300), worth_it=0))
    assert {loaded for _, loaded, _, _ in done} == {HERE}
    assert HERE not in {saved for *_, saved in done}


def test_few_items_are_done_here(two_workers: SpecCluster, use: Use) -> None:
    with use(two_workers) as workers:
        done = list(workers.map(Doubling(), range(255)))
    assert {computed for _, _, computed, _ in done} == {HERE}


def test_items_of_a_group_begin_when_those_before_have_ended(
    two_workers: SpecCluster, use: Use, tmp_path: Path
) -> None:
    with use(two_workers) as workers:
        results = workers.map(Slow(tmp_path), range(3), range(3, 6), worth_it=0, chunk=1)
        assert [next(results) for _ in range(3)] == [0, 1, 2]
        assert not list(tmp_path.glob("3.*"))
        assert list(results) == [3, 4, 5]


def test_error_that_ends_a_build_is_raised_with_its_hint(
    two_workers: SpecCluster, use: Use
) -> None:
    with use(two_workers) as workers, pytest.raises(TemplateError) as caught:
        list(workers.map(Refusing(), range(100), worth_it=0))
    assert str(caught.value) == "card.html:3: no such filter (correct the template)"


def test_task_that_fails_thrice_ends_the_build_with_the_name_of_its_page(
    two_workers: SpecCluster, use: Use, tmp_path: Path
) -> None:
    with use(two_workers) as workers, pytest.raises(BuildError) as caught:
        list(workers.map(Failing(tmp_path, 100), range(40), worth_it=0, chunk=8))
    assert caught.value.message.startswith("page 13: ")
    assert caught.value.message.endswith("ZeroDivisionError: a number of two lines")
    tried_on = {path.name.partition("-")[0] for path in tmp_path.iterdir()}
    assert tried_on == {*map(str, pids(two_workers))}


def test_task_that_fails_twice_is_done_in_the_end(
    two_workers: SpecCluster, use: Use, tmp_path: Path
) -> None:
    with use(two_workers) as workers:
        # Each failure of a chunk is followed by one of the item alone.
        done = list(workers.map(Failing(tmp_path, 4), range(40), worth_it=0, chunk=8))
    assert done == list(range(40))


def test_tasks_are_closed_when_their_items_are_done(
    two_workers: SpecCluster, use: Use, tmp_path: Path
) -> None:
    with use(two_workers) as workers:
        results = workers.map(Closing(tmp_path), range(100), worth_it=0, chunk=1)
        assert next(results) == 0
        assert not list(tmp_path.iterdir())
        list(results)
        assert {path.stem for path in tmp_path.iterdir()} == {*map(str, pids(two_workers))}


def test_nothing_is_begun_after_results_are_given_up(
    two_workers: SpecCluster, use: Use, tmp_path: Path
) -> None:
    with use(two_workers) as workers:
        results = workers.map(Slow(tmp_path), range(50), worth_it=0, chunk=1)
        assert next(results) == 0
        results.close()  # type: ignore[attr-defined]
        begun = len(list(tmp_path.glob("*.begun")))
        assert begun == len(list(tmp_path.glob("*.done"))) < 12
