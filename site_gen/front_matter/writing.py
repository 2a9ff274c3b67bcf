"""New values as lines of YAML, in the habits of the file that they go into."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

import msgspec
import yaml

from site_gen.front_matter.dump import _Dumper
from site_gen.front_matter.layout import YamlKind, YamlLayout
from site_gen.front_matter.read import parse
from site_gen.front_matter.text import FrontMatterError
from site_gen.front_matter.verify import same


class _YamlDumper(_Dumper):
    """Writes a value that is there twice twice: an alias is nothing that an editor expects."""

    def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002
        return True


class _RecordDumper(_YamlDumper):
    """Writes texts that are timestamps without quotes: both readers leave them as text."""

    yaml_implicit_resolvers = {  # noqa: RUF012
        first: [pair for pair in resolvers if pair[0] != "tag:yaml.org,2002:timestamp"]
        for first, resolvers in _YamlDumper.yaml_implicit_resolvers.items()
    }


class YamlLines(NamedTuple):
    """A value to be put behind its key's colon: in the same line, or in lines below."""

    inline: str = ""
    """Its further lines are indented already."""
    below: str = ""
    """Whole lines, the last one without its end."""


class Writing(msgspec.Struct, frozen=True):
    """How values are written in one file."""

    dumper: type[yaml.SafeDumper]
    list_indent: int = 2
    """Columns from a key to the dashes of its list."""
    map_indent: int = 2

    def key(self, name: str) -> str:
        """A key with its colon."""
        return self._dumped({name: None}).removesuffix(" null")

    def value(self, value: Any, column: int, *, flow: bool = False, indent: int = -1) -> YamlLines:
        """A value below a key at ``column``; ``indent`` of its lines, if not the file's habit."""
        in_brackets = self._in_brackets(value) if flow else ""
        if in_brackets:
            return YamlLines(inline=self._in(in_brackets, column + 2))
        text = self._dumped({"k": value})[len("k:") :]
        if not text.startswith("\n"):
            return YamlLines(inline=self._in(text[1:], column))
        habit = self.list_indent if isinstance(value, list) else self.map_indent
        wanted = column + (habit if indent < 0 else indent)
        lines = text[1:].split("\n")
        return YamlLines(below="\n".join(" " * wanted + line[2:] if line else "" for line in lines))

    def items(self, values: list[Any], column: int) -> str:
        """Items of a block list whose dashes are at ``column``, as whole lines."""
        return self.value(values, 0, indent=column).below

    def flow_items(self, values: list[Any]) -> str:
        """Items of a list in brackets, without the brackets; empty if they cannot stand there."""
        return self._in_brackets(values)[1:-1]

    def _in_brackets(self, value: Any) -> str:
        """A list or map in flow style; empty if it has nothing, or texts that would be misread."""
        if not isinstance(value, list | dict) or not value:
            return ""
        text = self._dumped(value, flow=True)
        try:
            return text if same(parse(f"k: {self._in(text, 2)}\n")["k"], value) else ""
        except FrontMatterError:
            return ""

    def _dumped(self, value: Any, *, flow: bool = False) -> str:
        written: str = yaml.dump(
            value,
            Dumper=self.dumper,
            allow_unicode=True,
            sort_keys=False,
            width=10_000,
            default_flow_style=flow,
        )
        return written.removesuffix("\n")

    def _in(self, text: str, column: int) -> str:
        """A text whose lines after the first are indented so far more."""
        return re.sub(r"\n(?=[^\n])", "\n" + " " * column, text)


def front_matter_writing(layout: YamlLayout) -> Writing:
    return _in_habits(layout, _RecordDumper)


def yaml_writing(layout: YamlLayout) -> Writing:
    return _in_habits(layout, _YamlDumper)


def _in_habits(layout: YamlLayout, dumper: type[yaml.SafeDumper]) -> Writing:
    """Indentation as the first list and the first map of a field have it."""
    found: dict[YamlKind, int] = {}
    if layout.root.is_block and layout.root.kind is YamlKind.MAP:
        for entry in layout.entries(layout.root):
            if entry.value.is_block and entry.value.parts:
                indent = layout.column(entry.value.body) - entry.column
                found.setdefault(entry.value.kind, indent)
    return Writing(dumper, found.get(YamlKind.LIST, 2), found.get(YamlKind.MAP, 2))
