"""Templates compiled once for all builds of a test run: nine tenths of a tiny build is that.

The key holds all that the compiled code depends on, the whole source included: a changed
template is compiled anew, a broken one fails each time.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from types import CodeType
from typing import Any

import jinja2

_known: dict[tuple[object, ...], CodeType] = {}


def compile_each_template_once() -> None:
    """Let Jinja2 remember what it compiled, for as long as this process lives."""
    compile_ = jinja2.Environment.compile
    if hasattr(compile_, "__wrapped__"):
        return
    jinja2.Environment.compile = _remembering(compile_)  # type: ignore[method-assign]


def _remembering(compile_: Callable[..., Any]) -> Any:
    @wraps(compile_)
    def remembered(environment: jinja2.Environment, source: Any, *place: Any, **named: Any) -> Any:
        key = (source, place, tuple(named.items()), *_settings(environment))
        if not isinstance(source, str):
            return compile_(environment, source, *place, **named)
        if key not in _known:
            _known[key] = compile_(environment, source, *place, **named)
        return _known[key]

    return remembered


def _settings(environment: jinja2.Environment) -> tuple[object, ...]:
    return (
        environment.trim_blocks,
        environment.lstrip_blocks,
        environment.keep_trailing_newline,
        environment.autoescape,
        environment.undefined,
        frozenset(environment.filters),
        frozenset(environment.tests),
        frozenset(environment.globals),
        frozenset(environment.extensions),
    )
