"""What is said of a site.yaml that is no YAML: the reader's own words, and what to do."""

from __future__ import annotations

import yaml

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


def explained(text: str, error: yaml.MarkedYAMLError) -> tuple[str, str, str]:
    """``:line:column`` (empty if it is not known), what is wrong there, and a hint."""
    mark = error.problem_mark or error.context_mark
    place = f":{mark.line + 1}:{mark.column + 1}" if mark else ""
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
