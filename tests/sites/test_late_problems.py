"""Problems that show only when all is read still name the line."""

from __future__ import annotations

from pathlib import Path

from site_gen.model import Problem
from site_gen.parse import place_problems
from tests.sites.site import build_site, news, record

LIMIT = 1 << 20


def test_future_record_and_notes_are_told_with_their_lines(tmp_path: Path) -> None:
    files = {
        **news(record("Ferry returns", "2999-02-01T10:00:00Z"), record("Tide", topics=["Ferries"])),
        "content/topics/ferries.md": "---\ntitle: Ferries\naliases: [Boats]\nparent: Ports\n---\n",
        "content/topics/ships.md": "---\ntitle: Ships\naliases: [boats]\n---\n",
    }
    site = build_site(tmp_path, files)
    places = {problem.code: (problem.path, problem.line) for problem in site.problems}
    future = next(path for path, text in files.items() if "2999-02-01" in str(text))
    line = 1 + str(files[future]).splitlines().index("publishedDateTime: '2999-02-01T10:00:00Z'")
    assert places == {
        "future": (future.removeprefix("content/"), line),
        "alias-taken": ("topics/ships.md", 3),
        "no-parent": ("topics/ferries.md", 4),
    }
    assert all(problem.column for problem in site.problems)


def test_file_that_has_gone_or_changed_since_keeps_its_problem(tmp_path: Path) -> None:
    (tmp_path / "changed.md").write_text("no fields any more")
    problems = [Problem(path, "late", field="title") for path in ("gone.md", "changed.md")]
    assert place_problems(tmp_path, problems, LIMIT) == problems
