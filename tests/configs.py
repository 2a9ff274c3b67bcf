"""Loading a site.yaml with given text."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_gen.config import SiteConfig, load_config
from site_gen.errors import ConfigError

MINIMAL = "title: The Tideline\nbase_url: https://tideline.example/\n"


def load(folder: Path, text: str | bytes, base_url: str | None = None) -> SiteConfig:
    path = folder / "site.yaml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return load_config(path, base_url=base_url)


def error_line(folder: Path, text: str | bytes, base_url: str | None = None) -> str:
    """The message of the ConfigError for this text, which is one line, without the folder."""
    with pytest.raises(ConfigError) as caught:
        load(folder, text, base_url)
    line = str(caught.value)
    assert "\n" not in line
    assert caught.value.exit_status == 2
    return line.replace(f"{folder / 'site.yaml'}", "site.yaml")
