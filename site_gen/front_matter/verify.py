"""Checks that a revised text has the new values, and nothing else has changed in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

import yaml

from site_gen.front_matter.layout import CannotRevise, YamlLayout, read_layout
from site_gen.front_matter.parse import parse
from site_gen.front_matter.text import FrontMatterError


def same(one: object, other: object) -> bool:
    """Whether two values are equal and of the same types at all depths; keys in any order."""
    if type(one) is not type(other):
        return False
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    return one == other or (one != one and other != other)  # noqa: PLR0124  not a number


def reason_to_refuse(
    before: YamlLayout, after: str, fields: Mapping[str, Any], changed: set[str]
) -> str:
    """What is wrong with a revised text, in words; empty if nothing is.

    ``fields`` are all values that it must have, ``changed`` those that may be written otherwise.
    """
    try:
        if not same(parse(after), fields):
            return "the result would have other values"
        revised = read_layout(after)
    except (FrontMatterError, CannotRevise) as error:
        return f"the result could not be read: {error}"
    if Counter(_texts(before)) - Counter(_texts(revised)):
        return "a comment would be lost"
    remaining = iter(revised.outside(changed))
    if not all(line in remaining for line in before.outside(changed)):  # also in this order
        return "lines of other fields would change"
    if not _is_read_alike(before, revised, fields, changed):
        return "the two YAML readers would read it differently"
    return ""


def _texts(layout: YamlLayout) -> list[str]:
    return [comment.text for comment in layout.comments if comment.text.strip("# ")]


def _is_read_alike(
    before: YamlLayout, after: YamlLayout, fields: Mapping[str, Any], changed: set[str]
) -> bool:
    """Whether PyYAML reads all other fields as before, and the changed ones as they should be.

    It follows YAML 1.1, so that only its texts and their structure are compared with values.
    """
    return (
        after.fields.keys() == fields.keys()
        and all(_has_value(after.fields[key].value, fields[key]) for key in changed)
        and _others(before, changed) == _others(after, changed)
    )


def _others(layout: YamlLayout, changed: set[str]) -> str:
    """All tags and texts that PyYAML reads in the fields that were not changed."""
    fields = [(each.key, each.value) for key, each in layout.fields.items() if key not in changed]
    node = yaml.MappingNode("tag:yaml.org,2002:map", fields)
    text: str = yaml.serialize(node, Dumper=yaml.CSafeDumper)
    return text


def _has_value(node: yaml.Node, value: object) -> bool:
    if isinstance(value, dict):
        if not isinstance(node, yaml.MappingNode) or len(node.value) != len(value):
            return False
        parts = {key.value: part for key, part in node.value}
        return all(key in parts and _has_value(parts[key], value[key]) for key in value)
    if isinstance(value, list):
        is_list = isinstance(node, yaml.SequenceNode) and len(node.value) == len(value)
        return is_list and all(map(_has_value, node.value, value))
    if not isinstance(node, yaml.ScalarNode):
        return False
    return node.value == value if isinstance(value, str) else not node.style
