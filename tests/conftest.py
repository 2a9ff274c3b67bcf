"""Settings of all tests, and commands run in the test's own folder."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from site_gen import cli

os.umask(0o022)  # files that tests write by themselves can be read by everyone, as is usual

settings.register_profile("quick", derandomize=True, max_examples=60, deadline=None)
settings.load_profile("quick")

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def interruptible() -> Iterator[None]:
    """Whoever runs the tests in the background has their children ignore Ctrl-C: let them not."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


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
