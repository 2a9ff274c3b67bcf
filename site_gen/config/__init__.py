"""site.yaml → SiteConfig, and what is said of a wrong one."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import yaml

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
from site_gen.config.words import in_words
from site_gen.errors import ConfigError
from site_gen.front_matter import duplicate_key
from site_gen.links import is_http_url
from site_gen.urls import normal_host

__all__ = [
    "Admission",
    "Embeds",
    "Images",
    "Limits",
    "Pagination",
    "Ranking",
    "SiteConfig",
    "Stories",
    "Theme",
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
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: cannot be read: {error}") from None
    try:
        node = yaml.compose(text, Loader=yaml.CSafeLoader)
        raw = yaml.safe_load(text)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = f":{mark.line + 1}:{mark.column + 1}" if mark else ""
        raise ConfigError(
            f"{path}{place}: invalid YAML: {error.problem or error.context}"
        ) from None
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise ConfigError(f"{path}: invalid YAML: {error}") from None
    twice = duplicate_key(node)
    if twice:
        key, mark = twice
        raise ConfigError(
            f"{path}:{mark.line + 1}:{mark.column + 1}: {key} is given twice",
            hint="keep one of the two",
        )
    if not isinstance(raw, dict):
        raise ConfigError(f"{path}: expected a map of settings", hint="title: …, base_url: …")
    fields = _without_nulls(raw)
    if base_url is not None:
        fields["base_url"] = base_url
    return _checked(path, node, fields)


def _without_nulls(fields: dict[Any, Any]) -> dict[Any, Any]:
    """A setting that is null is one that is not given, in sections too."""
    return {
        key: _without_nulls(value) if isinstance(value, dict) else value
        for key, value in fields.items()
        if value is not None
    }


def _checked(path: Path, node: yaml.Node | None, fields: dict[Any, Any]) -> SiteConfig:
    try:
        config = msgspec.convert(fields, SiteConfig)
    except msgspec.ValidationError as error:
        message, keys = in_words(str(error), fields)
        raise ConfigError(f"{path}{_place(node, keys)}: {message}") from None
    if not is_http_url(config.base_url) or "?" in config.base_url or "#" in config.base_url:
        raise ConfigError(
            f"{path}{_place(node, ('base_url',))}: base_url is “{config.base_url}”, "
            "expected an http or https URL",
            hint="such as https://example.org/news/",
        )
    for keys, url in (
        (("repository",), config.repository),
        (("feeds", "id_url"), config.feeds.id_url),
    ):
        if url and not is_http_url(url):
            raise ConfigError(
                f"{path}{_place(node, keys)}: {'.'.join(keys)} is “{url}”, "
                "expected an http or https URL"
            )
    for kind, formats in msgspec.structs.asdict(config.feeds.formats).items():
        twice = [form for form in formats if formats.count(form) > 1]
        if twice:
            keys = ("feeds", "formats", kind)
            raise ConfigError(
                f"{path}{_place(node, keys)}: {'.'.join(keys)} names {twice[0]} twice",
                hint="keep one of the two",
            )
    for host in config.embeds.hosts:
        if normal_host(host) != host:
            raise ConfigError(
                f"{path}{_place(node, ('embeds', 'hosts'))}: embeds.hosts has “{host}”, "
                "expected the name of a host",
                hint="such as player.vimeo.com, in small letters",
            )
    return msgspec.structs.replace(config, base_url=config.base_url.rstrip("/") + "/")


def _place(node: yaml.Node | None, keys: tuple[str, ...]) -> str:
    """``:line:column`` of a key in the file, empty if it is not in there."""
    place = ""
    for key in keys:
        pairs = node.value if isinstance(node, yaml.MappingNode) else []
        found = next((pair for pair in pairs if pair[0].value == key), None)
        if found is None:
            break
        mark, node = found[0].start_mark, found[1]
        place = f":{mark.line + 1}:{mark.column + 1}"
    return place
