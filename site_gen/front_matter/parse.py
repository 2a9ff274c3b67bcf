"""Parses front matter into fields, and explains errors with their position in the file."""

from __future__ import annotations

import re
from typing import Any

import yaml

from site_gen.front_matter.load import LoadError, is_boundless, is_duplicate_key, load
from site_gen.front_matter.positions import (
    TAG,
    all_nodes,
    compose,
    duplicate_key,
    error_position,
    key_position,
    tag_position,
)
from site_gen.front_matter.text import CONTROL, FrontMatterError, describe, line_and_column

_MAY_BE_TAGGED = re.compile(r"(?:^|[\s\[{,:-])!", re.MULTILINE)
# Escapes of control characters; others, such as \\" and \\n, are allowed.
_MAY_BE_CONTROL = re.compile(
    r"\\(?:[0abefv]|x[01][0-9a-f]|x7f|u00[01][0-9a-f]|u007f|U000000[01][0-9a-f]|U0000007f)",
    re.IGNORECASE,
)
_REPLACEMENTS = (
    ("mapping values are not allowed in this context", "a second “: ” in one value"),
    ("while parsing a quoted scalar, ", ""),
)


def parse(front: str) -> dict[str, Any]:
    """The fields of the front matter; timestamps stay text.

    Raises FrontMatterError for YAML that cannot be read, has a key twice, aliases that expand
    without bound, tags or control characters, or is not a map with text keys.
    """
    try:
        fields = load(front)
    except LoadError as error:
        raise _explained(front, str(error)) from None
    if fields is None:
        raise FrontMatterError("front matter is empty", hint="title is required")
    if not isinstance(fields, dict):
        raise FrontMatterError(
            f"front matter is {describe(fields)}, expected a map of fields", 2, 1, "title: …"
        )
    for index, key in enumerate(fields):
        if not isinstance(key, str):
            line, column = key_position(front, index)
            message = f"a key is {describe(key)}, expected text"
            raise FrontMatterError(message, line, column, "put it in quotes")
    if "!" in front and _MAY_BE_TAGGED.search(front):
        _refuse_tags(front)
    if "\\" in front and _MAY_BE_CONTROL.search(front):
        _refuse_control_characters(front)
    return fields


def _refuse_tags(front: str) -> None:
    """Raise FrontMatterError for tags: some make values of types that no field has."""
    mark = tag_position(compose(front))
    if mark:
        raise FrontMatterError(TAG, mark.line + 2, mark.column + 1, "remove the tag")


def _refuse_control_characters(front: str) -> None:
    """Raise FrontMatterError for escapes such as ``"\\x07"``, as ``split`` does for the bytes."""
    for node in all_nodes(compose(front)):
        control = CONTROL.search(node.value) if isinstance(node, yaml.ScalarNode) else None
        if control:
            mark = node.start_mark
            raise FrontMatterError(
                f"control character U+{ord(control.group()):04X}",
                mark.line + 2,
                mark.column + 1,
                "remove it",
            )


def _explained(front: str, error: str) -> FrontMatterError:
    """An error of yaml-rs in plain words, with the position in the file."""
    if is_duplicate_key(error):
        key, mark = duplicate_key(compose(front)) or ("a key", None)
        line, column = (mark.line + 2, mark.column + 1) if mark else (2, 1)
        message = f"{key} is given twice"
        return FrontMatterError(message, line, column, "keep one of the two", key)
    if is_boundless(error):
        return FrontMatterError(
            "aliases expand without bound", *_first_alias(front), "write the values out"
        )
    position = re.search(r"line (\d+), column (\d+)", error)
    if not position:
        # The message is not shown: it has the value in it, which may be secret.
        return FrontMatterError(
            "invalid YAML: a tag (!…) that cannot be read",
            *error_position(front),
            "remove the tag",
        )
    message = error.strip().splitlines()[-1]
    for old, new in _REPLACEMENTS:
        message = message.replace(old, new)
    hint = "put values that hold “: ”, “#” or quotes between quotes" if ":" in message else ""
    return FrontMatterError(
        f"invalid YAML: {message}", int(position[1]) + 1, int(position[2]), hint
    )


def _first_alias(front: str) -> tuple[int, int]:
    alias = re.search(r"(?<=[\s,\[])\*\w", front)
    line, column = line_and_column(front, alias.start()) if alias else (1, 1)
    return line + 1, column
