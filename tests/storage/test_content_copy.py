"""The copy of content at an address: versions, interruptions, changes made meanwhile."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from fsspec.implementations.memory import MemoryFileSystem

from site_gen.address import Address
from site_gen.errors import BuildError, SiteGenError
from site_gen.storage.content import ContentCopy
from site_gen.store.lock import Lock

ADDRESS = Address("memory://newsroom/records")


class Remote:
    """The files at the address, and which of them were read."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.fs = MemoryFileSystem()
        self.read: list[str] = []
        self.before_read: dict[str, Any] = {}
        """Name of a file → what to call before it is read."""
        cat_file = MemoryFileSystem.cat_file

        def read(fs: MemoryFileSystem, path: str, **limits: int) -> Any:
            name = path.removeprefix("/newsroom/records/")
            self.read.append(name)
            self.before_read.pop(name, lambda: None)()
            return cat_file(fs, path, **limits)

        monkeypatch.setattr(MemoryFileSystem, "cat_file", read)

    def put(self, **files: str) -> None:
        for name, text in files.items():
            self.fs.pipe_file(f"/newsroom/records/{name}.md", text.encode())

    def remove(self, name: str) -> None:
        self.fs.rm_file(f"/newsroom/records/{name}.md")

    def take_read(self) -> list[str]:
        read, self.read = sorted(self.read), []
        return read


@pytest.fixture
def remote(monkeypatch: pytest.MonkeyPatch) -> Iterator[Remote]:
    MemoryFileSystem.store.clear()
    yield Remote(monkeypatch)
    MemoryFileSystem.store.clear()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "content-ab12"


def update(folder: Path) -> ContentCopy:
    with ContentCopy(ADDRESS, folder, {}, 1000) as copy:
        copy.look()
        for _ in copy.fetch():
            pass
    return copy


def texts(folder: Path) -> dict[str, str]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_text() for path in files}


def test_copy_follows_the_address(remote: Remote, folder: Path) -> None:
    remote.put(**{"a": "1", "news/b": "2", "news/2026/c": "3", ".hidden/d": "4"})
    update(folder)
    assert texts(folder) == {"a.md": "1", "news/b.md": "2", "news/2026/c.md": "3"}
    remote.take_read()

    remote.put(a="5")
    remote.remove("news/2026/c")
    copy = update(folder)
    assert texts(folder) == {"a.md": "5", "news/b.md": "2"}
    assert remote.take_read() == ["a.md"]
    assert (copy.fetched, copy.removed) == (1, 1)
    assert not (folder / "news" / "2026").exists()


def test_folder_in_place_of_a_file_and_back(remote: Remote, folder: Path) -> None:
    remote.put(**{"a": "1"})
    update(folder)
    remote.remove("a")
    remote.put(**{"a.md/b": "2"})
    update(folder)
    assert texts(folder) == {"a.md/b.md": "2"}
    remote.remove("a.md/b")
    remote.put(**{"a": "3"})
    update(folder)
    assert texts(folder) == {"a.md": "3"}


def test_change_after_the_listing_is_seen_by_the_next_run(remote: Remote, folder: Path) -> None:
    remote.put(a="1", b="1")
    remote.before_read["a.md"] = lambda: remote.put(a="2")
    update(folder)
    remote.take_read()
    update(folder)
    assert remote.take_read() == ["a.md"]
    assert texts(folder) == {"a.md": "2", "b.md": "1"}
    update(folder)
    assert remote.take_read() == []


def test_file_that_is_removed_after_the_listing(remote: Remote, folder: Path) -> None:
    remote.put(a="1", b="1")
    update(folder)
    remote.put(a="2")
    remote.before_read["a.md"] = lambda: remote.remove("a")
    update(folder)
    assert texts(folder) == {"b.md": "1"}


def interrupt(*_: Any, **__: Any) -> None:
    raise KeyboardInterrupt


def refuse(*_: Any, **__: Any) -> None:
    raise PermissionError("Access Denied")


def break_connection(*_: Any, **__: Any) -> None:
    raise ConnectionResetError("Connection reset\nby peer, at length")


@pytest.mark.parametrize("end", [interrupt, break_connection])
def test_next_run_goes_on_after_an_interruption(remote: Remote, folder: Path, end: Any) -> None:
    remote.put(**{f"r{number}": "text" for number in range(100, 400)})
    remote.before_read["r250.md"] = end
    with pytest.raises((KeyboardInterrupt, BuildError)):
        update(folder)
    missing = 300 - len(texts(folder))
    assert 0 < missing <= 300 - 128
    remote.take_read()
    update(folder)
    assert len(remote.take_read()) == missing
    assert len(texts(folder)) == 300


