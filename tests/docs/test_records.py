"""docs/records.md: every field and every message."""

from __future__ import annotations

import errno
import os
import re
from pathlib import Path

import msgspec
import pytest

from site_gen.cli import run
from site_gen.config import SiteConfig
from site_gen.model import (
    FrontMatter,
    Image,
    PageNote,
    Problem,
    ProviderNote,
    ProviderRef,
    Related,
    Severity,
    SourceFile,
    TopicNote,
)
from site_gen.parse import parse, record_problems
from site_gen.scan import scan_content
from site_gen.store import Store
from site_gen.validate import validate_note, validate_record
from site_gen.workers import Processes
from tests.docs.reading import (
    SITE,
    blocks,
    build_files,
    files_of,
    message_and_hint,
    named,
    read,
    section,
    tables,
    write,
)


def documented_fields() -> dict[str, list[str]]:
    return named(tables(section("docs/records.md", "Fields"))[0])


def record_fields() -> dict[str, msgspec.structs.FieldInfo]:
    """Every field of a record by its name on the page."""
    parts: dict[str, type[msgspec.Struct]] = {
        "": FrontMatter,
        "provider.": ProviderRef,
        "images[].": Image,
        "related[].": Related,
    }
    return {
        f"{prefix}{field.encode_name}": field
        for prefix, kind in parts.items()
        for field in msgspec.structs.fields(kind)
    }


def test_every_record_field_is_documented_and_exists() -> None:
    lists = {"provider.images", "provider.authors"}
    fields = {f"{name}[]" if name in lists else name for name in record_fields()}
    assert documented_fields().keys() == {*fields, "provider.authors[].name", "secured"}


def test_required_record_fields_are_called_required() -> None:
    documented = documented_fields()
    required_there = {name for name, cells in documented.items() if cells[1] == "required"}
    required = {name for name, field in record_fields().items() if field.required}
    assert required_there == {*required, "provider.authors[].name"}


def test_every_field_of_notes_is_documented_and_exists() -> None:
    note_tables = tables(section("docs/records.md", "Topics, providers and pages"))
    kinds: tuple[type[msgspec.Struct], ...] = (TopicNote, ProviderNote, PageNote)
    for table, kind in zip(note_tables, kinds, strict=True):
        fields = {field.encode_name: field for field in msgspec.structs.fields(kind)}
        for computed in ("slug", "path", "body"):
            del fields[computed]
        documented = named(table)
        assert documented.keys() == fields.keys()
        for name, cells in documented.items():
            assert (cells[1] == "required") is fields[name].required


def smallest_record_with(line: str) -> SourceFile:
    """The smallest record of the page with one field replaced or added."""
    text = files_of(read("docs/records.md"))["content/news/2024-05-14-night-ferry.md"]
    front = text.split("---\n")[1] + "excerpt: In short.\n"
    key = line.partition(":")[0]
    rest = re.sub(rf"^{key}:.*\n(?: .*\n)*", "", front, flags=re.MULTILINE)
    return SourceFile("a.md", f"---\n{rest}{line}\n---\n".encode(), "")


BAD_TABLES = tables(section("docs/records.md", "What bad input gets"))


def documented(problem: Problem) -> list[str]:
    """The cells of a row about a problem, after the first."""
    return [str(problem.severity), f"`{problem.code}`", message_and_hint(problem)]


@pytest.mark.parametrize(("line", "severity", "code", "message"), BAD_TABLES[0])
def test_messages_about_fields_are_those_of_the_tool(
    line: str, severity: str, code: str, message: str
) -> None:
    record, problems = validate_record(smallest_record_with(line.strip("`")))
    assert [*map(documented, problems)] == [[severity, code, message]]
    assert (record is None) is (severity == Severity.ERROR)


@pytest.mark.parametrize(("line", "severity", "code", "message"), BAD_TABLES[4])
def test_messages_about_outlets_are_those_of_the_tool(
    line: str, severity: str, code: str, message: str
) -> None:
    text = f"---\nname: Harbour Ledger\n{line.strip('`')}\n---\n"
    note, problems = validate_note(SourceFile("a.md", text.encode(), ""), ProviderNote, "a")
    assert note
    assert [*map(documented, problems)] == [[severity, code, message]]


