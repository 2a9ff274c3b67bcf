"""Files → records, notes and problems of the whole content folder."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest

from site_gen.model import Image, Notes, PageNote, Problem, ProviderNote, Record, TopicNote
from site_gen.parse import parse, read_notes, record_problems
from site_gen.scan import scan
from site_gen.store import Store
from site_gen.workers import Processes
from tests.records import CONFIG, file_of, write_files

LIMIT = 10_000


def read(folder: Path, jobs: int = 1) -> Store:
    """A store into which the folder was parsed."""
    store = Store(None)
    parse(store, folder, scan(store, folder, LIMIT), LIMIT, Processes(jobs))
    return store


def records_in(store: Store) -> tuple[Record, ...]:
    """All valid records, in the order of their paths."""
    rows = store.column("SELECT record FROM texts JOIN records USING (n) ORDER BY path")
    return tuple(msgspec.msgpack.decode(data, type=Record) for data in rows)


def parse_folder(folder: Path, jobs: int = 1) -> tuple[tuple[Record, ...], list[Problem]]:
    with read(folder, jobs) as store:
        return records_in(store), record_problems(store)


def notes_of(folder: Path) -> tuple[Notes, list[Problem]]:
    with read(folder) as store:
        return read_notes(store, CONFIG)


def test_valid_records_are_read_though_others_have_errors(tmp_path: Path) -> None:
    write_files(
        tmp_path,
        {
            "news/c.md": file_of(),
            "news/a.md": file_of(title="First"),
            "news/b.md": file_of(heat="hot"),
            "news/d.md": "no record",
            "news/e.md": "x" * (LIMIT + 1),
        },
    )
    records, problems = parse_folder(tmp_path)
    assert [record.id for record in records] == ["a", "c"]
    assert [(problem.path, problem.code) for problem in problems] == [
        ("news/b.md", "wrong-type"),
        ("news/d.md", "front-matter"),
        ("news/e.md", "too-large"),
    ]


def test_unknown_field_is_reported_once_with_the_number_of_others(tmp_path: Path) -> None:
    mood = {f"news/{number}.md": file_of(mood=1) for number in range(1, 5)}
    write_files(
        tmp_path, {**mood, "news/5.md": file_of(headline=1, mood=2), "news/0.md": file_of()}
    )
    _, problems = parse_folder(tmp_path)
    assert [(problem.path, problem.field, problem.message) for problem in problems] == [
        ("news/1.md", "mood", "unknown field mood, also in 4 other records"),
        ("news/5.md", "headline", "unknown field headline"),
    ]


def test_unknown_field_of_two_files_names_one_other_record(tmp_path: Path) -> None:
    write_files(tmp_path, {"a.md": file_of(mood=1), "b.md": file_of(mood=1)})
    _, problems = parse_folder(tmp_path)
    assert [problem.message for problem in problems] == [
        "unknown field mood, also in 1 other record"
    ]


def test_other_problems_are_reported_for_every_file(tmp_path: Path) -> None:
    write_files(tmp_path, {"a.md": file_of(excerpt=""), "b.md": file_of(excerpt="")})
    assert [problem.path for problem in parse_folder(tmp_path)[1]] == ["a.md", "b.md"]


def test_several_processes_read_the_same_as_one(tmp_path: Path) -> None:
    files = {f"{number:03}.md": file_of(title=f"No. {number}", mood=1) for number in range(300)}
    write_files(tmp_path, {**files, "200.md": "no record"})
    assert parse_folder(tmp_path, jobs=2) == parse_folder(tmp_path, jobs=1)


def test_notes_are_read_by_kind(tmp_path: Path) -> None:
    write_files(
        tmp_path,
        {
            "topics/C++.md": "---\ntitle: C++\naliases: [CPP, ~]\nkeywords: [C++, ~]\n"
            "parent: Code\n---\nOld code.",
            "providers/harbourpost.example.md": "---\nname: Harbour Post\n"
            "images: [{url: /a.svg, width: 6, height: 6}]\n---\n",
            "pages/About.md": "---\ntitle: About us\ndescription: Who\norder: 2\n---\n\nWe.\n",
        },
    )
    notes, problems = notes_of(tmp_path)
    assert problems == []
    assert notes == Notes(
        (
            TopicNote(
                title="C++",
                aliases=("CPP",),
                keywords=("C++",),
                parent="Code",
                slug="c-plus-plus",
                path="topics/C++.md",
                body="Old code.",
            ),
        ),
        (
            ProviderNote(
                name="Harbour Post",
                images=(Image("/a.svg", 6, 6),),
                slug="harbourpost.example",
                path="providers/harbourpost.example.md",
            ),
        ),
        (
            PageNote(
                title="About us",
                description="Who",
                order=2,
                slug="about",
                path="pages/About.md",
                body="We.",
            ),
        ),
    )


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("topics/C++.md", "topics/c-plus-plus.md"),
        ("pages/About.md", "pages/about.md"),
        ("providers/A.example.md", "providers/a.example.md"),
    ],
)
def test_first_of_two_notes_about_one_thing_is_used(
    tmp_path: Path, first: str, second: str
) -> None:
    write_files(tmp_path, dict.fromkeys((first, second), "---\ntitle: A\nname: A\n---\n"))
    notes, problems = notes_of(tmp_path)
    [clash] = [problem for problem in problems if problem.code == "url-taken"]
    assert (clash.path, clash.message) == (second, f"is about the same as {first}")
    assert [
        note.path for kind in (notes.topics, notes.providers, notes.pages) for note in kind
    ] == [first]


BAD = {
    "topics/a.md": ("no note", "no front matter", 1),
    "topics/b.md": ("---\nparent: A\n---\n", "title is missing", 2),
    "topics/c.md": ("---\ntitle: A\naliases: B\n---\n",
        "aliases is the text “B”, expected a list", 3),
    "topics/k.md": ("---\ntitle: A\nkeywords: [B, 7]\n---\n",
        "keywords[1] is the number 7, expected text", 3),
    "topics/d.md": ("---\ntitle: A\nslug: z\n---\n", "unknown field slug", 3),
    "topics/e.md": ("---\ntitle: A\nimages: [{url: 'x:y', width: 1, height: 1}]\n---\n",
        "images[0].url is the text “x:y”, expected an http or https URL or a path of the site", 3),
    "topics/f.md": ("---\ntitle: A\nimages: [{url: /a}]\n---\n", "images[0] has no size", 3),
    "providers/a.example.md": ("---\ntitle: A\n---\n", "name is missing", 2),
    "pages/a.md": ("---\ntitle: A\norder: first\n---\n",
        "order is the text “first”, expected a whole number", 3),
    "pages/search.md": ("---\ntitle: A\n---\n",
        "/search/ is a page that the site generates itself", 0),
    "pages/Latest.md": ("---\ntitle: A\n---\n",
        "/latest/ is a page that the site generates itself", 0),
    "pages/long.md": ("x" * (LIMIT + 1), f"larger than {LIMIT:,} bytes", 0),
}  # fmt: skip
KEPT = {"topics/d.md", "topics/f.md"}


@pytest.mark.parametrize("path", BAD)
def test_problem_of_a_note_is_reported(tmp_path: Path, path: str) -> None:
    text, message, line = BAD[path]
    write_files(tmp_path, {path: text})
    notes, problems = notes_of(tmp_path)
    assert message in [problem.message for problem in problems]
    problem = next(problem for problem in problems if problem.message == message)
    assert (problem.path, problem.line) == (path, line)
    assert bool(notes.topics) is (path in KEPT)
    assert notes.providers == ()
    assert notes.pages == ()


@pytest.mark.parametrize("field", ["heat", "quality"])
@pytest.mark.parametrize("number", [10**30, -(10**30), 2**63])
def test_too_large_number_is_an_error_of_its_record_only(
    tmp_path: Path, field: str, number: int
) -> None:
    changes: dict[str, Any] = {field: number}
    write_files(tmp_path, {"a.md": file_of(**changes), "b.md": file_of()})
    records, problems = parse_folder(tmp_path)
    if (field, number) == ("heat", 2**63):
        assert (len(records), problems) == (2, []), "it fits without a sign"
    else:
        assert [record.id for record in records] == ["b"]
        assert [(each.path, each.code) for each in problems] == [("a.md", "too-large")]