def test_run_that_was_killed_before_its_index_was_written(remote: Remote, folder: Path) -> None:
    remote.put(a="1", b="1")
    update(folder)
    index = folder.with_name(f"{folder.name}.index")
    before = index.read_bytes()
    remote.put(a="2", c="1")
    remote.remove("b")
    update(folder)
    index.write_bytes(before)
    (folder / ".a.md.77.part").write_text("half")
    update(folder)
    assert texts(folder) == {"a.md": "2", "c.md": "1"}
    index.write_bytes(b"damaged")
    remote.take_read()
    update(folder)
    assert remote.take_read() == ["a.md", "c.md"]


def test_copies_that_others_have_changed_are_fetched_again(remote: Remote, folder: Path) -> None:
    remote.put(a="1", b="1", c="1")
    update(folder)
    (folder / "a.md").unlink()
    (folder / "b.md").write_text("longer")
    (folder / "d.md").write_text("foreign")
    (folder / "link").symlink_to(folder.parent)
    remote.take_read()
    update(folder)
    assert remote.take_read() == ["a.md", "b.md"]
    assert texts(folder) == {"a.md": "1", "b.md": "1", "c.md": "1"}
    assert folder.parent.is_dir()


def test_time_in_whole_seconds_is_no_version_of_a_new_file(
    remote: Remote, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    remote.put(new="1", old="1")
    now = datetime.now(UTC).replace(microsecond=0)
    files = MemoryFileSystem.store
    files["/newsroom/records/new.md"].created = now
    files["/newsroom/records/old.md"].created = now - timedelta(hours=1)
    update(folder)
    remote.take_read()
    update(folder)
    assert remote.take_read() == ["new.md"]


def test_names_that_differ_by_case_on_a_disk_that_merges_them(
    remote: Remote, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ContentCopy, "_merges_case", lambda _: True)
    remote.put(**{"news/Ferry": "1", "news/ferry": "2"})
    copy = update(folder)
    assert texts(folder) == {"news/Ferry.md": "1"}
    [problem] = copy.problems
    assert (problem.path, problem.code) == ("", "bad-name")
    assert "news/ferry.md" in problem.message


def test_one_command_at_a_time(
    remote: Remote, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    remote.put(a="1")
    monkeypatch.setattr("site_gen.store.lock._TIMEOUT", 0.0)
    other = Lock(folder.with_name(f"{folder.name}.index"))
    assert other.acquire()
    with pytest.raises(BuildError, match="another command"):
        update(folder)
    other.release()
    update(folder)
    assert texts(folder) == {"a.md": "1"}


def test_folder_that_cannot_be_listed_loses_no_records(
    remote: Remote, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    remote.put(**{"a": "1", "private/b": "1"})
    update(folder)
    ls = MemoryFileSystem.ls

    def refuse_one(fs: MemoryFileSystem, path: str, **options: Any) -> Any:
        return refuse() if path.endswith("/private") else ls(fs, path, **options)

    monkeypatch.setattr(MemoryFileSystem, "ls", refuse_one)
    with pytest.raises(SiteGenError, match="no permission") as raised:
        update(folder)
    assert raised.value.exit_status == 2
    assert len(texts(folder)) == 2


@pytest.mark.parametrize(
    ("fail", "status", "message"),
    [
        (refuse, 2, f"{ADDRESS}/a.md: no permission to read it: Access Denied"),
        (break_connection, 1, f"{ADDRESS}/a.md: cannot be read: Connection reset"),
    ],
)
def test_file_that_cannot_be_fetched_ends_the_command(
    remote: Remote, folder: Path, fail: Any, status: int, message: str
) -> None:
    remote.put(a="1", b="1")
    update(folder)
    remote.put(a="2")
    remote.before_read["a.md"] = fail
    with pytest.raises(SiteGenError) as raised:
        update(folder)
    assert (raised.value.exit_status, raised.value.message) == (status, message)
    assert texts(folder) == {"a.md": "1", "b.md": "1"}
    update(folder)
    assert texts(folder) == {"a.md": "2", "b.md": "1"}


def test_connection_that_threads_cannot_share_reads_one_file_at_a_time(
    remote: Remote, folder: Path
) -> None:
    remote.put(**{f"r{number}": "Tides" for number in range(20)})
    reading: list[int] = []
    most: list[int] = []
    other = threading.Event()

    def read() -> None:
        reading.append(1)
        most.append(len(reading))
        other.wait(0.01)  # time for another thread to begin
        reading.pop()

    remote.before_read = {f"r{number}.md": read for number in range(20)}
    with ContentCopy(ADDRESS, folder, {}, 1_000) as copy:
        copy.look()
        assert len([*copy.fetch()]) == 20
    assert (len(most), max(most)) == (20, 1)
