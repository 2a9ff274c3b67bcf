"""Folders walked: links followed, none in a circle, and files that can have no address."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_gen.folders import is_text, walk, written_down


def made(base: Path, **links: str) -> Path:
    """A folder ``a/b`` with a file in each part, and these links (``a__b`` is ``a/b``)."""
    (base / "a" / "b").mkdir(parents=True)
    (base / "other" / "deep").mkdir(parents=True)
    for path in ("top", "a/in", "a/b/low", "other/out", "other/deep/far"):
        (base / path).write_text("x")
    for name, target in links.items():
        (base / name.replace("__", "/")).symlink_to(target)
    return base


def looked(folder: Path) -> tuple[list[str], list[str]]:
    """Files that links add, and links that were not followed."""
    tree = walk(folder, lambda _: False)
    plain = {"top", "a/in", "a/b/low", "other/out", "other/deep/far"}
    return sorted({*tree.files} - plain), [each.path for each in tree.problems]


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
def test_links_are_followed_unless_they_lead_back(
    tmp_path: Path, links: dict[str, str], added: list[str], loops: list[str]
) -> None:
    assert looked(made(tmp_path / "site", **links)) == (added, loops)


def test_link_out_of_the_folder_and_back_into_it_is_followed_once(tmp_path: Path) -> None:
    site = made(tmp_path / "site", a__go="../../outside")
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "back").symlink_to(site / "other")
    assert looked(site) == (["a/go/back/deep/far", "a/go/back/out"], [])


def test_link_to_nothing_is_among_the_files_and_told_apart(tmp_path: Path) -> None:
    tree = walk(made(tmp_path / "site", gone="nowhere", a__go="../other"), lambda _: False)
    assert (tree.lost, tree.links) == (("gone",), ("gone", "a/go"))
    assert "gone" in tree.files


def test_folder_that_cannot_be_read_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scandir = os.scandir

    def refused(path: str) -> object:
        if path.rstrip("/").endswith("/a"):
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refused)
    (problem,) = walk(made(tmp_path / "site"), lambda _: False).problems
    assert (problem.path, problem.code) == ("a", "unreadable")
    assert problem.message == "cannot be read: Permission denied"


_LINKS = st.dictionaries(
    st.sampled_from(["x", "a/y", "a/b/z", "other/w", "other/deep/v"]),
    st.sampled_from([".", "a", "a/b", "other", "other/deep", "x", "a/y", "a/b/z", "other/w"]),
)


@given(_LINKS)
def test_any_links_end(tmp_path_factory: pytest.TempPathFactory, links: dict[str, str]) -> None:
    """Whatever leads where, the walk ends, and every plain file is found where it lies."""
    site = made(tmp_path_factory.mktemp("links") / "site")
    for name, target in links.items():
        (site / name).symlink_to(site / target)
    tree = walk(site, lambda _: False)
    files = [*tree.files]
    assert {"top", "a/in", "a/b/low", "other/out", "other/deep/far"} <= {*files}
    assert len(files) == len({*files})
    told = [each.path for each in tree.problems]
    assert len(told) == len({*told})


@given(st.binary(min_size=1).filter(lambda name: b"\0" not in name))
def test_any_name_can_be_written_down(name: bytes) -> None:
    path = os.fsdecode(name)
    assert is_text(path) == (name.decode("utf-8", "ignore").encode() == name)
    assert is_text(written_down(path))
    assert not is_text(path) or written_down(path) == path
