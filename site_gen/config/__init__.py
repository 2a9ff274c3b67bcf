"""site.yaml → SiteConfig, and what is said of a wrong one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import yaml

from site_gen.base_url import normalised
from site_gen.config.checks import Fault, faults
from site_gen.config.fetch import (
    Fetch,
    Match,
    Overrides,
    Rule,
    Source,
    SourceProvider,
    TopicMapping,
)
from site_gen.config.messages import Keys, in_words
from site_gen.config.syntax import read
from site_gen.config.types import (
    Admission,
    Embeds,
    Images,
    Limits,
    Pagination,
    Ranking,
    SiteConfig,
    Stories,
    Theme,
)
from site_gen.errors import ConfigError
from site_gen.urls import normal_domain

__all__ = [
    "Admission",
    "Embeds",
    "Fetch",
    "Images",
    "Limits",
    "Match",
    "Overrides",
    "Pagination",
    "Ranking",
    "Rule",
    "SiteConfig",
    "Source",
    "SourceProvider",
    "Stories",
    "Theme",
    "TopicMapping",
    "load_config",
]


def load_config(path: Path, *, base_url: str | None = None) -> SiteConfig:
    """Read and check the configuration; ``base_url`` replaces the file's own.

    Raises ConfigError, in one line, for a missing file, invalid YAML, an unknown key
    or a value that cannot be.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise ConfigError(
            f"{path}: no such file",
            hint="name another with --config, or begin a site: python -m site_gen init .",
        ) from None
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror or error}") from None
    except UnicodeDecodeError as error:
        byte = f"not UTF-8: byte 0x{error.object[error.start]:02x}"
        line = error.object.count(b"\n", 0, error.start) + 1
        raise ConfigError(f"{path}:{line}: {byte}", hint="save the file as UTF-8") from None
    node, raw = read(path, text)
    if not isinstance(raw, dict):
        raise ConfigError(f"{path}: expected a map of settings", hint="title: …, base_url: …")
    fields = _without_nulls(raw)
    if base_url is not None:
        fields["base_url"] = base_url
    return _checked(path, node, fields)


def _without_nulls(fields: dict[Any, Any]) -> dict[Any, Any]:
    """The settings without those that are null, which are as if not given, in sections too.

    Only in ``topics.map`` a null says something: it is how YAML writes a key without a value, and
    drops the category as an empty text does.
    """
    topics = fields.get("topics")
    mapping = topics.get("map") if isinstance(topics, dict) else None
    if isinstance(mapping, dict):
        mapping.update({key: "" for key, value in mapping.items() if value is None})
    waiting: list[Any] = [fields]
    while waiting:
        part = waiting.pop()
        if isinstance(part, dict):
            for key in [key for key, value in part.items() if value is None]:
                del part[key]
        inside = part.values() if isinstance(part, dict) else part
        waiting += [each for each in inside if isinstance(each, dict | list)]
    return fields


def _checked(path: Path, node: yaml.Node | None, fields: dict[Any, Any]) -> SiteConfig:
    try:
        config = msgspec.convert(fields, SiteConfig)
    except msgspec.ValidationError as error:
        message, keys = in_words(str(error), fields)
        raise ConfigError(f"{path}{_place(node, keys)}: {message}") from None
    fault = next(faults(config), None)
    if fault:
        raise _refusal(path, node, fault)
    return msgspec.structs.replace(
        config,
        base_url=normalised(config.base_url),
        sources=tuple(map(_with_normal_domain, config.sources)),
    )


def _with_normal_domain(source: Source) -> Source:
    domain = normal_domain(source.provider.domain)
    provider = msgspec.structs.replace(source.provider, domain=domain)
    return msgspec.structs.replace(source, provider=provider)


def _refusal(path: Path, node: yaml.Node | None, fault: Fault) -> ConfigError:
    first = _place(node, fault.first)
    hint = f"{fault.hint}; the other is in line {first.split(':')[1]}" if first else fault.hint
    message = " ".join(fault.message.split())  # a value may have several lines
    return ConfigError(f"{path}{_place(node, fault.keys)}: {message}", hint=hint)


def _place(node: yaml.Node | None, keys: Keys) -> str:
    """``:line:column`` of a key or of an item in the file, empty if it is not in there."""
    place = ""
    for key in keys:
        inside = _inside(node, key)
        if inside is None:
            break
        mark, node = inside
        place = f":{mark.line + 1}:{mark.column + 1}"
    return place


def _inside(node: yaml.Node | None, key: str | int) -> tuple[Any, yaml.Node] | None:
    """Where a key of a map, or an item of a list, begins in the file; and its value."""
    if isinstance(node, yaml.MappingNode):
        pairs = (pair for pair in node.value if pair[0].value == key)
        return next(((name.start_mark, value) for name, value in pairs), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(key, int) and key < len(node.value):
        item = node.value[key]
        return item.start_mark, item
    return None
