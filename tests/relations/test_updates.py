"""Whatever becomes of the records, the store is what it would be if it had been made anew."""

from __future__ import annotations

import pytest
from hypothesis import given

from site_gen.model import Record
from tests.relations.steps import History, few, histories, many
from tests.relations.tables import differences, tables
from tests.stored import Stored


def follow(history: History) -> None:
    """Compare the store of a site after each build with one that never held anything else."""
    stored = Stored(history.config)
    there: dict[str, Record] = {}
    for step in (history.begin, *history.later):
        step.take(stored, there)
        fresh = Stored(stored.config, now=step.now)
        fresh.put(*[there[path] for path in sorted(there)], notes=stored.notes)
        found = differences(tables(stored.store), tables(fresh.store))
        if found:
            pytest.fail("\n".join(found))


@few
@given(histories)
def test_updated_store_is_as_one_made_anew(history: History) -> None:
    follow(history)


@pytest.mark.slow
@many
@given(histories)
def test_store_of_many_updates_is_as_one_made_anew(history: History) -> None:
    follow(history)
