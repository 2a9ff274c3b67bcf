"""Files that no build made are kept, with a store and without one."""

from __future__ import annotations

import os

import pytest

from site_gen.errors import OutputError, UsageError
from tests.writing.output_folder import Site


def test_foreign_files_are_kept(site: Site) -> None:
    site.build({"index.html": "x", "news/a/index.html": "a"})
    (site.root / "CNAME").write_text("gazette.example")
    (site.root / "news/a/notes.txt").write_text("mine")
    site.build({"index.html": "x"})
    assert site.files() == {
        "index.html": "x",
        "CNAME": "gazette.example",
        "news/a/notes.txt": "mine",
    }


def test_foreign_folder_is_refused_and_unchanged(site: Site) -> None:
    site.root.mkdir()
    (site.root / "index.html").write_text("somebody's page")
    (site.root / "about.html").write_text("another")
    with pytest.raises(UsageError) as caught:
        site.build({"about.html": "x", "index.html": "x", "new.html": "x"})
    assert "out/ has files that no build made" in caught.value.message
    assert "about.html and 1 more" in caught.value.message
    assert "--output" in caught.value.hint
    assert site.files() == {"index.html": "somebody's page", "about.html": "another"}


def test_foreign_folder_is_used_if_no_file_would_be_overwritten(site: Site) -> None:
    site.root.mkdir()
    (site.root / "README").write_text("mine")
    site.build({"index.html": "x"})
    assert site.files() == {"index.html": "x", "README": "mine"}


def test_marked_folder_is_built_again_without_a_store(site: Site) -> None:
    site.build({"index.html": "old", "stale.html": "x"})
    site.own = None
    site.build({"index.html": "new"})
    # Whose stale.html is, nobody knows any more: so it stays.
    assert site.files() == {"index.html": "new", "stale.html": "x"}
    site.build({"other.html": "x"})
    assert site.files() == {"other.html": "x", "stale.html": "x"}


SIGNED = '<!DOCTYPE html><meta charset="utf-8"><meta name="generator" content="site_gen"><p>x'


@pytest.mark.parametrize("page", [SIGNED, SIGNED.replace('"', ""), SIGNED.replace('"', "'")])
def test_pages_with_generator_tag_are_recognised_without_a_store(site: Site, page: str) -> None:
    ours = {"news/a/index.html": page, "assets/site-0a1b.css": "a {}"}
    site.build({"index.html": page, **ours, "kept/file.txt": "a copy says nothing"})
    theirs = {
        "mine/index.html": '<meta name="generator" content="something else">',
        "assets/site.css": "b {}",
    }
    for path, text in theirs.items():
        (site.root / path).parent.mkdir(exist_ok=True)
        (site.root / path).write_text(text)
    site.own = None
    site.build({"index.html": page})
    assert site.files() == {"index.html": page, "kept/file.txt": "a copy says nothing", **theirs}


def test_pages_with_generator_tag_are_kept_in_a_folder_without_marker(site: Site) -> None:
    (site.root / "old").mkdir(parents=True)
    (site.root / "old" / "index.html").write_text(SIGNED)
    site.build({"index.html": "x"})
    assert site.files() == {"index.html": "x", "old/index.html": SIGNED}


@pytest.mark.parametrize(
    ("foreign", "wanted"),
    [("news", "news/a.html"), ("news/a.html/notes.txt", "news/a.html")],
)
def test_foreign_file_at_a_needed_path_is_named_and_kept(
    site: Site, foreign: str, wanted: str
) -> None:
    site.build({"index.html": "x"})
    path = site.root / foreign
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("mine")
    with pytest.raises(OutputError, match=r"news/a\.html: cannot be written"):
        site.build({"index.html": "x", wanted: "a"})
    assert path.read_text() == "mine"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes here")
def test_pipes_in_a_folder_are_not_read_without_a_store(site: Site) -> None:
    site.build({"index.html": SIGNED, "ship.txt": "a copy"})
    (site.root / "ship.txt").unlink()
    for path in ("ship.txt", "mine.html"):
        os.mkfifo(site.root / path)
    site.own = None
    site.build({"index.html": SIGNED})
    assert (site.root / "mine.html").is_fifo()
