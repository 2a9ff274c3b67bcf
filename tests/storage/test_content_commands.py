"""Commands with an address of content: which accept one, and what they say of a wrong one."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from fsspec.implementations.memory import MemoryFileSystem

from tests.conftest import Run
from tests.sites.site import config, record

ADDRESS = "memory://newsroom/records"


@pytest.fixture(autouse=True)
def site(tmp_path: Path) -> Iterator[Path]:
    (tmp_path / "site.yaml").write_text(config())
    MemoryFileSystem.store.clear()
    MemoryFileSystem().pipe_file("/newsroom/records/news/a.md", record("Ferry returns").encode())
    yield tmp_path
    MemoryFileSystem.store.clear()


def tree(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*")}


@pytest.mark.parametrize(
    "arguments",
    [
        ("fetch", "--content", ADDRESS),
        ("sources", "--content", ADDRESS),
        ("new", "Ferry returns", "--content", ADDRESS),
        ("init", ADDRESS),
    ],
    ids=lambda arguments: arguments[0],
)
def test_commands_that_write_records_need_a_folder(
    site_gen: Run, site: Path, arguments: tuple[str, ...]
) -> None:
    before = tree(site)
    status, out, err = site_gen(*arguments)
    hint = "build, check, explain, serve and publish read records from an address"
    message = f"error: {ADDRESS}: {arguments[0]} needs a folder of this machine ({hint})\n"
    assert (status, out, err) == (2, "", message)
    assert tree(site) == before


@pytest.mark.parametrize("command", ["build", "check", "serve", "publish"])
def test_password_is_refused_and_not_shown(site_gen: Run, command: str) -> None:
    status, out, err = site_gen(command, "--content", "sftp://desk:hunter2@files.example/records")
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert "sftp://desk:…@files.example has a password" in err
    assert "hunter2" not in err


def test_missing_extra_is_named(site_gen: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fsspec", None)
    status, _, err = site_gen("build", "--content", ADDRESS)
    message = f"error: {ADDRESS}: fsspec is not installed (pip install 'site-gen[storage]')\n"
    assert (status, err) == (2, message)


def test_unknown_protocol(site_gen: Run) -> None:
    status, _, err = site_gen("check", "--content", "s4://newsroom/records")
    assert (status, err.count("\n")) == (2, 1)
    assert err.startswith("error: s4://newsroom/records: ")


def test_server_that_does_not_listen(site_gen: Run) -> None:
    status, _, err = site_gen("build", "--content", "http://127.0.0.1:1/records")
    assert (status, err.count("\n")) == (1, 1)
    assert err.startswith("error: http://127.0.0.1:1/records: cannot be read: ")


def test_file_address_is_a_folder(site_gen: Run, site: Path) -> None:
    (site / "content").mkdir()
    (site / "content" / "a.md").write_text(record("Ferry returns"))
    status, _, err = site_gen("build", "--content", f"file://{site}/content")
    assert (status, "1 record read: 1 published" in err) == (0, True)
    assert not list(site.glob(".site_gen_cache/content-*"))


def test_publish_compares_the_folder_with_the_address(site_gen: Run, site: Path) -> None:
    site_gen("build", "--content", ADDRESS)
    _, _, err = site_gen("publish", "--content", ADDRESS, "--dry-run")
    assert "build again" not in err
    assert "would be refused" not in err

    text = record("Ferry is late").encode()
    MemoryFileSystem().pipe_file("/newsroom/records/news/b.md", text)
    _, _, err = site_gen("publish", "--content", ADDRESS, "--dry-run")
    assert "would be refused: _site" in err


def test_languages_are_built_of_one_copy(site_gen: Run, site: Path) -> None:
    (site / "site.yaml").write_text(config(languages=["en", "de"]))
    MemoryFileSystem().pipe_file(
        "/newsroom/records/news/b.md", record("Die Fähre", locale="de").encode()
    )
    status, _, err = site_gen("build", "--content", ADDRESS)
    assert status == 0
    assert err.count(f"{ADDRESS}: 2 fetched") == 1
