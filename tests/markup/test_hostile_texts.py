"""Deep and long texts neither fail nor take long."""

from __future__ import annotations

import time

import pytest

from site_gen.markup import to_html, to_text
from site_gen.markup.html import Dialect
from tests.markup.converted import DIALECTS, ROOT, html, inspect

DEEP = {
    "lists": "\n".join("    " * level + "- a" for level in range(260)),
    "quotations": ">" * 3000 + "a",
    "tags": "<div>" * 3000,
    "emphasis": "*a **b " * 2000,
    "brackets": "[" * 1000,
    "pictures": "![" * 800,
    "brackets by the thousand": "[" * 300_000,
    "angles by the thousand": "<http://a" * 100_000,
    "colons by the thousand": "http:" * 100_000,
    "brackets in many paragraphs": "[a][b " * 1000 + "\n\n[a][b [a][b [a][b " * 20_000,
    "tasks": "\n".join("  " * level + "- [ ] a" for level in range(260)),
    "footnotes in footnotes": "".join(f"[^{n}]: a[^{n + 1}]\n\n" for n in range(3000)) + "[^0]",
    "quotation marks": "\"a 'b " * 20_000,
    "quotation marks by the thousand": "\"'" * 200_000,
}


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("text", DEEP.values(), ids=list(DEEP))
def test_hostile_text_neither_fails_nor_takes_long(text: str, dialect: Dialect) -> None:
    begun = time.process_time()
    inspect(to_html(text, ROOT, dialect=dialect))
    to_text(text, dialect)
    assert time.process_time() - begun < 10


def test_many_lines_in_deep_quotations_are_preformatted() -> None:
    deep = ">" * 60 + "a\n"
    assert html(deep + "b\n" * 20_000).startswith("<pre>")
    assert html(deep + "b\n" * 1000).startswith("<blockquote>")


def test_long_paragraphs_and_many_lines_are_not_too_complex() -> None:
    spoken = '“No”, she said, "it\'s late." ' * 3000
    assert html(spoken).startswith("<p>“No”, she said, “it’s late.”")
    assert html("> a\nb\n\n" * 20_000).count("<blockquote>") == 20_000
    assert html("- a\n  - b\n" * 20_000).count("<li>") == 40_000


def test_too_complex_text_is_preformatted_and_long_lists_of_links_are_not() -> None:
    assert html("a\n\n" + "[" * 3000).startswith("<pre>a[[[")
    links = "\n\n".join("[a](/b) " * 200 for _ in range(50))
    assert html(links).count("<a ") == 10_000


def test_converter_is_replaced_after_an_exception() -> None:
    assert to_html(DEEP["lists"], ROOT, dialect="python").startswith("<pre>- a")
    assert to_html("- [a](/b)\n\nc", ROOT, dialect="python").startswith("<ul>\n<li><a ")
