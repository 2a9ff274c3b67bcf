"""site.yaml → SiteConfig: every key, its default, and what is said of a wrong one."""

from __future__ import annotations

import difflib
import re
import typing
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec
import yaml

from site_gen.errors import ConfigError
from site_gen.links import is_http_url

Positive = Annotated[int, msgspec.Meta(ge=1)]
ReferrerPolicy = Literal[
    "no-referrer", "origin", "strict-origin", "strict-origin-when-cross-origin", "same-origin"
]
Accent = Literal["red", "blue", "green", "plum"]


class Section(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Base of all parts of the configuration."""


class Theme(Section, frozen=True):
    accent: Accent = "red"
    """The colour of section labels and links."""


class Pagination(Section, frozen=True):
    page_size: Positive = 20
    """Records on a full page of a list; the front page holds one to two times as many."""


class Admission(Section, frozen=True):
    min_quality: int = 0
    """Records of lower quality are left out."""
    max_age_days: Positive | None = None
    """Records older than this, counted from the newest published one, are left out."""


class Ranking(Section, frozen=True):
    half_life_hours: Annotated[float, msgspec.Meta(gt=0)] = 24.0
    """The age at which a record needs twice the heat to rank as a new one does."""
    per_provider: Positive = 2
    """At most this many of one provider in a row among the top stories."""


class Embeds(Section, frozen=True):
    hosts: tuple[str, ...] = ("www.youtube-nocookie.com", "player.vimeo.com")
    """Hosts whose players may be loaded, on the reader's click."""


class Images(Section, frozen=True):
    referrer_policy: ReferrerPolicy = "no-referrer"
    """What image hosts are told about the page."""
    referrer_policies: Mapping[str, ReferrerPolicy] = {}
    """Host → policy, for hosts that refuse the default; subdomains included."""


class Limits(Section, frozen=True):
    record_bytes: Positive = 1_048_576
    """Larger files are refused."""
    site_bytes: Positive = 1_000_000_000
    """A larger site is warned about; GitHub Pages publishes at most 1 GB."""


class SiteConfig(Section, frozen=True, kw_only=True):
    title: Annotated[str, msgspec.Meta(min_length=1)]
    """The site's name."""
    base_url: Annotated[str, msgspec.Meta(min_length=1)]
    """Where the site is published, path included: ``https://example.org/news/``."""
    description: str = ""
    """One line under the name, and the description of the home page."""
    locale: Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*$")] = "en"
    """The language of the site, and of records that name none."""
    author: str = ""
    """Who runs the site; named at the foot of every page."""
    repository: str = ""
    """Where the site's files are kept; linked at the foot of every page."""
    theme: Theme = Theme()
    pagination: Pagination = Pagination()
    admission: Admission = Admission()
    ranking: Ranking = Ranking()
    embeds: Embeds = Embeds()
    images: Images = Images()
    limits: Limits = Limits()


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
            hint="name another with --config, or write one: title, base_url",
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
    if not isinstance(raw, dict):
        raise ConfigError(f"{path}: expected a map of settings", hint="title: …, base_url: …")
    fields = {key: value for key, value in raw.items() if value is not None}
    if base_url is not None:
        fields["base_url"] = base_url
    return _checked(path, node, fields)


def _checked(path: Path, node: yaml.Node | None, fields: dict[Any, Any]) -> SiteConfig:
    try:
        config = msgspec.convert(fields, SiteConfig)
    except msgspec.ValidationError as error:
        message, keys = _in_words(str(error))
        raise ConfigError(f"{path}{_place(node, keys)}: {message}") from None
    if not is_http_url(config.base_url) or "?" in config.base_url or "#" in config.base_url:
        raise ConfigError(
            f"{path}{_place(node, ('base_url',))}: base_url is “{config.base_url}”, "
            "expected an http or https URL",
            hint="such as https://example.org/news/",
        )
    if config.repository and not is_http_url(config.repository):
        raise ConfigError(
            f"{path}{_place(node, ('repository',))}: repository is “{config.repository}”, "
            "expected an http or https URL"
        )
    return msgspec.structs.replace(config, base_url=config.base_url.rstrip("/") + "/")


def _in_words(error: str) -> tuple[str, tuple[str, ...]]:
    """msgspec's message in the words of this project, and the keys it is about."""
    message, _, where = error.partition(" - at `$")
    keys = tuple(re.findall(r"\.(\w+)", where))
    unknown = re.search(r"unknown field `(.*)`", message)
    if unknown:
        known = known_keys(keys)
        close = difflib.get_close_matches(unknown[1], known, 1, 0.5)
        guess = f"did you mean {close[0]}?" if close else f"known keys: {', '.join(known)}"
        return f"unknown key {'.'.join((*keys, unknown[1]))} ({guess})", (*keys, unknown[1])
    missing = re.search(r"missing required field `(.*)`", message)
    if missing:
        return f"{missing[1]} is missing (it is required)", ()
    choice = re.search(r"Invalid enum value '(.*)'", message)
    if choice:
        choices = typing.get_args(_type_of(keys))
        close = difflib.get_close_matches(choice[1], choices, 1, 0.5)
        guess = f" (did you mean {close[0]}?)" if close else ""
        return f"{'.'.join(keys)} is “{choice[1]}”, expected {', '.join(choices)}{guess}", keys
    message = message.replace("Expected `str", "expected `text").replace("Expected", "expected")
    for name, word in (("`int`", "a whole number"), ("`object`", "a map"), ("`array`", "a list")):
        message = message.replace(name, word)
    return f"{'.'.join(keys)}: {message.replace('`', '')}", keys


def known_keys(section: tuple[str, ...] = ()) -> list[str]:
    """The keys of a section of the configuration, such as ``("theme",)``."""
    return [field.name for field in msgspec.structs.fields(_type_of(section))]


def _type_of(keys: tuple[str, ...]) -> Any:
    """The declared type of the setting at ``keys``."""
    kind: Any = SiteConfig
    for key in keys:
        kind = next(field.type for field in msgspec.structs.fields(kind) if field.name == key)
    if typing.get_origin(kind) is Mapping:  # msgspec names no key of a map, only the map
        kind = typing.get_args(kind)[1]
    return kind


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
