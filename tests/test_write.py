"""Outputs into a folder: only what changed, nothing stale, never half, nothing of others'."""

from __future__ import annotations

import errno
import itertools
import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from site_gen.build import build
from site_gen.errors import OutputError, UsageError
from site_gen.model import Output
from site_gen.output_marker import MARKER_PATH, marker_for
from site_gen.write import Change, OutputFolder
from tests.sites.site import build_site, days, read_folder, write_files

Put = dict[str, str]


class Place:
    """An output folder, written to as a build does it, and what a store would know of it."""

    def __init__(self, base: Path) -> None:
        self.root = base / "out"
        self.own: set[str] | None = None

    def build(self, files: Put) -> tuple[dict[str, Change], int]:
        """What became of each file, and how many were removed."""
        planned = {MARKER_PATH, *files}

        def is_planned(path: str) -> bool:
            if path.endswith("/"):
                return any(each.startswith(path) for each in planned)
            return path in planned

        with OutputFolder(self.root) as folder:
            known = self.own
            if known is None or not self.root.exists():
                known = folder.files_of_earlier_builds(planned)
            self.own = known | planned
            folder.open()
            stale = sorted(known - planned)
            folder.remove_blocking_files(stale, is_planned)
            folder.write_marker(marker_for(()))
            done = {path: folder.write(Output(path, text.encode())) for path, text in files.items()}
            removed = sum(folder.remove(path) for path in stale)
        self.own = planned
        return {path: written.change for path, written in done.items()}, removed

    def files(self) -> Put:
        found = {path: data.decode() for path, data in read_folder(self.root).items()}
        found.pop(MARKER_PATH, None)
        return found


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def test_files_are_written_as_they_are_and_nothing_else(place: Place) -> None:
    files = {"index.html": "home", "news/a/index.html": "a", "empty.txt": ""}
    changes, removed = place.build(files)
    assert place.files() == files
    assert set(changes.values()) == {Change.WRITTEN}
    assert removed == 0


def test_only_what_changed_is_written_again(place: Place) -> None:
    place.build({"a.txt": "same", "b.txt": "old"})
    os.utime(place.root / "a.txt", ns=(1, 1))
    changes, _ = place.build({"a.txt": "same", "b.txt": "new"})
    assert changes == {"a.txt": Change.UNCHANGED, "b.txt": Change.WRITTEN}
    assert (place.root / "a.txt").stat().st_mtime_ns == 1
    assert place.files() == {"a.txt": "same", "b.txt": "new"}


def test_stale_files_go_and_so_do_the_folders_they_leave_empty(place: Place) -> None:
    place.build({"index.html": "x", "news/a/index.html": "a", "news/b/index.html": "b"})
    _, removed = place.build({"index.html": "x", "news/b/index.html": "b"})
    assert removed == 1
    assert place.files() == {"index.html": "x", "news/b/index.html": "b"}
    place.build({"index.html": "x"})
    assert place.files() == {"index.html": "x"}
    assert not (place.root / "news").exists()


def test_files_of_others_stay_where_they_are(place: Place) -> None:
    place.build({"index.html": "x", "news/a/index.html": "a"})
    (place.root / "CNAME").write_text("gazette.example")
    (place.root / "news/a/notes.txt").write_text("mine")
    place.build({"index.html": "x"})
    assert place.files() == {
        "index.html": "x",
        "CNAME": "gazette.example",
        "news/a/notes.txt": "mine",
    }


def test_folder_of_others_is_refused_and_left_as_it_was(place: Place) -> None:
    place.root.mkdir()
    (place.root / "index.html").write_text("somebody's page")
    (place.root / "about.html").write_text("another")
    with pytest.raises(UsageError) as caught:
        place.build({"about.html": "x", "index.html": "x", "new.html": "x"})
    assert "out/ has files that no build made" in caught.value.message
    assert "about.html and 1 more" in caught.value.message
    assert "--output" in caught.value.hint
    assert place.files() == {"index.html": "somebody's page", "about.html": "another"}


def test_folder_of_others_is_used_where_nothing_is_in_the_way(place: Place) -> None:
    place.root.mkdir()
    (place.root / "README").write_text("mine")
    place.build({"index.html": "x"})
    assert place.files() == {"index.html": "x", "README": "mine"}


