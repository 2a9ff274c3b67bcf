"""Only planning looks into the plain library: what a page reads there, nobody would notice."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from site_gen import plan

ROOM = Path(plan.__file__).parent
ALSO_PLAN = {"_page", "plan_list"}
"""Functions that plan, though they are not named after a kind of page."""


@pytest.mark.parametrize("path", sorted(ROOM.rglob("*.py")), ids=lambda path: path.stem)
def test_pages_are_prepared_from_the_library_that_notes(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    looking = {
        function.name
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.Attribute)
        and node.attr in ("library", "plain")
        and isinstance(node.value, ast.Name)
        and node.value.id == "frame"
    }
    assert {name for name in looking - ALSO_PLAN if not name.startswith("plan_")} == set()
