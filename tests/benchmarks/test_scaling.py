"""Costs fitted to measured builds, and what the simulation says of others."""

from __future__ import annotations

from datetime import UTC, timedelta
from pathlib import Path

import document
import msgspec
import pytest
import scaling
from newsroom import LAST
from scaling_assumed import slower
from scaling_builds import build_time, model_of, most_useful, simulated_run, update_time
from scaling_costs import CURVED, DENSE, LINEAR, Cost, fit
from scaling_phases import Model
from scaling_predictions import predictions
from scaling_runs import COLD, MIDDLE, NEWEST, PLAN, SAME, Measured, Run, load, save, sites_of
from scaling_sizes import DAYS_BACK, Size, part_size
from scaling_tables import FACTOR, MACHINES, SIZES, introduction

from site_gen.search import part_lists
from site_gen.store import Store

PLACES = [Size(records, 40) for records in (1_000, 3_000, 10_000)]


@pytest.fixture(scope="module")
def measured() -> Measured:
    return load()


@pytest.fixture(scope="module")
def model(measured: Measured) -> Model:
    return model_of(measured)


@pytest.mark.parametrize(
    ("terms", "factors"),
    [
        (LINEAR, {"1": 0.3, "n": 0.002}),
        (CURVED, {"n": 0.002}),
        (CURVED, {"n·log n": 0.0003}),
        (DENSE, {"n": 0.002, "n·records a day": 0.00001}),
    ],
)
def test_a_fit_finds_the_terms(terms: tuple[str, ...], factors: dict[str, float]) -> None:
    sizes = [*PLACES, Size(3_000, 400), Size(10_000, 400)]
    truth = Cost(factors, 0.0)
    found = fit([(size, truth.of(size)) for size in sizes], terms)
    assert found.factors == pytest.approx(factors)


def test_a_fit_has_no_negative_factors() -> None:
    found = fit([(size, 5.0 - size.records / 10_000) for size in PLACES], LINEAR)
    assert min(found.factors.values()) >= 0


def test_small_differences_need_no_further_term() -> None:
    values = (1.01, 2.98, 10.02)
    found = fit(list(zip(PLACES, values, strict=True)), ("n", "1"))
    assert list(found.factors) == ["n"]


@pytest.mark.parametrize("kind", [NEWEST, MIDDLE])
@pytest.mark.parametrize(
    ("records", "per_day"), [(1_000, 40), (10_000, 40), (3_000, 400), (9_000, 40), (40_000, 40)]
)
def test_parts_of_the_search_have_the_sizes_of_the_program(
    records: int, per_day: int, kind: str
) -> None:
    size = Size(records, per_day, kind)
    store = Store(None)
    times = [LAST - timedelta(days=number / per_day) for number in range(records)]
    store.executemany(
        "INSERT INTO documents VALUES (?, ?, ?, '')",
        [(n, time.astimezone(UTC).isoformat(), str(n)) for n, time in enumerate(times, 1)],
    )
    changed = (LAST - timedelta(days=DAYS_BACK[kind](size.days))).isoformat()
    bounds = [span.bounds for span in part_lists._spans(store)]
    [count] = [
        store.value("SELECT COUNT(*) FROM documents WHERE published >= ? AND published < ?", *span)
        for span in bounds
        if span[0] <= changed < span[1]
    ]
    assert part_size(size) == pytest.approx(count, abs=2 * per_day)


def test_predicted_builds_are_as_near_as_the_page_says(measured: Measured) -> None:
    """The stored builds, of sites larger than those that the costs are fitted to."""
    predicted = [each for each in predictions(measured) if not each.is_fitted]
    assert any(each.run.kind == COLD for each in predicted)
    for each in predicted:
        assert 1 / FACTOR <= each.simulated / each.measured <= FACTOR, each.name


def test_a_prediction_has_no_part_of_what_it_predicts(measured: Measured) -> None:
    largest = max(run.records for run in measured.runs if run.staged)
    others = [run for run in measured.runs if run.records < largest]
    smaller = model_of(msgspec.structs.replace(measured, runs=others))
    for each in predictions(measured):
        if each.run.records == largest and not each.is_fitted and each.run.kind == COLD:
            alone = simulated_run(smaller, each.run)
            assert each.simulated == pytest.approx(alone.cpu if each.run.busy else alone.wall)


