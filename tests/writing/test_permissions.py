"""A web server can read all files."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from site_gen.build import build
from site_gen.target import Change
from tests.sites.site import build_site, days
from tests.writing.output_folder import Site


@contextmanager
def umask(mask: int) -> Iterator[None]:
    old = os.umask(mask)
    try:
        yield
    finally:
        os.umask(old)


@pytest.mark.parametrize("mask", [0o077, 0o000, 0o027])
def test_files_can_be_read_by_a_web_server_whatever_the_umask(site: Site, mask: int) -> None:
    with umask(mask):
        site.build({"index.html": "x", "news/a/index.html": "x", "news/b/index.html": "x"})
    modes = {path: stat.S_IMODE(path.stat().st_mode) for path in site.root.rglob("*")}
    assert {mode for path, mode in modes.items() if path.is_file()} == {0o644}
    folders = [mode for path, mode in modes.items() if path.is_dir()]
    for mode in (*folders, site.root.stat().st_mode):
        assert mode & 0o755 == 0o755


@pytest.mark.parametrize("mask", [0o022, 0o077])
def test_permissions_of_folders_are_set_only_if_the_umask_requires_it(
    site: Site, monkeypatch: pytest.MonkeyPatch, mask: int
) -> None:
    """It would take the mark from folders that give their group on to all that comes into them."""
    opened: list[Path] = []
    monkeypatch.setattr(Path, "chmod", lambda path, _: opened.append(path))
    with umask(mask):
        site.build({"news/a/index.html": "x", "news/b/index.html": "x"})
    assert bool(opened) == (mask == 0o077)


@pytest.mark.parametrize("mode", [0o000, 0o600, 0o640, 0o444, 0o755, 0o666])
def test_changed_permissions_are_restored(site: Site, mode: int) -> None:
    site.build({"news/a/index.html": "a"})
    path = site.root / "news/a/index.html"
    path.chmod(mode)
    changes, _ = site.build({"news/a/index.html": "a"})
    assert changes == {"news/a/index.html": Change.WRITTEN}
    assert stat.S_IMODE(path.stat().st_mode) == 0o644


DAMAGES: dict[str, Callable[[Path], object]] = {
    "unreadable file": lambda site: (site / "latest/index.html").chmod(0o600),
    "closed folder": lambda site: (site / "latest").chmod(0o700),
    "closed folder above": lambda site: (site / "archive").chmod(0o700),
    "closed site": lambda site: site.chmod(0o700),
    "link to a copy": lambda site: _linked(site / "latest/index.html"),
    "empty folder": lambda site: _emptied(site / "latest/index.html"),
}


def _linked(path: Path) -> None:
    copy = path.parents[2] / "copy.html"
    path.rename(copy)
    path.symlink_to(copy)


def _emptied(path: Path) -> None:
    path.unlink()
    path.mkdir()


@pytest.mark.parametrize("damage", DAMAGES)
def test_update_repairs_files_that_a_web_server_cannot_read(tmp_path: Path, damage: str) -> None:
    site = build_site(tmp_path, days(3))

    def state() -> dict[str, tuple[int, int]]:
        paths = (site.root, *sorted(site.root.rglob("*")))
        files = {str(path): path.lstat() for path in paths}
        return {path: (each.st_mode, each.st_nlink) for path, each in files.items()}

    before, files = state(), site.files()
    DAMAGES[damage](site.root)
    build(site.options)
    assert (state(), site.files()) == (before, files)
    assert build(site.options).written == 0
