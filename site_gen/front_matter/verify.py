"""That a text was edited as it should be, and nothing else in it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from typing import Any

import yaml

from site_gen.front_matter.layout import LayoutError, YamlLayout, lay_out
from site_gen.front_matter.read import parse
from site_gen.front_matter.text import FrontMatterError
from site_gen.front_matter.tree import compose


def same(one: object, other: object) -> bool:
    """Whether two values are equal and of one type, all the way down; order of keys aside."""
    if type(one) is not type(other):
        return False
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    return one == other or (one != one and other != other)  # noqa: PLR0124  not a number


def fault(
    before: YamlLayout,
    after: str,
    fields: Mapping[str, Any],
    touched: set[str],
    above: Mapping[str, str] | None = None,
) -> str:
    """What is wrong with an edited text, in words; empty if nothing is.

    ``fields`` are what it must say, ``touched`` those whose lines may differ; ``above`` has new
    comments in the lines before touched ones.
    """
    try:
        if not same(parse(after), dict(fields)):
            return "its fields would not be what they should be"
        layout = lay_out(after)
        gone = Counter(_comments(before)) - Counter(_comments(layout))
        removed = Counter(_comments(before, touched - fields.keys()))
        if gone - removed:
            return "a comment would be lost"
        if _rest(before, touched, {}) != _rest(layout, touched, above or {}):
            return "lines of other fields would change"
    except (FrontMatterError, LayoutError) as error:
        return f"the result could not be read: {error}"
    if not _read_alike(before.text, after, fields, touched):
        return "the two readers of the format would take it differently"
    return ""


def _comments(layout: YamlLayout, only: set[str] | None = None) -> list[str]:
    """What comments say, of all fields or some; several of them may have come into one line."""
    ranges = [(0, len(layout.text))]
    if only is not None:
        entries = layout.entries(layout.root)
        ranges = [(entry.first, entry.past) for entry in entries if entry.key in only]
    texts = [text for each in ranges for text in layout.comments_in(*each)]
    return [part.strip() for text in texts for part in re.split(r"(?<!\S)#", text) if part.strip()]


def _rest(layout: YamlLayout, touched: set[str], above: Mapping[str, str]) -> str:
    """The text without the lines of some fields, and the comments above them."""
    text, place, kept = layout.text, 0, []
    for entry in layout.entries(layout.root):
        if entry.key is not None and entry.key in touched:
            line = f"\n{' ' * entry.column}# {above.get(entry.key, '')}\n"
            kept.append(text[place : entry.first].removesuffix(line if entry.key in above else ""))
            place = entry.past
    # An end without a line break is the same end after a field was added behind it.
    return "".join((*kept, text[place:])).removesuffix("\n")


def _read_alike(before: str, after: str, fields: Mapping[str, Any], touched: set[str]) -> bool:
    """Whether PyYAML finds all other fields as they were, and the touched ones as they should be.

    It follows YAML 1.1, so that only its texts and their places are compared with the fields.
    """
    old, new = compose(before), compose(after)
    if not isinstance(old, yaml.MappingNode) or not isinstance(new, yaml.MappingNode):
        return False
    olds, news = ({key.value: value for key, value in each.value} for each in (old, new))
    return all(
        _says(news[key], fields[key]) if key in touched else _alike(olds.get(key), news[key])
        for key in news
        if key not in touched or key in fields
    )


def _says(node: yaml.Node, value: object) -> bool:
    if isinstance(value, dict):
        if not isinstance(node, yaml.MappingNode) or len(node.value) != len(value):
            return False
        parts = {key.value: part for key, part in node.value}
        return all(key in parts and _says(parts[key], value[key]) for key in value)
    if isinstance(value, list):
        is_list = isinstance(node, yaml.SequenceNode) and len(node.value) == len(value)
        return is_list and all(map(_says, node.value, value))
    if not isinstance(node, yaml.ScalarNode):
        return False
    return node.value == value if isinstance(value, str) else not node.style


def _alike(one: yaml.Node | None, other: yaml.Node | None) -> bool:
    """Whether two nodes are of the same tags and texts; however often aliases lead to them."""
    waiting, met = [(one, other)], set()
    while waiting:
        old, new = waiting.pop()
        if (id(old), id(new)) in met:
            continue
        met.add((id(old), id(new)))
        if old is None or new is None or type(old) is not type(new) or old.tag != new.tag:
            return False
        if isinstance(old, yaml.ScalarNode):
            if old.value != new.value:
                return False
        elif len(old.value) != len(new.value):
            return False
        elif isinstance(old, yaml.MappingNode):
            pairs = zip(old.value, new.value, strict=True)
            waiting += [both for pair in pairs for both in zip(*pair, strict=True)]
        else:
            waiting += zip(old.value, new.value, strict=True)
    return True
