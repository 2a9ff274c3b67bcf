"""Scripts of the theme say nothing that is not in the catalogue."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from site_gen.i18n.scripts import messages_of

SCRIPTS = Path(__file__).parent.parent / "static/js"
FILES = sorted(path.relative_to(SCRIPTS).as_posix() for path in SCRIPTS.rglob("*.js"))

TOKEN = re.compile(
    r"""
    (?P<comment> //[^\n]* | /\*.*?\*/ )
    | (?P<string> "(?:\\.|[^"\\\n])*" | '(?:\\.|[^'\\\n])*' | `(?:\\.|[^`\\])*` )
    | (?P<regex> (?<=[\s(,=:\[!&|?{};]) /(?![/*\s]) (?:\\.|\[(?:\\.|[^]\\\n])*]|[^/\\\n])+ /[a-z]* )
    | (?P<name> [A-Za-z_$][\w$]* )
    | (?P<mark> \S )
    """,
    re.DOTALL | re.VERBOSE,
)
ELEMENT = re.compile(r'\b(element|createElement)\(\s*"[^"]*"(?:,\s*"[^"]*")?')
"""A new element, with its class."""
FUNCTION = re.compile(r"n?p?gettext")
SHOWN = {
    "textContent", "innerText", "innerHTML", "title", "alt", "placeholder", "label", "ariaLabel",
    "ariaDescription", "append", "prepend", "replaceChildren", "replaceWith", "before", "after",
    "insertAdjacentHTML", "insertAdjacentText", "element", "say", "Option", "alert", "confirm",
}  # fmt: skip
"""Properties and functions whose texts readers see."""
WORDS = re.compile(
    r"""
    (?<![\w.#[=(-]) [A-Z][a-z]+ (?![\w-])     # a capitalised word
    | (?<![\w.#[=(-]) [a-z]+ [ ] [a-z]+ (?![\w=([>-])    # two words
    | [^\x00-\x7f]                            # signs that only texts have
    """,
    re.VERBOSE,
)
NO_WORDS = {
    "use strict",
    "not all",  # of a media query
    "Escape",  # the name of a key
    " · ",
    "… ",
    " …",
    "autoplay; encrypted-media; fullscreen; picture-in-picture",
    "allow-scripts allow-same-origin allow-presentation allow-popups",
}
"""Literals that are not for readers, and punctuation between texts."""


def words_outside_messages(script: str) -> Iterator[str]:
    """The literals of a script that readers see and that are no messages."""
    script = ELEMENT.sub(r"\1(", script)
    depth = 0  # of brackets
    call: int | None = None  # the depth outside a call of gettext
    shown: list[int] = []  # the depths of texts that readers see
    before = ""
    for token in TOKEN.finditer(script):
        text, kind = token[0], token.lastgroup
        if kind == "comment":
            continue
        if text == "(" and FUNCTION.fullmatch(before) and call is None:
            call = depth
        depth += (text in "([{") - (text in ")]}")
        if text in "(=" and before in SHOWN:
            shown.append(depth)
        while shown and depth - (text == ";") < shown[-1]:
            shown.pop()
        if call is not None and depth <= call:
            call = None
        if kind == "string" and call is None and text[1:-1] not in NO_WORDS:
            literal = re.sub(r"\$\{[^}]*\}", "", text[1:-1])
            is_shown = shown and depth == shown[-1] and re.search(r"[A-Za-z]{2}", literal)
            if is_shown or WORDS.search(literal):
                yield text[1:-1]
        before = text


@pytest.mark.parametrize("name", FILES)
def test_words_are_messages(name: str) -> None:
    script = (SCRIPTS / name).read_text(encoding="utf-8")
    assert list(words_outside_messages(script)) == []


@pytest.mark.parametrize("name", [name for name in FILES if not name.startswith("i18n/")])
def test_every_message_is_a_literal_that_is_extracted(name: str) -> None:
    script = (SCRIPTS / name).read_bytes()
    calls = re.findall(rb"\bn?p?gettext\(", script)
    assert len(messages_of(script)) == len(calls)


@pytest.mark.parametrize(
    ("script", "found"),
    [
        ('element.textContent = "Hello";', ["Hello"]),
        ('element.textContent = "loading";', ["loading"]),
        ('status.textContent = words && `${number || "None"} of ${all} match`;', None),
        ("const text = 'They could not be loaded';", ["They could not be loaded"]),
        ('button.append(icon, "more");', ["more"]),
        ('list.append(element("li", "list__item", "nothing"));', ["nothing"]),
        ('element.title = gettext("More"); element.alt = "less";', ["less"]),
        ('say(number ? gettext("Some") : "Nothing");', ["Nothing"]),
        ("const quoted = `„${words}“`;", ["„${words}“"]),
        ('// "Hello"\n/* "Hello" */ const one = /"Hello world"/u;', []),
        ('document.querySelector(".topic-head main a[href]").closest("details");', []),
        ('element.textContent = ngettext("%(number)s hit", "%(number)s hits", 2, { number });', []),
    ],
)
def test_words_are_found(script: str, found: list[str] | None) -> None:
    words = list(words_outside_messages(script))
    assert words == found if found is not None else words
