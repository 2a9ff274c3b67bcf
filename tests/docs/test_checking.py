"""docs/checking.md: every code of a finding in the source is documented."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import site_gen
from tests.docs.reading import named, section, tables

PACKAGE = Path(site_gen.__file__).parent
SOURCES = [
    *sorted((PACKAGE / "checks").glob("*.py")),
    PACKAGE / "edition.py",
    PACKAGE / "language_problems.py",
    PACKAGE / "site_size.py",
]
CODE_POSITIONS = {"finding": 2, "Problem": 3}
"""The position of the argument that is the code."""


def codes(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            position = CODE_POSITIONS.get(node.func.id)
            if position is not None and position < len(node.args):
                code = node.args[position]
                if isinstance(code, ast.Constant):
                    yield str(code.value)
                elif isinstance(code, ast.IfExp):
                    yield from (str(ast.literal_eval(each)) for each in (code.body, code.orelse))


def test_every_code_is_documented_and_exists() -> None:
    documented = named(tables(section("docs/checking.md", "Findings"))[0])
    assert documented.keys() == {code for path in SOURCES for code in codes(path)}
