"""Content files that had no errors, and those that have some now."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_gen.model import Problem
from site_gen.serve.content_checks import ContentChecks
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


def test_errors_of_a_file_that_had_none_are_told(content: Path) -> None:
    known = files(content)
    assert known.read(R1) == ()
    (content / R1).write_text(BAD)
    (problem,) = known.read(R1)
    assert (problem.path, problem.message, problem.line) == (R1, "title is missing", 2)
    assert known.was_fine(R1)


@pytest.mark.parametrize("path", NOTES)
def test_notes_are_read_by_their_own_rules(content: Path, path: str) -> None:
    (content / path).write_text("---\nimages: 3\ntitle: [\n---\n")
    assert [problem.path for problem in files(content).read(path)] == [path]


def test_file_that_is_new_is_fine_once_it_has_no_errors(content: Path) -> None:
    known, path = files(content), "news/r2.md"
    (content / path).write_text(BAD)
    assert known.read(path) == ()
    assert not known.was_fine(path)
    (content / path).write_text(GOOD)
    assert known.read(path) == ()
    (content / path).write_text(BAD)
    assert known.read(path)


def test_file_that_goes_and_comes_is_new(content: Path) -> None:
    known = files(content)
    (content / R1).unlink()
    assert known.read(R1) == ()
    (content / R1).write_text(BAD)
    assert known.read(R1) == ()


def test_errors_from_before_are_none_of_a_fine_file(content: Path) -> None:
    (content / R1).write_text(BAD)
    assert files(content, Problem(R1, "title is missing")).read(R1) == ()


def test_two_files_of_one_address_have_no_errors_of_their_own(content: Path) -> None:
    assert files(content, Problem(R1, "is taken", code="url-taken")).was_fine(R1)


def test_limit_is_the_one_of_now(content: Path) -> None:
    known = files(content)
    known.limit = 10
    assert [problem.code for problem in known.read(R1)] == ["too-large"]


def test_site_without_content_has_no_files(tmp_path: Path) -> None:
    assert not files(tmp_path / "nothing").was_fine(R1)
