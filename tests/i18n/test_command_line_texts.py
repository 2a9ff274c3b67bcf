"""command-line.pot has the texts of the command line, so that one file shows them all."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache

import click
import pytest

from site_gen.cli import cli
from site_gen.errors import SiteGenError
from site_gen.message_files import program_messages
from tests.docs.reading import section, tables
from tests.i18n.command_line import COMMAND_LINE, PACKAGE, command_line_texts


@cache
def texts() -> dict[str, tuple[str, ...]]:
    """Each text, and the codes of the problems that it is in."""
    return {entry.id: entry.notes for entry in command_line_texts().entries}


def test_template_is_up_to_date() -> None:
    """Otherwise run ``make messages``."""
    assert COMMAND_LINE.read_bytes() == command_line_texts().data()


def said(message: str) -> bool:
    """Whether a message is one of the texts, with its values."""
    for text in texts():
        parts = re.split(r"%\(\w+\)s", text.replace("%%", "%"))
        if re.fullmatch(".+".join(map(re.escape, parts)), message) and parts != ["", ""]:
            return True
    return False


def documented_messages() -> Iterator[tuple[str, str]]:
    for table in tables(section("docs/records.md", "What bad input gets")):
        yield from ((row[-2].strip("`"), row[-1]) for row in table if len(row) == 4)


@pytest.mark.parametrize(("code", "message"), list(documented_messages()))
def test_documented_messages_are_in_it(code: str, message: str) -> None:
    assert said(message.partition(" (")[0]), code


def help_texts() -> Iterator[str]:
    for command in cli.commands.values():
        yield from (" ".join(part.split()) for part in (command.help or "").split("\n\n"))
        for param in command.params:
            yield " ".join((getattr(param, "help", None) or "").split())


def test_help_is_in_it() -> None:
    assert [text for text in help_texts() if text and not said(text)] == []


def raised() -> Iterator[tuple[str, str]]:
    """Place and text of the messages that errors of the program are created with."""
    classes, found = {"SiteGenError"}, {SiteGenError}
    while found:
        found = {each for known in found for each in known.__subclasses__()}
        classes |= {each.__name__ for each in found}
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in classes:
                for argument in (*node.args, *(each.value for each in node.keywords)):
                    if isinstance(argument, ast.Constant) and " " in str(argument.value):
                        yield f"{path.name}:{argument.lineno}", str(argument.value)


def test_messages_of_errors_are_in_it() -> None:
    messages = list(raised())
    assert len(messages) > 40
    assert [place for place, text in messages if text.replace("%", "%%") not in texts()] == []


def test_codes_of_problems_are_told_beside_their_messages() -> None:
    notes = [notes for text, notes in texts().items() if text == "%(dotted)s has no size"]
    assert notes == [("code: image-size",)]


def test_words_of_pages_are_not_in_it() -> None:
    pages = {entry.id for entry in program_messages().entries}
    both = {text for text in texts() if text in pages}
    assert both == set()


def test_every_command_has_a_help() -> None:
    assert all(
        isinstance(command, click.Command) and command.help for command in cli.commands.values()
    )
