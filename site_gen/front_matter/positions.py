"""Positions of fields, keys and tags in a file, from the nodes that PyYAML composes."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import yaml

Path = tuple[str | int, ...]

_YAML_1_1_BREAKS = dict.fromkeys((0x85, 0x2028, 0x2029), "_")
TAG = "a tag (!…) before a value"
_PLAIN_TAGS = frozenset(
    f"tag:yaml.org,2002:{name}"
    for name in "str int float bool null map seq timestamp merge value".split()
)


@lru_cache(maxsize=1)
def _tree(front: str) -> yaml.Node | None:
    """The text's nodes, lists without their empty items; cached for files with many problems."""
    root = compose(front)
    for node in all_nodes(root):
        if isinstance(node, yaml.SequenceNode):
            node.value = [item for item in node.value if not _is_empty(item)]
    return root


def compose(front: str) -> yaml.Node | None:
    """The text's nodes; None if PyYAML cannot read it."""
    try:
        return yaml.compose(replace_yaml_1_1_breaks(front), Loader=yaml.CSafeLoader)
    except (yaml.YAMLError, RecursionError, ValueError):
        return None


def replace_yaml_1_1_breaks(text: str) -> str:
    """The text with “_” for the characters that end lines in YAML 1.1 but not in 1.2.

    PyYAML follows 1.1; without this its line numbers would differ from those of an editor.
    """
    return text if text.isascii() else text.translate(_YAML_1_1_BREAKS)


def duplicate_key(node: yaml.Node | None) -> tuple[str, yaml.Mark] | None:
    """The first key that occurs twice in one map below ``node``, and where it is repeated."""
    for part in all_nodes(node):
        if isinstance(part, yaml.MappingNode):
            seen: set[str] = set()
            for key, _ in part.value:
                if isinstance(key, yaml.ScalarNode):
                    if key.value in seen:
                        return key.value, key.start_mark
                    seen.add(key.value)
    return None


def tag_position(node: yaml.Node | None) -> yaml.Mark | None:
    """The position of a value with an explicit tag other than the usual types.

    Neither records nor settings have a use for one.
    """
    marks = (part.start_mark for part in all_nodes(node) if part.tag not in _PLAIN_TAGS)
    return next(marks, None)


def all_nodes(root: yaml.Node | None) -> Iterator[yaml.Node]:
    """``root`` and all nodes below it, each once even if several aliases refer to it."""
    stack = [root] if root else []
    seen: set[int] = set()
    while stack:
        node = stack.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        yield node
        if isinstance(node, yaml.MappingNode):
            stack.extend(part for pair in node.value for part in pair)
        elif isinstance(node, yaml.SequenceNode):
            stack.extend(node.value)


def locate(front: str, path: Path) -> tuple[int, int]:
    """Line and column in the file of the value at ``path``, or of the nearest one above it.

    Indexes of lists count only items that are not empty.
    """
    node = _tree(front)
    line, column = 2, 1
    for step in path:
        child = _child(node, step)
        if child is None:
            break
        mark, node = child
        line, column = mark.line + 2, mark.column + 1
    return line, column


def _child(node: yaml.Node | None, step: str | int) -> tuple[yaml.Mark, yaml.Node] | None:
    if isinstance(node, yaml.MappingNode):
        return _by_key(node).get(str(step))
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step].start_mark, node.value[step]
    return None


@lru_cache(maxsize=4)
def _by_key(node: yaml.MappingNode) -> dict[str, tuple[yaml.Mark, yaml.Node]]:
    """Positions and values by key; cached for maps with thousands of keys, all with problems."""
    children: dict[str, tuple[yaml.Mark, yaml.Node]] = {}
    for key, value in node.value:
        reported = value if isinstance(value, yaml.ScalarNode) else key
        children.setdefault(str(key.value), (reported.start_mark, value))
    return children


def _is_empty(node: yaml.Node) -> bool:
    return node.tag == "tag:yaml.org,2002:null" or not node.value


def key_position(front: str, index: int) -> tuple[int, int]:
    """Line and column in the file of the top-level key with this index."""
    node = compose(front)
    if not isinstance(node, yaml.MappingNode) or index >= len(node.value):
        return 2, 1
    mark = node.value[index][0].start_mark
    return mark.line + 2, mark.column + 1


def complex_key_position(text: str) -> tuple[int, int]:
    """Line and column in a text of the first key that is a list or a map."""
    for node in all_nodes(compose(text)):
        if isinstance(node, yaml.MappingNode):
            for key, _ in node.value:
                if isinstance(key, yaml.CollectionNode):
                    return key.start_mark.line + 1, key.start_mark.column + 1
    return 1, 1


def error_position(front: str) -> tuple[int, int]:
    """Line and column in the file of the first error for PyYAML; of the first field without one."""
    try:
        yaml.safe_load(front)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        if mark:
            return mark.line + 2, mark.column + 1
    except (yaml.YAMLError, RecursionError, ValueError):
        pass
    return 2, 1
