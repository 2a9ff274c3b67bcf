"""docs/configuration.md: every key, default and message."""

from __future__ import annotations

import re
import typing
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
import yaml

from site_gen.config import SiteConfig, load_config
from site_gen.errors import ConfigError
from tests.docs.reading import SITE, blocks, named, read, tables


def settings(kind: Any = SiteConfig, prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Every key of the configuration: those of sections with a dot, of lists with brackets."""
    for field in msgspec.structs.fields(kind):
        name, section = f"{prefix}{field.name}", field.type
        if typing.get_origin(section) is tuple:
            name, section = f"{name}[]", typing.get_args(section)[0]
        if isinstance(section, type) and issubclass(section, msgspec.Struct):
            yield from settings(section, f"{name}.")
        else:
            yield f"{prefix}{field.name}", field


def test_keys_of_sections_in_lists_are_among_the_settings() -> None:
    keys = dict(settings()).keys()
    assert {"title", "theme.accent", "embeds.hosts", "sources[].url", "rules[].match.title"} < keys
    assert "sources" not in keys


SETTINGS = [pytest.param(key, field, id=key) for key, field in settings()]


def documented_settings() -> dict[str, list[str]]:
    found_tables = tables(read("docs/configuration.md"))
    return named([row for table in found_tables for row in table if len(row) == 4])


def test_every_setting_is_documented_and_exists() -> None:
    assert documented_settings().keys() == dict(settings()).keys()


@pytest.mark.parametrize(("key", "field"), SETTINGS)
def test_default_of_a_setting_is_the_documented_one(key: str, field: Any) -> None:
    documented = documented_settings()[key][1].strip("`")
    if field.required:
        assert documented == "required"
        return
    has_factory = field.default is msgspec.NODEFAULT
    default = field.default_factory() if has_factory else field.default
    assert msgspec.json.encode(yaml.safe_load(documented)) == msgspec.json.encode(default)


@pytest.mark.parametrize(("key", "field"), SETTINGS)
def test_choices_of_a_setting_are_documented(key: str, field: Any) -> None:
    if typing.get_origin(field.type) is typing.Literal:
        documented = set(re.findall(r"`([\w-]+)`", documented_settings()[key][0]))
        assert documented == set(typing.get_args(field.type))


@pytest.mark.parametrize("block", blocks(read("docs/configuration.md"), "yaml"))
def test_examples_of_the_configuration_are_valid(block: str, tmp_path: Path) -> None:
    path = tmp_path / "site.yaml"
    path.write_text(block if "base_url" in block else SITE["site.yaml"] + block, encoding="utf-8")
    load_config(path)


def test_every_section_has_an_example() -> None:
    shown = [yaml.safe_load(block) for block in blocks(read("docs/configuration.md"), "yaml")]
    keys = {key for block in shown for key in block}
    assert keys == {field.name for field in msgspec.structs.fields(SiteConfig)}


@pytest.mark.parametrize(("line", "message"), tables(read("docs/configuration.md"))[0])
def test_messages_about_the_configuration_are_those_of_the_tool(
    line: str, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("site.yaml").write_text(SITE["site.yaml"] + line.strip("`") + "\n", encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load_config(Path("site.yaml"))
    assert str(caught.value) == message
