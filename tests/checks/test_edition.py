"""Build and check report an edition that lost more than half of its records."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_gen import edition
from site_gen.cli.options import read_only_contents
from site_gen.model import Severity
from site_gen.options import Stopwatch
from tests.checks.broken import built, check, findings, single_problem
from tests.sites.site import build_site, days, write_files

LOST = "9 records left, the edition before had 20"


def test_loss_of_more_than_half_is_an_error_until_something_changes(tmp_path: Path) -> None:
    build_site(tmp_path, days(20))
    site = build_site(tmp_path, days(9))
    (warning,) = site.problems
    assert (warning.code, warning.severity) == ("edition-lost", Severity.WARNING)
    assert warning.message == LOST
    for _ in range(2):
        problem = single_problem(site.options)
        assert (problem.code, problem.severity) == ("edition-lost", Severity.ERROR)
        assert problem.message == LOST
        assert "a failed fetch, another --content or changed admission" in problem.hint
        assert build_site(tmp_path, days(9)).problems == ()
    assert check(build_site(tmp_path, days(10)).options).problems == ()


def test_loss_of_half_is_accepted(tmp_path: Path) -> None:
    build_site(tmp_path, days(20))
    site = build_site(tmp_path, days(10))
    assert site.problems == ()
    assert check(site.options).problems == ()


def test_site_that_just_begins_may_lose_most_of_its_records(tmp_path: Path) -> None:
    build_site(tmp_path, days(19))
    site = build_site(tmp_path, days(1))
    assert site.problems == ()
    assert check(site.options).problems == ()


def test_strict_build_writes_nothing(tmp_path: Path) -> None:
    build_site(tmp_path, days(20))
    for _ in range(2):
        report = build_site(tmp_path, days(9), strict=True).report
        assert [problem.code for problem in report.problems] == ["edition-lost"]
        assert report.output == ""
    assert (tmp_path / "_site/news/d20/index.html").exists()


def test_check_reports_it_before_the_build(tmp_path: Path) -> None:
    options = built(tmp_path, days(20))
    write_files(tmp_path, days(9))
    assert findings(options, "edition-lost") == [("", LOST)]


def test_output_folders_have_separate_editions(tmp_path: Path) -> None:
    build_site(tmp_path, days(20))
    site = build_site(tmp_path, days(9), output=tmp_path / "other")
    assert site.problems == ()
    assert check(site.options).problems == ()


@pytest.mark.parametrize("damage", [b"", b"{", None])
def test_missing_or_damaged_store_has_no_editions(tmp_path: Path, damage: bytes | None) -> None:
    options = built(tmp_path, days(20))
    if damage is None:
        options.store.unlink()
    else:
        options.store.write_bytes(damage)
    with read_only_contents(options, Stopwatch()) as (content,):
        assert edition.load(content.store) == edition.Editions()
    assert build_site(tmp_path, days(1)).problems == ()
