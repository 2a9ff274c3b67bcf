"""Laws of the simulation of builds on several machines."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from simulation import Cluster, Phase, Serial, Snapshot, Tasks, simulate

CHUNK = 10
ITEMS = st.integers(0, 3_000)
SECONDS = st.floats(0.0001, 0.1)
KEPT = st.floats(0.0, 0.05)


def tasks(items: float, seconds: float = 0.01, kept: float = 0.0, waits: float = 0.0) -> Tasks:
    groups = [(items, seconds)]
    return Tasks(name="tasks", groups=groups, chunk=CHUNK, kept=kept, waits=waits)


def wall(phase: Phase, **cluster: float) -> float:
    return simulate([phase], Cluster(**cluster)).wall  # type: ignore[arg-type]


@given(ITEMS, SECONDS, KEPT)
def test_one_core_takes_the_sum_of_all_work(items: int, seconds: float, kept: float) -> None:
    phases: list[Phase] = [Serial("plan", 2.5), tasks(items, seconds, kept)]
    built = simulate(phases, Cluster(cores=1))
    assert built.wall == pytest.approx(2.5 + items * (seconds + kept))
    assert built.cpu == pytest.approx(built.wall)


@given(ITEMS, SECONDS, KEPT, st.integers(1, 12), st.integers(1, 4))
def test_nothing_takes_less_than_its_work(
    items: int, seconds: float, kept: float, machines: int, cores: int
) -> None:
    took = wall(tasks(items, seconds, kept), machines=machines, cores=cores)
    assert took >= items * (seconds + kept) / (machines * cores) - 1e-9
    assert took >= items * kept - 1e-9


@given(ITEMS, SECONDS, KEPT, st.integers(1, 12), st.integers(1, 4))
def test_machines_share_the_work_up_to_the_last_tasks(
    items: int, seconds: float, kept: float, machines: int, cores: int
) -> None:
    """Work of workers on the machine that asks is slower, as they share its cores."""
    took = wall(tasks(items, seconds, kept), machines=machines, cores=cores)
    shared = items * seconds / (machines * cores)
    last = CHUNK * (2 * seconds + kept) * (1 + 1 / cores)
    assert took <= shared + items * kept + last + 1e-9


@given(ITEMS, SECONDS, KEPT, st.integers(1, 8))
def test_twice_the_machines_are_never_slower_than_by_a_task(
    items: int, seconds: float, kept: float, machines: int
) -> None:
    phase = tasks(items, seconds, kept)
    last = CHUNK * (2 * seconds + kept) * 2
    assert wall(phase, machines=2 * machines) <= wall(phase, machines=machines) + last + 1e-9


@given(ITEMS, ITEMS, SECONDS, KEPT, st.integers(1, 8))
def test_more_items_never_take_less_than_by_a_task(
    items: int, more: int, seconds: float, kept: float, machines: int
) -> None:
    one, other = tasks(items, seconds, kept), tasks(items + more, seconds, kept)
    last = CHUNK * (2 * seconds + kept) * 2
    assert wall(one, machines=machines) <= wall(other, machines=machines) + last + 1e-9


def test_what_is_returned_is_kept_while_others_work() -> None:
    alone = wall(tasks(1_000, 0.01), cores=4, workers=3)
    assert wall(tasks(1_000, 0.01, kept=0.001), cores=4, workers=3) < alone * 1.05


def test_keeping_limits_any_number_of_machines() -> None:
    phase = tasks(10_000, 0.01, kept=0.01)
    assert wall(phase, machines=40) == pytest.approx(100, rel=0.02)


def test_groups_begin_after_each_other() -> None:
    task = (CHUNK, 0.1)
    together = Tasks(name="pages", groups=[(2 * CHUNK, 0.1)], chunk=CHUNK)
    apart = Tasks(name="pages", groups=[task, task], chunk=CHUNK)
    assert wall(together, cores=2) == pytest.approx(1.0)
    assert wall(apart, cores=2) == pytest.approx(2.0)


def test_a_core_waits_for_nobody_else() -> None:
    """Two workers on one core wait at the same time; one waits after each task."""
    phase = tasks(2 * CHUNK, 0.1, waits=0.1)
    assert wall(phase, cores=1, workers=1) == pytest.approx(4.0)
    assert wall(phase, cores=1, workers=2) == pytest.approx(3.0)


def test_the_scheduler_hands_out_one_task_after_the_other() -> None:
    phase = tasks(100 * CHUNK, 0.0001)
    assert wall(phase, machines=40, cores=8, task=0.05) == pytest.approx(5.0, rel=0.05)


def test_a_snapshot_is_sent_to_all_others_or_once() -> None:
    store = Snapshot("send", 1e9)
    assert wall(store) == 0
    rates = {"network": 1e8, "disk": 1e9}
    assert wall(store, machines=5, **rates, sends_all=True) == pytest.approx(1 + 4 * 10)
    assert wall(store, machines=5, **rates, sends_all=False) == pytest.approx(1 + 2 * 10)
    known = Snapshot("send", 1e9, is_known=True)
    assert wall(known, machines=5, **rates) == pytest.approx(1 + 10)


def test_groups_of_very_many_tasks_take_as_long_as_all_of_them() -> None:
    built = simulate([tasks(1e6, 0.001, 0.00002)], Cluster(machines=4, cores=2))
    assert built.working == pytest.approx(1_000)
    assert built.wall == pytest.approx((1_000 + 20) / 8, rel=0.02)


def test_one_server_takes_what_all_workers_write() -> None:
    phase = Tasks(name="write", groups=[(1_000, 0.001)], chunk=CHUNK, served=0.01)
    assert wall(phase, machines=40, cores=8) == pytest.approx(10, rel=0.02)


def test_some_tasks_stay_on_the_machine_that_asks() -> None:
    phase = Tasks(name="group", groups=[(1_000, 0.01)], chunk=CHUNK, here=True)
    assert wall(phase, machines=40, cores=2) == pytest.approx(5)
