"""Files that git converts: their bytes are not those of their blobs."""

from __future__ import annotations

import pytest

from site_gen.git_blobs import blob_id
from tests.git_blobs.repositories import FILES, Repository, git

TURN = "tr a-z b-za"
TURN_BACK = "tr b-za a-z"


def test_line_ends_converted_by_a_setting(repository: Repository) -> None:
    repository.put({"line.md": "no line end", "crlf.md": "Ferry\r\n"})
    repository.commit()
    clone = repository.clone("core.autocrlf=true")
    clone.settle()
    assert clone.differing() == ""
    assert (clone.work / "a.md").read_bytes() == b"Ferry\r\n"
    assert clone.clean() == {"line.md", "crlf.md"}


@pytest.mark.parametrize("setting", ["autocrlf", "eol"])
def test_line_ends_converted_by_a_removed_setting(repository: Repository, setting: str) -> None:
    repository.put({".gitattributes": "* text\n" if setting == "eol" else ""})
    repository.commit()
    clone = repository.clone("core.autocrlf=true" if setting == "autocrlf" else "core.eol=crlf")
    git(clone.work, "config", "--unset", f"core.{setting}")
    clone.settle()
    assert clone.differing() == ""
    assert (clone.work / "a.md").read_bytes() == b"Ferry\r\n"
    assert clone.clean() <= {".gitattributes"}


def test_line_ends_that_git_removed_at_commit(repository: Repository) -> None:
    repository.put({".gitattributes": "* text=auto\n", "crlf.md": "Ferry\r\n"})
    repository.commit()
    assert repository.clean() == {*FILES, ".gitattributes"}


@pytest.mark.parametrize(
    ("attribute", "text"),
    [
        ("filter=turn", "ferry\n"),
        ("filter=unknown", "ferry\n"),
        ("-filter", "ferry\n"),
        ("ident", f"$Id: {'0' * 40} $\n"),
        ("working-tree-encoding=UTF-16", "ferry\n"),
        ("working-tree-encoding=GB18030", "Café\n"),
        ("turned", "ferry\n"),
    ],
)
def test_attributes_that_convert(repository: Repository, attribute: str, text: str) -> None:
    repository.put({"news/d.md": text})  # before the attribute: the blob has these very bytes
    repository.commit()
    attributes = f"[attr]turned filter=turn\nd.md {attribute}\n"
    repository.put({".gitattributes": attributes})
    git(repository.work, "add", ".gitattributes")
    git(repository.work, "commit", "--quiet", "-m", "Attributes")
    clone = repository.clone(f"filter.turn.smudge={TURN}", f"filter.turn.clean={TURN_BACK}")
    clone.settle()
    assert clone.differing() == ""
    assert clone.clean() == {*FILES, ".gitattributes"}
    assert clone.clean("news") == {"c.md"}


@pytest.mark.parametrize(
    ("path", "pattern"),
    [
        (".gitattributes", "news/old/d.md"),
        (".gitattributes", "news/*/d.md"),
        ("news/.gitattributes", "old/d.md"),
        ("news/old/.gitattributes", "d.md"),
    ],
)
def test_attributes_of_paths(repository: Repository, path: str, pattern: str) -> None:
    repository.put({path: f"{pattern} filter=turn\n", "news/old/d.md": "ebb\n"})
    repository.commit()
    clone = repository.clone(f"filter.turn.smudge={TURN}", f"filter.turn.clean={TURN_BACK}")
    clone.settle()
    assert clone.differing() == ""
    assert (clone.work / "news/old/d.md").read_text() == "fcc\n"
    assert clone.clean() == {*FILES, path}
    assert "old/d.md" not in clone.clean("news")
    assert "c.md" in clone.clean("news")
    assert "d.md" not in clone.clean("news/old")


def test_filter_without_attributes_in_the_tree(repository: Repository) -> None:
    info = repository.work / ".git" / "info"
    info.mkdir(exist_ok=True)
    (info / "attributes").write_text("a.md filter=turn\n")
    git(repository.work, "config", "filter.turn.smudge", TURN)
    git(repository.work, "config", "filter.turn.clean", TURN_BACK)
    (repository.work / "a.md").unlink()
    git(repository.work, "checkout", "a.md")
    repository.settle()
    assert repository.differing() == ""
    assert (repository.work / "a.md").read_text() == "Ffssz\n"
    assert repository.clean() == {"b.md", "news/c.md"}


def test_removed_filter(repository: Repository) -> None:
    repository.put({".gitattributes": "a.md filter=more\n"})
    repository.commit()
    clone = repository.clone("filter.more.smudge=sed 's/^/More: /'")
    (clone.work / ".gitattributes").write_text("")
    git(clone.work, "config", "--remove-section", "filter.more")
    clone.settle()
    assert clone.differing() == ".gitattributes"
    assert (clone.work / "a.md").read_text() == "More: Ferry\n"
    assert clone.clean() == {"b.md", "news/c.md"}


def test_replaced_blob(repository: Repository) -> None:
    repository.put({"d.md": "Of another size\n"})
    repository.commit()
    git(repository.work, "replace", "HEAD:a.md", "HEAD:d.md")
    (repository.work / "a.md").unlink()
    git(repository.work, "checkout", "a.md")
    repository.settle()
    assert repository.differing() == ""
    assert (repository.work / "a.md").read_text() == "Of another size\n"
    assert repository.clean() == {"b.md", "news/c.md", "d.md"}


def test_missing_blob(repository: Repository) -> None:
    blob = blob_id(FILES["a.md"].encode())
    (repository.work / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    assert repository.clean() == {"b.md", "news/c.md"}
