"""What a failed build leaves, and what it says."""

from __future__ import annotations

import errno
import itertools
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from site_gen.build import build
from site_gen.errors import OutputError
from tests.sites.site import build_site, days, write_files
from tests.writing.output_folder import Site


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