BOMB = "".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 9))
WHOLE_FILES = {
    "text without fields": b"The ferry sails.\n",
    "the second `---` is missing": b"---\ntitle: Ferry\n",
    "nothing between the dashes": b"---\n---\n",
    "`title: !late Ferry`": b"---\ntitle: !late Ferry\n---\n",
    '`title: "Ferry\\x07"`': b'---\ntitle: "Ferry\\x07"\n---\n',
    "`title: Ferry: late`": b"---\ntitle: Ferry: late\n---\n",
    "`title: @ferry`": b"---\ntitle: @ferry\n---\n",
    "`title` in two lines": b"---\ntitle: A\ntitle: B\n---\n",
    "`- title`": b"---\n- title\n---\n",
    "aliases of aliases of aliases …": f"---\na0: &a0 [x, x]\n{BOMB}---\n".encode(),
    "lists of lists of lists …": b"---\ntitle: " + b"[" * 101 + b"]" * 101 + b"\n---\n",
    "a byte that is not UTF-8": b"---\ntitle: \xff\n---\n",
    "a NUL byte": b"---\ntitle: Ferry\n---\n\x00\n",
    "more than a mebibyte": b"-" * (1024 * 1024 + 1),
}


def test_messages_about_whole_files_are_those_of_the_tool(tmp_path: Path) -> None:
    rows = {row[0]: row[1] for row in BAD_TABLES[1]}
    assert rows.keys() == WHOLE_FILES.keys()
    messages = {}
    for number, (what, data) in enumerate(WHOLE_FILES.items()):
        folder = tmp_path / str(number)
        folder.mkdir()
        (folder / "a.md").write_bytes(data)
        config = SiteConfig(title="T", base_url="https://quay.example/")
        with Store(None) as store:
            found = scan_content(store, folder, config)
            parse(store, folder, found, config.limits.record_bytes, Processes(1))
            (problem,) = record_problems(store)
        messages[what] = message_and_hint(problem)
        assert problem.code == ("too-large" if "mebibyte" in what else "front-matter")
    assert messages == rows


def test_messages_about_the_whole_site_are_those_of_the_tool(tmp_path: Path) -> None:
    good = files_of(read("docs/records.md"))["content/news/2024-05-14-night-ferry.md"]
    good = good.replace("title:", "excerpt: In short.\ntitle:")
    note = "---\ntitle: {}\naliases: [Ferry]\n---\n"
    cases = {
        "a file of the same name in another folder": {
            "content/a/2024-05-14-night-ferry.md": good,
            "content/b/2024-05-14-night-ferry.md": good,
        },
        "a record in a language without a site": {
            "site.yaml": f"{SITE['site.yaml']}languages: [en]\n",
            "content/a.md": good.replace("title:", "locale: fr\ntitle:"),
            "content/b.md": good.replace("title:", "locale: fr-be\ntitle:"),
        },
        "a date to come": {"content/a.md": re.sub(r"2024-05-14T.*", "2999-01-01", good)},
        "a page called `news`": {"content/pages/news.md": "---\ntitle: News\n---\n"},
        "two notes about one topic": {
            "content/topics/C++.md": note.format("C++"),
            "content/topics/c-plus-plus.md": note.format("C++"),
        },
        "an alias in two notes": {
            "content/topics/ferries.md": note.format("Ferries"),
            "content/topics/ships.md": note.format("Ships"),
        },
    }
    rows = {row[0]: row[1:] for row in BAD_TABLES[2]}
    assert rows.keys() == cases.keys()
    for number, (what, files) in enumerate(cases.items()):
        (problem,) = build_files(tmp_path / str(number), files).problems
        assert documented(problem) == rows[what]


def test_messages_about_skipped_files_are_those_of_the_tool(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "closed").mkdir()
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / "gone").symlink_to("nowhere")
    (tmp_path / "endless.md").symlink_to(os.devnull)
    (tmp_path / os.fsdecode(b"\xff.md")).write_text("x")
    scandir = os.scandir

    def refused(path: str) -> object:
        if path.rstrip("/").endswith("closed"):
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refused)
    with Store(None) as store:
        config = SiteConfig(title="T", base_url="https://quay.example/")
        problems = scan_content(store, tmp_path, config).problems
    assert sorted(map(documented, problems)) == sorted(row[1:] for row in BAD_TABLES[3])


def test_the_record_with_two_mistakes_is_reported_as_it_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    text = section("docs/records.md", "What bad input gets")
    write(tmp_path, {**SITE, **files_of(text)})
    monkeypatch.chdir(tmp_path)
    run(["check"])
    lines = [line for line in capsys.readouterr().err.splitlines() if line.startswith("content/")]
    assert lines == blocks(text, "text")[0].splitlines()
