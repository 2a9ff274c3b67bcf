"""Checks of single content files."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_gen.model import Problem
from site_gen.serve.problems import ContentChecks
from tests.sites.site import news, note, record, write_files

GOOD = record("Ferry returns")
BAD = GOOD.replace("title:", "titel:")
R1 = "news/r1.md"
NOTES = ("topics/ferries.md", "pages/about.md", "providers/x.example.md")


@pytest.fixture
def content(tmp_path: Path) -> Path:
    notes = {f"content/{path}": note("Words.", name="About", title="About") for path in NOTES}
    write_files(tmp_path, {**news(GOOD), **notes})
    return tmp_path / "content"


def files(content: Path, *problems: Problem) -> ContentChecks:
    return ContentChecks(content, 10_000, problems)


def test_new_errors_of_a_valid_file(content: Path) -> None:
    checks = files(content)
    assert checks.new_errors(R1) == ()
    (content / R1).write_text(BAD)
    (problem,) = checks.new_errors(R1)
    assert (problem.path, problem.message, problem.line) == (R1, "title is missing", 2)
    assert checks.was_valid(R1)


@pytest.mark.parametrize("path", NOTES)
def test_notes_are_checked(content: Path, path: str) -> None:
    (content / path).write_text("---\nimages: 3\ntitle: [\n---\n")
    assert [problem.path for problem in files(content).new_errors(path)] == [path]


def test_new_file_is_valid_once_it_has_no_errors(content: Path) -> None:
    checks, path = files(content), "news/r2.md"
    (content / path).write_text(BAD)
    assert checks.new_errors(path) == ()
    assert not checks.was_valid(path)
    (content / path).write_text(GOOD)
    assert checks.new_errors(path) == ()
    (content / path).write_text(BAD)
    assert checks.new_errors(path)


def test_removed_file_is_new_again(content: Path) -> None:
    checks = files(content)
    (content / R1).unlink()
    assert checks.new_errors(R1) == ()
    (content / R1).write_text(BAD)
    assert checks.new_errors(R1) == ()


def test_errors_from_before_are_not_new(content: Path) -> None:
    (content / R1).write_text(BAD)
    assert files(content, Problem(R1, "title is missing")).new_errors(R1) == ()


def test_file_whose_url_is_taken_is_valid(content: Path) -> None:
    assert files(content, Problem(R1, "is taken", code="url-taken")).was_valid(R1)


def test_limit_can_change(content: Path) -> None:
    checks = files(content)
    checks.limit = 10
    assert [problem.code for problem in checks.new_errors(R1)] == ["too-large"]


def test_site_without_content_has_no_files(tmp_path: Path) -> None:
    assert not files(tmp_path / "nothing").was_valid(R1)
