"""Only files that differ are written, and only stale ones are removed."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from site_gen.output_marker import MARKER_PATH
from site_gen.target import Change
from tests.writing.output_folder import Site


def test_only_the_outputs_are_written(site: Site) -> None:
    files = {"index.html": "home", "news/a/index.html": "a", "empty.txt": ""}
    changes, removed = site.build(files)
    assert site.files() == files
    assert set(changes.values()) == {Change.WRITTEN}
    assert removed == 0


def test_only_changed_files_are_written_again(site: Site) -> None:
    site.build({"a.txt": "same", "b.txt": "old"})
    os.utime(site.root / "a.txt", ns=(1, 1))
    changes, _ = site.build({"a.txt": "same", "b.txt": "new"})
    assert changes == {"a.txt": Change.UNCHANGED, "b.txt": Change.WRITTEN}
    assert (site.root / "a.txt").stat().st_mtime_ns == 1
    assert site.files() == {"a.txt": "same", "b.txt": "new"}


def test_stale_files_and_folders_that_become_empty_are_removed(site: Site) -> None:
    site.build({"index.html": "x", "news/a/index.html": "a", "news/b/index.html": "b"})
    _, removed = site.build({"index.html": "x", "news/b/index.html": "b"})
    assert removed == 1
    assert site.files() == {"index.html": "x", "news/b/index.html": "b"}
    site.build({"index.html": "x"})
    assert site.files() == {"index.html": "x"}
    assert not (site.root / "news").exists()


def test_stale_file_is_replaced_by_a_folder_and_the_reverse(site: Site) -> None:
    site.build({"a": "file", "b/c/d": "deep"})
    site.build({"a/x/y": "deep", "b": "file"})
    assert site.files() == {"a/x/y": "deep", "b": "file"}
    site.build({"a": "file", "b/c/d": "deep"})
    assert site.files() == {"a": "file", "b/c/d": "deep"}


@pytest.mark.parametrize("kind", ["link", "hard link", "pipe"])
def test_links_and_other_non_regular_files_are_replaced(
    site: Site, tmp_path: Path, kind: str
) -> None:
    other = tmp_path / "other.html"
    other.write_text("a")
    site.build({"a.html": "a"})
    path = site.root / "a.html"
    path.unlink()
    if kind == "link":
        path.symlink_to(other)
    elif kind == "hard link":
        path.hardlink_to(other)
    else:
        os.mkfifo(path)
    changes, _ = site.build({"a.html": "a"})
    status = path.lstat()
    assert changes == {"a.html": Change.WRITTEN}
    assert stat.S_ISREG(status.st_mode)
    assert (status.st_nlink, stat.S_IMODE(status.st_mode)) == (1, 0o644)
    assert other.read_text() == path.read_text() == "a"


@pytest.mark.parametrize("path", ["a.html", MARKER_PATH])
def test_empty_folder_at_the_path_of_a_file_is_removed(site: Site, path: str) -> None:
    site.build({"a.html": "a"})
    (site.root / path).unlink()
    (site.root / path).mkdir()
    site.build({"a.html": "a"})
    assert site.files() == {"a.html": "a"}
    assert (site.root / path).is_file()
