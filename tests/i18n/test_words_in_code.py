"""No module that prepares pages has English words for readers outside of messages."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.i18n.source import MESSAGES, PACKAGE, calls, function_name, texts_of_messages

MODULES = {
    str(path.relative_to(PACKAGE)): path
    for folder in ("plan", "markup", "render", "looks")
    for path in sorted((PACKAGE / folder).rglob("*.py"))
    if folder != "looks" or path.name == "manifest.py"
}

WORDS = re.compile(
    r"\b[A-Z][a-z]+\b"  # a capitalised word
    r"|[a-z] [a-z]"  # words in a row
    r"|^ ?[a-z]+ $|^ [a-z]+$"  # a word beside a value, as in f"{count} more"
)
NO_WORDS = re.compile(
    r"\b(?:SELECT|FROM|WHERE|AND|ORDER BY|GROUP BY|CROSS JOIN)\b"  # SQL
    r"|[a-z-]+-src |^(?:form-action|base-uri) "  # a Content-Security-Policy
    r"|^</?[a-z]"  # HTML
)

KNOWN = {
    "feed_links.py": {"Atom", "JSON Feed"},
    "articles.py": {"Vimeo"},
    "__init__.py": {"Planner", "Labels", "Renderer", "search page", "topic stories"},
    "list_members.py": {"topic stories"},
    "search.py": {"search page"},
    # Words of other languages, and of many at once.
    "filing.py": {"the a an le", "los angeles|los alamos"},
    "shortening.py": {"abs adm al apr", "a about above after"},
    # Problems that the command line shows.
    "navigation.py": {
        "”, which no published record has as a topic",
        "”, which is not a page in content/pages/ (there are: ",
        "the link is left out until it leads somewhere",
        " is ",
        "”, whose pages lists.",
        " turns off",
        "remove it from nav, or set lists.",
    },
    # A part of a query.
    "orders.py": {"shown s INDEXED BY"},
    "named_topics.py": {
        "”, which no published record has as a topic",
        "the front page leaves it out until a record has it",
        "did you mean ",
    },
    # English labels of Markdown, which pages replace, and parts of its rules.
    "labels.py": {"Done", "Not done", "Back to reference {number}", '(<a [^>]*? title=")Back'},
    "footnotes.py": {'" title="Back to reference ', '"><a class=', "&#160;<a class="},
    "python_markdown.py": {"Back to reference {}"},
    "text_loss.py": {"iframe noembed noframes", "</?([A-Za-z]"},
    "template_messages.py": {r"\{#-?\s*Translators:"},
    "html.py": {"a abbr b blockquote", "noopener nofollow", "(<a href="},
}
"""Module → the beginnings of its texts that readers do not see, or that are names."""


@cache
def tree_of(module: str) -> ast.Module:
    return ast.parse(MODULES[module].read_text("utf-8"))


def never_shown(tree: ast.AST) -> Iterator[ast.AST]:
    """The texts of messages, docstrings, exceptions, keys, names of schema.org's types."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield from texts_of_messages(node)
        elif isinstance(node, ast.Expr):
            yield node.value
        elif isinstance(node, ast.Raise):
            yield from ast.walk(node)
        elif isinstance(node, ast.Subscript):
            yield from ast.walk(node.slice)
        elif isinstance(node, ast.Dict):
            for key, value in zip(node.keys, node.values, strict=True):
                if key is not None:
                    yield key
                if isinstance(key, ast.Constant) and key.value == "@type":
                    yield value


def words(tree: ast.AST) -> Iterator[str]:
    """The texts of a module that look like words for readers."""
    hidden = {id(node) for node in never_shown(tree)}
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in hidden
        ):
            text = node.value
            if WORDS.search(text) and not NO_WORDS.search(text):
                yield text


def test_known_words_are_in_the_code() -> None:
    found = [(Path(module).name, text) for module in MODULES for text in words(tree_of(module))]
    assert [
        each
        for name, known in KNOWN.items()
        for each in known
        if not any(module == name and text.startswith(each) for module, text in found)
    ] == []


@pytest.mark.parametrize("module", MODULES)
def test_words_for_readers_are_messages(module: str) -> None:
    known = KNOWN.get(Path(module).name, set())
    assert [
        text for text in words(tree_of(module)) if not any(text.startswith(each) for each in known)
    ] == []


@pytest.mark.parametrize(
    "code",
    [
        'maker.link("Latest", PATH)',
        'title = "Hello world"',
        'Link(label="Hello", href=href)',
        'f"More on {topic}"',
        'f"{count} more"',
        'f"{count} articles from {outlets}"',
        '{"title": "All of them"}',
        'language.gettext("More on %(topic)s", topic="Rail and sea")',
    ],
)
def test_word_outside_of_a_message_is_found(code: str) -> None:
    assert [*words(ast.parse(code))]


def test_messages_are_constants_with_the_values_that_they_name() -> None:
    """Messages are read from the source, and a value that is missing would stop a build."""
    wrong = []
    for place, node in calls():
        texts = [str(each.value) for each in texts_of_messages(node) if type(each) is ast.Constant]
        values = {keyword.arg for keyword in node.keywords}
        context = "pgettext" in function_name(node)
        if function_name(node) in ("ngettext", "npgettext"):
            values.add("number")
        named = {name for text in texts[context:] for name in re.findall(r"%\((\w+)\)s", text)}
        if len(texts) != MESSAGES[function_name(node)] or not named <= values:
            wrong.append(place)
    assert wrong == []
    assert len([*calls()]) > 60
