"""The content folder → its files by kind, and their bytes."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from site_gen.errors import UsageError
from site_gen.model import Problem, Severity, SourceFile
from site_gen.scan import ContentListing, list_content, read_source
from tests.records import write_files


def test_files_are_listed_by_kind_in_the_order_of_their_paths(tmp_path: Path) -> None:
    paths = [
        "news/b.md", "news/a.md", "news/2021/06/c.md", "d.md", "other/e.markdown", "news/F.MD",
        "topics/ai.md", "providers/harbourpost.example.md", "pages/about.md",
        "news/picture.png", "news/notes.txt", "news/md", "news/a.md.bak", "site.yaml",
        ".hidden.md", "news/.draft.md", ".git/x.md", "news/.trash/y.md",
    ]  # fmt: skip
    folder = write_files(tmp_path, dict.fromkeys(paths, "x"))
    assert list_content(folder) == ContentListing(
        records=(
            "d.md", "news/2021/06/c.md", "news/F.MD", "news/a.md", "news/b.md", "other/e.markdown",
        ),
        topics=("topics/ai.md",),
        providers=("providers/harbourpost.example.md",),
        pages=("pages/about.md",),
    )  # fmt: skip


def test_folder_named_like_markdown_is_no_file(tmp_path: Path) -> None:
    write_files(tmp_path, {"news.md/a.txt": "x"})
    assert list_content(tmp_path).records == ()


def test_empty_folder_has_nothing(tmp_path: Path) -> None:
    assert list_content(tmp_path) == ContentListing((), (), (), ())


@pytest.mark.parametrize("name", ["missing", "file.md"])
def test_missing_folder_is_told(tmp_path: Path, name: str) -> None:
    write_files(tmp_path, {"file.md": "x"})
    with pytest.raises(UsageError) as caught:
        list_content(tmp_path / name)
    assert caught.value.message == f"{tmp_path / name}: no such folder"
    assert "--content" in caught.value.hint


def test_file_is_read_with_its_digest(tmp_path: Path) -> None:
    data = "é\r\n".encode()
    write_files(tmp_path, {"news/a.md": data})
    digest = hashlib.blake2b(data, digest_size=16).hexdigest()
    assert read_source(tmp_path, "news/a.md", 100) == SourceFile("news/a.md", data, digest)


def test_limit_without_bounds_is_none(tmp_path: Path) -> None:
    write_files(tmp_path, {"a.md": "x"})
    assert isinstance(read_source(tmp_path, "a.md", 2**63 - 1), SourceFile)


def test_file_as_large_as_the_limit_is_read(tmp_path: Path) -> None:
    write_files(tmp_path, {"a.md": "x" * 2000})
    assert isinstance(read_source(tmp_path, "a.md", 2000), SourceFile)


def test_larger_file_is_refused(tmp_path: Path) -> None:
    write_files(tmp_path, {"a.md": "x" * 2001})
    problem = read_source(tmp_path, "a.md", 2000)
    assert isinstance(problem, Problem)
    assert (problem.path, problem.severity, problem.code) == ("a.md", Severity.ERROR, "too-large")
    assert problem.message == "larger than 2,000 bytes"
    assert "limits.record_bytes" in problem.hint


def test_file_that_cannot_be_read_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "broken.md").symlink_to(tmp_path / "nowhere.md")
    assert list_content(tmp_path).records == ("broken.md",)
    problem = read_source(tmp_path, "broken.md", 100)
    assert isinstance(problem, Problem)
    assert (problem.path, problem.severity, problem.code) == (
        "broken.md",
        Severity.ERROR,
        "unreadable",
    )
    assert problem.message == "cannot be read: No such file or directory"
