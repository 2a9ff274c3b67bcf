"""Small pieces of text for messages and pages."""

from __future__ import annotations

import re
from collections.abc import Collection

KeyPath = tuple[str | int, ...]
"""Keys of maps and indexes of lists (from 0) that lead to a value in YAML."""

TYPE_NAMES = {
    "str": "text",
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
    "array": "a list",
    "object": "a map",
    "datetime": "a timestamp such as 2021-06-16T05:33:00Z",
}
"""msgspec's names of types → what messages call them."""

_BOOLEAN_HINTS = {
    **dict.fromkeys(("yes", "on", "true"), "write true"),
    **dict.fromkeys(("no", "off", "false"), "write false"),
}
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_STEP = re.compile(r"\.(\w+)|\[(\d+)\]")


def one_line(text: str) -> str:
    """``text`` on one line: runs of white space and control characters become one space."""
    return " ".join(_CONTROL.sub(" ", text).split())


def counted(count: int, noun: str) -> str:
    """``1 file``, ``1,200 files``; ``noun`` forms its plural with “s”."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def dotted(path: KeyPath) -> str:
    """``("related", 2, "images")`` → ``related[2].images``."""
    steps = (f"[{key}]" if isinstance(key, int) else f".{key}" for key in path)
    return "".join(steps).removeprefix(".")


def undotted(text: str) -> KeyPath:
    """``.related[2].images``, as msgspec's errors have it → ``("related", 2, "images")``."""
    return tuple(key or int(index) for key, index in _STEP.findall(text))


_OTHER_NAMES = {"lang": "locale", "language": "locale", "tz": "timezone"}
"""Keys of other programs → the key that means the same here."""


def meant_key(name: str, known: Collection[str]) -> str:
    """The known key that other programs call ``name``; empty if there is none."""
    meant = _OTHER_NAMES.get(name.casefold(), "")
    return meant if meant in known else ""


def type_hint(expected: str, value: object) -> str:
    """How to write ``value`` so that YAML gives it msgspec's type ``expected``; may be empty."""
    if expected == "str" and isinstance(value, int | float):
        return "put it in quotes"
    if expected in ("int", "float") and isinstance(value, str) and value.lstrip("-").isdigit():
        return "write it without quotes"
    if expected == "bool" and isinstance(value, str):
        return _BOOLEAN_HINTS.get(value.lower(), "")
    return ""
