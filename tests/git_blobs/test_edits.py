"""Edited, staged, linked and untracked files are not unchanged ones."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.git_blobs.repositories import FILES, LONG_AGO, Repository, edit, edit_unseen, git


def link(path: Path) -> None:
    path.unlink()
    path.symlink_to("b.md")


def make_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def stage_and_edit(path: Path) -> None:
    edit(path)
    git(path.parent, "add", path.name)
    path.write_bytes(path.read_bytes().lower())


def untrack(path: Path) -> None:
    git(path.parent, "rm", "--quiet", "--cached", path.name)


def assume_unchanged(path: Path) -> None:
    git(path.parent, "update-index", "--assume-unchanged", path.name)


def ignore_stat(path: Path) -> None:
    """All that git adds is assumed to be unchanged from then on."""
    edit(path)
    git(path.parent, "-c", "core.ignoreStat=true", "add", path.name)


def skip_worktree(path: Path) -> None:
    git(path.parent, "update-index", "--skip-worktree", path.name)


def assume_and_skip(path: Path) -> None:
    assume_unchanged(path)
    skip_worktree(path)


@pytest.mark.parametrize(
    "change",
    [
        edit,
        edit_unseen,
        Path.unlink,
        link,
        make_folder,
        stage_and_edit,
        untrack,
        assume_unchanged,
        ignore_stat,
        skip_worktree,
        assume_and_skip,
    ],
)
def test_modified_files(repository: Repository, change: Callable[[Path], None]) -> None:
    change(repository.work / "a.md")
    assert repository.clean() == {"b.md", "news/c.md"}


def test_edit_that_only_the_ctime_shows(repository: Repository) -> None:
    path = repository.work / "a.md"
    os.utime(path, (LONG_AGO, LONG_AGO))
    git(repository.work, "update-index", "--refresh")
    git(repository.work, "config", "core.trustctime", "false")
    time.sleep(1.02 - time.time() % 1)  # git compares whole seconds
    edit_unseen(path)
    assert repository.differing() == ""
    assert repository.clean() == {"b.md", "news/c.md"}


def test_edit_that_lenient_settings_of_the_repository_miss(repository: Repository) -> None:
    path = repository.work / "a.md"
    os.utime(path, (LONG_AGO, LONG_AGO))
    git(repository.work, "update-index", "--refresh")
    git(repository.work, "config", "core.trustctime", "false")
    git(repository.work, "config", "core.checkStat", "minimal")
    other = path.with_name("other")
    other.write_text("FERRY\n")
    os.utime(other, (LONG_AGO, LONG_AGO))
    other.replace(path)  # another inode, even where times are coarse
    assert repository.differing() == ""
    assert repository.clean() == {"b.md", "news/c.md"}


def test_edit_that_a_file_system_monitor_misses(repository: Repository) -> None:
    monitor = repository.work / ".git" / "monitor"
    monitor.write_text("#!/bin/sh\nprintf 'token\\0'\n")
    monitor.chmod(0o755)
    git(repository.work, "config", "core.fsmonitor", str(monitor))
    git(repository.work, "update-index", "--fsmonitor")
    git(repository.work, "status")
    edit(repository.work / "a.md")
    assert repository.differing() == ""
    assert "a.md" in git(repository.work, "-c", "core.fsmonitor=", "diff-files", "--name-only")
    assert repository.clean() == {"b.md", "news/c.md"}


def test_staged_edit_has_its_new_blob(repository: Repository) -> None:
    edit(repository.work / "a.md")
    git(repository.work, "add", "a.md")
    assert repository.clean() == set(FILES)


def test_untracked_files(repository: Repository) -> None:
    repository.put({"new.md": "New\n", "empty.md": "", "ignored.md": "", ".gitignore": "ignored.*"})
    git(repository.work, "add", "--intent-to-add", "new.md", "empty.md")
    assert repository.clean() == set(FILES)


def test_links(repository: Repository) -> None:
    (repository.work / "link.md").symlink_to("a.md")
    (repository.work / "folder").symlink_to("news")
    repository.commit()
    assert repository.clean() == set(FILES)
    clone = repository.clone("core.symlinks=false")
    assert (clone.work / "link.md").read_text() == "a.md"
    assert clone.clean() == set(FILES)


def test_folder_replaced_by_a_link(repository: Repository) -> None:
    (repository.work / "news").rename(repository.work / "moved")
    (repository.work / "news").symlink_to("moved")
    assert repository.clean() == {"a.md", "b.md"}


def test_conflict(repository: Repository) -> None:
    git(repository.work, "checkout", "--quiet", "-b", "side")
    repository.put({"a.md": "Theirs\n"})
    repository.commit()
    git(repository.work, "checkout", "--quiet", "main")
    repository.put({"a.md": "Ours\n"})
    repository.commit()
    git(repository.work, "merge", "side", check=False)
    assert git(repository.work, "ls-files", "--unmerged")
    repository.put({"a.md": "Ours\n"})
    assert repository.clean() == {"b.md", "news/c.md"}


def test_nested_repository(repository: Repository) -> None:
    Repository.new(repository.work / "inner", {"d.md": "Ebb\n"})
    repository.commit()
    assert repository.clean() == set(FILES)
    assert repository.clean("inner") == {"d.md"}
