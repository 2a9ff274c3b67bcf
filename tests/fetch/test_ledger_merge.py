"""A ledger merged from two branches: git keeps old and new versions of lines."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_gen.fetch.ledger import read_ledger
from tests.fetch.fetch_site import FetchSite, item


def ledger(site: FetchSite) -> Path:
    (path,) = (site.content / ".fetched").glob("*.txt")
    return path


def rows(site: FetchSite) -> list[str]:
    return ledger(site).read_text(encoding="utf-8").splitlines()


@pytest.fixture
def merged(site: FetchSite) -> FetchSite:
    """A site with the lines before and after a revision in its ledger."""
    site.set_feed(item())
    site.run()
    before = rows(site)
    site.set_feed(item(title="Night ferry is late", excerpt="It waits.", id="other"))
    site.run(hours=1)
    lines = [*before, *rows(site)[1:]]
    assert len(lines) == 3
    ledger(site).write_text("\n".join([*lines, ""]), encoding="utf-8")
    return site


@pytest.mark.parametrize("marks", ["0 1", "1 0"])
@pytest.mark.parametrize("name", ["title", "excerpt", "images", "updated"])
def test_lines_for_one_article_are_merged(tmp_path: Path, name: str, marks: str) -> None:
    (tmp_path / ".fetched").mkdir()
    start = "quay.example/a record=a at=2026-11-25T09:00:00Z"
    first, second = (f"{start} ids={mark},2 also={mark} {name}={mark}" for mark in marks.split())
    path = tmp_path / ".fetched/2026-11-25.txt"
    path.write_text(f"{first}\n{second}\n{second}\n", encoding="utf-8")
    read = read_ledger(tmp_path)
    text = f"{start} ids=0,2,1 also=0,1 {name}=0,1"
    assert [(line.text, read.text(key)) for key, line in read.items()] == [(text, text)]


@pytest.mark.parametrize("title", ["Night ferry is late", "Night ferry"], ids=["after", "before"])
def test_record_of_either_branch_follows_its_source(merged: FetchSite, title: str) -> None:
    """The values of either branch are the source's, and not an edit."""
    merged.edit(lambda text: text.replace("Night ferry is late", title))
    merged.set_feed(item(title="Night ferry is cancelled", excerpt="It stays."))
    assert merged.run(hours=1).updated == 1
    fields = merged.fields()
    assert (fields["title"], fields["excerpt"]) == ("Night ferry is cancelled", "It stays.")
    assert fields["updatedDateTime"] == "2026-11-25T14:00:00Z"


def test_record_of_the_older_branch_is_revised(merged: FetchSite) -> None:
    merged.edit(lambda text: text.replace("It waits.", item().excerpt))
    merged.run(hours=1)
    assert merged.fields()["excerpt"] == "It waits."


def test_edits_are_kept_after_a_merge(merged: FetchSite) -> None:
    merged.edit(lambda text: text.replace("Night ferry is late", "Mine"))
    merged.set_feed(item(title="Night ferry is cancelled", excerpt="It stays."))
    merged.run(hours=1)
    fields = merged.fields()
    assert (fields["title"], fields["excerpt"]) == ("Mine", "It stays.")


def test_ledger_has_single_lines_after_the_next_run(merged: FetchSite) -> None:
    merged.run(hours=1)
    assert len(rows(merged)) == 2
    before = merged.files
    (merged.folder / ".site_gen_cache" / "fetch").unlink()
    merged.run(hours=1)
    assert merged.files == before
