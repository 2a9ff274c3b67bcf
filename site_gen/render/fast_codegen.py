"""Two of Jinja2's inner steps in a shorter form, for what our templates do most.

Two thirds of the time that a page takes go into calling macros and escaping text. Both are
written for every case that Jinja2 knows. Here the usual case comes first, a macro called with
its own arguments and a value that is text, and all others go the long way. The pages are
the same to the byte; tests hold that. Figures are in docs/decisions/0013-cold-builds.md.
"""

from __future__ import annotations

from typing import Any

import markupsafe
from jinja2.compiler import CodeGenerator
from jinja2.runtime import Context, Macro
from jinja2.utils import missing
from markupsafe import Markup

_escape_text = getattr(markupsafe, "_escape_inner", None) or markupsafe.escape


def escape(value: Any) -> str:
    """The value as HTML, like ``markupsafe.escape``; but text that has just been escaped is not
    marked as such, since it goes straight into the output."""
    kind = type(value)
    if kind is str:
        return _escape_text(value)
    if kind is Markup:
        return value  # type: ignore[no-any-return]
    return str(value) if kind is int else markupsafe.escape(value)


class FastContext(Context):
    """Calls macros without asking first which other kinds of things they might be."""

    def call(self, obj: Any, /, *args: Any, **named: Any) -> Any:
        """What the macro or function returns."""
        if type(obj) is not Macro or obj.caller or obj.catch_kwargs or obj.catch_varargs:
            return Context.call(self, obj, *args, **named)
        if named:
            named.pop("_loop_vars", None)  # Jinja2's own, and not for macros
            named.pop("_block_vars", None)
        absent = len(obj.arguments) - len(args)
        if not named and absent >= 0:
            rest = (missing,) * absent
        else:
            rest = tuple([named.get(name, missing) for name in obj.arguments[len(args) :]])
            if absent < 0 or len(rest) - rest.count(missing) != len(named):
                return Context.call(self, obj, *args, **named)  # which says what is wrong
        return Markup(obj._func(*args, *rest))  # noqa: S704  what a macro makes is HTML


class FastCodeGenerator(CodeGenerator):
    """Lets templates escape by the environment's ``escape``."""

    def _output_child_pre(self, node: Any, frame: Any, finalize: Any) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape:
            super()._output_child_pre(node, frame, finalize)
            return
        self.write("environment.escape(")
        if finalize.src is not None:
            self.write(finalize.src)
