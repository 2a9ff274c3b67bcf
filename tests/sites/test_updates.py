"""What a build does after a small change: little, and never too little."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from site_gen import pipeline
from site_gen.build import build
from site_gen.model import BuildReport
from site_gen.search import SearchIndex
from site_gen.store import Store
from tests.sites.site import (
    NOW,
    Files,
    build_site,
    config,
    days,
    note,
    options_for,
    read_folder,
    record,
    related,
    write_files,
)
from tests.sites.soak import Soak

SITE: Files = {
    "site.yaml": config(pagination={"page_size": 3}),
    **days(20, topics=["Tides"]),
    "content/news/gulls.md": record(
        "Gulls are back", "2026-02-10T08:00:00Z", topics=["Gulls"], provider={"name": "The Mole"}
    ),
    "content/news/nets.md": record(
        "Nets mended",
        "2026-02-20T08:00:00Z",
        related=[related("Mended nets", "https://quaytimes.example/nets")],
    ),
    "content/topics/gulls.md": note("They *fly*.", title="Gulls"),
    "content/pages/about.md": note("Us.", title="About"),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A site that has been built."""
    build_site(tmp_path / "site", SITE)
    return tmp_path / "site"


def updated(folder: Path, files: Files, **options: Any) -> BuildReport:
    """The report of a build after these files were added or changed; as good as a clean one."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    report = build(options_for(folder, **options))
    clean = folder.parent / "clean"
    shutil.rmtree(clean, ignore_errors=True)
    clean.mkdir()
    for name in ("site.yaml", "content", "templates", "static"):
        if (folder / name).is_dir():
            shutil.copytree(folder / name, clean / name, symlinks=True)
        elif (folder / name).exists():
            shutil.copy(folder / name, clean / name)
    other = build(options_for(clean, **options))
    assert read_folder(folder / "_site") == read_folder(clean / "_site")
    assert (report.pages, report.bytes) == (other.pages, other.bytes)
    assert (report.published, report.problems) == (other.published, other.problems)
    return report


def test_nothing_is_made_where_nothing_changed(folder: Path) -> None:
    report = updated(folder, {})
    assert report.written == 0
    assert list(report.seconds) == ["look"], "the pipeline was not even begun"
    assert report.reused["files"] == report.unchanged == sum(report.pages.values())


def test_file_that_is_written_again_as_it_was_makes_nothing(folder: Path) -> None:
    name = "content/news/gulls.md"
    (folder / name).unlink()
    report = updated(folder, {name: SITE[name]})
    assert list(report.seconds) == ["look"]


def test_changed_headline_makes_the_pages_that_show_it_and_no_others(folder: Path) -> None:
    text = str(SITE["content/news/gulls.md"]).replace("Gulls are back", "Gulls leave")
    report = updated(folder, {"content/news/gulls.md": text})
    total = sum(report.pages.values())
    assert report.reused["records"] == 21
    assert 0 < total - report.reused["files"] < 30 < total
    shown = [path for path, data in read_folder(folder / "_site").items() if b"Gulls leave" in data]
    assert report.written >= len(shown) > 5


def test_change_that_no_page_shows_makes_what_reads_the_record_and_writes_nothing(
    folder: Path,
) -> None:
    text = str(SITE["content/news/gulls.md"]).replace("---\n", "---\nunseen: 1\n", 1)
    report = updated(folder, {"content/news/gulls.md": text})
    assert report.written == 0
    assert report.reused["records"] == 21


def test_new_record_leaves_the_articles_far_from_it(folder: Path) -> None:
    new = record("Lamp lit", "2026-02-25T08:00:00Z", topics=["Lamps"])
    report = updated(folder, {"content/news/lamp.md": new})
    assert report.reused["files"] > sum(report.pages.values()) / 2
    assert report.reused["records"] == 22


@pytest.mark.parametrize(
    "files",
    [
        {"static/css/own.css": "a { color: red }"},
        {"site.yaml": config(title="Another name", pagination={"page_size": 3})},
        {"content/pages/about.md": note("Us.", title="About us")},
    ],
    ids=["stylesheet", "configuration", "name of a page in the footer"],
)
def test_what_all_pages_show_makes_all_pages(folder: Path, files: Files) -> None:
    report = updated(folder, files)
    assert report.reused["files"] <= report.pages["static"]
    assert report.reused["records"] == 22, "and no record is parsed again"


FETCHED: dict[str, Any] = {
    "sources": [{"url": "https://quaytimes.example/feed", "topics": ["Tides"], "quality": 80}],
    "fetch": {"excerpt_length": 100},
    "topics": {"map": {"Sea": "Tides"}, "unmapped": "keep"},
    "rules": [{"match": {"title": "nets"}, "set": {"published": False}}],
}


def test_settings_of_fetch_make_no_other_site(folder: Path) -> None:
    report = updated(folder, {"site.yaml": config(pagination={"page_size": 3}, **FETCHED)})
    assert list(report.seconds) == ["look"]


def test_settings_of_fetch_make_no_page_where_a_record_has_changed(folder: Path) -> None:
    text = str(SITE["content/news/gulls.md"]).replace("Gulls are back", "Gulls leave")
    both = {"content/news/gulls.md": text}
    alone = updated(folder, both).reused
    build_site(folder, SITE)
    own = {"site.yaml": config(pagination={"page_size": 3}, **FETCHED)}
    assert updated(folder, {**both, **own}).reused == alone


def test_template_behind_a_link_is_a_template_too(folder: Path) -> None:
    shared = folder.parent / "shared"
    shared.mkdir()
    (shared / "fold.html").write_text("{% macro fold(label) %}{{ caller() }}{% endmacro %}")
    (folder / "templates").mkdir()
    (folder / "templates" / "components").symlink_to(shared)
    (shared / "back").symlink_to(shared)
    updated(folder, {})
    (shared / "footer.html").write_text("{% macro footer(site) %}-{% endmacro %}")
    report = updated(folder, {})
    assert report.written >= report.pages["article"] + report.pages["archive"]


def test_description_of_a_topic_leaves_the_articles_of_others(folder: Path) -> None:
    report = updated(folder, {"content/topics/gulls.md": note("They dive.", title="Gulls")})
    assert report.reused["files"] > sum(report.pages.values()) / 2


def test_record_appears_when_its_time_has_come(folder: Path) -> None:
    later = record("Lamp lit", "2026-03-05T08:00:00Z")
    assert updated(folder, {"content/news/lamp.md": later}).published == 22
    same = updated(folder, {}, now=datetime(2026, 3, 5, 7, 59, tzinfo=UTC))
    assert same.published == 22
    assert updated(folder, {}, now=datetime(2026, 3, 5, 8, 0, tzinfo=UTC)).published == 23
    assert updated(folder, {}, now=NOW).published == 22


def test_other_options_are_another_site(folder: Path) -> None:
    hidden = str(SITE["content/news/gulls.md"]).replace("---\n", "---\npublished: false\n", 1)
    assert updated(folder, {"content/news/gulls.md": hidden}).published == 21
    assert updated(folder, {}, unpublished=True).published == 22
    assert updated(folder, {}).published == 21
    assert updated(folder, {}, base_url="https://x.example/y/").written > 40


def test_file_of_the_site_that_somebody_changed_is_made_again(folder: Path) -> None:
    page = folder / "_site" / "news" / "gulls" / "index.html"
    times = page.stat()
    page.write_bytes(page.read_bytes().replace(b"Gulls", b"Hulls"))
    os.utime(page, ns=(times.st_atime_ns, times.st_mtime_ns))
    report = updated(folder, {})
    assert report.written == 1
    page.unlink()
    assert updated(folder, {}).written == 1


def test_folder_restored_from_an_archive_is_known_by_its_bytes(folder: Path) -> None:
    for name in ("_site", "content"):
        shutil.copytree(folder / name, folder / "copy")
        shutil.rmtree(folder / name)
        (folder / "copy").rename(folder / name)
    report = updated(folder, {})
    assert (report.written, list(report.seconds)) == (0, ["look"])


def test_full_build_forgets_everything_and_makes_the_same(folder: Path) -> None:
    report = updated(folder, {}, full=True)
    assert set(report.reused.values()) == {0}
    assert report.written == 0, "the bytes were there already"


def forget(folder: Path) -> None:
    """Nothing: the build is asked to."""


def touch(folder: Path) -> None:
    """Change the store's time, as a program does that writes to it."""
    os.utime(options_for(folder).store, (1, 1))


