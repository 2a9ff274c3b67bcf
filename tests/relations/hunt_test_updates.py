"""Whatever becomes of the records, the store is what it would be if it had been made anew."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_gen.config import SiteConfig
from site_gen.model import Notes, Record
from tests.relations.steps_hunt import START, STEP, STEPS, Step, configs, many, notes, records, steps
from tests.relations.tables import differences, tables
from tests.stored import Stored


def anew(config: SiteConfig, found: dict[str, Record], known: Notes, now: datetime) -> Stored:
    """A store that has never held anything else."""
    stored = Stored(config, now=now)
    stored.put(*[found[path] for path in sorted(found)], notes=known)
    return stored


@many
@given(
    configs,
    st.lists(records(), max_size=12, unique_by=lambda each: each.path),
    notes,
    st.lists(steps, min_size=1, max_size=4),
)
def test_updated_store_is_as_one_made_anew(
    config: SiteConfig, first: list[Record], known: Notes, later: list[Step]
) -> None:
    stored = Stored(config)
    there: dict[str, Record] = {}
    for step in (Step(first, [], [], known, START + STEPS * STEP), *later):
        step.take(stored, there)
        fresh = anew(config, there, stored.notes, step.now)
        found = differences(tables(stored.store), tables(fresh.store))
        if found:
            pytest.fail("\n".join(found))
