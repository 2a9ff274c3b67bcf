"""Costs fitted to measured builds, and what the simulation says of others."""

from __future__ import annotations

from datetime import UTC, timedelta
from pathlib import Path

import document
import pytest
import scaling
from newsroom import LAST
from scaling_builds import Model, build_time, compared, model_of, most_useful, simulated_run
from scaling_costs import CURVED, DENSE, LINEAR, Cost, fit
from scaling_runs import COLD, MIDDLE, NEWEST, PLAN, Measured, Run, load, save
from scaling_sizes import DAYS_BACK, Size, part_size
from scaling_tables import MACHINES, SIZES

from site_gen.search import part_lists
from site_gen.store import Store

TOLERANCE = 0.25
"""The largest error of a predicted build. The page has that of each."""
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


def test_measured_builds_are_predicted(measured: Measured, model: Model) -> None:
    predicted = [run for run in measured.runs if run.kind == COLD and run.records > measured.fitted]
    assert predicted
    for run in predicted:
        took, simulated = compared(model, run)
        assert simulated == pytest.approx(took, rel=TOLERANCE), run.name


@pytest.mark.parametrize("machines", MACHINES)
@pytest.mark.parametrize("storage", [False, True])
def test_more_records_take_longer(model: Model, machines: int, *, storage: bool) -> None:
    times = [build_time(model, size, machines, 2, storage=storage).wall for size in SIZES]
    assert times == sorted(times)


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
    plan = scaling.smaller(PLAN, 3_000)
    sites = [*plan.staged, *plan.pages_only, *plan.shared, *plan.checked]
    assert {site[0] for site in sites} == {1_000, 3_000}