def test_marked_folder_is_built_again_without_a_store(place: Place) -> None:
    place.build({"index.html": "old", "stale.html": "x"})
    place.own = None
    place.build({"index.html": "new"})
    # Whose stale.html is, nobody knows any more: so it stays.
    assert place.files() == {"index.html": "new", "stale.html": "x"}
    place.build({"other.html": "x"})
    assert place.files() == {"other.html": "x", "stale.html": "x"}


SIGNED = '<!DOCTYPE html><meta charset="utf-8"><meta name="generator" content="site_gen"><p>x'


@pytest.mark.parametrize("page", [SIGNED, SIGNED.replace('"', ""), SIGNED.replace('"', "'")])
def test_signed_pages_are_known_without_a_store(place: Place, page: str) -> None:
    ours = {"news/a/index.html": page, "assets/site-0a1b.css": "a {}"}
    place.build({"index.html": page, **ours, "kept/file.txt": "a copy says nothing"})
    theirs = {
        "mine/index.html": '<meta name="generator" content="something else">',
        "assets/site.css": "b {}",
    }
    for path, text in theirs.items():
        (place.root / path).parent.mkdir(exist_ok=True)
        (place.root / path).write_text(text)
    place.own = None
    place.build({"index.html": page})
    assert place.files() == {"index.html": page, "kept/file.txt": "a copy says nothing", **theirs}


def test_signed_pages_of_a_folder_without_the_mark_are_left_alone(place: Place) -> None:
    (place.root / "old").mkdir(parents=True)
    (place.root / "old" / "index.html").write_text(SIGNED)
    place.build({"index.html": "x"})
    assert place.files() == {"index.html": "x", "old/index.html": SIGNED}


@pytest.mark.parametrize(
    "claim",
    [
        "../victim.txt",
        "news/../../victim.txt",
        "{base}/victim.txt",
        "link/victim.txt",
        "",
        ".",
        "/",
    ],
)
def test_store_that_was_tampered_with_removes_nothing_outside(place: Place, claim: str) -> None:
    base = place.root.parent
    place.build({"index.html": "x", "news/a.html": "a"})
    victim = base / "victim.txt"
    victim.write_text("keep me")
    (place.root / "link").symlink_to(base, target_is_directory=True)
    assert place.own is not None
    place.own.add(claim.format(base=base))
    place.build({"index.html": "x"})
    assert victim.read_text() == "keep me"
    assert not (place.root / "news").exists()


