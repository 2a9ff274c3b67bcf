"""Finds words in templates that are not in a message.

A template is parsed, not rendered: the text of all its branches is put one after the other, with a
sign for what is printed, and read as HTML. So a word is found in whichever branch it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser

import jinja2
from jinja2 import nodes

from site_gen.render.environment import make_environment

MESSAGES = {"_": 1, "gettext": 1, "ngettext": 2, "pgettext": 2, "npgettext": 3}
"""The functions for messages, with the number of their arguments that are text."""
TEXT_ATTRIBUTES = {"alt", "aria-description", "aria-label", "label", "placeholder", "title"}
TEXT_PARAMETERS = {"alt", "intro", "label", "message", "nothing", "title"}
"""Parameters of macros that are text for readers, also if it is a single word in lower case."""
_TEXT_META = {"description", "og:description", "og:site_name", "og:title"}
_UNSEEN = {"script", "style"}
_VALUE = "\ufffc"
"""Stands for a value that is printed."""

Signatures = dict[str, list[str]]
"""The parameters of macros, by the names that a template has for them."""


class VisibleText(HTMLParser):
    """Collects what readers see or hear of a page: text, and attributes that are text."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._unseen = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._unseen = tag in _UNSEEN
        names = dict(attrs)
        if tag == "meta" and {names.get("name"), names.get("property")} & _TEXT_META:
            self.texts.append(names.get("content") or "")
        if tag == "input" and names.get("type") in {"button", "reset", "submit"}:
            self.texts.append(names.get("value") or "")
        self.texts += [value or "" for name, value in attrs if name in TEXT_ATTRIBUTES]

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002  the parser's interface
        self._unseen = False

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.texts.append(data)


def visible_texts(html: str) -> list[str]:
    """The texts of a page that readers see or hear."""
    reader = VisibleText()
    reader.feed(html)
    reader.close()
    return [text.strip() for text in reader.texts if text.strip()]


def words_outside_messages(source: str, signatures: Signatures | None = None) -> list[str]:
    """Texts of a template with letters in them, other than messages.

    ``signatures`` are those of the macros that it may call.
    """
    template = _environment().parse(source)
    printed = "".join(_printed(template))
    found = [text.replace(_VALUE, "…") for text in visible_texts(printed) if _has_letter(text)]
    return found + list(_constants(template, signatures or {}))


def macro_signatures(source: str) -> Signatures:
    """The parameters of the macros that a template defines."""
    macros = _environment().parse(source).find_all(nodes.Macro)
    return {macro.name: [each.name for each in macro.args] for macro in macros}


@cache
def _environment() -> jinja2.Environment:
    return make_environment({})


def _has_letter(text: str) -> bool:
    return any(letter.isalpha() for letter in text)


def _printed(node: nodes.Node) -> Iterator[str]:
    """All that a template prints, in the order of its source."""
    for child in node.iter_child_nodes():
        if isinstance(child, nodes.TemplateData):
            yield child.data
        elif isinstance(child, nodes.Expr):
            if isinstance(node, nodes.Output):
                yield _result(child)
        else:
            yield from _printed(child)


def _result(node: nodes.Node) -> str:
    """The constants that an expression may print."""
    if isinstance(node, nodes.Const):
        return str(node.value)
    if isinstance(node, nodes.CondExpr):
        return _result(node.expr1) + (f" {_result(node.expr2)}" if node.expr2 else "")
    if isinstance(node, nodes.Concat | nodes.Or | nodes.And | nodes.Add):
        return " ".join(_result(each) for each in node.iter_child_nodes())
    if isinstance(node, nodes.Filter) and node.node:
        return _result(node.node)
    return _VALUE


def _constants(template: nodes.Template, signatures: Signatures) -> Iterator[str]:
    """Constants that are words: arguments and defaults of macros, and values of variables."""
    names = _aliases(template)
    for macro in template.find_all(nodes.Macro):
        defaults = macro.args[len(macro.args) - len(macro.defaults) :]
        for parameter, value in zip(defaults, macro.defaults, strict=True):
            yield from _words(value, parameter.name)
    for assignment in template.find_all(nodes.Assign):
        yield from _words(assignment.node)
    for loop in template.find_all(nodes.For):
        yield from _words(loop.iter)
    for call in template.find_all(nodes.Call):
        name = call.node.name if isinstance(call.node, nodes.Name) else ""
        message = MESSAGES.get(name.removeprefix("_html_"), 0)
        if not all(isinstance(each, nodes.Const) for each in call.args[:message]):
            yield f"{name}(…) without a constant"
        parameters = signatures.get(names.get(name, name), [])
        for place, value in enumerate(call.args[message:], message):
            yield from _words(value, parameters[place] if place < len(parameters) else "")
        for each in call.kwargs:
            yield from _words(each.value, each.key)


def _aliases(template: nodes.Template) -> dict[str, str]:
    """The names of imported macros in this template, with those that they have in their own."""
    imported = (name for each in template.find_all(nodes.FromImport) for name in each.names)
    return {name[1]: name[0] for name in imported if isinstance(name, tuple)}


def _words(value: nodes.Node, parameter: str = "") -> Iterator[str]:
    """Constants of an expression that are words. A single word in lower case is a name, such as
    that of a variant, unless the parameter is text for readers."""
    if isinstance(value, nodes.Const):
        text = value.value if isinstance(value.value, str) else ""
        is_words = text[:1].isupper() or " " in text.strip() or parameter in TEXT_PARAMETERS
        if _has_letter(text) and is_words:
            yield text
    elif isinstance(value, nodes.Call):
        return  # looked at where calls are
    elif isinstance(value, nodes.CondExpr):
        yield from _words(value.expr1, parameter)
        if value.expr2:
            yield from _words(value.expr2, parameter)
    elif not isinstance(value, nodes.Compare):
        for child in value.iter_child_nodes():
            yield from _words(child, parameter)
