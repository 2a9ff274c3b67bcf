"""docs/command-line.md: every command and option."""

from __future__ import annotations

import re

import click
import pytest

from site_gen.cli import cli
from tests.docs.reading import PAGES, read, section, tables


def options_named(text: str) -> set[str]:
    """The options in the first columns of tables."""
    cells = [row[0] for table in tables(text) for row in table]
    return {option for cell in cells for option in re.findall(r"`(--[a-z-]+)", cell)}


def options_of_command(command: click.Command) -> set[str]:
    found = [param for param in command.params if isinstance(param, click.Option)]
    return {name for option in found for name in (*option.opts, *option.secondary_opts)}


@pytest.mark.parametrize("name", sorted(cli.commands))
def test_every_option_is_documented_and_exists(name: str) -> None:
    page = "docs/command-line.md"
    common = options_named(section(page, "Options of every command"))
    own = options_named(section(page, name))
    taken = options_of_command(cli.commands[name])
    assert own <= taken <= common | own
    if name in ("build", "check", "explain"):
        assert common <= taken


def test_every_command_is_documented_and_exists() -> None:
    table = tables(read("docs/command-line.md"))[0]
    documented = {re.sub(r"[^\w-]", "", row[0].partition("]")[0]) for row in table}
    assert documented == set(cli.commands)


def test_options_named_anywhere_exist() -> None:
    known = set[str]().union(*map(options_of_command, cli.commands.values()))
    tokens = set(re.findall(r"--[a-z][\w-]+", read("static/css/tokens.css")))
    for page in PAGES:
        documented = set(re.findall(r"`(--[a-z][\w-]+)", page.read_text("utf-8")))
        assert documented - tokens <= {*known, "--help", "--version"}, page


def test_values_of_options_are_documented() -> None:
    text = read("docs/command-line.md")
    for command in cli.commands.values():
        for param in command.params:
            for choice in param.type.choices if isinstance(param.type, click.Choice) else ():
                assert f"`{choice}`" in text
