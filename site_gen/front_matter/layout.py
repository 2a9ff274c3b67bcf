"""Finds the lines of top-level fields and the comments of a YAML text.

Texts have ``\\n`` line ends. Lines and columns count from 0.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
import yaml

from site_gen.front_matter.positions import compose, replace_yaml_1_1_breaks


class CannotRevise(ValueError):  # noqa: N818  reads well where it is raised and caught
    """The text cannot be changed safely; it must be left as it is."""


class TopField(msgspec.Struct, frozen=True):
    """A top-level field: its nodes in PyYAML's tree, and its lines."""

    key: yaml.Node
    value: yaml.Node
    first: int
    end: int
    """The line after its last one. Blank lines and comments below a value are not part of it."""


class YamlComment(msgspec.Struct, frozen=True):
    line: int
    gap: str
    """The white space before it."""
    text: str
    """From its ``#`` to the end of the line."""


class YamlLayout(msgspec.Struct, frozen=True):
    """A text as lines, its top-level fields and its comments."""

    lines: list[str]
    column: int
    """Where all keys start."""
    fields: dict[str, TopField]
    comments: list[YamlComment]

    def comments_in(self, field: TopField) -> list[YamlComment]:
        """The comments in a field's lines, without empty ones."""
        return [
            comment
            for comment in self.comments
            if field.first <= comment.line < field.end and comment.text.strip("# ")
        ]

    def outside(self, names: set[str]) -> list[str]:
        """The lines that belong to none of the fields with these names."""
        taken: set[int] = set()
        for name in names & self.fields.keys():
            taken.update(range(self.fields[name].first, self.fields[name].end))
        return [line for number, line in enumerate(self.lines) if number not in taken]


def read_layout(text: str) -> YamlLayout:
    """Find the fields of a text that ends with a line break.

    The text must have been read by ``parse`` before: PyYAML has no limit of depth. Raises
    CannotRevise where it cannot be read, or is not a map with a line for each field.
    """
    lines = text.removesuffix("\n").split("\n")
    root = compose(text)
    if root is None:
        raise CannotRevise("PyYAML cannot read it")
    if not isinstance(root, yaml.MappingNode) or root.flow_style:
        raise CannotRevise("the fields are in { }, expected each on its own line")
    fields = {}
    for key, value in root.value:
        first = key.start_mark.line
        fields[key.value] = TopField(key, value, first, max(first, _last_line(lines, value)) + 1)
    comments = list(_comments(text)) if "#" in text else []
    return YamlLayout(lines, root.start_mark.column, fields, comments)


def _last_line(lines: list[str], value: yaml.Node) -> int:
    """The last line of a value.

    PyYAML ends block scalars and block collections below the blank lines that follow them.
    """
    while isinstance(value, yaml.CollectionNode) and not value.flow_style and value.value:
        last = value.value[-1][1] if isinstance(value, yaml.MappingNode) else value.value[-1]
        if last.start_mark.index <= value.start_mark.index:
            break  # an alias: PyYAML gives it the node, and the position, of its anchor
        value = last
    if isinstance(value, yaml.ScalarNode):
        is_block = value.style in ("|", ">")
    else:
        is_block = isinstance(value, yaml.CollectionNode) and not value.flow_style
    if not is_block:
        return value.end_mark.line
    line = value.end_mark.line - 1
    while line > value.start_mark.line and not lines[line].strip(" \t"):
        line -= 1
    return line


def _comments(text: str) -> Iterator[YamlComment]:
    """What follows ``#`` between tokens, and in the header lines of block scalars."""
    end, line = 0, 0
    for token in yaml.scan(replace_yaml_1_1_breaks(text), Loader=yaml.CSafeLoader):
        start = token.start_mark
        if text.find("#", end, start.index) >= 0:
            yield from _comments_between(text[end : start.index], line)
        if isinstance(token, yaml.ScalarToken) and token.style in ("|", ">"):
            header = text[start.index : text.index("\n", start.index)]
            yield from _comments_between(header, start.line)
        if token.end_mark.index > end:
            end, line = token.end_mark.index, token.end_mark.line
    yield from _comments_between(text[end:], line)


def _comments_between(text: str, line: int) -> Iterator[YamlComment]:
    """The comments of a text without values that starts in this line."""
    for number, part in enumerate(text.split("\n"), line):
        before, sign, comment = part.partition("#")
        if sign:
            yield YamlComment(number, before[len(before.rstrip()) :], f"#{comment.rstrip()}")
