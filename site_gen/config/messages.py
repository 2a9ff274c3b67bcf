"""msgspec's messages about settings, in the words of this project."""

from __future__ import annotations

import difflib
import re
import typing
from collections.abc import Iterable, Mapping
from functools import reduce
from typing import Any

import msgspec
import yaml

from site_gen.config.types import SiteConfig
from site_gen.front_matter import LoadError, describe, load

Keys = tuple[str | int, ...]
"""Where a setting is: names of keys, and places in lists counted from 0."""

_KINDS = {
    "str": "text",
    "bool": "true or false",
    "int": "a whole number",
    "float": "a number",
    "array": "a list",
    "object": "a map",
}
_LONGEST = 100
"""Letters of a value that is repeated in a hint."""
_BOUNDS = {">=": "of at least", "<=": "of at most", ">": "above", "<": "below"}


def in_words(error: str, fields: dict[Any, Any]) -> tuple[str, Keys]:
    """msgspec's message in the words of this project, and the keys it is about."""
    message, _, where = error.partition(" - at ")
    where = where.replace("`", "")
    keys = _keys(where)
    if where.startswith("key in"):
        return f"a key of {dotted(keys) or 'the file'} is not text (put it in quotes)", keys
    unknown = re.search(r"unknown field `(.*)`", message)
    if unknown:
        return _unknown((*keys, unknown[1]))
    missing = re.search(r"missing required field `(.*)`", message)
    if missing:
        return f"{dotted((*keys, missing[1]))} is missing (it is required)", keys
    choice = re.search(r"Invalid enum value '(.*)'", message)
    if choice:
        return _no_choice(choice[1], keys), keys
    value = reduce(lambda found, key: found[key], keys, fields)
    if where.endswith("[...]"):  # msgspec names no key of a map, only the map
        key, value = next(pair for pair in value.items() if not isinstance(pair[1], str))
        keys = (*keys, key)
    expected = _expected(message)
    hint = _hint(value, expected, keys)
    return f"{dotted(keys)} is {describe(value)}, expected {expected}{hint}", keys


def _hint(value: Any, expected: str, keys: Keys) -> str:
    """How to write what was probably meant, in brackets; empty if that is not known."""
    if expected.startswith("text") and not isinstance(value, str | dict | list):
        return " (put it in quotes)"
    if not isinstance(value, str) or not 0 < len(value) <= _LONGEST or "\n" in value.strip():
        return ""
    kind = _type_of(keys)
    if expected == "a list":
        item = typing.get_args(kind)[0]
        if not _is_section(item):
            return f" (write {_list_of(value.strip())})"
        return _first_setting(item, value, "- ")
    if expected == "a map" and _is_section(kind):
        known = f" (known keys: {', '.join(known_keys(keys))})"
        return known if not _first_key(kind) else _first_setting(kind, value)
    return ""


def _list_of(text: str) -> str:
    """A list with this text in YAML, or with its parts; quoted only if it must be."""
    try:
        items = load(f"[{text}]")
    except LoadError:
        items = []
    if items and all(isinstance(item, str) for item in items):
        return f"[{text}]"
    return yaml.safe_dump([text], default_flow_style=True, allow_unicode=True, width=1000).strip()


def _first_setting(section: type[msgspec.Struct], value: str, sign: str = "") -> str:
    """How to write a section that has this value alone; empty for several values in one text."""
    first = _first_key(section)
    return f" (write {sign}{first}{value.strip()})" if first and len(value.split()) == 1 else ""


def _is_section(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, msgspec.Struct)


def _first_key(section: type[msgspec.Struct]) -> str:
    """``url: `` of a source: the one text that cannot be left out; empty if there is none."""
    fields = msgspec.structs.fields(section)
    return next((f"{each.name}: " for each in fields if each.required and each.type is str), "")


def dotted(keys: Keys) -> str:
    """``("sources", 2, "url")`` → ``sources[2].url``."""
    parts = (f"[{key}]" if isinstance(key, int) else f".{key}" for key in keys)
    return "".join(parts).removeprefix(".")


def _keys(where: str) -> Keys:
    """``$.sources[2].url`` → ``("sources", 2, "url")``."""
    found = re.findall(r"\.(\w+)|\[(\d+)\]", where)
    return tuple(name or int(place) for name, place in found)


def _unknown(keys: Keys) -> tuple[str, Keys]:
    *section, name = keys
    known = known_keys(tuple(section))
    close = _closest(str(name), known) or _deeper(str(name), tuple(section))
    guess = f"did you mean {close}?" if close else f"known keys: {', '.join(known)}"
    return f"unknown key {dotted(keys)} ({guess})", keys


def _closest(name: str, known: Iterable[str], least: float = 0.6) -> str:
    """The word that was probably meant, empty if none is near: a wrong guess hides the others."""
    return next(iter(difflib.get_close_matches(name.casefold(), list(known), 1, least)), "")


def _deeper(name: str, section: Keys) -> str:
    """``provider.name`` for ``name``: a key that has its place one section further down."""
    fields = msgspec.structs.fields(_type_of(section))
    inside = {
        key: f"{field.name}.{key}"
        for field in reversed(fields)
        if _is_section(field.type)
        for key in known_keys((*section, field.name))
    }
    return inside.get(_closest(name, inside, 0.8), "")


def _no_choice(value: str, keys: Keys) -> str:
    choices = typing.get_args(_type_of(keys))
    close = _closest(value, choices)
    guess = f" (did you mean {close}?)" if close else ""
    return f"{dotted(keys)} is “{value}”, expected {', '.join(choices)}{guess}"


def _expected(message: str) -> str:
    """``Expected `int` >= 1`` → ``a whole number of at least 1``."""
    if "regex" in message:
        return "a language tag such as en or en-gb"
    found = re.match(r"Expected `([^`]+)`(?: ([<>]=?) (-?[\d.]+))?", message)
    if not found:
        return "a smaller number"
    kinds, sign, number = found.groups()
    words = " or ".join(_KINDS[kind] for kind in kinds.split(" | ") if kind in _KINDS)
    if "of length" in message:
        return f"{words} that is not empty"
    return f"{words} {_BOUNDS[sign]} {number.removesuffix('.0')}" if sign else words


def known_keys(section: Keys = ()) -> list[str]:
    """The keys of a section of the configuration, such as ``("theme",)``."""
    return [field.name for field in msgspec.structs.fields(_type_of(section))]


def _type_of(keys: Keys) -> Any:
    """The declared type of the setting at ``keys``."""
    kind: Any = SiteConfig
    for key in keys:
        if isinstance(key, int):
            kind = typing.get_args(kind)[0]
        else:
            kind = next(field.type for field in msgspec.structs.fields(kind) if field.name == key)
    return typing.get_args(kind)[1] if typing.get_origin(kind) is Mapping else kind
