"""Measuring sites of a plan, one after the other."""

from __future__ import annotations

from pathlib import Path

import pytest
from scaling_runs import COLD, MIDDLE, NEWEST, SAME, Measured, Plan, load, measure_all, save

PLAN = Plan(staged=((20, 4),), pages_only=(), shared=(), checked=((20, 4, 2, False),))


@pytest.mark.slow
def test_a_stopped_measurement_goes_on(tmp_path: Path) -> None:
    figures = tmp_path / "figures.json"
    measured = Measured("a machine", False, [], 0.001, 0.001, 1e9)
    first = Plan(PLAN.staged, (), (), ())
    measure_all(first, measured, tmp_path, lambda so_far: save(so_far, figures))
    kept = load(figures)
    assert [run.kind for run in kept.runs] == [COLD, SAME, MIDDLE, NEWEST]
    assert [run.staged.written > 0 for run in kept.runs if run.staged] == [True, False, True, True]
    measure_all(PLAN, kept, tmp_path, lambda so_far: save(so_far, figures))
    runs = load(figures).runs
    assert runs[:4] == kept.runs[:4]
    assert [(run.kind, run.jobs, run.everything) for run in runs[4:]] == [(COLD, 2, False)]
    assert runs[4].asking > 0
    assert [*tmp_path.iterdir()] == [figures]
