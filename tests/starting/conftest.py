"""A site_gen that seems to be installed from another origin."""

from __future__ import annotations

import pytest

from site_gen.starter import requirement


def install_from(monkeypatch: pytest.MonkeyPatch, direct_url: str | None) -> None:
    """Set the content of direct_url.json of the running site_gen."""

    class Installed:
        def read_text(self, name: str) -> str | None:
            assert name == "direct_url.json"
            return direct_url

    monkeypatch.setattr(requirement, "distribution", lambda _: Installed())
