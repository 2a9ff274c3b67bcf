"""Compile templates once for all builds of a test run, as that is most of the time of small builds.

The key has everything that the compiled code depends on, including the source.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from types import CodeType
from typing import Any

import jinja2

_compiled: dict[tuple[object, ...], CodeType] = {}


def compile_each_template_once() -> None:
    """Patch Jinja2 to cache compiled templates in this process."""
    compile_ = jinja2.Environment.compile
    if hasattr(compile_, "__wrapped__"):
        return
    jinja2.Environment.compile = _cached(compile_)  # type: ignore[method-assign]


def _cached(compile_: Callable[..., Any]) -> Any:
    @wraps(compile_)
    def compile_once(
        environment: jinja2.Environment, source: Any, *names: Any, **named: Any
    ) -> Any:
        key = (source, names, tuple(named.items()), *_settings(environment))
        if not isinstance(source, str):
            return compile_(environment, source, *names, **named)
        if key not in _compiled:
            _compiled[key] = compile_(environment, source, *names, **named)
        return _compiled[key]

    return compile_once


def _settings(environment: jinja2.Environment) -> tuple[object, ...]:
    language = getattr(environment, "language", None)  # messages are translated in the code
    return (
        type(language),
        language.settings.digest if language else None,
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
