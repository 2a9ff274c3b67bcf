"""A build that measures its parts."""

from __future__ import annotations

from pathlib import Path

import newsroom
import pytest
import staged_build
from scaling_costs import SERIAL, TASKS, items_of, parts_of

RECORDS = 30


def test_parts_of_a_build_add_up(tmp_path: Path) -> None:
    newsroom.write_site(tmp_path, RECORDS, per_day=2)
    staged = staged_build.run(tmp_path)
    assert staged.records == RECORDS
    assert staged.files["article"] == RECORDS
    assert items_of(staged, "parse") == RECORDS
    assert items_of(staged, "mirror") >= RECORDS
    assert items_of(staged, "copy") == staged.files["search"]
    by_tasks = sum(items_of(staged, kind) for kind in ("records", "lists", "copy"))
    assert by_tasks + staged.files["static"] == sum(staged.files.values())
    assert 0 < staged.first_store <= staged.store
    parts = parts_of(staged, busy=True)
    total = sum(parts[name] for name in (*SERIAL, *TASKS))
    stages = sum(part.cpu for part in staged.stages.values())
    assert total == pytest.approx(stages)
    assert min(parts.values()) >= 0


def test_a_later_build_writes_only_what_has_changed(tmp_path: Path) -> None:
    newsroom.write_site(tmp_path, RECORDS)
    staged_build.run(tmp_path)
    again = staged_build.run(tmp_path)
    assert again.written == 0
    assert not again.tasks
