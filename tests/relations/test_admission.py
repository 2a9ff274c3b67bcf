"""Which valid records are shown, and why others are left out."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from site_gen.config import Admission
from site_gen.model import LeftOut, Record, Severity
from site_gen.relations import Policy
from site_gen.relations.admission import admit, future_problems
from tests.records import NOON, hours_ago, record
from tests.stored import Stored


def left_out(
    records: list[Record], rules: Admission | None = None, **policy: Any
) -> dict[str, str]:
    """Id of a record → why it is left out."""
    stored = Stored()
    numbers = [stored._put(item) for item in records]
    touched = admit(stored.store, Policy(rules or Admission(), NOON, **policy), numbers, ())
    found = dict(stored.store.execute("SELECT id, left_out FROM records").fetchall())
    admitted = stored.store.column("SELECT n FROM records WHERE left_out IS NULL")
    assert set(admitted) <= touched
    return {id_: reason for id_, reason in found.items() if reason}


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({}, None),
        ({"published": False}, LeftOut.UNPUBLISHED),
        ({"removed": True}, LeftOut.REMOVED),
        ({"deleted": True}, LeftOut.REMOVED),
        ({"published": False, "removed": True}, LeftOut.REMOVED),
        ({"quality": 69}, LeftOut.QUALITY),
        ({"quality": 70}, None),
        ({"published": False, "quality": 69}, LeftOut.UNPUBLISHED),
    ],
)
def test_record_is_left_out_for_one_reason(fields: dict[str, Any], reason: LeftOut | None) -> None:
    rules = Admission(min_quality=70)
    item = record(**{"quality": 100, **fields})
    assert left_out([item], rules) == ({} if reason is None else {"ferry": reason})


@pytest.mark.parametrize("fields", [{"published": False}, {"removed": True}, {"deleted": True}])
def test_unpublished_records_are_admitted_on_request(fields: dict[str, Any]) -> None:
    assert left_out([record(**fields)], unpublished=True) == {}


def test_option_for_unpublished_records_admits_no_others() -> None:
    poor = record(published=False, quality=1)
    assert left_out([poor], Admission(min_quality=2), unpublished=True) == {
        "ferry": LeftOut.QUALITY
    }


def test_future_begins_after_now() -> None:
    records = [record("now", NOON), record("soon", NOON + timedelta(seconds=1))]
    assert left_out(records) == {"soon": LeftOut.FUTURE}
    assert left_out(records, future=True) == {}


def test_age_limit_is_counted_from_the_newest_record() -> None:
    records = [
        record("new", hours_ago(1000)),
        record("edge", hours_ago(1000 + 48)),
        record("old", hours_ago(1000 + 49)),
    ]
    assert left_out(records, Admission(max_age_days=2)) == {"old": LeftOut.AGE}


def test_age_without_bounds_leaves_nothing_out() -> None:
    records = [record("new", hours_ago(1)), record("old", hours_ago(500_000))]
    assert left_out(records, Admission(max_age_days=2**63 - 1)) == {}


def test_age_is_not_counted_from_a_record_that_is_left_out() -> None:
    records = [
        record("future", NOON + timedelta(days=90)),
        record("draft", NOON, published=False),
        record("poor", NOON, quality=0),
        record("new", hours_ago(100)),
        record("old", hours_ago(125)),
    ]
    reasons = left_out(records, Admission(min_quality=0, max_age_days=1))
    assert reasons == {"future": LeftOut.FUTURE, "draft": LeftOut.UNPUBLISHED,
                       "new": LeftOut.AGE, "old": LeftOut.AGE}  # fmt: skip
    assert left_out([item for item in records if item.id != "poor"], Admission(max_age_days=1)) == {
        "future": LeftOut.FUTURE, "draft": LeftOut.UNPUBLISHED, "old": LeftOut.AGE,
    }  # fmt: skip


def test_nothing_is_too_old_among_no_records() -> None:
    assert left_out([], Admission(max_age_days=1)) == {}


def test_future_records_are_warned_about() -> None:
    records = [record("now", NOON), record("soon", NOON + timedelta(hours=1))]
    stored = Stored()
    stored.put(*records)
    [problem] = future_problems(stored.store, NOON)
    assert (problem.path, problem.severity, problem.code, problem.field) == (
        "news/soon.md",
        Severity.WARNING,
        "future",
        "publishedDateTime",
    )
    assert problem.message == "publishedDateTime is 2021-06-16T13:00:00Z, in the future"
    assert "--future" in problem.hint
