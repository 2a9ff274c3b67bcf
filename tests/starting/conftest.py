"""Commands of a site_gen that was installed from here or there."""

from __future__ import annotations

import pytest

from site_gen.starter import requirement


def install_from(monkeypatch: pytest.MonkeyPatch, noted: str | None) -> None:
    """Let the running site_gen be one of which the installer noted this."""

    class Installed:
        def read_text(self, name: str) -> str | None:
            assert name == "direct_url.json"
            return noted

    monkeypatch.setattr(requirement, "distribution", lambda _: Installed())
