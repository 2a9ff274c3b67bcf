"""Updates of a folder in which another build, with a store of its own, was meanwhile."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path

import pytest

from site_gen.build import build
from site_gen.output_marker import MARKER_PATH
from tests.sites.site import Files, build_site, days, options_for, read_folder, record

SITE: Files = {**days(4, topics=["Tides"]), "static/kept.txt": "stays"}
MORE: Files = {
    "content/news/extra.md": record("Extra", "2026-02-20", topics=["Extras"]),
    "static/extra.txt": "Published for a while.",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    build_site(tmp_path / "site", SITE)
    return tmp_path / "site"


@contextmanager
def beside_the_cache(folder: Path) -> Iterator[None]:
    """Inside, the cache is another one."""
    cache = options_for(folder).cache
    cache.rename(folder / "away")
    yield
    shutil.rmtree(cache)
    (folder / "away").rename(cache)


@contextmanager
def while_another_has_the_store(folder: Path) -> Iterator[None]:
    """Inside, builds work with a temporary store."""
    path = options_for(folder).store
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        yield
        other.execute("ROLLBACK")


@contextmanager
def in_another_place(folder: Path) -> Iterator[None]:
    """Inside, what is done with the site is done where it was moved."""
    elsewhere = folder.with_name("elsewhere")
    folder.rename(elsewhere)
    folder.symlink_to(elsewhere)
    yield
    folder.unlink()
    elsewhere.rename(folder)


def add(folder: Path) -> None:
    for name, text in MORE.items():
        (folder / name).write_text(str(text))


def is_clean(folder: Path) -> bool:
    """Whether the folder is as a build from nothing makes it."""
    clean = folder.with_name("clean")
    shutil.rmtree(clean, ignore_errors=True)
    clean.mkdir()
    for name in ("site.yaml", "content", "static"):
        source = folder / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, clean / name)
    build(options_for(clean))
    return read_folder(folder / "_site") == read_folder(clean / "_site")


@pytest.mark.parametrize("apart", [beside_the_cache, while_another_has_the_store, in_another_place])
@pytest.mark.parametrize("changed", [False, True])
def test_what_another_build_left_is_removed(
    folder: Path,
    apart: Callable[[Path], AbstractContextManager[None]],
    monkeypatch: pytest.MonkeyPatch,
    *,
    changed: bool,
) -> None:
    monkeypatch.setattr("site_gen.store.connection._TIMEOUT", 0.05)
    with apart(folder):
        add(folder)
        build(options_for(folder))
        assert (folder / "_site/news/extra/index.html").exists()
    for name in MORE:
        (folder / name).unlink()
    if changed:
        (folder / "content/news/new.md").write_text(record("New", "2026-02-21"))
    build(options_for(folder))
    assert is_clean(folder)


@pytest.mark.parametrize("copy", [shutil.copytree, shutil.move])
def test_older_copy_of_the_folder_is_brought_up_to_date(
    folder: Path, copy: Callable[[Path, Path], object]
) -> None:
    add(folder)
    build(options_for(folder))
    copy(folder / "_site", folder / "older")
    for name in MORE:
        (folder / name).unlink()
    build(options_for(folder))
    shutil.rmtree(folder / "_site")
    (folder / "older").rename(folder / "_site")
    build(options_for(folder))
    assert is_clean(folder)


def test_file_of_somebody_else_stays_where_a_static_file_was(folder: Path) -> None:
    """The mark names files with the digest of their bytes."""
    add(folder)
    build(options_for(folder))
    (folder / "_site/extra.txt").write_text("Mine.")
    (folder / "static/extra.txt").unlink()
    shutil.rmtree(options_for(folder).cache)
    build(options_for(folder))
    assert (folder / "_site/extra.txt").read_text() == "Mine."


def test_static_file_is_removed_though_the_cache_was_lost(folder: Path) -> None:
    add(folder)
    build(options_for(folder))
    shutil.rmtree(options_for(folder).cache)
    (folder / "static/extra.txt").unlink()
    assert build(options_for(folder)).removed == 1
    assert is_clean(folder)


def test_mark_that_somebody_removed_is_made_again(folder: Path) -> None:
    (folder / "_site" / MARKER_PATH).unlink()
    build(options_for(folder))
    assert is_clean(folder)


def test_folder_that_nothing_has_changed_keeps_its_mark(folder: Path) -> None:
    mark = folder / "_site" / MARKER_PATH
    before = mark.stat()
    report = build(options_for(folder))
    assert (report.written, list(report.seconds)) == (0, ["look"])
    assert mark.stat().st_mtime_ns == before.st_mtime_ns
