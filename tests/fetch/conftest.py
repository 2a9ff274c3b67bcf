"""Fixtures of the tests of ``fetch``."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Run
from tests.fetch.commands import CLOCK, Fetch
from tests.fetch.fetch_site import FetchSite, connect
from tests.fetch.server import server

__all__ = ["fetch", "server", "site"]


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FetchSite:
    """A site whose feeds are in memory."""
    made = FetchSite(tmp_path)
    connect(made, monkeypatch)
    return made


@pytest.fixture
def fetch(site_gen: Run, tmp_path: Path) -> Fetch:
    """Run ``fetch`` at noon."""
    (tmp_path / "content").mkdir()

    def run(*arguments: str, now: str = CLOCK) -> tuple[int, str, str]:
        return site_gen("fetch", "--now", now, *arguments)

    return run
