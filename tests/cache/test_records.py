"""Records are parsed once, until their bytes change."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from site_gen import load
from site_gen.cache import records as room
from site_gen.cache.records import ReadingStore
from site_gen.gather import gather_records
from site_gen.load import digest_of, list_content
from site_gen.model import Problem, Record
from site_gen.stamps import UNKNOWN, now, settled, stamp_of
from tests.records import file_of

LIMIT = 100_000


class Newsroom:
    """A content folder with a store beside it."""

    def __init__(self, root: Path) -> None:
        self.content = root / "content"
        self.cache = root / "cache"
        self.content.mkdir()
        self.hits = 0

    def write(self, name: str, text: str) -> Path:
        path = self.content / name
        path.write_text(text, encoding="utf-8")
        return path

    def read(self, made_by: bytes = b"me") -> tuple[tuple[Record, ...], list[Problem]]:
        """What the files say; it must be what they say without a store."""
        listing = list_content(self.content)
        store = ReadingStore(self.cache, made_by)
        store.look(self.content, listing.records, lambda p: digest_of(self.content, LIMIT, p))
        found = gather_records(self.content, listing, LIMIT, 1, store)
        self.hits = store.hits
        assert found == gather_records(self.content, listing, LIMIT, 1)
        return found


@pytest.fixture
def newsroom(tmp_path: Path) -> Newsroom:
    made = Newsroom(tmp_path)
    for number in range(3):
        made.write(f"{number}.md", file_of(title=f"News {number}", body="*Text*"))
    made.write("bad.md", "---\ntitle: [\n---\n")
    return made


def test_what_was_read_once_is_not_parsed_again(newsroom: Newsroom) -> None:
    first = newsroom.read()
    assert newsroom.hits == 0
    assert newsroom.read() == first
    assert newsroom.hits == 4, "errors are remembered, too"


def test_changed_file_is_parsed_whatever_its_size_and_time_say(newsroom: Newsroom) -> None:
    newsroom.read()
    path = newsroom.content / "1.md"
    times = path.stat()
    path.write_text(path.read_text().replace("News 1", "Fish 1"))
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))
    records, _ = newsroom.read()
    assert [record.title for record in records] == ["News 0", "Fish 1", "News 2"]
    assert newsroom.hits == 3


def test_file_that_is_only_written_again_is_not_parsed(newsroom: Newsroom) -> None:
    newsroom.read()
    for path in newsroom.content.iterdir():
        data = path.read_bytes()
        path.unlink()
        path.write_bytes(data)
    newsroom.read()
    assert newsroom.hits == 4


def test_files_come_and_go(newsroom: Newsroom) -> None:
    newsroom.read()
    (newsroom.content / "0.md").unlink()
    newsroom.write("new.md", file_of(title="Just in"))
    records, _ = newsroom.read()
    assert [record.title for record in records] == ["News 1", "News 2", "Just in"]
    (newsroom.content / "1.md").rename(newsroom.content / "moved.md")
    assert {record.path for record in newsroom.read()[0]} == {"2.md", "new.md", "moved.md"}


def test_what_another_program_read_is_read_anew(newsroom: Newsroom) -> None:
    newsroom.read()
    newsroom.read(made_by=b"another")
    assert newsroom.hits == 0


@pytest.mark.parametrize("name", ["records.list", "records-1"])
@pytest.mark.parametrize("share", [0.0, 0.3, 0.6, 0.99])
def test_damaged_store_costs_only_time(newsroom: Newsroom, name: str, share: float) -> None:
    first = newsroom.read()
    path = newsroom.cache / name
    data = bytearray(path.read_bytes())
    data[int(share * len(data))] ^= 16
    path.write_bytes(data)
    assert newsroom.read() == first
    assert newsroom.hits < 4
    assert newsroom.read() == first
    assert newsroom.hits == 4, "mended by the build before"


@pytest.mark.parametrize("name", ["records.list", "records-1"])
def test_lost_or_cut_file_of_the_store_costs_only_time(newsroom: Newsroom, name: str) -> None:
    first = newsroom.read()
    path = newsroom.cache / name
    path.write_bytes(path.read_bytes()[:50])
    assert newsroom.read() == first
    path.unlink()
    assert newsroom.read() == first
    newsroom.read()
    assert newsroom.hits == 4


def test_store_that_cannot_be_written_is_done_without(newsroom: Newsroom) -> None:
    newsroom.cache.write_text("in the way")
    assert len(newsroom.read()[0]) == 3
    assert newsroom.cache.read_text() == "in the way"


@pytest.mark.parametrize("fields", [{"heat": 10**30}, {"more": {"deep": 2**70}}])
def test_number_too_large_to_be_kept_is_read_each_time(
    newsroom: Newsroom, fields: dict[str, Any]
) -> None:
    newsroom.write("huge.md", file_of(**fields))
    newsroom.read()
    newsroom.read()
    assert newsroom.hits == 4


def test_pack_is_begun_anew_when_most_of_it_is_waste(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "_SMALL", 100)
    for number in range(12):
        newsroom.write("0.md", file_of(title=f"Again {number}", body="x" * 2000))
        newsroom.read()
    packs = [path for path in newsroom.cache.iterdir() if path.name.startswith("records-")]
    assert len(packs) <= 2
    assert max(path.stat().st_size for path in packs) < 20_000
    newsroom.read()
    assert newsroom.hits == 4


def test_nothing_is_written_where_nothing_changed(newsroom: Newsroom) -> None:
    paths = list(newsroom.content.iterdir())
    while UNKNOWN in [settled(stamp_of(path), now()) for path in paths]:
        pass  # until then a stamp may be written that the next reading does better than
    newsroom.read()
    newsroom.read()
    before = {path: path.stat().st_mtime_ns for path in newsroom.cache.iterdir()}
    newsroom.read()
    assert {path: path.stat().st_mtime_ns for path in newsroom.cache.iterdir()} == before


def test_unread_file_has_no_digest(tmp_path: Path) -> None:
    assert load.digest_of(tmp_path, LIMIT, "missing.md") == ""