def write_as_another_program(folder: Path) -> None:
    """Leave a store of another version."""
    with Store(options_for(folder).store, b"") as store:
        store.begin()
        store.execute("UPDATE meta SET value = x'00' WHERE name = 'made_by'")
        store.commit()


@pytest.mark.parametrize("lose", [forget, touch, write_as_another_program])
def test_static_file_that_goes_with_its_store_leaves_the_site(
    folder: Path, lose: Callable[[Path], None]
) -> None:
    """Pages show that the program made them, copies of files do not: the store knows them."""
    updated(folder, {"static/tides/low.txt": "Low at noon.", "static/tides/high.txt": "High."})
    lose(folder)
    (folder / "static/tides/low.txt").unlink()
    report = updated(folder, {}, full=lose is forget)
    assert report.removed == 1


@pytest.mark.parametrize("lose", [forget, touch, write_as_another_program])
def test_records_that_go_with_the_store_are_missed(
    folder: Path, lose: Callable[[Path], None]
) -> None:
    lose(folder)
    for path in sorted((folder / "content/news").glob("*.md"))[:15]:
        path.unlink()
    report = build(options_for(folder, full=lose is forget))
    assert "edition-lost" in [problem.code for problem in report.problems]


def test_site_built_elsewhere_is_no_reason_to_do_nothing(folder: Path) -> None:
    other = folder / "other"
    build(options_for(folder, output=other))
    shutil.rmtree(folder / "_site")
    assert updated(folder, {}).written > 40
    assert read_folder(other) == read_folder(folder / "_site")


