"""The YAML of site.yaml: read as that of records is; if it is none, what is said of it."""

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
        "put a text that holds “: ” in quotes; keys of one section begin in one column"
    ),
    "did not find expected key": "keys of one section begin in one column",
    "could not find expected ':'": "write a colon and a blank after the key",
    "did not find expected ',' or": "close the bracket, or put a comma between two values",
    "did not find expected '-' indicator": "items of one list begin in one column",
    "cannot start any token": "put the text in quotes",
    "while scanning an alias": "put a text that begins with * in quotes",
    "found undefined alias": "put a text that begins with * in quotes",
}


def read(path: Path, text: str) -> tuple[yaml.Node | None, Any]:
    """PyYAML's tree of the text, which has the places in the file, and what the text says.

    Raises ConfigError for what one of the two readers refuses.
    """
    try:
        raw, refused = load(text), ""
    except LoadError as error:
        raw, refused = None, str(error)
    if is_too_deep(refused):  # PyYAML would end the process
        raise ConfigError(f"{path}: invalid YAML: its values lie too deep in one another")
    node = _composed(path, text)
    twice = duplicate_key(node)
    if twice:
        key, mark = twice
        raise ConfigError(f"{path}{_at(mark)}: {key} is given twice", hint="keep one of the two")
    if is_boundless(refused):
        raise ConfigError(f"{path}: aliases expand without bound", hint="write the values out")
    tag = tag_position(node)
    if tag:
        raise ConfigError(f"{path}{_at(tag)}: {TAG}", hint="remove the tag")
    if refused:
        raise ConfigError(f"{path}: invalid YAML: {refused.strip().splitlines()[-1]}")
    return node, raw


def _composed(path: Path, text: str) -> yaml.Node | None:
    try:
        return yaml.compose(replace_yaml_1_1_breaks(text), Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        place, problem, hint = explained(text, error)
        raise ConfigError(f"{path}{place}: invalid YAML: {problem}", hint=hint) from None
    except yaml.reader.ReaderError as error:
        place, problem = unreadable(text, error)
        raise ConfigError(f"{path}{place}: {problem}", hint="remove it") from None
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise ConfigError(f"{path}: invalid YAML: {error}") from None


def _at(mark: yaml.Mark) -> str:
    return f":{mark.line + 1}:{mark.column + 1}"


def explained(text: str, error: yaml.MarkedYAMLError) -> tuple[str, str, str]:
    """``:line:column`` (empty if it is not known), what is wrong there, and a hint."""
    mark = error.problem_mark or error.context_mark
    place = _at(mark) if mark else ""
    problem = str(error.problem or error.context)
    if mark and "\t" in _white_space(text, mark.line, mark.column):
        return place, "a tab, which YAML does not take for indentation", "write blanks"
    said = f"{error.context} {problem}"
    return place, problem, next((hint for part, hint in _HINTS.items() if part in said), "")


def unreadable(text: str, error: yaml.reader.ReaderError) -> tuple[str, str]:
    """The place of a character that may not stand in YAML, and which it is."""
    index = max(text.find(chr(error.character)), 0)
    line, column = text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index)
    return f":{line}:{column}", f"control character U+{error.character:04X}"


def _white_space(text: str, line: int, column: int) -> str:
    """What the line begins with, if the reader stumbled there."""
    lines = text.splitlines()
    found = lines[line] if line < len(lines) else ""
    indent = found[: len(found) - len(found.lstrip())]
    return indent if column <= len(indent) else ""
