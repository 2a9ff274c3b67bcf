"""A built site has no problems; a damaged folder has problems and no traceback."""

from __future__ import annotations

import os
from pathlib import Path

import msgspec
import pytest

from site_gen.model import Severity
from tests.checks.broken import SITE, built, check, findings, single_problem, write_output
from tests.sites.site import config, days, share_from, write_files


@pytest.mark.parametrize("base", ["/", "/news/"])
@pytest.mark.parametrize("jobs", [1, 2])
def test_built_site_has_no_problems(
    tmp_path: Path, base: str, jobs: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    share_from(monkeypatch, 10)
    files = {**SITE, "site.yaml": config(base_url=f"https://gazette.example{base}")}
    assert check(built(tmp_path, files, jobs=jobs)).problems == ()


def test_empty_site_has_no_problems(tmp_path: Path) -> None:
    assert check(built(tmp_path, {})).problems == ()


def test_number_of_processes_does_not_matter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    options = built(tmp_path)
    write_output(options, "a.html", "<a href='/nowhere/'>x</a><a href='/latest/#none'>y</a>")
    write_output(options, "b.xml", "<a>")
    write_output(options, "c.json", "{")
    alone = check(options)
    share_from(monkeypatch, 1)
    shared = check(msgspec.structs.replace(options, jobs=2))
    assert shared == alone
    assert len(alone.problems) == 4


def test_site_that_is_not_built_is_a_warning(tmp_path: Path) -> None:
    options = built(tmp_path)
    for folder in (tmp_path / "elsewhere", tmp_path / "empty"):
        (tmp_path / "empty").mkdir(exist_ok=True)
        other = msgspec.structs.replace(options, output=folder)
        problem = single_problem(other)
        assert (problem.code, problem.severity) == ("not-built", Severity.WARNING)
        assert problem.hint == "run build first"


def test_folder_built_from_other_content_is_out_of_date(tmp_path: Path) -> None:
    options = built(tmp_path, days(2))
    write_files(tmp_path, days(3))
    ((path, message),) = findings(options, "out-of-date")
    assert "d03" in path
    assert message == (
        "is missing, and so are 3 more files: "
        "the folder was built from other content or with other options"
    )


def test_unreadable_file_is_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    options = built(tmp_path, {})
    real = Path.read_bytes

    def refuse(path: Path) -> bytes:
        if path.parent == options.output and path.name == "404.html":
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert findings(options) == [("/404.html", "cannot be read: Permission denied")]


def test_random_bytes_are_problems_and_no_tracebacks(tmp_path: Path) -> None:
    options = built(tmp_path, {})
    for name in ("x.html", "x.css"):
        write_output(options, name, os.urandom(3000))
    write_output(options, "x.xml", b"\x00\xff<a")
    write_output(options, "x.json", b"[" * 100_000)
    write_output(options, "feed.json", b'{"a": "\xff"}')
    codes = {problem.path: problem.code for problem in check(options).problems}
    assert codes["/x.xml"] == "bad-xml"
    assert codes["/x.json"] == "bad-json"
    assert codes["/feed.json"] == "bad-json"
