"""The short way through Jinja2 leads to the same pages as the long one."""

from __future__ import annotations

from typing import Any

import jinja2
import pytest
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
    """Ours, and Jinja2's own with the same settings."""
    quick = make_environment({})
    quick.loader = jinja2.DictLoader(TEMPLATES)
    stock = jinja2.Environment(
        loader=jinja2.DictLoader(TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        extensions=[*quick.extensions],
    )
    return quick, stock


def test_macros_and_escapes_make_the_same_html() -> None:
    quick, stock = (each.get_template("page.html").render(CONTEXT) for each in environments())
    assert quick == stock
    assert "&lt;i&gt;" in quick
    assert "<i>" in quick, "what is marked as safe stays"


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
def test_wrong_calls_fail_alike(call: str) -> None:
    found = []
    for environment in environments():
        source = f'{{% from "macros.html" import plain, needs, wrap %}}{{{{ {call} }}}}'
        with pytest.raises((jinja2.UndefinedError, TypeError)) as caught:
            environment.from_string(source).render()
        found.append((type(caught.value), str(caught.value)))
    assert found[0] == found[1]
