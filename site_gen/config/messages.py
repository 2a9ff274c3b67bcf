"""msgspec's validation errors about settings, as messages for users."""

from __future__ import annotations

import difflib
import operator
import re
import types
import typing
from collections.abc import Iterable, Mapping
from functools import reduce
from typing import Any, Literal, cast

import msgspec
import yaml

from site_gen.config.types import SiteConfig
from site_gen.front_matter import LoadError, describe, load
from site_gen.wording import TYPE_NAMES, KeyPath, dotted, meant_key, type_hint, undotted

_MAX_HINT_VALUE = 100
"""Hints repeat no value that has more characters."""
_LANGUAGE_TAG = "a language tag such as en or en-gb"
_BOUNDS = {">=": "of at least", "<=": "of at most", ">": "above", "<": "below"}


def explain_error(error: str, fields: dict[Any, Any]) -> tuple[str, KeyPath]:
    """The message for a ValidationError of msgspec, and the path of the setting."""
    message, _, position = error.partition(" - at ")
    position = position.replace("`", "")
    keys = undotted(position)
    if position.startswith("key in"):
        return f"a key of {dotted(keys) or 'the file'} is not text (put it in quotes)", keys
    unknown = re.search(r"unknown field `(.*)`", message)
    if unknown:
        return _unknown_key((*keys, unknown[1]))
    missing = re.search(r"missing required field `(.*)`", message)
    if missing:
        return f"{dotted((*keys, missing[1]))} is missing (it is required)", keys
    choice = re.search(r"Invalid enum value '(.*)'", message)
    if choice:
        return _invalid_choice(choice[1], keys), keys
    value = reduce(operator.getitem, keys, cast(Any, fields))
    if position.endswith("[...]"):  # msgspec names the map, not the key
        key, value = next(pair for pair in value.items() if not isinstance(pair[1], str))
        keys = (*keys, key)
    expected = _expected(message)
    type_name = re.search(r"Expected `(\w+)", message)
    hint = type_hint(type_name[1], value) if type_name else ""
    hint = f" ({hint})" if hint else _structure_hint(value, expected, keys)
    if expected == _LANGUAGE_TAG and isinstance(value, str):
        hint = _language_hint(value)
    return f"{dotted(keys)} is {describe(value)}, expected {expected}{hint}", keys


def _language_hint(value: str) -> str:
    """The tag of a language that is named in words: ``Spanish``, ``español``."""
    from site_gen.i18n.tags import language_named  # noqa: PLC0415  imports Babel

    tag = language_named(value)
    return f" (did you mean {tag}?)" if tag else ""


def _structure_hint(value: Any, expected: str, keys: KeyPath) -> str:
    """How to write the list or section that was expected; empty if that is unclear."""
    if expected == "a list" and isinstance(value, dict):
        return " (begin each item with a hyphen and a space)"
    if not isinstance(value, str) or not 0 < len(value) <= _MAX_HINT_VALUE or "\n" in value.strip():
        return ""
    kind = _type_of(keys)
    if expected == "a list":
        item = typing.get_args(kind)[0]
        if not _is_section(item):
            return f" (write {_as_list(value.strip())})"
        return _as_section(item, value, "- ")
    if expected == "a map" and _is_section(kind):
        known = f" (known keys: {', '.join(_section_keys(keys))})"
        return known if not _required_text(kind) else _as_section(kind, value)
    return ""


def _as_list(text: str) -> str:
    """A YAML list of this text, or of its comma-separated parts; quoted only if necessary."""
    try:
        items = load(f"[{text}]")
    except LoadError:
        items = []
    if items and all(isinstance(item, str) for item in items):
        return f"[{text}]"
    return yaml.safe_dump([text], default_flow_style=True, allow_unicode=True, width=1000).strip()


def _as_section(section: type[msgspec.Struct], value: str, prefix: str = "") -> str:
    """A hint to write the value as the section's required setting; empty for several words."""
    key = _required_text(section)
    return f" (write {prefix}{key}: {value.strip()})" if key and len(value.split()) == 1 else ""


def _is_section(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, msgspec.Struct)


def _required_text(section: type[msgspec.Struct]) -> str:
    """The name of the section's first required text, such as ``url``; empty if it has none."""
    fields = msgspec.structs.fields(section)
    return next((field.name for field in fields if field.required and field.type is str), "")


def _unknown_key(keys: KeyPath) -> tuple[str, KeyPath]:
    *section, name = keys
    known = _section_keys(tuple(section))
    close = (
        meant_key(str(name), known)
        or _closest(str(name), known)
        or _nested_key(str(name), tuple(section))
    )
    guess = f"did you mean {close}?" if close else f"known keys: {', '.join(known)}"
    return f"unknown key {dotted(keys)} ({guess})", keys


def _closest(name: str, known: Iterable[str], cutoff: float = 0.6) -> str:
    """The most similar of the known words; empty if none is similar enough."""
    return next(iter(difflib.get_close_matches(name.casefold(), list(known), 1, cutoff)), "")


def _nested_key(name: str, section: KeyPath) -> str:
    """``provider.name`` for ``name``: a key that belongs one section further down."""
    fields = _fields(_type_of(section))
    nested = {
        key: f"{field.name}.{key}"
        for field in reversed(fields)
        if _is_section(field.type)
        for key in _section_keys((*section, field.name))
    }
    return nested.get(_closest(name, nested, 0.8), "")


def _invalid_choice(value: str, keys: KeyPath) -> str:
    kind = _type_of(keys)
    literal = next((part for part in _parts(kind) if typing.get_origin(part) is Literal), kind)
    choices = typing.get_args(literal)
    close = _closest(value, choices)
    guess = f" (did you mean {close}?)" if close else ""
    section = "" if literal is kind else f" or a map (known keys: {', '.join(_section_keys(keys))})"
    return f"{dotted(keys)} is “{value}”, expected {', '.join(choices)}{section}{guess}"


def _parts(kind: Any) -> tuple[Any, ...]:
    """The types of a union; the type itself if it is none."""
    is_union = typing.get_origin(kind) in (typing.Union, types.UnionType)
    return typing.get_args(kind) if is_union else (kind,)


def _expected(message: str) -> str:
    """``Expected `int` >= 1`` → ``a whole number of at least 1``."""
    if "regex" in message:
        return _LANGUAGE_TAG
    match = re.match(r"Expected `([^`]+)`(?: ([<>]=?) (-?[\d.]+))?", message)
    if not match:
        return "a smaller number"
    kinds, sign, number = match.groups()
    names = " or ".join(TYPE_NAMES[kind] for kind in kinds.split(" | ") if kind in TYPE_NAMES)
    if "of length" in message:
        return f"{names} that is not empty"
    return f"{names} {_BOUNDS[sign]} {number.removesuffix('.0')}" if sign else names


def _section_keys(section: KeyPath = ()) -> list[str]:
    """The keys of a section of ``site.yaml``, such as ``("theme",)``."""
    return [field.name for field in _fields(_type_of(section))]


def _type_of(keys: KeyPath) -> Any:
    """The declared type of the setting at ``keys``."""
    kind: Any = SiteConfig
    for key in keys:
        if isinstance(key, int):
            kind = typing.get_args(kind)[0]
        else:
            kind = next(field.type for field in _fields(kind) if field.name == key)
    return typing.get_args(kind)[1] if typing.get_origin(kind) is Mapping else kind


def _fields(kind: Any) -> tuple[Any, ...]:
    """The fields of a section, or of the section that a setting may be instead of a text."""
    arms = [arm for arm in typing.get_args(kind) if _is_section(arm)]
    return msgspec.structs.fields(arms[0] if arms else kind)
