"""Property tests try the same examples everywhere: whoever runs them sees what others see."""

from __future__ import annotations

import ast
from pathlib import Path

from hypothesis import settings

ROOT = Path(__file__).parent


def test_examples_are_not_left_to_chance() -> None:
    assert settings().derandomize
    assert settings(max_examples=3).derandomize


def test_no_test_goes_back_to_chance() -> None:
    """Only ``make soak`` tries something else each time, and it is no test."""
    given = [
        (path.name, node.value)
        for path in ROOT.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.keyword) and node.arg == "derandomize"
    ]
    assert given
    assert [
        f"{name}:{value.lineno}"
        for name, value in given
        if not (isinstance(value, ast.Constant) and value.value is True)
    ] == []
