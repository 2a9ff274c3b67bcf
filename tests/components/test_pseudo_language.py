"""All components in a language that marks its messages: ⟦By ⟧ and a name.

What examples bring along is written in other letters and digits, so letters and digits of English
that are not between the marks do not come from the catalogue.
"""

from __future__ import annotations

import re
from functools import cache
from gettext import NullTranslations
from typing import Any

import jinja2
import msgspec
import pytest

from site_gen.i18n.language import Language
from site_gen.render.environment import make_environment
from site_gen.render.sources import read_sources
from tests.components.examples import (
    TEMPLATES,
    Example,
    arguments,
    component_names,
    load_examples,
    render_macro,
)
from tests.template_words import TEXT_PARAMETERS, visible_texts

_VALUE_OR_TAG = re.compile(r"(%\(\w+\)s|<[^>]*>)")
_MARKED = re.compile(r"⟦[^⟦⟧]*⟧")
_ENGLISH = re.compile(r"[A-Za-z0-9]")
_OTHER_LETTERS = str.maketrans(
    {**{chr(65 + n): "Ж" for n in range(26)}, **{chr(97 + n): "ж" for n in range(26)}}
    | {str(n): "٠" for n in range(10)}
)

CASES = [
    pytest.param(component, example, id=f"{component}-{example.name}")
    for component in component_names()
    if component != "tongue"  # only attributes, no HTML
    for example in load_examples(component)
]


class _Marks(NullTranslations):
    """The English messages with marks."""

    def gettext(self, message: str) -> str:
        return marked(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return marked(msgid1 if n == 1 else msgid2)

    def pgettext(self, _: str, message: str) -> str:
        return marked(message)

    def npgettext(self, _: str, msgid1: str, msgid2: str, n: int) -> str:
        return marked(msgid1 if n == 1 else msgid2)


class PseudoLanguage(Language):
    """English with marks around messages and numbers, but not around the values in messages."""

    def __init__(self) -> None:
        super().__init__()
        self.texts = _Marks()
        self.number = lambda value: f"⟦{value}⟧"


def marked(message: str) -> str:
    """The message with marks around each piece of its text."""
    pieces = enumerate(_VALUE_OR_TAG.split(message))
    return "".join(piece if place % 2 or not piece else f"⟦{piece}⟧" for place, piece in pieces)


def in_other_letters(value: Any, *, is_text: bool) -> Any:
    """The data of an example without English letters and digits.

    Texts of views and of parameters for text are changed; names of variants are not.
    """
    if isinstance(value, str):
        return value.translate(_OTHER_LETTERS) if is_text else value
    if isinstance(value, list | tuple):
        return type(value)(in_other_letters(each, is_text=is_text) for each in value)
    if isinstance(value, dict):  # a view
        return {name: in_other_letters(each, is_text=True) for name, each in value.items()}
    if isinstance(value, msgspec.Struct):
        fields = {
            name: in_other_letters(getattr(value, name), is_text=True)
            for name in value.__struct_fields__
        }
        return type(value)(**fields)
    return value


def unmarked(html: str) -> list[str]:
    """The texts of a page that have English letters or digits outside of the marks."""
    texts = (_MARKED.sub("", text).strip() for text in visible_texts(html))
    return [text for text in texts if _ENGLISH.search(text)]


@cache
def _environment() -> jinja2.Environment:
    return make_environment(read_sources((TEMPLATES,)), language=PseudoLanguage())


@pytest.mark.parametrize(("component", "example"), CASES)
def test_words_and_numbers_come_from_the_language(component: str, example: Example) -> None:
    args = {
        name: in_other_letters(value, is_text=name in TEXT_PARAMETERS | {"options"})
        for name, value in arguments(example).items()
    }
    html = render_macro(_environment(), component, args)
    assert unmarked(html) == []


def test_messages_are_marked() -> None:
    language = PseudoLanguage()
    assert language.gettext("By %(authors)s", authors="Ж") == "⟦By ⟧Ж"
    assert language.ngettext("%(number)s day", "%(number)s days", 3) == "⟦3⟧⟦ days⟧"
    assert unmarked('<p title="Hello">⟦By ⟧Ж<b>3</b></p>') == ["Hello", "3"]