def test_unreadable_record_is_tried_again(folder: Path) -> None:
    (folder / "content" / "gone.md").symlink_to(folder / "nowhere.md")
    assert build(options_for(folder)).errors == 1
    write_files(folder / "x", {})
    (folder / "nowhere.md").write_text(record("Found again", "2026-02-21"))
    report = build(options_for(folder))
    assert (report.errors, report.published) == (0, 23)


def test_what_is_edited_while_a_build_runs_is_seen_by_the_next(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    late: Files = {
        "content/topics/gulls.md": note("They dive.", title="Gulls"),
        "content/pages/about.md": note("Us all.", title="About"),
        "templates/components/empty.html": "{% macro empty(message) %}-{% endmacro %}",
        "static/files/a.txt": "late",
        "content/news/gulls.md": str(SITE["content/news/gulls.md"]).replace("back", "gone"),
    }
    files = [*late]

    def edit(*_: object) -> SearchIndex:
        for name in files:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(str(late[name]))
        return SearchIndex()

    for name in [*late]:
        files[:] = [name]
        (folder / "content" / "touch.md").write_text(record(f"Touched by {name}", "2026-02-21"))
        with monkeypatch.context() as patch:
            patch.setattr(pipeline, "make_index", edit)
            build(options_for(folder))
        updated(folder, {})


@pytest.mark.parametrize(("seed", "edits"), [(1, 25), pytest.param(2, 200, marks=pytest.mark.slow)])
def test_after_any_edits_the_folder_is_that_of_a_clean_build(
    tmp_path: Path, seed: int, edits: int
) -> None:
    soak = Soak(tmp_path, seed)
    assert list(soak.differences(edits)) == []
    assert soak.left > 20 * edits, "too few files were left to mean something"
    assert len(soak.kinds) > 15, "too few kinds of edits to mean something"
