"""requirements.txt: how another machine installs the running site_gen, or a warning."""

from __future__ import annotations

import json
from importlib.metadata import PackageNotFoundError
from typing import Any

import pytest

from site_gen import __version__
from site_gen.starter import requirement as room
from site_gen.starter.requirement import requirement
from tests.conftest import Run
from tests.starting.conftest import install_from

COMMIT = "0123456789abcdef0123456789abcdef01234567"
BY_NAME = f"site-gen[search]=={__version__}"


def git(url: str, **more: Any) -> dict[str, Any]:
    """What pip records of a package from a repository."""
    return {"url": url, "vcs_info": {"vcs": "git", "commit_id": COMMIT}, **more}


def lines(text: str) -> list[str]:
    """The lines of requirements without comments."""
    return [line for line in text.splitlines() if not line.startswith("#")]


@pytest.mark.parametrize(
    ("direct_url", "address"),
    [
        (git("https://code.quay.example/site_gen"), "git+https://code.quay.example/site_gen@"),
        (git("ssh://git@code.quay.example/s.git"), "git+ssh://git@code.quay.example/s.git@"),
        (
            git("https://code.quay.example/s", subdirectory="a/b"),
            "git+https://code.quay.example/s@",
        ),
    ],
)
def test_from_version_control_it_is_the_commit(
    monkeypatch: pytest.MonkeyPatch, direct_url: dict[str, Any], address: str
) -> None:
    install_from(monkeypatch, json.dumps(direct_url))
    needed = requirement()
    folder = direct_url.get("subdirectory")
    end = f"#subdirectory={folder}" if folder else ""
    assert lines(needed.text) == [f"site-gen[search] @ {address}{COMMIT}{end}"]
    assert needed.warning == ""


@pytest.mark.parametrize(
    "direct_url",
    [
        {"url": "file:///home/me/site_gen", "dir_info": {"editable": True}},
        {"url": "file:///home/me/site_gen-0.1.0-py3-none-any.whl", "archive_info": {}},
        git("file:///home/me/site_gen"),
        git("/home/me/site_gen"),
        git("https://me:secret@code.quay.example/site_gen"),
        git("https://secret@code.quay.example/site_gen"),
        git("https://code.quay.example/a b\nsecret"),
        git("https://[/home/me"),
        {"url": "https://code.quay.example/", "vcs_info": {"vcs": "git"}},
        {"url": "https://code.quay.example/", "vcs_info": "secret"},
    ],
)
def test_from_elsewhere_it_is_the_version_with_a_warning(
    monkeypatch: pytest.MonkeyPatch, direct_url: dict[str, Any]
) -> None:
    install_from(monkeypatch, json.dumps(direct_url))
    needed = requirement()
    assert lines(needed.text) == [BY_NAME]
    assert "# site-gen[search] @ git+https://…\n" in needed.text
    assert needed.warning.startswith(f"requirements.txt: {BY_NAME} may not be found by pip")
    for private in ("/home/me", "secret"):
        assert private not in needed.text + needed.warning


@pytest.mark.parametrize("direct_url", [None, "", "{", "[]"])
def test_installed_by_name_it_is_the_version(
    monkeypatch: pytest.MonkeyPatch, direct_url: str | None
) -> None:
    install_from(monkeypatch, direct_url)
    assert (lines(requirement().text), requirement().warning) == ([BY_NAME], "")


def test_run_from_source_it_is_the_version_with_a_warning(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> None:
        raise PackageNotFoundError(name)

    monkeypatch.setattr(room, "distribution", missing)
    assert lines(requirement().text) == [BY_NAME]
    assert requirement().warning


def test_init_prints_the_warning_once(site_gen: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    install_from(monkeypatch, json.dumps({"url": "file:///home/me/x", "dir_info": {}}))
    assert site_gen("init", "a")[2].count("may not be found by pip") == 1
    assert "may not be found by pip" not in site_gen("init", "a")[2], "the file was kept"
    install_from(monkeypatch, json.dumps(git("https://code.quay.example/site_gen")))
    assert "requirements.txt:" not in site_gen("init", "b")[2]
