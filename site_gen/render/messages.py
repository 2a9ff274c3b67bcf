"""Messages in templates: Jinja2's i18n extension, translated when templates are compiled.

Templates use ``_("…")``, ``pgettext``, ``ngettext`` and ``npgettext`` with values by name, and
``{% trans %}`` blocks (https://jinja.palletsprojects.com/en/stable/templates/#i18n). Messages
without values become constants of the compiled template, so they take no time when pages are
rendered. Compiled templates therefore belong to one language.

The functions give plain text, which is escaped where it is printed; values that are Markup stay as
they are. A ``{% trans %}`` block may contain HTML.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import jinja2
from jinja2 import nodes
from jinja2.ext import InternationalizationExtension
from jinja2.visitor import NodeTransformer
from markupsafe import Markup

from site_gen.i18n.language import Language
from site_gen.render.fast_codegen import PlainFunction

FUNCTIONS = ("gettext", "ngettext", "pgettext", "npgettext")
BLOCK_PREFIX = "_html_"
"""The functions that ``{% trans %}`` blocks call: their messages are HTML."""


class MessageExtension(InternationalizationExtension):
    """The i18n extension; the text of ``{% trans %}`` blocks is HTML."""

    def _make_node(self, *args: Any, **kwargs: Any) -> nodes.Output:
        output = super()._make_node(*args, **kwargs)
        for name in output.find_all(nodes.Name):
            if name.name in FUNCTIONS:
                name.name = f"{BLOCK_PREFIX}{name.name}"
        return output


def install(environment: jinja2.Environment, language: Language) -> None:
    """Make the messages, numbers and lists of a language available in templates."""
    environment.newstyle_gettext = True  # type: ignore[attr-defined]
    for name in FUNCTIONS:
        environment.globals[name] = PlainFunction(getattr(language, name))
        environment.globals[f"{BLOCK_PREFIX}{name}"] = PlainFunction(_as_html(language, name))
    environment.globals["_"] = PlainFunction(language.gettext)
    environment.filters.update(
        number=language.number, joined=language.joined, with_time=language.dates.with_time
    )


def _as_html(language: Language, name: str) -> Callable[..., Markup]:
    """One of gettext's functions for messages that are HTML; their values are escaped."""
    find = getattr(language.texts, name)

    def html(*args: Any, **values: Any) -> Markup:
        if name in ("ngettext", "npgettext"):
            values = {"number": language.number(args[-1]), **values}
        return Markup(find(*args)) % values  # noqa: S704  texts of the catalogue

    return html


class Translator(NodeTransformer):
    """Replaces calls whose arguments are all constants by the translated text."""

    def __init__(self, language: Language) -> None:
        self._functions = {"_": language.gettext, **{n: getattr(language, n) for n in FUNCTIONS}}

    def visit_Call(self, node: nodes.Call) -> nodes.Node:  # noqa: N802  Jinja2's name
        """The text of a message without values; other calls stay."""
        self.generic_visit(node)
        function = self._functions.get(node.node.name) if type(node.node) is nodes.Name else None
        has_constants = all(type(each) is nodes.Const for each in node.args)
        if function is None or not has_constants or node.kwargs or node.dyn_args or node.dyn_kwargs:
            return node
        values = [each.value for each in node.args if isinstance(each, nodes.Const)]
        return nodes.Const(function(*values), lineno=node.lineno)
