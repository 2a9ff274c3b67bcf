"""Faster macro calls and escaping give the same output as Jinja2, whose private parts they use."""

from __future__ import annotations

import inspect
from typing import Any

import jinja2
import markupsafe
import pytest
from jinja2.compiler import CodeGenerator
from jinja2.runtime import Macro
from markupsafe import Markup

from site_gen.render.environment import make_environment

TEMPLATES = {
    "macros.html": """
{%- macro plain(a, b=2, c="<c>") %}[{{ a }}|{{ b }}|{{ c }}]{% endmacro %}
{%- macro wrap(title) %}<{{ title }}>{{ caller() }}{% endmacro %}
{%- macro rest(first) %}{{ first }}{{ varargs | join }}{{ kwargs | dictsort }}{% endmacro %}
{%- macro needs(x) %}{{ x }}{% endmacro %}""",
    "page.html": """
{%- from "macros.html" import plain, wrap, rest, needs -%}
{{ plain(value) }}{{ plain(value, 3) }}{{ plain(value, c=value) }}{{ plain(b=1, a=value) }}
{%- for item in items %}{{ plain(item, loop.index) }}{% endfor -%}
{% call wrap("a&b") %}in{{ value }}{% endcall -%}
{{ rest(1, 2, 3, k="<k>") }}{{ value | safe }}{{ value ~ "<" }}{{ number }}{{ none }}
{%- set block %}<b>{{ value }}</b>{% endset %}{{ block }}{{ items | join(value) }}""",
}
CONTEXT: dict[str, Any] = {
    "value": "<i>'\"&</i>",
    "items": ["<", Markup("<br>"), 7],
    "number": 3.5,
}


def environments() -> tuple[jinja2.Environment, jinja2.Environment]:
    """Our environment, and one of Jinja2 with the same settings."""
    fast = make_environment({})
    fast.loader = jinja2.DictLoader(TEMPLATES)
    stock = jinja2.Environment(
        loader=jinja2.DictLoader(TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        extensions=[*fast.extensions],
    )
    return fast, stock


def test_macros_and_escaping_give_the_same_html() -> None:
    fast, stock = (
        environment.get_template("page.html").render(CONTEXT) for environment in environments()
    )
    assert fast == stock
    assert "&lt;i&gt;" in fast
    assert "<i>" in fast, "text that is marked as safe is not escaped"


@pytest.mark.parametrize(
    "call",
    [
        "plain()",
        "plain(1, 2, 3, 4)",
        "plain(1, d=4)",
        "plain(1, a=2)",
        "needs()",
        "nothing(1)",
        "wrap('x')",
        "needs(x=missing)",
    ],
)
def test_wrong_calls_raise_the_same_errors(call: str) -> None:
    errors = []
    for environment in environments():
        source = f'{{% from "macros.html" import plain, needs, wrap %}}{{{{ {call} }}}}'
        with pytest.raises((jinja2.UndefinedError, TypeError)) as caught:
            environment.from_string(source).render()
        errors.append((type(caught.value), str(caught.value)))
    assert errors[0] == errors[1]


CHANGED = "has changed: adapt site_gen/render/fast_codegen.py and the bound in pyproject.toml"


def test_markupsafe_escapes_text_to_plain_text() -> None:
    escape_inner = getattr(markupsafe, "_escape_inner", None)
    assert escape_inner, f"markupsafe._escape_inner {CHANGED}"
    escaped = escape_inner("<&\"'>")
    assert type(escaped) is str, f"the type of markupsafe._escape_inner {CHANGED}"
    assert escaped == str(markupsafe.escape("<&\"'>")), f"markupsafe._escape_inner {CHANGED}"


def test_macro_has_the_attributes_that_calls_use() -> None:
    macro = Macro(jinja2.Environment(autoescape=True), str, "m", ["a"], False, False, False)
    used = {"_func", "arguments", "caller", "catch_kwargs", "catch_varargs"}
    assert used <= vars(macro).keys(), f"jinja2.runtime.Macro {CHANGED}"


@pytest.mark.parametrize(
    ("source", "extra"),
    [
        ("{% for x in y %}{{ f(1) }}{% endfor %}", "_loop_vars=_loop_vars"),
        ("{% block b %}{{ f(1) }}{% endblock %}", "_block_vars=_block_vars"),
    ],
)
def test_calls_have_only_known_extra_arguments(source: str, extra: str) -> None:
    code = jinja2.Environment(autoescape=True).compile(source, raw=True)
    (call,) = (line for line in code.splitlines() if "context.call(" in line)
    arguments = call.partition(", 1, ")[2].rstrip(")")
    assert arguments == extra, f"code that Jinja2 generates for calls {CHANGED}"


def test_overridden_method_has_the_known_parameters() -> None:
    parameters = [*inspect.signature(CodeGenerator._output_child_pre).parameters]
    known = ["self", "node", "frame", "finalize"]
    assert parameters == known, f"CodeGenerator._output_child_pre {CHANGED}"


def test_values_are_escaped_by_the_function_that_is_replaced() -> None:
    code = jinja2.Environment(autoescape=True).compile("{{ x }}", raw=True)
    assert "yield escape(" in code, f"code that Jinja2 generates for values {CHANGED}"
