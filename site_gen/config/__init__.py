"""Loading and checking ``site.yaml``."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import msgspec
import yaml

from site_gen.base_url import normalise_base_url
from site_gen.config.checks import invalid_settings
from site_gen.config.fetch import (
    Fetch,
    Match,
    Overrides,
    Rule,
    Source,
    SourceProvider,
    TopicMapping,
)
from site_gen.config.invalid import InvalidSetting
from site_gen.config.language_sites import (
    LanguageConfig,
    LanguageMatcher,
    LanguageSite,
    default_locale,
    language_configs,
    own_site,
    root_url,
    sites_of,
)
from site_gen.config.messages import explain_error
from site_gen.config.navigation import NavItem, NavSection
from site_gen.config.places import place_in
from site_gen.config.storage import Storage
from site_gen.config.syntax import parse_yaml
from site_gen.config.types import (
    ACCENTS,
    LINES,
    AccentColours,
    Admission,
    Digest,
    Embeds,
    FontFiles,
    Fonts,
    Front,
    Images,
    Limits,
    Lists,
    ListStyle,
    LogoFiles,
    Pagination,
    Ranking,
    ReaderFeatures,
    SiteConfig,
    SiteLanguage,
    Stories,
    Theme,
)
from site_gen.errors import ConfigError
from site_gen.urls import normal_domain
from site_gen.wording import KeyPath, one_line

__all__ = [
    "ACCENTS",
    "LINES",
    "AccentColours",
    "Admission",
    "Digest",
    "Embeds",
    "Fetch",
    "FontFiles",
    "Fonts",
    "Front",
    "Images",
    "LanguageConfig",
    "LanguageMatcher",
    "LanguageSite",
    "Limits",
    "ListStyle",
    "Lists",
    "LogoFiles",
    "Match",
    "NavItem",
    "NavSection",
    "Overrides",
    "Pagination",
    "Ranking",
    "ReaderFeatures",
    "Rule",
    "SiteConfig",
    "SiteLanguage",
    "Source",
    "SourceProvider",
    "Storage",
    "Stories",
    "Theme",
    "TopicMapping",
    "default_locale",
    "language_configs",
    "load_config",
    "own_site",
    "root_url",
    "sites_of",
]

_UNQUOTED_COLOUR = re.compile(
    r"^\s*(accent|light|dark):\s+(#(?:[0-9a-f]{3}){1,2})\s*$", re.IGNORECASE | re.MULTILINE
)


def load_config(path: Path, *, base_url: str | None = None) -> SiteConfig:
    """Read and check the configuration; ``base_url`` overrides the one in the file.

    Raises ConfigError, with a message of one line, for a missing file, invalid YAML, an
    unknown key or an invalid value.
    """
    text = _read_text(path)
    node, settings = parse_yaml(path, text)
    _refuse_unquoted_colour(path, text)
    if not isinstance(settings, dict):
        raise ConfigError(f"{path}: expected a map of settings", hint="title: …, base_url: …")
    _remove_nulls(settings)
    if base_url is not None:
        settings["base_url"] = base_url
    try:
        config = msgspec.convert(settings, SiteConfig)
    except msgspec.ValidationError as error:
        message, keys = explain_error(str(error), settings)
        raise ConfigError(f"{path}{_position(node, keys)}: {message}") from None
    invalid = next(invalid_settings(config), None)
    if invalid:
        raise _invalid_setting_error(path, node, invalid)
    return msgspec.structs.replace(
        config,
        base_url=normalise_base_url(config.base_url),
        sources=tuple(map(_with_normal_domain, config.sources)),
    )


def _read_text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
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


def _refuse_unquoted_colour(path: Path, text: str) -> None:
    """Raise ConfigError for ``accent: #c03``: in YAML, ``#`` begins a comment."""
    colour = _UNQUOTED_COLOUR.search(text)
    if colour:
        line = text.count("\n", 0, colour.start()) + 1
        hint = f'put it in quotes: {colour[1]}: "{colour[2]}"'
        raise ConfigError(f"{path}:{line}: a colour without quotes is a comment", hint=hint)


def _remove_nulls(settings: dict[Any, Any]) -> None:
    """Remove settings that are null, also in sections, in place: they mean the default.

    In ``topics.map`` a null means an empty text, which drops the category.
    """
    topics = settings.get("topics")
    mapping = topics.get("map") if isinstance(topics, dict) else None
    if isinstance(mapping, dict):
        mapping.update({key: "" for key, value in mapping.items() if value is None})
    pending: list[Any] = [settings]
    while pending:
        section = pending.pop()
        if isinstance(section, dict):
            for key in [key for key, value in section.items() if value is None]:
                del section[key]
        values = section.values() if isinstance(section, dict) else section
        pending += [value for value in values if isinstance(value, dict | list)]


def _with_normal_domain(source: Source) -> Source:
    domain = normal_domain(source.provider.domain)
    provider = msgspec.structs.replace(source.provider, domain=domain)
    return msgspec.structs.replace(source, provider=provider)


def _invalid_setting_error(
    path: Path, node: yaml.Node | None, setting: InvalidSetting
) -> ConfigError:
    hint = setting.hint
    first = _position(node, setting.duplicate_of)
    if first:
        hint += f"; the other is in line {first.split(':')[1]}"
    position = _position(node, setting.path)
    return ConfigError(f"{path}{position}: {one_line(setting.message)}", hint=hint)


def _position(node: yaml.Node | None, keys: KeyPath) -> str:
    """``:line:column`` of a setting, or of the section that should have it."""
    place = place_in(node, keys)
    return f":{place[0]}:{place[1]}" if place else ""
