"""Walking folders: links, loops of links, and names that are not UTF-8."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_gen.folders import is_utf8, printable_path, walk


def make_folders(base: Path, **links: str) -> Path:
    """A folder ``a/b`` with a file in each part, and these links (``a__b`` is ``a/b``)."""
    (base / "a" / "b").mkdir(parents=True)
    (base / "other" / "deep").mkdir(parents=True)
    for path in ("top", "a/in", "a/b/low", "other/out", "other/deep/far"):
        (base / path).write_text("x")
    for name, target in links.items():
        (base / name.replace("__", "/")).symlink_to(target)
    return base


def linked_files_and_loops(folder: Path) -> tuple[list[str], list[str]]:
    """Files that links add, and links that were not followed."""
    tree = walk(folder, lambda _: False)
    regular = {"top", "a/in", "a/b/low", "other/out", "other/deep/far"}
    return sorted({*tree.files} - regular), [problem.path for problem in tree.problems]


@pytest.mark.parametrize(
    ("links", "added", "loops"),
    [
        ({}, [], []),
        ({"a__more": "../other"}, ["a/more/deep/far", "a/more/out"], []),
        ({"x": "other/deep", "y": "other/deep"}, ["x/far", "y/far"], []),
        ({"x": "y", "y": "other/deep"}, ["x/far", "y/far"], []),
        ({"x": "top"}, ["x"], []),
        ({"a__me": "."}, [], ["a/me"]),
        ({"a__b__up": ".."}, [], ["a/b/up"]),
        ({"a__b__top": "../.."}, [], ["a/b/top"]),
        ({"a__b__above": "../../.."}, [], ["a/b/above"]),
        (
            {"a__go": "../other", "other__back": "../a"},
            ["a/go/deep/far", "a/go/out", "other/back/b/low", "other/back/in"],
            ["a/go/back", "other/back/go"],
        ),
        ({"x": "x", "y": "z", "z": "y"}, ["x", "y", "z"], []),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, dict) else "",
)
def test_links_are_followed_unless_they_form_a_loop(
    tmp_path: Path, links: dict[str, str], added: list[str], loops: list[str]
) -> None:
    assert linked_files_and_loops(make_folders(tmp_path / "site", **links)) == (added, loops)


def test_link_out_of_the_folder_and_back_into_it_is_followed_once(tmp_path: Path) -> None:
    site = make_folders(tmp_path / "site", a__go="../../outside")
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "back").symlink_to(site / "other")
    assert linked_files_and_loops(site) == (["a/go/back/deep/far", "a/go/back/out"], [])


def test_broken_link_is_listed_as_file_and_as_broken(tmp_path: Path) -> None:
    tree = walk(make_folders(tmp_path / "site", gone="nowhere", a__go="../other"), lambda _: False)
    assert (tree.broken_links, tree.links) == (("gone",), ("gone", "a/go"))
    assert "gone" in tree.files


def test_folder_that_cannot_be_read_is_a_problem(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scandir = os.scandir

    def refused(path: str) -> object:
        if path.rstrip("/").endswith("/a"):
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refused)
    (problem,) = walk(make_folders(tmp_path / "site"), lambda _: False).problems
    assert (problem.path, problem.code) == ("a", "unreadable")
    assert problem.message == "cannot be read: Permission denied"


_LINKS = st.dictionaries(
    st.sampled_from(["x", "a/y", "a/b/z", "other/w", "other/deep/v"]),
    st.sampled_from([".", "a", "a/b", "other", "other/deep", "x", "a/y", "a/b/z", "other/w"]),
)


@given(_LINKS)
def test_any_links_end(tmp_path_factory: pytest.TempPathFactory, links: dict[str, str]) -> None:
    """With any links, the walk ends and finds every regular file."""
    site = make_folders(tmp_path_factory.mktemp("links") / "site")
    for name, target in links.items():
        (site / name).symlink_to(site / target)
    tree = walk(site, lambda _: False)
    files = [*tree.files]
    assert {"top", "a/in", "a/b/low", "other/out", "other/deep/far"} <= {*files}
    assert len(files) == len({*files})
    paths = [problem.path for problem in tree.problems]
    assert len(paths) == len({*paths})


@given(st.binary(min_size=1).filter(lambda name: b"\0" not in name))
def test_printable_path_of_any_name_is_utf8(name: bytes) -> None:
    path = os.fsdecode(name)
    assert is_utf8(path) == (name.decode("utf-8", "ignore").encode() == name)
    assert is_utf8(printable_path(path))
    assert not is_utf8(path) or printable_path(path) == path
