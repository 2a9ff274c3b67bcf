"""The messages of the program, read from its source as catalogues are made of it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import site_gen

PACKAGE = Path(site_gen.__file__).parent

MESSAGES = {"gettext": 1, "pgettext": 2, "ngettext": 2, "npgettext": 3}
"""The functions of messages, and how many texts each takes."""


def function_name(node: ast.Call) -> str:
    function = node.func
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def texts_of_messages(node: ast.Call) -> list[ast.expr]:
    return node.args[: MESSAGES.get(function_name(node), 0)]


def calls() -> Iterator[tuple[str, ast.Call]]:
    """All calls for messages, by module and line."""
    for path in sorted(PACKAGE.rglob("*.py")):
        module = str(path.relative_to(PACKAGE))
        if module.startswith("i18n") or module == "render/messages.py":
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and function_name(node) in MESSAGES:
                yield f"{module}:{node.lineno}", node
