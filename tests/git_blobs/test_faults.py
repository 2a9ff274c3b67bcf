"""Without a usable repository or git, no file counts as unchanged."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from site_gen import git_blobs
from site_gen.git_blobs import clean_blobs
from tests.git_blobs.repositories import FILES, LONG_AGO, Repository, edit, git


def test_environment_of_a_hook(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = Repository.new(tmp_path / "other", {"other.md": "Other\n"})
    monkeypatch.setenv("GIT_DIR", str(other.work / ".git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(other.work))
    monkeypatch.setenv("GIT_INDEX_FILE", str(other.work / ".git" / "index"))
    assert repository.clean() == set(FILES)


def test_user_settings_change_nothing(repository: Repository) -> None:
    for name in ("diff.relative", "diff.noprefix", "core.quotePath", "diff.renames"):
        git(repository.work, "config", name, "true")
    git(repository.work, "config", "core.abbrev", "4")
    edit(repository.work / "news" / "c.md")
    assert repository.clean("news") == set()
    assert repository.clean() == {"a.md", "b.md"}


def test_nothing_is_written(repository: Repository) -> None:
    os.utime(repository.work / "a.md", (LONG_AGO, LONG_AGO))  # git status would note this
    index = repository.work / ".git" / "index"
    before = index.read_bytes(), index.stat().st_mtime_ns
    assert repository.clean() == {"b.md", "news/c.md"}
    assert (index.read_bytes(), index.stat().st_mtime_ns) == before


def test_no_repository(tmp_path: Path) -> None:
    (tmp_path / "plain").mkdir()
    assert clean_blobs(tmp_path / "plain") == {}
    assert clean_blobs(tmp_path / "missing") == {}
    assert clean_blobs(tmp_path / "nul\0") == {}


def test_no_work_tree(repository: Repository, tmp_path: Path) -> None:
    git(tmp_path, "clone", "--quiet", "--bare", str(repository.work), "bare.git")
    assert clean_blobs(tmp_path / "bare.git") == {}
    assert clean_blobs(repository.work / ".git") == {}


def test_empty_repository(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet", "--template=", "new")
    assert clean_blobs(tmp_path / "new") == {}


def test_broken_index(repository: Repository) -> None:
    (repository.work / ".git" / "index").write_bytes(b"broken")
    assert clean_blobs(repository.work) == {}


def test_sha256_repository(tmp_path: Path) -> None:
    try:
        repository = Repository.new(tmp_path / "work", FILES, "--object-format=sha256")
    except subprocess.CalledProcessError:
        pytest.skip("this git has no repositories of SHA-256")
    assert clean_blobs(repository.work) == {}


def test_no_git(repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    assert clean_blobs(repository.work) == {}


A_BLOB = "a" * 40
LISTED = rf"H 100644 {A_BLOB} 0\ta.md\0"


@pytest.mark.parametrize(
    ("differing", "listed", "sizes"),
    [
        ("false", f"printf '{LISTED}'", f"echo {A_BLOB} 6"),
        ("printf 'a.md'", f"printf '{LISTED}'", f"echo {A_BLOB} 6"),
        ("true", "false", f"echo {A_BLOB} 6"),
        ("true", f"printf '{LISTED}'; exit 1", f"echo {A_BLOB} 6"),
        ("true", rf"printf '{LISTED}H 100644'", f"echo {A_BLOB} 6"),
        ("true", rf"printf '{LISTED}a.md\0'", f"echo {A_BLOB} 6"),
        ("true", rf"printf 'H 100644 {A_BLOB} 2\ta.md\0'", f"echo {A_BLOB} 6"),
        ("true", rf"printf 'H 100644 {A_BLOB}{A_BLOB} 0\ta.md\0'", f"echo {A_BLOB}{A_BLOB} 6"),
        ("true", rf"printf 'H 100644 {A_BLOB} 0\tgone.md\0'", f"echo {A_BLOB} 6"),
        ("true", f"printf '{LISTED}'", "false"),
        ("true", f"printf '{LISTED}'", f"echo {A_BLOB} missing"),
        ("true", f"printf '{LISTED}'", f"echo {A_BLOB} 7"),
        ("exec sleep 9", f"printf '{LISTED}'", f"echo {A_BLOB} 6"),
    ],
)
def test_git_that_fails(
    repository: Repository,
    monkeypatch: pytest.MonkeyPatch,
    differing: str,
    listed: str,
    sizes: str,
) -> None:
    replace_git(repository.work.parent / "bin", monkeypatch, differing, listed, sizes)
    if "sleep" in differing:
        monkeypatch.setattr(git_blobs, "_TIMEOUT", 0.1)
    assert clean_blobs(repository.work) == {}


def test_replaced_git_that_works(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = ("true", f"printf '{LISTED}'", f"echo {A_BLOB} 6")
    replace_git(repository.work.parent / "bin", monkeypatch, *answers)
    assert clean_blobs(repository.work) == {"a.md": A_BLOB}


def replace_git(
    folder: Path, monkeypatch: pytest.MonkeyPatch, differing: str, listed: str, sizes: str
) -> None:
    """Put a program before git that answers its three calls with these commands."""
    shell = shutil.which("sh")
    folder.mkdir()
    (folder / "git").write_text(
        f'#!{shell}\ncase "$*" in\n*diff-files*) {differing} ;;\n*ls-files*) {listed} ;;\n'
        f"*cat-file*) cat >/dev/null; {sizes} ;;\nesac\n"
    )
    (folder / "git").chmod(0o755)
    monkeypatch.setenv("PATH", str(folder), prepend=os.pathsep)
