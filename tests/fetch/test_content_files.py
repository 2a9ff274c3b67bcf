"""Files of the content folder: staged, placed, recovered, replaced."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from site_gen.errors import OutputError, UsageError
from site_gen.fetch import content_files
from site_gen.fetch.state import only_run
from tests.fetch.fetch_site import FetchSite, item

PATH = "news/2026/11/25/a.md"


def staged(content: Path, *paths: str) -> None:
    content_files.stage_folders(content, paths)
    for path in paths:
        content_files.stage(content, path, path.encode())


def everything(content: Path) -> dict[str, bytes]:
    every = (path for path in content.rglob("*") if path.is_file())
    return {path.relative_to(content).as_posix(): path.read_bytes() for path in every}


def test_staged_files_are_moved_into_place(tmp_path: Path) -> None:
    staged(tmp_path, PATH, "news/2026/11/25/b.md")
    assert all(path.startswith(".fetched/.new/") for path in everything(tmp_path))
    content_files.place(tmp_path, [PATH, "news/2026/11/25/b.md"])
    assert everything(tmp_path) == {
        PATH: PATH.encode(),
        "news/2026/11/25/b.md": b"news/2026/11/25/b.md",
    }


def test_existing_file_is_not_replaced(tmp_path: Path) -> None:
    staged(tmp_path, PATH)
    (tmp_path / PATH).write_bytes(b"an editor's")
    content_files.place(tmp_path, [PATH])
    assert everything(tmp_path) == {PATH: b"an editor's"}


def test_recovery_moves_records_in_the_ledger_and_removes_others(tmp_path: Path) -> None:
    staged(tmp_path, PATH, "news/b.md", "news/taken.md")
    (tmp_path / "news" / "taken.md").write_bytes(b"an editor's")
    (tmp_path / ".fetched" / ".77.part").write_bytes(b"half a l")
    content_files.recover(tmp_path, iter(["a", "taken", "elsewhere"]))
    assert everything(tmp_path) == {PATH: PATH.encode(), "news/taken.md": b"an editor's"}


def test_recovery_without_staged_files_does_not_read_the_ledger(tmp_path: Path) -> None:
    def fails() -> list[str]:
        raise AssertionError("it has a hundred thousand lines")

    content_files.recover(tmp_path, (each for make in [fails] for each in make()))


def test_next_run_completes_one_that_could_not_move_its_records(
    site: FetchSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.set_feed(item("one"), item("two"))

    def full(path: Path, _: Path) -> Path:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", only_for(site.content / "news", full))
        for _ in ("the run", "the next, while the disk is full"):
            with pytest.raises(OutputError, match="No space left on device") as caught:
                site.run()
            assert "fetch again" in caught.value.hint
    assert site.paths == []
    assert site.run().new == 0
    assert site.titles == ["One", "Two"]


def only_for(folder: Path, fails: Callable[[Path, Path], Path]) -> Callable[[Path, Path], Path]:
    """``Path.replace`` that fails where the target is in a folder."""
    real = Path.replace

    def replace(path: Path, target: Path) -> Path:
        return fails(path, target) if target.is_relative_to(folder) else real(path, target)

    return replace


def test_replaced_file_keeps_its_mode_and_symbolic_link(tmp_path: Path) -> None:
    real = tmp_path / "real.md"
    real.write_bytes(b"old")
    real.chmod(0o640)
    (tmp_path / "link.md").symlink_to("real.md")
    content_files.replace_in(tmp_path, tmp_path / "link.md", b"new")
    assert (tmp_path / "link.md").is_symlink()
    assert (real.read_bytes(), real.stat().st_mode & 0o777) == (b"new", 0o640)
    assert [path.name for path in (tmp_path / ".fetched").iterdir()] == []


def test_file_that_cannot_be_replaced_is_unchanged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(b"old")

    def fails(_: Path, __: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.replace", fails)
    with pytest.raises(OutputError, match=r"a\.md: cannot be written: No space left"):
        content_files.replace_in(tmp_path, path, b"new")
    assert everything(tmp_path) == {"a.md": b"old"}


def test_folder_that_cannot_be_made_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "news").write_bytes(b"a file")
    with pytest.raises(OutputError, match="news/2026/11/25: cannot be written"):
        content_files.stage_folders(tmp_path, [PATH])


def test_unwritable_cache_is_an_error_before_anything_is_read(tmp_path: Path) -> None:
    (tmp_path / "cache").write_bytes(b"a file")
    with (
        pytest.raises(UsageError, match="cache: cannot be written to"),
        only_run(tmp_path / "cache", dry_run=False),
    ):
        raise AssertionError("it began")
