"""The store: used by the next build, and replaced if it is damaged or was changed."""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from site_gen.instants import from_micros, micros
from site_gen.store import Store, reader, remove
from tests.records import NOON

ROWS = 5_000
"""So many that the file has several pages."""
CHANGED = "the store was changed by another program: it is rebuilt"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A store with content that was closed normally."""
    place = tmp_path / "deep" / "store.sqlite"
    with Store(place, b"me") as store:
        store.begin()
        store.set("known", ["a", "b"])
        rows = ((number,) for number in range(ROWS))
        store.executemany("INSERT INTO days (day, records) VALUES (?, 1)", rows)
        store.commit()
    return place


@pytest.fixture(params=["sealed", "left open"])
def closed(request: pytest.FixtureRequest, path: Path) -> Path:
    """The same, and without a seal, as after a build that was killed."""
    if request.param == "left open":
        path.with_suffix(".seal").unlink()
    return path


def known(store: Store) -> tuple[list[str] | None, int]:
    return store.get("known", list), store.value("SELECT COUNT(*) FROM days")


FILLED, EMPTY = (["a", "b"], ROWS), (None, 0)


def test_store_in_a_new_folder_is_empty(tmp_path: Path) -> None:
    with Store(tmp_path / "not" / "there.sqlite") as store:
        assert known(store) == EMPTY
        assert store.temporary_folder is None
        assert store.note == ""


def test_committed_data_is_stored(closed: Path) -> None:
    for _ in range(2):
        with Store(closed, b"me") as store:
            assert (known(store), store.note, store.temporary_folder) == (FILLED, "", None)


def test_uncommitted_data_is_rolled_back(path: Path) -> None:
    with Store(path, b"me") as store:
        store.begin()
        store.set("known", ["c"])
        store.clear("days")
        assert known(store) == (["c"], 0)
    with Store(path, b"me") as store:
        assert (known(store), store.note) == (FILLED, "")


def test_beginning_twice_is_beginning_once(path: Path) -> None:
    with Store(path, b"me") as store:
        store.commit()
        store.begin()
        store.set("known", [])
        store.begin()
        store.commit()
        store.commit()
    with Store(path, b"me") as store:
        assert known(store) == ([], ROWS)


def test_store_of_another_program_is_replaced_without_a_note(closed: Path) -> None:
    """There is no note about another version of the program."""
    with Store(closed, b"another") as store:
        assert (known(store), store.note, store.temporary_folder) == (EMPTY, "", None)
    with Store(closed, b"another") as store:
        assert (known(store), store.note) == (EMPTY, "")
    with Store(closed, b"me") as store:
        assert known(store) == EMPTY


def test_another_database_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite"
    with closing(sqlite3.connect(path)) as db:
        db.execute("CREATE TABLE recipes (name TEXT)")
    with Store(path, b"me") as store:
        assert known(store) == EMPTY
        assert store.temporary_folder is None
        assert store.value("SELECT 1 FROM sqlite_master WHERE name = 'recipes'") is None


# Damage.


@pytest.mark.parametrize("size", [20, 50, 4096, 5000, 60_000])
def test_truncated_store_is_replaced(closed: Path, size: int) -> None:
    with closed.open("r+b") as file:
        file.truncate(size)
    check_made_anew(closed)


@pytest.mark.parametrize("data", [b"no database", b"SQLite format 3\0" + b"\xff" * 9000])
def test_file_that_is_not_a_store_is_replaced(closed: Path, data: bytes) -> None:
    closed.write_bytes(data)
    check_made_anew(closed)


def check_made_anew(path: Path) -> None:
    """The store is empty and has a note; the next time it has what was stored, and no note."""
    with Store(path, b"me") as store:
        assert (known(store), store.temporary_folder) == (EMPTY, None)
        assert store.note.endswith("it is rebuilt")
        store.begin()
        store.set("known", ["c"])
        store.commit()
    with Store(path, b"me") as store:
        assert (known(store), store.note) == ((["c"], 0), "")


def test_sealed_store_that_another_program_wrote_to_is_replaced(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("UPDATE days SET records = 2")
    later = path.stat().st_mtime + 5
    os.utime(path, (later, later))
    with Store(path, b"me") as store:
        assert (known(store), store.note) == (EMPTY, CHANGED)


def test_store_that_was_restored_with_its_time_is_used(path: Path) -> None:
    """Archives have times in whole seconds."""
    data, time = path.read_bytes(), int(path.stat().st_mtime)
    path.unlink()
    path.write_bytes(data)
    os.utime(path, (time, time))
    with Store(path, b"me") as store:
        assert (known(store), store.note) == (FILLED, "")


def test_damaged_seal_is_ignored(path: Path) -> None:
    path.with_suffix(".seal").write_bytes(b"\xff\xfe")
    with Store(path, b"me") as store:
        assert (known(store), store.note) == (FILLED, "")


def test_there_is_no_seal_while_a_store_is_written(path: Path) -> None:
    seal = path.with_suffix(".seal")
    with Store(path, b"me") as store:
        assert seal.exists()
        store.begin()
        assert not seal.exists()
        store.commit()
        assert not seal.exists()
    assert seal.exists()


def test_removed_store_leaves_nothing(path: Path) -> None:
    """Except the lock, which another build may hold."""
    remove(path)
    assert [each.name for each in path.parent.iterdir()] == ["store.lock"]
    remove(path)


# Where the store cannot be used.


def test_temporary_store_takes_the_place_of_a_locked_one(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("site_gen.store.connection._TIMEOUT", 0.05)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        with Store(path, b"me") as store:
            assert (known(store), store.temporary_folder is None) == (EMPTY, False)
            assert store.note == "another build uses the store: this one works without it"
            store.begin()
            store.set("known", ["c"])
            store.commit()
            place = Path(store.address)
            assert place.exists()
        assert not place.exists()
        other.execute("ROLLBACK")
    with Store(path, b"me") as store:
        assert known(store) == FILLED


def test_store_is_temporary_if_its_folder_cannot_be_created(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("in the way")
    check_temporary(tmp_path / "cache" / "store.sqlite")
    assert (tmp_path / "cache").read_text() == "in the way"


@pytest.mark.skipif(
    sys.platform == "win32" or os.getuid() == 0, reason="this user may write everywhere"
)
@pytest.mark.parametrize("exists", [False, True])
def test_store_is_temporary_if_its_folder_is_not_writable(tmp_path: Path, *, exists: bool) -> None:
    folder = tmp_path / "cache"
    folder.mkdir()
    if exists:
        Store(folder / "store.sqlite", b"me").close()
    folder.chmod(0o500)
    try:
        check_temporary(folder / "store.sqlite")
    finally:
        folder.chmod(0o700)


def check_temporary(path: Path) -> None:
    with Store(path, b"me") as store:
        assert (known(store), store.temporary_folder is None) == (EMPTY, False)
        assert store.note
        store.begin()
        store.set("known", ["c"])
        store.commit()
        place = Path(store.address)
        assert place != path
    assert not place.exists()


def test_store_without_a_path_is_in_memory() -> None:
    with Store(None) as store:
        store.set("known", ["c"])
        assert (known(store), store.note) == ((["c"], 0), "")
        assert store.temporary_folder is None


# Copies.


@pytest.fixture
def untouched(path: Path) -> Iterator[Path]:
    """A store whose folder must not be changed."""
    before = {each: each.stat().st_mtime_ns for each in path.parent.iterdir()}
    data = path.read_bytes()
    yield path
    assert path.read_bytes() == data
    after = {each: each.stat().st_mtime_ns for each in path.parent.iterdir()}
    # SQLite may leave these two beside a store that was read.
    kept = {each for each in after if each.name.endswith(("-wal", "-shm"))}
    assert {each: at for each, at in after.items() if each not in kept} == before


def test_read_only_store_is_a_copy(untouched: Path) -> None:
    with Store(untouched, b"me", read_only=True) as store:
        assert (known(store), store.note) == (FILLED, "")
        assert store.temporary_folder
        store.begin()
        store.set("known", ["c"])
        store.commit()
        assert known(store) == (["c"], ROWS)
        place = Path(store.address)
    assert not place.exists()


def test_copy_of_another_program_s_store_is_empty(untouched: Path) -> None:
    with Store(untouched, b"another", read_only=True) as store:
        assert (known(store), store.note) == (EMPTY, "")
        assert store.temporary_folder


def test_copy_can_be_made_while_a_build_writes(path: Path) -> None:
    with Store(path, b"me") as build:
        build.begin()
        build.set("known", ["c"])
        with Store(path, b"me", read_only=True) as store:
            assert known(store) == FILLED
        build.commit()
        with Store(path, b"me", read_only=True) as store:
            assert known(store) == (["c"], ROWS)


@pytest.mark.parametrize("cut", [50, 5000])
def test_copy_of_a_damaged_store_is_empty_and_repairs_nothing(path: Path, cut: int) -> None:
    path.write_bytes(path.read_bytes()[:cut])
    with Store(path, b"me", read_only=True) as store:
        assert known(store) == EMPTY
        assert store.note.endswith("it is rebuilt")
    assert path.stat().st_size == cut


def test_copy_of_a_missing_store_creates_none(tmp_path: Path) -> None:
    with Store(tmp_path / "none" / "store.sqlite", read_only=True) as store:
        assert (known(store), store.note) == (EMPTY, "")
    assert [*tmp_path.iterdir()] == []


def test_worker_reads_committed_data_and_cannot_write(path: Path) -> None:
    with Store(path, b"me") as store:
        store.begin()
        store.clear("days")
        with closing(reader(store.address)) as db:
            assert db.execute("SELECT COUNT(*) FROM days").fetchone() == (ROWS,)
            with pytest.raises(sqlite3.OperationalError, match="readonly"):
                db.execute("DELETE FROM days")


@pytest.mark.parametrize("name", ["a b", "50%", "what?", "#1", "ü"])
def test_worker_finds_a_store_of_any_name(tmp_path: Path, name: str) -> None:
    with Store(tmp_path / name / "store.sqlite") as store:
        store.set("known", ["c"])
        with closing(reader(store.address)) as db:
            sql = "SELECT COUNT(*) FROM meta WHERE name = 'known'"
            assert db.execute(sql).fetchone() == (1,)


# Small things.


def test_instants_are_stored_to_the_microsecond() -> None:
    at = NOON.replace(microsecond=1)
    assert from_micros(micros(at)) == at
    assert from_micros(micros(NOON.replace(year=1))) == NOON.replace(year=1)


def test_temporary_table_has_each_number_once_and_is_dropped() -> None:
    with Store(None) as store:
        with store.temp_table([3, 1, 3]) as outer, store.temp_table([]) as inner:
            assert store.column(f"SELECT x FROM {outer} ORDER BY x") == [1, 3]  # noqa: S608
            assert store.column(f"SELECT x FROM {inner}") == []  # noqa: S608
        assert store.column("SELECT name FROM sqlite_temp_master") == []


def test_second_build_does_not_change_the_store_of_a_running_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("site_gen.store.lock._TIMEOUT", 0.1)
    path = tmp_path / "store.sqlite"
    with Store(path, b"me") as first:
        first.begin()
        for made_by in (b"me", b"another program"):
            with Store(path, made_by) as second:
                assert "another build" in second.note
                assert second.temporary_folder
        assert not path.with_suffix(".seal").exists()
        first.set("value", 7)
        first.commit()
    with Store(path, b"me") as third:
        assert (third.note, third.get("value", int)) == ("", 7)
