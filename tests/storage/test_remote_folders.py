"""Files in folders of another machine, which take several steps to write and to remove."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from fsspec.implementations.local import LocalFileSystem

from site_gen.address import Address
from site_gen.errors import OutputError
from site_gen.storage import remote_files
from site_gen.storage.remote_files import RemoteFiles, Upload
from tests.sites.site import read_folder


def files_in(folder: Path) -> RemoteFiles:
    return RemoteFiles(Address(f"file://{folder}"), {}, "one-build")


def test_processes_of_a_build_write_at_the_same_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = files_in(tmp_path), files_in(tmp_path)
    pipe_file = LocalFileSystem.pipe_file
    waiting = [lambda: second.put([Upload("b.html", b"Boats")])]

    def pipe_then_let_the_other_write(fs: Any, path: str, data: bytes) -> None:
        pipe_file(fs, path, data)
        if waiting:
            waiting.pop()()

    monkeypatch.setattr(LocalFileSystem, "pipe_file", pipe_then_let_the_other_write)
    first.put([Upload("a.html", b"Tides")])
    first.remove_parts()
    assert read_folder(tmp_path) == {"a.html": b"Tides", "b.html": b"Boats", ".site_gen/": b""}


def test_half_written_files_of_killed_builds_are_removed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class KilledError(BaseException):
        pass

    def be_killed(*_: Any) -> None:
        raise KilledError

    with monkeypatch.context() as patch:
        patch.setattr(LocalFileSystem, "mv", be_killed)
        with pytest.raises(KilledError):
            files_in(tmp_path).put([Upload("a.html", b"Tides")])
    assert any(path.startswith(".site_gen/parts/") for path in read_folder(tmp_path))
    files = files_in(tmp_path)
    files.put([Upload("b.html", b"Boats")])
    files.remove_parts()
    assert read_folder(tmp_path) == {"b.html": b"Boats"}


@pytest.mark.parametrize("failures", [2, 3])
def test_request_is_tried_three_times(
    failures: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remote_files, "_PAUSES", (0, 0))
    pipe_file = LocalFileSystem.pipe_file
    calls = []

    def fail_first(fs: Any, path: str, data: bytes) -> None:
        calls.append(path)
        if len(calls) <= failures:
            raise ConnectionResetError("the connection was reset")
        pipe_file(fs, path, data)

    monkeypatch.setattr(LocalFileSystem, "pipe_file", fail_first)
    if failures < 3:
        files_in(tmp_path).put([Upload("a.html", b"Tides")])
        assert (tmp_path / "a.html").read_bytes() == b"Tides"
    else:
        with pytest.raises(OutputError, match="cannot be written: the connection was reset"):
            files_in(tmp_path).put([Upload("a.html", b"Tides")])
    assert len(calls) == 3


def test_error_that_would_come_again_is_reported_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = []

    def refuse(*_: Any) -> None:
        calls.append(1)
        raise PermissionError("no permission")

    monkeypatch.setattr(LocalFileSystem, "pipe_file", refuse)
    with pytest.raises(OutputError, match="no permission"):
        files_in(tmp_path).put([Upload("a.html", b"Tides")])
    assert calls == [1]
