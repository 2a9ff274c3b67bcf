"""A site as build makes it has nothing wrong; a folder that is odd is told, never a traceback."""

from __future__ import annotations

import os
from pathlib import Path

import msgspec
import pytest

from site_gen.model import Severity
from tests.checks.broken import SITE, built, check, found, only, put
from tests.sites.site import config, days, share_from, write_files


@pytest.mark.parametrize("base", ["/", "/news/"])
@pytest.mark.parametrize("jobs", [1, 2])
def test_built_site_has_no_findings(
    tmp_path: Path, base: str, jobs: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    share_from(monkeypatch, 10)
    files = {**SITE, "site.yaml": config(base_url=f"https://gazette.example{base}")}
    assert check(built(tmp_path, files, jobs=jobs)).problems == ()


def test_empty_newsroom_has_no_findings(tmp_path: Path) -> None:
    assert check(built(tmp_path, {})).problems == ()


def test_all_is_found_with_any_number_of_workers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    options = built(tmp_path)
    put(options, "a.html", "<a href='/nowhere/'>x</a><a href='/latest/#none'>y</a>")
    put(options, "b.xml", "<a>")
    put(options, "c.json", "{")
    alone = check(options)
    share_from(monkeypatch, 1)
    shared = check(msgspec.structs.replace(options, jobs=2))
    assert shared == alone
    assert len(alone.problems) == 4


def test_site_that_is_not_built_is_said_to_be_so(tmp_path: Path) -> None:
    options = built(tmp_path)
    for folder in (tmp_path / "elsewhere", tmp_path / "empty"):
        (tmp_path / "empty").mkdir(exist_ok=True)
        there = msgspec.structs.replace(options, output=folder)
        problem = only(there)
        assert (problem.code, problem.severity) == ("not-built", Severity.WARNING)
        assert problem.hint == "run build first"


def test_folder_of_other_content_is_out_of_date(tmp_path: Path) -> None:
    options = built(tmp_path, days(2))
    write_files(tmp_path, days(3))
    ((path, message),) = found(options, "out-of-date")
    assert "d03" in path
    assert "the folder is not what a build would make now" in message


def test_file_that_cannot_be_read_is_a_finding(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    options = built(tmp_path, {})
    real = Path.read_bytes

    def refuse(path: Path) -> bytes:
        if path.parent == options.output and path.name == "404.html":
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert found(options) == [("/404.html", "cannot be read: Permission denied")]


def test_odd_bytes_are_findings_and_no_tracebacks(tmp_path: Path) -> None:
    options = built(tmp_path, {})
    for name in ("x.html", "x.css"):
        put(options, name, os.urandom(3000))
    put(options, "x.xml", b"\x00\xff<a")
    put(options, "x.json", b"[" * 100_000)
    put(options, "feed.json", b'{"a": "\xff"}')
    codes = {problem.path: problem.code for problem in check(options).problems}
    assert codes["/x.xml"] == "bad-xml"
    assert codes["/x.json"] == "bad-json"
    assert codes["/feed.json"] == "bad-json"