def test_the_page_names_what_was_measured(measured: Measured) -> None:
    runs = [
        Run(records=1_000, per_day=40, everything=True),
        Run(records=3_000, per_day=40, everything=True, busy=True),
        Run(records=70_000, per_day=40, everything=True, jobs=2, added=True),
    ]
    said = " ".join(introduction(msgspec.structs.replace(measured, runs=runs)).split())
    assert "Builds of 1,000 and 3,000 records were measured" in said
    assert "A build of 70,000 records was measured apart, with 2 processes" in said
    assert "1 of 3 of these builds" in said


@pytest.mark.parametrize("machines", MACHINES)
@pytest.mark.parametrize("storage", [False, True])
def test_more_records_take_longer(model: Model, machines: int, *, storage: bool) -> None:
    times = [build_time(model, size, machines, 2, storage=storage).wall for size in SIZES]
    assert times == sorted(times)


@pytest.mark.parametrize("storage", [False, True])
def test_no_build_takes_less_if_an_assumption_is_slower(model: Model, *, storage: bool) -> None:
    def wall(model: Model) -> float:
        return build_time(model, SIZES[0], 4, 2, storage=storage).wall

    times = [wall(msgspec.structs.replace(model, assumed=each.value))
             for each in slower(model.assumed)]  # fmt: skip
    assert min(times) >= wall(model)
    assert max(times) > 1.05 * wall(model)


def test_workers_put_the_search_index(model: Model) -> None:
    """All of them together, until the storage takes no more."""
    one, few = (build_time(model, SIZES[0], count, 2, storage=True) for count in (1, 2))
    assert few.phases["copy"] < 0.7 * one.phases["copy"]


@pytest.mark.parametrize("kind", [NEWEST, MIDDLE])
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size.records}")
def test_an_update_takes_longer_than_to_see_that_nothing_changed(
    model: Model, size: Size, kind: str
) -> None:
    idle, update = (
        update_time(model, msgspec.structs.replace(size, kind=kind)) for kind in (SAME, kind)
    )
    assert update >= idle


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size.records}")
def test_one_process_takes_the_sum_of_its_parts(model: Model, size: Size) -> None:
    run = Run(records=size.records, per_day=size.per_day, everything=True, jobs=1)
    built = simulated_run(model, run)
    assert built.wall == pytest.approx(built.cpu)


@pytest.mark.parametrize("size", SIZES[:2], ids=lambda size: f"{size.records}")
def test_more_machines_than_enough_save_little(model: Model, size: Size) -> None:
    enough, took = most_useful(model, size, 8)
    assert took <= build_time(model, size, 1, 8).wall
    assert build_time(model, size, 2 * enough, 8).wall > 0.8 * took


@pytest.mark.slow
def test_the_page_has_the_tables_of_what_was_measured(measured: Measured, tmp_path: Path) -> None:
    page = tmp_path / "scaling.md"
    page.write_bytes(scaling.PAGE.read_bytes())
    for name, text in scaling.tables(measured):
        document.refresh(page, name, text)
    assert page.read_text("utf-8") == scaling.PAGE.read_text("utf-8"), (
        "benchmarks/scaling.py --stored --write"
    )


def test_a_large_build_is_added_once(measured: Measured, tmp_path: Path) -> None:
    figures, report = tmp_path / "figures.json", tmp_path / "report.json"
    save(measured, figures)
    report.write_text(
        '{"read": 7000, "seconds": {"look": 1.5}, "pages": {"article": 7, "home": 1}, '
        '"bytes": {"article": 70, "home": 9}}'
    )
    for wall in (60.0, 50.0):
        scaling.add(figures, report, (wall, 90.0, 1e9), 700, busy=True)
    *others, added = load(figures).runs
    assert others == measured.runs
    assert (added.name, added.wall, added.files, added.output, added.jobs) == (
        "7,000 records, 700 a day, everything", 50.0, 8, 79, 2,
    )  # fmt: skip


def test_large_sites_can_be_left_out() -> None:
    sites = [site.records for site in sites_of(scaling.smaller(PLAN, 3_000))]
    assert set(sites) == {1_000, 3_000}
    assert sites == sorted(sites)
