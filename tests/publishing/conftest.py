"""Fixtures: repositories and sites, without the git configuration of the machine."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from site_gen import cli
from tests.publishing.repositories import Quay, quay_in
from tests.sites.site import Files, config, days, write_files

NO_FEEDS: dict[str, list[str]] = {"site": [], "topics": [], "providers": []}


@pytest.fixture(autouse=True)
def _no_git_configuration(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in os.environ:
        if name.startswith(("GIT_", "SSH_", "RSYNC_")):
            monkeypatch.delenv(name)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("GIT_TEST_FSYNC", "0")  # speed
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))


@pytest.fixture
def quay(tmp_path: Path) -> Quay:
    """A repository with a folder to publish, and its empty remote."""
    return quay_in(tmp_path)


@dataclass
class Site:
    """A site at the top of a repository, which is the current folder."""

    quay: Quay
    capture: pytest.CaptureFixture[str]

    def write(self, files: Files) -> None:
        """Write the files of the site, with settings for fast builds."""
        settings = config(mirror=False, sitemaps=False, feeds={"formats": NO_FEEDS})
        write_files(Path(), {"site.yaml": settings, **files})

    def build(self, files: Files) -> None:
        self.write(files)
        cli.run(["build", "--no-search", "--quiet"])

    def run(self, command: str) -> tuple[int, list[str]]:
        """Run a command; returns its status, and its lines with ``#`` for sizes."""
        return self.run_words(command.split())

    def run_words(self, words: list[str]) -> tuple[int, list[str]]:
        self.capture.readouterr()
        status = cli.run([*words, "--no-search"])
        out, err = self.capture.readouterr()
        assert out == ""
        assert "Traceback" not in err
        return status, re.sub(r"[\d.,]+ MB", "# MB", err).splitlines()


@pytest.fixture
def site(quay: Quay, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Site:
    """A site of four records, built but not published."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1772366400")  # 1 March 2026, noon
    monkeypatch.chdir(quay.work)
    site = Site(quay, capsys)
    site.build(days(4))
    return site
