"""A ledger of two branches: git keeps the lines of both, also those that one of them replaced."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_gen.fetch.ledger import read_ledger
from tests.ingest.newsstand import Newsstand, item


def ledger(stand: Newsstand) -> Path:
    (path,) = (stand.content / ".fetched").glob("*.txt")
    return path


def rows(stand: Newsstand) -> list[str]:
    return ledger(stand).read_text(encoding="utf-8").splitlines()


@pytest.fixture
def merged(stand: Newsstand) -> Newsstand:
    """Its source has changed a record; the ledger has the line before and the line after."""
    stand.says(item())
    stand.run()
    before = rows(stand)
    stand.says(item(title="Night ferry is late", excerpt="It waits.", id="other"))
    stand.run(hours=1)
    lines = [*before, *rows(stand)[1:]]
    assert len(lines) == 3
    ledger(stand).write_text("\n".join([*lines, ""]), encoding="utf-8")
    return stand


@pytest.mark.parametrize("marks", ["0 1", "1 0"])
@pytest.mark.parametrize("name", ["title", "excerpt", "images", "updated"])
def test_lines_about_one_article_are_one_that_knows_what_each_does(
    tmp_path: Path, name: str, marks: str
) -> None:
    (tmp_path / ".fetched").mkdir()
    start = "quay.example/a record=a at=2026-11-25T09:00:00Z"
    first, second = (f"{start} ids={mark},2 also={mark} {name}={mark}" for mark in marks.split())
    path = tmp_path / ".fetched/2026-11-25.txt"
    path.write_text(f"{first}\n{second}\n{second}\n", encoding="utf-8")
    read = read_ledger(tmp_path)
    text = f"{start} ids=0,2,1 also=0,1 {name}=0,1"
    assert [(line.text, read.text(key)) for key, line in read.items()] == [(text, text)]


@pytest.mark.parametrize("title", ["Night ferry is late", "Night ferry"], ids=["after", "before"])
def test_record_follows_its_source_whichever_line_is_its_own(merged: Newsstand, title: str) -> None:
    """The words of either branch are those of the source, and no person's."""
    merged.edit(lambda text: text.replace("Night ferry is late", title))
    merged.says(item(title="Night ferry is cancelled", excerpt="It stays."))
    assert merged.run(hours=1).updated == 1
    fields = merged.fields()
    assert (fields["title"], fields["excerpt"]) == ("Night ferry is cancelled", "It stays.")
    assert fields["updatedDateTime"] == "2026-11-25T14:00:00Z"


def test_record_of_the_branch_that_lags_behind_catches_up(merged: Newsstand) -> None:
    merged.edit(lambda text: text.replace("It waits.", item().excerpt))
    merged.run(hours=1)
    assert merged.fields()["excerpt"] == "It waits."


def test_what_a_person_wrote_stays(merged: Newsstand) -> None:
    merged.edit(lambda text: text.replace("Night ferry is late", "Mine"))
    merged.says(item(title="Night ferry is cancelled", excerpt="It stays."))
    merged.run(hours=1)
    fields = merged.fields()
    assert (fields["title"], fields["excerpt"]) == ("Mine", "It stays.")


def test_ledger_is_one_again_and_stays_so(merged: Newsstand) -> None:
    merged.run(hours=1)
    assert len(rows(merged)) == 2
    before = merged.files
    (merged.folder / ".site_gen_cache" / "fetch").unlink()
    merged.run(hours=1)
    assert merged.files == before
