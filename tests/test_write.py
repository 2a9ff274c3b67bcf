"""Writing into the output folder."""

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


class Site:
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
            folder.write(marker_for(()), always=True)
            done = {path: folder.write(Output(path, text.encode())) for path, text in files.items()}
            removed = sum(folder.remove(path) for path in stale)
        self.own = planned
        return {path: written.change for path, written in done.items()}, removed

    def files(self) -> Put:
        files = {path: data.decode() for path, data in read_folder(self.root).items()}
        files.pop(MARKER_PATH, None)
        return files


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path)


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


def test_foreign_files_are_kept(site: Site) -> None:
    site.build({"index.html": "x", "news/a/index.html": "a"})
    (site.root / "CNAME").write_text("gazette.example")
    (site.root / "news/a/notes.txt").write_text("mine")
    site.build({"index.html": "x"})
    assert site.files() == {
        "index.html": "x",
        "CNAME": "gazette.example",
        "news/a/notes.txt": "mine",
    }


def test_foreign_folder_is_refused_and_unchanged(site: Site) -> None:
    site.root.mkdir()
    (site.root / "index.html").write_text("somebody's page")
    (site.root / "about.html").write_text("another")
    with pytest.raises(UsageError) as caught:
        site.build({"about.html": "x", "index.html": "x", "new.html": "x"})
    assert "out/ has files that no build made" in caught.value.message
    assert "about.html and 1 more" in caught.value.message
    assert "--output" in caught.value.hint
    assert site.files() == {"index.html": "somebody's page", "about.html": "another"}


def test_foreign_folder_is_used_if_no_file_would_be_overwritten(site: Site) -> None:
    site.root.mkdir()
    (site.root / "README").write_text("mine")
    site.build({"index.html": "x"})
    assert site.files() == {"index.html": "x", "README": "mine"}


def test_marked_folder_is_built_again_without_a_store(site: Site) -> None:
    site.build({"index.html": "old", "stale.html": "x"})
    site.own = None
    site.build({"index.html": "new"})
    # Whose stale.html is, nobody knows any more: so it stays.
    assert site.files() == {"index.html": "new", "stale.html": "x"}
    site.build({"other.html": "x"})
    assert site.files() == {"other.html": "x", "stale.html": "x"}


SIGNED = '<!DOCTYPE html><meta charset="utf-8"><meta name="generator" content="site_gen"><p>x'


@pytest.mark.parametrize("page", [SIGNED, SIGNED.replace('"', ""), SIGNED.replace('"', "'")])
def test_pages_with_generator_tag_are_recognised_without_a_store(site: Site, page: str) -> None:
    ours = {"news/a/index.html": page, "assets/site-0a1b.css": "a {}"}
    site.build({"index.html": page, **ours, "kept/file.txt": "a copy says nothing"})
    theirs = {
        "mine/index.html": '<meta name="generator" content="something else">',
        "assets/site.css": "b {}",
    }
    for path, text in theirs.items():
        (site.root / path).parent.mkdir(exist_ok=True)
        (site.root / path).write_text(text)
    site.own = None
    site.build({"index.html": page})
    assert site.files() == {"index.html": page, "kept/file.txt": "a copy says nothing", **theirs}


def test_pages_with_generator_tag_are_kept_in_a_folder_without_marker(site: Site) -> None:
    (site.root / "old").mkdir(parents=True)
    (site.root / "old" / "index.html").write_text(SIGNED)
    site.build({"index.html": "x"})
    assert site.files() == {"index.html": "x", "old/index.html": SIGNED}


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
def test_store_that_was_tampered_with_removes_nothing_outside(site: Site, claim: str) -> None:
    base = site.root.parent
    site.build({"index.html": "x", "news/a.html": "a"})
    victim = base / "victim.txt"
    victim.write_text("keep me")
    (site.root / "link").symlink_to(base, target_is_directory=True)
    assert site.own is not None
    site.own.add(claim.format(base=base))
    site.build({"index.html": "x"})
    assert victim.read_text() == "keep me"
    assert not (site.root / "news").exists()


