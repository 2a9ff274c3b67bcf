"""Where in ``site.yaml`` a setting is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import yaml

from site_gen.config.syntax import parse_yaml
from site_gen.errors import ConfigError, SettingError
from site_gen.wording import KeyPath, undotted

Place = tuple[int, int]
"""Line and column, from 1."""


def place_in(node: yaml.Node | None, keys: KeyPath) -> Place | None:
    """The place of the deepest key or item of the path that is in the file."""
    place = None
    for key in keys:
        child = _child(node, key)
        if child is None:
            break
        mark, node = child
        place = mark.line + 1, mark.column + 1
    return place


def place_of(path: Path, setting: str) -> Place | None:
    """The place of a setting, such as ``nav[0].topic``; None if the file does not have it."""
    try:
        node, _ = parse_yaml(path, path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError, ConfigError):  # changed since the build has read it
        return None
    return place_in(node, undotted(f".{setting}"))


@contextmanager
def errors_placed_in(path: Path) -> Iterator[None]:
    """Begin the message of a SettingError with its place in the file."""
    try:
        yield
    except SettingError as error:
        place = place_of(path, error.setting)
        position = ":{}:{}".format(*place) if place else ""
        raise ConfigError(f"{path}{position}: {error.message}", hint=error.hint) from None


def _child(node: yaml.Node | None, key: str | int) -> tuple[yaml.Mark, yaml.Node] | None:
    """Where a key of a map or an item of a list begins in the file, and the value's node."""
    if isinstance(node, yaml.MappingNode):
        pairs = (pair for pair in node.value if pair[0].value == key)
        return next(((name.start_mark, value) for name, value in pairs), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(key, int) and key < len(node.value):
        item = node.value[key]
        return item.start_mark, item
    return None
