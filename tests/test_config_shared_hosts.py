"""Hosts that a site adds to those that are known to be shared."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_gen.config import load_config
from site_gen.errors import ConfigError

LEAST = "title: Quay\nbase_url: https://quay.example/\n"


def load(folder: Path, pattern: str) -> tuple[str, ...]:
    path = folder / "site.yaml"
    path.write_text(f'{LEAST}shared_hosts: ["{pattern}"]\n', encoding="utf-8")
    return load_config(path).shared_hosts


@pytest.mark.parametrize(
    "pattern",
    ["videos.example", "videos.example/*", "videos.example/@*", "forum.example/c/x/*"],
)
def test_host_is_given_with_or_without_the_place_of_its_channels(
    tmp_path: Path, pattern: str
) -> None:
    assert load(tmp_path, pattern) == (pattern,)


@pytest.mark.parametrize(
    "pattern",
    [
        "",
        "https://videos.example/*",
        "www.videos.example/*",
        "Videos.example/*",
        "*.videos.example",
        "videos.example/",
        "videos.example/@ada",
        "videos.example/*/x",
        "videos.example/*?a=1",
        "videos",
        "videos.example /*",
    ],
)
def test_what_no_host_can_be_is_refused_with_its_place(tmp_path: Path, pattern: str) -> None:
    with pytest.raises(ConfigError) as refused:
        load(tmp_path, pattern)
    assert refused.value.message == (
        f"{tmp_path / 'site.yaml'}:3:16: shared_hosts[0] is “{pattern}”, "
        "expected a host, or where its channels are"
    )
