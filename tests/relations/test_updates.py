"""After any updates a store has the same content as one that is built from nothing."""

from __future__ import annotations

import pytest
from hypothesis import given

from site_gen.model import Record
from tests.relations.steps import History, few, histories, many
from tests.relations.tables import differences, tables
from tests.stored import Stored


def compare_builds(history: History) -> None:
    """Compare the store of a site after each build with one that is built from nothing."""
    stored = Stored(history.config)
    existing: dict[str, Record] = {}
    for step in (history.begin, *history.later):
        step.apply(stored, existing)
        fresh = Stored(stored.config, now=step.now)
        fresh.put(*[existing[path] for path in sorted(existing)], notes=stored.notes)
        found = differences(tables(stored.store), tables(fresh.store))
        if found:
            pytest.fail("\n".join(found))


@few
@given(histories)
def test_updated_store_equals_one_built_from_nothing(history: History) -> None:
    compare_builds(history)


@pytest.mark.slow
@many
@given(histories)
def test_store_after_many_updates_equals_one_built_from_nothing(history: History) -> None:
    compare_builds(history)
