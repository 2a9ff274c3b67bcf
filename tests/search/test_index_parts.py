"""Index parts: only changed parts are indexed, and the same records give the same bytes."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import cast

import msgspec
import pytest

from site_gen.search import part_lists
from site_gen.search.documents import SearchDocument
from site_gen.search.index_parts import IndexPart, PartDocuments, PartIndexer
from site_gen.search.program import Program, ProgramError, find_program
from site_gen.store import Store
from site_gen.store.library import Library
from site_gen.zones import UTC_ZONE

InParts = Callable[[Sequence[SearchDocument]], list[PartDocuments]]
NAMES = [f"{a}{b}" for a in "Anchor Buoy Crane Dock Eddy Fjord".split() for b in ("", "s", "ing")]


def document(number: int, year: int = 2026, **fields: str) -> SearchDocument:
    usual = SearchDocument(
        path=f"news/r{number}/index.html",
        title=f"{NAMES[number % len(NAMES)]} number {number}",
        excerpt=f"What is known of {NAMES[number * 7 % len(NAMES)]}.",
        body="",
        names="Harbour Post",
        provider=f"Outlet {number % 5}",
        topics=(NAMES[number % 7], NAMES[number % 11]),
        type="article" if number % 3 else "video",
        published=f"{year}-02-{1 + number % 28:02}T09:30:00Z",
        day=f"{year}-02-{1 + number % 28:02}",
        locale="",
    )
    return msgspec.structs.replace(usual, **fields)


class Counted(Program, frozen=True):
    """Pagefind that counts the pages of each run."""

    runs: list[int]
    """Pages of each run."""

    def index(self, pages: Iterable[tuple[str, str]], bundle: Path, language: str) -> None:
        pages = list(pages)
        self.runs.append(len(pages))
        super().index(pages, bundle, language)


@pytest.fixture
def program() -> Counted:
    found = find_program()
    assert found, "the extra search is one of dev"
    return Counted(found.path, found.version, [])


@pytest.fixture
def indexer(program: Counted, tmp_path: Path) -> PartIndexer:
    return PartIndexer(program, tmp_path / "cache", "en")


def contents(parts: tuple[IndexPart, ...]) -> dict[str, bytes]:
    return {path: file.read_bytes() for part in parts for path, _, file in part.files()}


def parts_of(documents: Mapping[str, list[SearchDocument]]) -> Iterator[PartDocuments]:
    """Documents as parts, from new to old."""
    for name in sorted(documents, reverse=True):
        some = sorted(documents[name], key=lambda each: each.path)
        digest = hashlib.sha256(repr(some).encode()).digest()
        yield PartDocuments(name, digest, partial(iter, some))


def stored(documents: Iterable[SearchDocument]) -> Store:
    """A store of documents."""
    store = Store(None)
    for number, each in enumerate(documents):
        row = (number, each.published, each.path, repr(each).encode())
        store.execute("INSERT INTO documents VALUES (?, ?, ?, ?)", row)
    return store


class Documents:
    """Stands for the library: has documents in place of articles."""

    def __init__(self, documents: Iterable[SearchDocument]) -> None:
        self.by_id = {each.path.split("/")[1]: each for each in documents}

    def article(self, id_: str) -> SearchDocument:
        return self.by_id[id_]


@pytest.fixture
def in_parts(monkeypatch: pytest.MonkeyPatch) -> Iterator[InParts]:
    """Divides documents into the parts into which a build puts them."""
    monkeypatch.setattr(part_lists, "make_document", lambda _library, document, _zone: document)
    with ExitStack() as stack:

        def divide(documents: Sequence[SearchDocument]) -> list[PartDocuments]:
            store = stack.enter_context(stored(documents))
            return list(part_lists.parts(store, cast("Library", Documents(documents)), UTC_ZONE))

        yield divide


def sizes(parts: Iterable[PartDocuments]) -> dict[str, int]:
    return {part.name: len([*part.documents()]) for part in parts}


def years(**counts: int) -> dict[str, list[SearchDocument]]:
    """``years(y2026=3)``: so many documents of a year."""
    return {
        name[1:]: [document(number, int(name[1:])) for number in range(count)]
        for name, count in counts.items()
    }


def test_newest_part_has_the_program_and_older_parts_have_subfolders(indexer: PartIndexer) -> None:
    parts = indexer.index(parts_of(years(y2024=2, y2026=3, y2025=1)))
    assert [(part.name, part.path) for part in parts] == [
        ("2026", "pagefind"),
        ("2025", "pagefind/2025"),
        ("2024", "pagefind/2024"),
    ]
    files = contents(parts)
    assert [path for path in files if path.endswith(".js")] == ["pagefind/pagefind.js"]
    counts = [
        len([path for path in files if path.startswith(f"{part.path}/fragment/")]) for part in parts
    ]
    assert counts == [3, 1, 2]
    assert set(files) == {path for part in parts for path in part.paths}


def test_same_documents_are_the_same_bytes_however_often_they_are_indexed(
    program: Counted, tmp_path: Path
) -> None:
    some = years(y2026=60)
    made = []
    for number in range(4):
        made.append(
            contents(PartIndexer(program, tmp_path / str(number), "en").index(parts_of(some)))
        )
        some["2026"].reverse()
    assert program.runs == [60] * 4
    assert made[0] == made[1] == made[2] == made[3]


def test_only_the_year_that_changed_is_indexed(indexer: PartIndexer, program: Counted) -> None:
    some = years(y2025=4, y2026=3)
    first = contents(indexer.index(parts_of(some)))
    assert program.runs == [3, 4]
    assert contents(indexer.index(parts_of(some))) == first
    assert program.runs == [3, 4]
    some["2026"][0] = document(0, excerpt="Quite another thing.")
    second = contents(indexer.index(parts_of(some)))
    assert program.runs == [3, 4, 3]
    older = [path for path in first if path.startswith("pagefind/2025/")]
    assert older
    assert all(first[path] == second[path] for path in older)
    assert first != second


def test_year_that_is_no_longer_the_newest_is_not_indexed_again(
    indexer: PartIndexer, program: Counted
) -> None:
    indexer.index(parts_of(years(y2025=4)))
    parts = indexer.index(parts_of(years(y2025=4, y2026=1)))
    assert program.runs == [4, 1]
    assert [part.path for part in parts] == ["pagefind", "pagefind/2025"]


def test_large_newest_year_is_divided_by_months(
    monkeypatch: pytest.MonkeyPatch, in_parts: InParts
) -> None:
    of_2026 = [document(number, published=f"2026-0{1 + number % 3}-05") for number in range(9)]
    documents = [*(document(100 + number, 2025) for number in range(20)), *of_2026]
    monkeypatch.setattr(part_lists, "LARGE", 9)
    assert sizes(in_parts(documents)) == {"2026": 9, "2025": 20}
    monkeypatch.setattr(part_lists, "LARGE", 8)
    assert sizes(in_parts(documents)) == {"2026-03": 3, "2026-02": 3, "2026-01": 3, "2025": 20}
    assert in_parts([]) == []


@pytest.mark.parametrize(
    ("most", "expected"),
    [
        (100, {"2026-09": 2, "2026-08": 2, "2026-01": 14}),
        (6, {"2026-09": 2, "2026-08": 2, "2026-07": 2, "2026-04": 6, "2026-01": 6}),
        (1, {f"2026-0{month}": 2 for month in range(9, 0, -1)}),
    ],
)
def test_earlier_months_of_a_large_year_share_parts(
    monkeypatch: pytest.MonkeyPatch, in_parts: InParts, most: int, expected: Mapping[str, int]
) -> None:
    """From the oldest on, so that a new month leaves full parts as they are."""
    monkeypatch.setattr(part_lists, "LARGE", 1)
    monkeypatch.setattr(part_lists, "MOST", most)
    documents = [document(n, published=f"2026-0{1 + n // 2}-05T08:00:00Z") for n in range(18)]
    assert list(sizes(in_parts(documents)).items()) == list(expected.items())


def test_months_of_the_newest_year_come_before_older_years(
    indexer: PartIndexer, monkeypatch: pytest.MonkeyPatch, in_parts: InParts
) -> None:
    monkeypatch.setattr(part_lists, "LARGE", 1)
    documents = [document(0, 2025), document(1), document(2, published="2026-11-05T08:00:00Z")]
    parts = indexer.index(in_parts(documents))
    assert [part.path for part in parts] == ["pagefind", "pagefind/2026-02", "pagefind/2025"]
    assert parts[0].name == "2026-11"


def test_part_names_the_files_that_a_search_needs_first(indexer: PartIndexer) -> None:
    newest, older = indexer.index(parts_of(years(y2026=3, y2025=1)))
    program, contents_list = newest.first
    assert program == "wasm.en.pagefind"
    assert contents_list.endswith(".pf_meta")
    assert set(newest.first) <= set(newest.names)
    assert [name.rpartition(".")[2] for name in older.first] == ["pf_meta"]


def test_outdated_parts_are_removed_from_the_cache(indexer: PartIndexer) -> None:
    indexer.index(parts_of(years(y2025=1, y2026=1)))
    (indexer.cache / "part-of-a-killed-build").mkdir()
    parts = indexer.index(parts_of(years(y2026=1)))
    assert [path.name for path in indexer.cache.iterdir()] == [parts[0].folder.name]


def damage(folder: Path) -> Iterator[tuple[str, Path]]:
    yield "gone", next((folder / "fragment").iterdir())
    yield "cut", next((folder / "index").iterdir())
    yield "cut", folder / "files.json"
    yield "gone", folder / "pagefind.js"


@pytest.mark.parametrize("which", range(4))
def test_damaged_part_is_indexed_again(indexer: PartIndexer, program: Counted, which: int) -> None:
    some = years(y2026=3)
    (part,) = indexer.index(parts_of(some))
    expected = contents((part,))
    how, path = list(damage(part.folder))[which]
    if how == "gone":
        path.unlink()
    else:
        path.write_bytes(path.read_bytes()[:-3])
    assert contents(indexer.index(parts_of(some))) == expected
    assert program.runs == [3, 3]


def test_part_has_filters_and_text_of_every_record(indexer: PartIndexer) -> None:
    (part,) = indexer.index(parts_of(years(y2026=5)))
    entry = json.loads(contents((part,))["pagefind/pagefind-entry.json"])
    assert {name: language["page_count"] for name, language in entry["languages"].items()} == {
        "en": 5
    }
    assert f"pagefind/pagefind.{entry['languages']['en']['hash']}.pf_meta" in part.paths
    assert len([path for path in part.paths if path.startswith("pagefind/filter/")]) == 4


class Failing(Program, frozen=True):
    def index(self, pages: Iterable[tuple[str, str]], bundle: Path, language: str) -> None:
        (bundle / language).mkdir(parents=True)
        assert list(pages)
        raise ProgramError("no space left")


def test_failed_indexing_leaves_nothing_in_the_cache(tmp_path: Path, program: Counted) -> None:
    indexer = PartIndexer(Failing(program.path, program.version), tmp_path / "cache", "en")
    with pytest.raises(ProgramError, match="no space left"):
        indexer.index(parts_of(years(y2026=1)))
    assert list(indexer.cache.iterdir()) == []


class Truncating(Program, frozen=True):
    """Pagefind on a full disk: it leaves an empty file and reports no error."""

    name: str = "index/*"

    def index(self, pages: Iterable[tuple[str, str]], bundle: Path, language: str) -> None:
        super().index(pages, bundle, language)
        next(bundle.glob(self.name)).write_bytes(b"")


@pytest.mark.parametrize("name", ["index/*", "fragment/*", "pagefind-entry.json"])
def test_empty_files_of_a_full_disk_are_an_error(
    tmp_path: Path, program: Counted, name: str
) -> None:
    full = Truncating(program.path, program.version, name)
    indexer = PartIndexer(full, tmp_path / "cache", "en")
    with pytest.raises(ProgramError, match="is the disk full"):
        indexer.index(parts_of(years(y2026=2)))
    assert list(indexer.cache.iterdir()) == []


@pytest.mark.parametrize("other", [{"version": "pagefind 0.0.1"}, {}])
def test_another_program_or_language_indexes_again(
    indexer: PartIndexer, program: Counted, other: Mapping[str, str]
) -> None:
    some = years(y2026=1)
    indexer.index(parts_of(some))
    changed = Counted(program.path, other.get("version", program.version), program.runs)
    PartIndexer(changed, indexer.cache, "de" if not other else "en").index(parts_of(some))
    assert program.runs == [1, 1]
    shutil.rmtree(indexer.cache)
