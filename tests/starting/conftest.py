"""Commands run in an empty folder, at one instant."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from site_gen import cli
from site_gen.starter import requirement

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def site_gen(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Run:
    """Run a command in the test's folder: status, standard output, standard error."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1772366400")  # 1 March 2026, noon

    def run(*arguments: str) -> tuple[int, str, str]:
        status = cli.run(list(arguments))
        out, err = capsys.readouterr()
        return status, out, err

    return run


def install_from(monkeypatch: pytest.MonkeyPatch, noted: str | None) -> None:
    """Let the running site_gen be one of which the installer noted this."""

    class Installed:
        def read_text(self, name: str) -> str | None:
            assert name == "direct_url.json"
            return noted

    monkeypatch.setattr(requirement, "distribution", lambda _: Installed())
