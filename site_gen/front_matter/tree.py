"""PyYAML's tree of the front matter: where in the file each field stands."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import yaml

Path = tuple[str | int, ...]

_NO_ENDS = dict.fromkeys((0x85, 0x2028, 0x2029), "_")
TAG = "a tag (!…) before a value"
_PLAIN_TAGS = frozenset(
    f"tag:yaml.org,2002:{name}"
    for name in "str int float bool null map seq timestamp merge value".split()
)


@lru_cache(maxsize=1)
def _tree(front: str) -> yaml.Node | None:
    """The composed text, lists without their empty items; kept for files with many problems."""
    root = compose(front)
    for node in all_nodes(root):
        if isinstance(node, yaml.SequenceNode):
            node.value = [item for item in node.value if not _is_empty(item)]
    return root


def compose(front: str) -> yaml.Node | None:
    """The text's nodes; None if PyYAML cannot read it."""
    try:
        return yaml.compose(one_kind_of_line(front), Loader=yaml.CSafeLoader)
    except (yaml.YAMLError, RecursionError, ValueError):
        return None


def one_kind_of_line(text: str) -> str:
    """The text with a sign for each of what ended lines in YAML 1.1, and does not in 1.2."""
    return text if text.isascii() else text.translate(_NO_ENDS)


def duplicate_key(node: yaml.Node | None) -> tuple[str, yaml.Mark] | None:
    """The first key that a map below ``node`` holds twice, and where its second stands."""
    for each in all_nodes(node):
        if isinstance(each, yaml.MappingNode):
            seen: set[str] = set()
            for key, _ in each.value:
                if isinstance(key, yaml.ScalarNode):
                    if key.value in seen:
                        return key.value, key.start_mark
                    seen.add(key.value)
    return None


def tag_place(node: yaml.Node | None) -> yaml.Mark | None:
    """Where a tag stands that says more than a value's own form: neither records nor settings
    have a use for it."""
    tagged = (each for each in all_nodes(node) if each.tag not in _PLAIN_TAGS)
    found = next(tagged, None)
    return found.start_mark if found else None


def all_nodes(root: yaml.Node | None) -> Iterator[yaml.Node]:
    """All nodes from ``root`` down, each once however many aliases lead to it."""
    waiting = [root] if root else []
    met: set[int] = set()
    while waiting:
        node = waiting.pop()
        if id(node) in met:
            continue
        met.add(id(node))
        yield node
        if isinstance(node, yaml.MappingNode):
            waiting.extend(part for pair in node.value for part in pair)
        elif isinstance(node, yaml.SequenceNode):
            waiting.extend(node.value)


def locate(front: str, path: Path) -> tuple[int, int]:
    """Line and column in the file of the field at ``path``, or of what is nearest to it.

    Places in lists count only items that are not empty.
    """
    node = _tree(front)
    line, column = 2, 1
    for step in path:
        found = _step(node, step)
        if found is None:
            break
        mark, node = found
        line, column = mark.line + 2, mark.column + 1
    return line, column


def _step(node: yaml.Node | None, step: str | int) -> tuple[yaml.Mark, yaml.Node] | None:
    if isinstance(node, yaml.MappingNode):
        return _by_key(node).get(str(step))
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step].start_mark, node.value[step]
    return None


@lru_cache(maxsize=4)
def _by_key(node: yaml.MappingNode) -> dict[str, tuple[yaml.Mark, yaml.Node]]:
    """What :func:`_step` finds; kept for maps with thousands of keys, each with a problem."""
    found: dict[str, tuple[yaml.Mark, yaml.Node]] = {}
    for key, value in node.value:
        place = value if isinstance(value, yaml.ScalarNode) else key
        found.setdefault(str(key.value), (place.start_mark, value))
    return found


def _is_empty(node: yaml.Node) -> bool:
    return node.tag == "tag:yaml.org,2002:null" or not node.value


def key_place(front: str, place: int) -> tuple[int, int]:
    """Line and column in the file of the outermost map's key at this place."""
    node = compose(front)
    if not isinstance(node, yaml.MappingNode) or place >= len(node.value):
        return 2, 1
    mark = node.value[place][0].start_mark
    return mark.line + 2, mark.column + 1


def stumbling_place(front: str) -> tuple[int, int]:
    """Where PyYAML stumbles over the same text; the first line of the fields if it does not."""
    try:
        yaml.safe_load(front)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        if mark:
            return mark.line + 2, mark.column + 1
    except (yaml.YAMLError, RecursionError, ValueError):
        pass
    return 2, 1
