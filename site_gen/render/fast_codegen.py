"""Faster macro calls and escaping for Jinja2.

These take two thirds of the time of rendering. Here the common case is tried first: a macro that is
called with its declared arguments, and a value that is plain text. All other cases are left to
Jinja2. The output is the same. Measurements: docs/decisions/0013-cold-builds.md.

This uses private interfaces of Jinja2 and MarkupSafe. So pyproject.toml has upper bounds for both,
and tests/test_fast_codegen.py says which of the interfaces has changed.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import markupsafe
from jinja2.compiler import CodeGenerator
from jinja2.runtime import Context, Macro
from jinja2.utils import missing
from markupsafe import Markup

_escape_text = markupsafe._escape_inner  # type: ignore[attr-defined]


def escape(value: Any) -> str:
    """The value as HTML, like ``markupsafe.escape``, but escaped text is returned as ``str``.

    The result is written to the output directly, so it need not be marked as safe.
    """
    kind = type(value)
    if kind is str:
        return _escape_text(value)
    if kind is Markup:
        return value  # type: ignore[no-any-return]
    return str(value) if kind is int else markupsafe.escape(value)


class PlainFunction:
    """A function that templates call and that needs nothing of their context."""

    __slots__ = ("function",)

    def __init__(self, function: Callable[..., Any]) -> None:
        self.function = function

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """The result of the function."""
        return self.function(*args, **kwargs)


class FastContext(Context):
    """A context that calls plain macros and functions directly."""

    def call(self, obj: Any, /, *args: Any, **kwargs: Any) -> Any:
        """The result of a macro or function."""
        if type(obj) is PlainFunction:
            if kwargs:
                kwargs.pop("_loop_vars", None)
                kwargs.pop("_block_vars", None)
            return obj.function(*args, **kwargs)
        if type(obj) is not Macro or obj.caller or obj.catch_kwargs or obj.catch_varargs:
            return Context.call(self, obj, *args, **kwargs)
        if kwargs:
            kwargs.pop("_loop_vars", None)  # added by Jinja2; macros do not use them
            kwargs.pop("_block_vars", None)
        absent = len(obj.arguments) - len(args)
        if not kwargs and absent >= 0:
            rest = (missing,) * absent
        else:
            rest = tuple([kwargs.get(name, missing) for name in obj.arguments[len(args) :]])
            if absent < 0 or len(rest) - rest.count(missing) != len(kwargs):
                return Context.call(self, obj, *args, **kwargs)  # raises the error of Jinja2
        return Markup(obj._func(*args, *rest))  # noqa: S704  macros return HTML


class FastCodeGenerator(CodeGenerator):
    """Generates code that escapes with ``environment.escape``."""

    def _output_child_pre(self, node: Any, frame: Any, finalize: Any) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape:
            super()._output_child_pre(node, frame, finalize)
            return
        self.write("environment.escape(")
        if finalize.src is not None:
            self.write(finalize.src)
