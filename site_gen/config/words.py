"""msgspec's messages about settings, in the words of this project."""

from __future__ import annotations

import difflib
import re
import typing
from collections.abc import Mapping
from functools import reduce
from typing import Any

import msgspec

from site_gen.config.types import SiteConfig
from site_gen.front_matter import describe


def in_words(error: str, fields: dict[Any, Any]) -> tuple[str, tuple[str, ...]]:
    """msgspec's message in the words of this project, and the keys it is about."""
    message, _, where = error.partition(" - at ")
    where = where.replace("`", "")
    keys = tuple(re.findall(r"\.(\w+)", where))
    name = ".".join(keys)
    if where.startswith("key in"):
        return f"a key of {name or 'the file'} is not text (put it in quotes)", keys
    unknown = re.search(r"unknown field `(.*)`", message)
    if unknown:
        known = known_keys(keys)
        close = difflib.get_close_matches(unknown[1], known, 1, 0.5)
        guess = f"did you mean {close[0]}?" if close else f"known keys: {', '.join(known)}"
        return f"unknown key {'.'.join((*keys, unknown[1]))} ({guess})", (*keys, unknown[1])
    missing = re.search(r"missing required field `(.*)`", message)
    if missing:
        return f"{missing[1]} is missing (it is required)", ()
    choice = re.search(r"Invalid enum value '(.*)'", message)
    if choice:
        choices = _choices(_type_of(keys))
        close = difflib.get_close_matches(choice[1], choices, 1, 0.5)
        guess = f" (did you mean {close[0]}?)" if close else ""
        item = re.search(r"\[\d+\]$", where)
        name += item[0] if item else ""
        return f"{name} is “{choice[1]}”, expected {', '.join(choices)}{guess}", keys
    value = reduce(lambda found, key: found[key], keys, fields)
    index = re.search(r"\[(\d+)\]$", where)
    if index:
        name, value = name + index[0], value[int(index[1])]
    elif where.endswith("[...]"):
        return f"a value of {name} is not {_expected(message)}", keys
    return f"{name} is {describe(value)}, expected {_expected(message)}", keys


def _expected(message: str) -> str:
    """``Expected `int` >= 1`` → ``a whole number of at least 1``."""
    if "regex" in message:
        return "a language tag such as en or en-gb"
    kind, bound = re.findall(r"Expected `(\w+)[^`]*`(?: ([<>=]+ [\d.]+))?", message)[0]
    words = {
        "str": "text",
        "bool": "true or false",
        "int": "a whole number",
        "float": "a number",
        "array": "a list",
        "object": "a map",
    }[kind]
    sign, _, number = bound.partition(" ")
    number = number.removesuffix(".0")
    bounds = {">=": f" of at least {number}", "<=": f" of at most {number}", ">": " above 0"}
    return words + bounds.get(sign, "")


def known_keys(section: tuple[str, ...] = ()) -> list[str]:
    """The keys of a section of the configuration, such as ``("theme",)``."""
    return [field.name for field in msgspec.structs.fields(_type_of(section))]


def _choices(kind: Any) -> tuple[str, ...]:
    """What a setting, or each item of a list, may be."""
    of_list = typing.get_origin(kind) is tuple
    return typing.get_args(typing.get_args(kind)[0] if of_list else kind)


def _type_of(keys: tuple[str, ...]) -> Any:
    """The declared type of the setting at ``keys``."""
    kind: Any = SiteConfig
    for key in keys:
        kind = next(field.type for field in msgspec.structs.fields(kind) if field.name == key)
    if typing.get_origin(kind) is Mapping:  # msgspec names no key of a map, only the map
        kind = typing.get_args(kind)[1]
    return kind
