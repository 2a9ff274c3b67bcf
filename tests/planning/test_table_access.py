"""Pages are prepared from the library only, as it records what they depend on."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from site_gen import plan

FOLDER = Path(plan.__file__).parent
WITH_THE_LIBRARY = {"frame", "maker", "library"}
"""Arguments of functions that prepare pages."""


@pytest.mark.parametrize("path", sorted(FOLDER.rglob("*.py")), ids=lambda path: path.stem)
def test_functions_that_prepare_pages_read_no_table(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    reading = {
        function.name
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef)
        and WITH_THE_LIBRARY & {argument.arg for argument in function.args.args}
        for node in ast.walk(function)
        if isinstance(node, ast.Attribute) and node.attr in ("db", "execute", "store")
    }
    assert reading == set()
