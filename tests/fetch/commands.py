"""Sites for commands that are run against a real server."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

from tests.fetch import bodies

CLOCK = "2026-11-25T12:00:00Z"
Fetch = Callable[..., tuple[int, str, str]]
BODY = bodies.rss()


def configure(folder: Path, *sources: str | dict[str, Any], **settings: Any) -> None:
    """Write a site.yaml with these sources, which may be on loopback.

    The limits are long enough for a busy machine, and short enough for tests of silent servers.
    """
    limits = {"allow_private_hosts": True, "connect_seconds": 4, "read_seconds": 2}
    config = {
        "title": "The Quay",
        "base_url": "https://quay.example/",
        "sources": [{"url": each} if isinstance(each, str) else each for each in sources],
        "fetch": {**limits, "source_seconds": 4, "max_bytes": 100_000},
        **settings,
    }
    (folder / "site.yaml").write_text(yaml.safe_dump(config), encoding="utf-8")


def titles(folder: Path) -> list[str]:
    """The titles of all records."""
    files = sorted((folder / "content" / "news").rglob("*.md"))
    return [
        file.read_text(encoding="utf-8").splitlines()[1].removeprefix("title: ") for file in files
    ]
