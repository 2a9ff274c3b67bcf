"""Unchanged files according to git: in which folders, and under which names."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from site_gen.git_blobs import blob_id, clean_blobs
from tests.git_blobs.repositories import FILES, Repository, edit, git


@pytest.mark.parametrize("data", [b"", b"Ferry\n", b"\0\xff\r\n" * 5000])
def test_ids_are_those_of_git(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "file").write_bytes(data)
    assert blob_id(data) == git(tmp_path, "hash-object", "--no-filters", "file")


def test_unchanged_files_have_their_blobs(repository: Repository) -> None:
    assert clean_blobs(repository.work) == {
        name: blob_id(text.encode()) for name, text in FILES.items()
    }


def test_fresh_clone(repository: Repository) -> None:
    assert repository.clone().clean() == set(FILES)


def test_executable_files_and_empty_ones(repository: Repository) -> None:
    repository.put({"empty.md": ""})
    (repository.work / "a.md").chmod(0o755)
    repository.commit()
    assert repository.clean() == {*FILES, "empty.md"}


def test_folder_below_the_top(repository: Repository) -> None:
    repository.put({"news/old/d.md": "Ebb\n"})
    repository.commit()
    edit(repository.work / "a.md")
    edit(repository.work / "news" / "c.md")
    assert repository.clean("news") == {"old/d.md"}
    assert repository.clean() == {"b.md", "news/old/d.md"}


@pytest.mark.parametrize("folder", ["ne[w]s", "*", "-n", ":(top)", "two words"])
def test_folder_whose_name_could_mean_more(tmp_path: Path, folder: str) -> None:
    repository = Repository.new(tmp_path / "work", {f"{folder}/d.md": "Ebb\n", "news/c.md": "C\n"})
    assert repository.clean(folder) == {"d.md"}


def test_relative_folder(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(repository.work)
    assert set(clean_blobs(Path())) == set(FILES)
    assert set(clean_blobs(Path("news"))) == {"c.md"}


def test_folder_behind_a_link(repository: Repository, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(repository.work / "news")
    assert set(clean_blobs(tmp_path / "link")) == {"c.md"}


@pytest.mark.parametrize(
    "name", [b"two words.md", b"a\nb\tc.md", b"-z.md", "Fähre „ä“.md".encode(), b"\xff\xe9.md"]
)
def test_names(repository: Repository, name: bytes) -> None:
    try:
        repository.put({os.fsdecode(name): "Named\n"})
    except OSError:
        pytest.skip("the file system has no such names")
    repository.commit()
    assert repository.clean() == {*FILES, os.fsdecode(name)}
    edit(repository.work / os.fsdecode(name))
    assert repository.clean() == set(FILES)