def test_nothing_is_written_through_a_link_to_elsewhere(site: Site, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    site.build({"index.html": "x"})
    (site.root / "news").symlink_to(elsewhere, target_is_directory=True)
    with pytest.raises(OutputError, match="link to somewhere else"):
        site.build({"index.html": "x", "news/a/index.html": "a"})
    assert list(elsewhere.rglob("*.html")) == []


def test_nothing_is_written_through_a_link_next_to_a_written_folder(
    site: Site, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    site.build({"news/a/index.html": "a"})
    (site.root / "news" / "b").symlink_to(elsewhere, target_is_directory=True)
    with pytest.raises(OutputError, match="link to somewhere else"):
        site.build({"news/a/index.html": "new", "news/c/index.html": "c", "news/b/index.html": "b"})
    assert list(elsewhere.iterdir()) == []


def test_file_that_is_a_link_is_replaced_and_its_target_kept(site: Site, tmp_path: Path) -> None:
    victim = tmp_path / "victim.txt"
    victim.write_text("keep me")
    site.build({"index.html": "x"})
    (site.root / "index.html").unlink()
    (site.root / "index.html").symlink_to(victim)
    site.build({"index.html": "new"})
    assert victim.read_text() == "keep me"
    assert not (site.root / "index.html").is_symlink()
    assert site.files() == {"index.html": "new"}


def test_stale_file_is_replaced_by_a_folder_and_the_reverse(site: Site) -> None:
    site.build({"a": "file", "b/c/d": "deep"})
    site.build({"a/x/y": "deep", "b": "file"})
    assert site.files() == {"a/x/y": "deep", "b": "file"}
    site.build({"a": "file", "b/c/d": "deep"})
    assert site.files() == {"a": "file", "b/c/d": "deep"}


@pytest.mark.parametrize(
    ("foreign", "wanted"),
    [("news", "news/a.html"), ("news/a.html/notes.txt", "news/a.html")],
)
def test_foreign_file_at_a_needed_path_is_named_and_kept(
    site: Site, foreign: str, wanted: str
) -> None:
    site.build({"index.html": "x"})
    path = site.root / foreign
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("mine")
    with pytest.raises(OutputError, match=r"news/a\.html: cannot be written"):
        site.build({"index.html": "x", wanted: "a"})
    assert path.read_text() == "mine"


def test_output_that_is_itself_a_link_is_followed(site: Site, tmp_path: Path) -> None:
    real = tmp_path / "real"
    real.mkdir()
    site.root.symlink_to(real, target_is_directory=True)
    site.build({"index.html": "x"})
    assert (real / "index.html").read_text() == "x"
    assert site.root.is_symlink()


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
    site: Site,
    monkeypatch: pytest.MonkeyPatch,
    method: str,
    after: int,
    error: BaseException,
    raised: type[BaseException],
) -> None:
    old = {f"{name}.html": f"old {name}" for name in "abc"}
    new = {f"{name}.html": f"new and longer {name}" for name in "abd"}
    site.build(old)
    with monkeypatch.context() as patch:
        patch.setattr(os, method, failing(after, error, getattr(os, method)))
        with pytest.raises(raised):
            site.build(new)
    files = site.files()
    for path, text in files.items():
        assert text in {old.get(path), new.get(path)}, f"half a file: {path}"
    assert set(old) <= set(files)
    site.build(new)
    assert site.files() == new


def test_full_disk_is_reported_in_one_line_with_a_hint(
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


def test_half_written_files_of_a_killed_build_are_removed(tmp_path: Path) -> None:
    site = build_site(tmp_path, days(2))
    clean = site.files()
    parts = site.root / ".site_gen-parts"
    parts.mkdir()
    (parts / "index.html.123.part").write_text("half")
    assert build_site(tmp_path, days(2)).files() == clean


@pytest.mark.parametrize("mode", [0o000, 0o600, 0o640, 0o444, 0o755, 0o666])
def test_changed_permissions_are_restored(site: Site, mode: int) -> None:
    site.build({"news/a/index.html": "a"})
    path = site.root / "news/a/index.html"
    path.chmod(mode)
    changes, _ = site.build({"news/a/index.html": "a"})
    assert changes == {"news/a/index.html": Change.WRITTEN}
    assert stat.S_IMODE(path.stat().st_mode) == 0o644


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


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes here")
def test_pipes_in_a_folder_are_not_read_without_a_store(site: Site) -> None:
    site.build({"index.html": SIGNED, "ship.txt": "a copy"})
    (site.root / "ship.txt").unlink()
    for path in ("ship.txt", "mine.html"):
        os.mkfifo(site.root / path)
    site.own = None
    site.build({"index.html": SIGNED})
    assert (site.root / "mine.html").is_fifo()


@pytest.mark.parametrize(
    ("foreign", "wanted", "reason"),
    [
        ("news", "news/a.html", "news is a file where a folder is needed"),
        ("news", "news/a/b.html", "news is a file where a folder is needed"),
        ("news/a.html/x", "news/a.html", "a folder that is not empty is in its place"),
    ],
)
def test_file_or_folder_that_prevents_writing_is_named(
    site: Site, foreign: str, wanted: str, reason: str
) -> None:
    site.build({"index.html": "x"})
    (site.root / foreign).parent.mkdir(parents=True, exist_ok=True)
    (site.root / foreign).write_text("mine")
    with pytest.raises(OutputError) as caught:
        site.build({"index.html": "x", wanted: "a"})
    assert caught.value.message == f"{wanted}: cannot be written: {reason}"


@pytest.mark.parametrize("what", ["link", "dangling link", "file"])
def test_temporary_folder_is_replaced_if_it_is_a_link_or_file(
    site: Site, tmp_path: Path, what: str
) -> None:
    site.build({"index.html": "x"})
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    parts = site.root / ".site_gen-parts"
    if what == "file":
        parts.write_text("x")
    else:
        parts.symlink_to(elsewhere if what == "link" else tmp_path / "nowhere")
    site.build({"index.html": "y"})
    assert site.files() == {"index.html": "y"}
    assert list(elsewhere.iterdir()) == []


def test_foreign_dangling_link_is_not_overwritten(site: Site, tmp_path: Path) -> None:
    site.root.mkdir()
    (site.root / "index.html").symlink_to(tmp_path / "nowhere")
    with pytest.raises(UsageError, match="has files that no build made"):
        site.build({"index.html": "x"})


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


def test_folder_that_was_replaced_by_a_link_is_not_written_through(tmp_path: Path) -> None:
    site = build_site(tmp_path, days(3))
    (site.root / "latest").rename(tmp_path / "moved")
    (site.root / "latest").symlink_to(tmp_path / "moved")
    with pytest.raises(OutputError, match="latest is a link to somewhere else"):
        build(site.options)
