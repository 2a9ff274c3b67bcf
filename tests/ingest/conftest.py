"""Fixtures of the tests of ``fetch``."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ingest.newsstand import Newsstand, connect
from tests.ingest.server import server

__all__ = ["server", "stand"]


@pytest.fixture
def stand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Newsstand:
    """A newsstand whose sources answer from memory."""
    made = Newsstand(tmp_path)
    connect(made, monkeypatch)
    return made
