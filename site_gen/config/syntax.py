"""Parsing the YAML of site.yaml, with hints for common mistakes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from site_gen.errors import ConfigError
from site_gen.front_matter import (
    TAG,
    LoadError,
    duplicate_key,
    is_boundless,
    is_too_deep,
    load,
    replace_yaml_1_1_breaks,
    tag_position,
)

_HINTS = {
    "mapping values are not allowed": (
        "put text that contains “: ” in quotes; keys of one section begin in the same column"
    ),
    "did not find expected key": "keys of one section begin in the same column",
    "could not find expected ':'": "write a colon and a space after the key",
    "did not find expected ',' or": "close the bracket, or put a comma between two values",
    "did not find expected '-' indicator": "items of one list begin in the same column",
    "cannot start any token": "put the text in quotes",
    "while scanning an alias": "put text that begins with * in quotes",
    "found undefined alias": "put text that begins with * in quotes",
}


def parse_yaml(path: Path, text: str) -> tuple[yaml.Node | None, Any]:
    """PyYAML's node tree, which has the positions in the file, and the values of the text.

    The values are read by the parser that reads records. Raises ConfigError if either of
    the two parsers refuses the text.
    """
    try:
        values, failure = load(text), ""
    except LoadError as error:
        values, failure = None, str(error)
    if is_too_deep(failure):  # PyYAML would crash the process
        raise ConfigError(f"{path}: invalid YAML: its values lie too deep in one another")
    node = _compose(path, text)
    duplicate = duplicate_key(node)
    if duplicate:
        key, mark = duplicate
        raise ConfigError(
            f"{path}{_position(mark)}: {key} is given twice", hint="keep one of the two"
        )
    if is_boundless(failure):
        raise ConfigError(f"{path}: aliases expand without bound", hint="write the values out")
    tag = tag_position(node)
    if tag:
        raise ConfigError(f"{path}{_position(tag)}: {TAG}", hint="remove the tag")
    if failure:
        raise ConfigError(f"{path}: invalid YAML: {failure.strip().splitlines()[-1]}")
    return node, values


def _compose(path: Path, text: str) -> yaml.Node | None:
    try:
        return yaml.compose(replace_yaml_1_1_breaks(text), Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        position, problem, hint = _explain(text, error)
        raise ConfigError(f"{path}{position}: invalid YAML: {problem}", hint=hint) from None
    except yaml.reader.ReaderError as error:
        position, problem = _control_character(text, error)
        raise ConfigError(f"{path}{position}: {problem}", hint="remove it") from None
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise ConfigError(f"{path}: invalid YAML: {error}") from None


def _position(mark: yaml.Mark) -> str:
    return f":{mark.line + 1}:{mark.column + 1}"


def _explain(text: str, error: yaml.MarkedYAMLError) -> tuple[str, str, str]:
    """``:line:column`` (empty if it is not known), what is wrong there, and a hint."""
    mark = error.problem_mark or error.context_mark
    position = _position(mark) if mark else ""
    problem = str(error.problem or error.context)
    if mark and "\t" in _indentation(text, mark.line, mark.column):
        return position, "a tab, which YAML does not allow in indentation", "use spaces"
    message = f"{error.context} {problem}"
    return position, problem, next((hint for part, hint in _HINTS.items() if part in message), "")


def _control_character(text: str, error: yaml.reader.ReaderError) -> tuple[str, str]:
    """``:line:column`` of a character that YAML does not allow, and a message that names it."""
    index = max(text.find(chr(error.character)), 0)
    line, column = text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index)
    return f":{line}:{column}", f"control character U+{error.character:04X}"


def _indentation(text: str, line: int, column: int) -> str:
    """The white space at the beginning of a line, if ``column`` is in it; else empty."""
    lines = text.splitlines()
    content = lines[line] if line < len(lines) else ""
    indent = content[: len(content) - len(content.lstrip())]
    return indent if column <= len(indent) else ""