def test_nothing_is_written_through_a_link_to_elsewhere(place: Place, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    place.build({"index.html": "x"})
    (place.root / "news").symlink_to(elsewhere, target_is_directory=True)
    with pytest.raises(OutputError, match="link to somewhere else"):
        place.build({"index.html": "x", "news/a/index.html": "a"})
    assert list(elsewhere.rglob("*.html")) == []


def test_nothing_is_written_through_a_link_beside_what_was_just_written(
    place: Place, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    place.build({"news/a/index.html": "a"})
    (place.root / "news" / "b").symlink_to(elsewhere, target_is_directory=True)
    with pytest.raises(OutputError, match="link to somewhere else"):
        place.build(
            {"news/a/index.html": "new", "news/c/index.html": "c", "news/b/index.html": "b"}
        )
    assert list(elsewhere.iterdir()) == []


def test_file_that_is_a_link_is_replaced_and_its_target_kept(place: Place, tmp_path: Path) -> None:
    victim = tmp_path / "victim.txt"
    victim.write_text("keep me")
    place.build({"index.html": "x"})
    (place.root / "index.html").unlink()
    (place.root / "index.html").symlink_to(victim)
    place.build({"index.html": "new"})
    assert victim.read_text() == "keep me"
    assert not (place.root / "index.html").is_symlink()
    assert place.files() == {"index.html": "new"}


def test_own_file_makes_way_for_a_folder_and_the_reverse(place: Place) -> None:
    place.build({"a": "file", "b/c/d": "deep"})
    place.build({"a/x/y": "deep", "b": "file"})
    assert place.files() == {"a/x/y": "deep", "b": "file"}
    place.build({"a": "file", "b/c/d": "deep"})
    assert place.files() == {"a": "file", "b/c/d": "deep"}


@pytest.mark.parametrize(
    ("foreign", "wanted"),
    [("news", "news/a.html"), ("news/a.html/notes.txt", "news/a.html")],
)
def test_foreign_file_in_the_way_is_named_and_kept(place: Place, foreign: str, wanted: str) -> None:
    place.build({"index.html": "x"})
    path = place.root / foreign
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("mine")
    with pytest.raises(OutputError, match=r"news/a\.html: cannot be written"):
        place.build({"index.html": "x", wanted: "a"})
    assert path.read_text() == "mine"


def test_output_that_is_itself_a_link_is_followed(place: Place, tmp_path: Path) -> None:
    real = tmp_path / "real"
    real.mkdir()
    place.root.symlink_to(real, target_is_directory=True)
    place.build({"index.html": "x"})
    assert (real / "index.html").read_text() == "x"
    assert place.root.is_symlink()


@contextmanager
def umask(mask: int) -> Iterator[None]:
    old = os.umask(mask)
    try:
        yield
    finally:
        os.umask(old)


@pytest.mark.parametrize("mask", [0o077, 0o000, 0o027])
def test_files_can_be_read_by_a_web_server_whatever_the_umask(place: Place, mask: int) -> None:
    with umask(mask):
        place.build({"index.html": "x", "news/a/index.html": "x", "news/b/index.html": "x"})
    modes = {path: stat.S_IMODE(path.stat().st_mode) for path in place.root.rglob("*")}
    assert {mode for path, mode in modes.items() if path.is_file()} == {0o644}
    folders = [mode for path, mode in modes.items() if path.is_dir()]
    for mode in (*folders, place.root.stat().st_mode):
        assert mode & 0o755 == 0o755


@pytest.mark.parametrize("mask", [0o022, 0o077])
def test_folders_are_opened_only_where_the_umask_has_closed_them(
    place: Place, monkeypatch: pytest.MonkeyPatch, mask: int
) -> None:
    """It would take the mark from folders that give their group on to all that comes into them."""
    opened: list[Path] = []
    monkeypatch.setattr(Path, "chmod", lambda path, _: opened.append(path))
    with umask(mask):
        place.build({"news/a/index.html": "x", "news/b/index.html": "x"})
    assert bool(opened) == (mask == 0o077)


def failing(after: int, error: BaseException, real: Callable[..., Any]) -> Callable[..., Any]:
    """``real`` the first times it is called, then half of the work and the error."""
    calls = itertools.count()

    def fail(file: Any, *arguments: Any) -> Any:
        if next(calls) < after:
            return real(file, *arguments)
        if arguments and isinstance(arguments[0], memoryview):
            real(file, arguments[0][: len(arguments[0]) // 2])
        raise error

    return fail


@pytest.mark.parametrize("method", ["write", "replace", "chmod"])
@pytest.mark.parametrize("after", [1, 2])
@pytest.mark.parametrize(
    ("error", "raised"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), OutputError),
        (KeyboardInterrupt(), KeyboardInterrupt),
    ],
    ids=["disk full", "interrupted"],
)
def test_failure_in_the_middle_leaves_each_file_old_or_new(
    place: Place,
    monkeypatch: pytest.MonkeyPatch,
    method: str,
    after: int,
    error: BaseException,
    raised: type[BaseException],
) -> None:
    old = {f"{name}.html": f"old {name}" for name in "abc"}
    new = {f"{name}.html": f"new and longer {name}" for name in "abd"}
    place.build(old)
    with monkeypatch.context() as patch:
        patch.setattr(os, method, failing(after, error, getattr(os, method)))
        with pytest.raises(raised):
            place.build(new)
    found = place.files()
    for path, text in found.items():
        assert text in {old.get(path), new.get(path)}, f"half a file: {path}"
    assert set(old) <= set(found)
    place.build(new)
    assert place.files() == new


def test_full_disk_is_told_in_one_line_with_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = build_site(tmp_path, days(2))
    full = OSError(errno.ENOSPC, "No space left on device")
    files = site.files()
    write_files(tmp_path, days(3))
    with monkeypatch.context() as patch:
        patch.setattr(os, "write", failing(3, full, os.write))
        with pytest.raises(OutputError) as caught:
            build(site.options)
    assert "No space left on device" in caught.value.message
    assert "build again" in caught.value.hint
    assert files.keys() <= site.files().keys()
    assert build_site(tmp_path, days(2)).files() == files


def test_what_a_killed_build_left_half_written_is_gone_after_the_next(tmp_path: Path) -> None:
    site = build_site(tmp_path, days(2))
    clean = site.files()
    parts = site.root / ".site_gen-parts"
    parts.mkdir()
    (parts / "index.html.123.part").write_text("half")
    assert build_site(tmp_path, days(2)).files() == clean


@pytest.mark.parametrize("mode", [0o000, 0o600, 0o640, 0o444, 0o755, 0o666])
def test_permissions_are_those_of_a_clean_build_again(place: Place, mode: int) -> None:
    place.build({"news/a/index.html": "a"})
    path = place.root / "news/a/index.html"
    path.chmod(mode)
    changes, _ = place.build({"news/a/index.html": "a"})
    assert changes == {"news/a/index.html": Change.WRITTEN}
    assert stat.S_IMODE(path.stat().st_mode) == 0o644


@pytest.mark.parametrize("kind", ["link", "hard link", "pipe"])
def test_what_is_no_file_of_its_own_is_made_one_again(
    place: Place, tmp_path: Path, kind: str
) -> None:
    other = tmp_path / "other.html"
    other.write_text("a")
    place.build({"a.html": "a"})
    path = place.root / "a.html"
    path.unlink()
    if kind == "link":
        path.symlink_to(other)
    elif kind == "hard link":
        path.hardlink_to(other)
    else:
        os.mkfifo(path)
    changes, _ = place.build({"a.html": "a"})
    status = path.lstat()
    assert changes == {"a.html": Change.WRITTEN}
    assert stat.S_ISREG(status.st_mode)
    assert (status.st_nlink, stat.S_IMODE(status.st_mode)) == (1, 0o644)
    assert other.read_text() == path.read_text() == "a"


def test_empty_folder_in_the_place_of_a_file_goes(place: Place) -> None:
    place.build({"a.html": "a"})
    (place.root / "a.html").unlink()
    (place.root / "a.html").mkdir()
    place.build({"a.html": "a"})
    assert place.files() == {"a.html": "a"}


@pytest.mark.parametrize(
    ("foreign", "wanted", "reason"),
    [
        ("news", "news/a.html", "news is a file where a folder is needed"),
        ("news", "news/a/b.html", "news is a file where a folder is needed"),
        ("news/a.html/x", "news/a.html", "a folder that is not empty is in its place"),
    ],
)
def test_what_stands_in_the_way_is_named(
    place: Place, foreign: str, wanted: str, reason: str
) -> None:
    place.build({"index.html": "x"})
    (place.root / foreign).parent.mkdir(parents=True, exist_ok=True)
    (place.root / foreign).write_text("mine")
    with pytest.raises(OutputError) as caught:
        place.build({"index.html": "x", wanted: "a"})
    assert caught.value.message == f"{wanted}: cannot be written: {reason}"


@pytest.mark.parametrize("what", ["link", "dangling link", "file"])
def test_folder_of_parts_is_one_of_its_own(place: Place, tmp_path: Path, what: str) -> None:
    place.build({"index.html": "x"})
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    parts = place.root / ".site_gen-parts"
    if what == "file":
        parts.write_text("x")
    else:
        parts.symlink_to(elsewhere if what == "link" else tmp_path / "nowhere")
    place.build({"index.html": "y"})
    assert place.files() == {"index.html": "y"}
    assert list(elsewhere.iterdir()) == []


def test_dangling_link_of_others_is_not_overwritten(place: Place, tmp_path: Path) -> None:
    place.root.mkdir()
    (place.root / "index.html").symlink_to(tmp_path / "nowhere")
    with pytest.raises(UsageError, match="has files that no build made"):
        place.build({"index.html": "x"})


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
def test_update_mends_what_a_web_server_could_not_read(tmp_path: Path, damage: str) -> None:
    site = build_site(tmp_path, days(3))

    def state() -> dict[str, tuple[int, int]]:
        paths = (site.root, *sorted(site.root.rglob("*")))
        found = {str(path): path.lstat() for path in paths}
        return {path: (each.st_mode, each.st_nlink) for path, each in found.items()}

    before, files = state(), site.files()
    DAMAGES[damage](site.root)
    build(site.options)
    assert (state(), site.files()) == (before, files)
    assert build(site.options).written == 0


def test_folder_moved_away_behind_a_link_is_not_written_through(tmp_path: Path) -> None:
    site = build_site(tmp_path, days(3))
    (site.root / "latest").rename(tmp_path / "moved")
    (site.root / "latest").symlink_to(tmp_path / "moved")
    with pytest.raises(OutputError, match="latest is a link to somewhere else"):
        build(site.options)
