"""A site at an address has the bytes of the folder, and only what has changed is put."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from site_gen.errors import OutputError, UsageError
from site_gen.storage import manifest
from tests.sites.site import Files, config, days, record
from tests.storage.places import Memory, Requests, differing, plain, publish

FILES: Files = days(5, topics=["Tides"])
CHANGED: Files = {
    **FILES,
    "content/news/d03.md": record("Day 3, again", "2026-01-03T08:00:00Z", topics=["Tides"]),
}
FEWER: Files = days(4, topics=["Tides"])


def test_address_has_the_bytes_of_the_folder(machine: Path, memory: Memory, tmp_path: Path) -> None:
    report = publish(machine, FILES, memory)
    assert memory.files() == plain(tmp_path, FILES)
    assert (report.output, report.written) == (memory.url, len(memory.files()))
    assert not (machine / "_site").exists()


def test_nothing_is_put_if_nothing_has_changed(
    machine: Path, memory: Memory, requests: Requests
) -> None:
    first = publish(machine, FILES, memory)
    requests.clear()
    report = publish(machine, FILES, memory)
    assert requests.all_put == []
    assert (report.written, report.unchanged) == (0, first.written)


def test_update_puts_the_files_that_differ_and_removes_the_others(
    machine: Path, memory: Memory, requests: Requests, tmp_path: Path
) -> None:
    before = plain(tmp_path, FILES)
    publish(machine, FILES, memory)
    for files in (CHANGED, FEWER):
        requests.clear()
        report = publish(machine, files, memory)
        after = plain(tmp_path, files)
        assert memory.files() == after
        assert {*requests.put} == differing(before, after)
        assert {*requests.removed} == before.keys() - after.keys()
        assert (report.written, report.removed) == (len(requests.put), len(requests.removed))
        before = after


def test_another_machine_goes_on(
    machine: Path, other_machine: Path, memory: Memory, requests: Requests, tmp_path: Path
) -> None:
    publish(machine, FILES, memory)
    requests.clear()
    publish(other_machine, CHANGED, memory)
    assert {*requests.put} == differing(plain(tmp_path, FILES), plain(tmp_path, CHANGED))
    requests.clear()
    assert publish(machine, CHANGED, memory).written == 0
    assert requests.put == []
    publish(machine, FEWER, memory)
    assert memory.files() == plain(tmp_path, FEWER)
    publish(other_machine, FEWER, memory)
    publish(other_machine, FILES, memory)
    assert memory.files() == plain(tmp_path, FILES)


def test_new_cache_removes_files_that_are_no_longer_made(
    machine: Path, other_machine: Path, memory: Memory, tmp_path: Path
) -> None:
    publish(machine, FILES, memory)
    publish(other_machine, FEWER, memory)
    assert memory.files() == plain(tmp_path, FEWER)


def test_full_build_puts_everything(machine: Path, memory: Memory, requests: Requests) -> None:
    publish(machine, FILES, memory)
    memory.remove("index.html")
    requests.clear()
    report = publish(machine, FILES, memory, full=True)
    assert {*requests.put} == memory.files().keys()
    assert report.written == len(requests.put)


def test_files_are_put_after_those_that_they_refer_to(
    machine: Path, memory: Memory, requests: Requests
) -> None:
    publish(machine, FILES, memory)
    requests.clear()
    changes = {
        "static/note.txt": "Mended.",
        "content/news/new.md": record("The newest", "2026-01-09T08:00:00Z", topics=["Tides"]),
        "content/news/d01.md": record("Day 1, again", "2026-01-01T08:00:00Z", topics=["Tides"]),
    }
    files = {path: text for path, text in FILES.items() if "d02" not in path}
    publish(machine, {**files, **changes}, memory)
    order = [
        requests.put.index(path)
        for path in (
            *(".nojekyll", "note.txt", "news/new/index.html", "news/d01/index.html"),
            *("index.html", "sitemap.xml"),
        )
    ]
    assert order == sorted(order)
    assert max(map(requests.put.index, ("api/news/new/index.json", "news/new/index.html"))) < min(
        map(requests.put.index, ("news/d01/index.html", "api/news/d01/index.json"))
    )
    assert "news/d02/index.html" in requests.removed
    assert requests.all_put[0].endswith(".edition")
    assert requests.all_put[-1] == requests.all_put[0]


def test_removals_come_last(machine: Path, memory: Memory, requests: Requests) -> None:
    publish(machine, FILES, memory)
    requests.clear()
    last: list[str] = []
    requests.before = last.append
    publish(machine, FEWER, memory)
    assert last == [*requests.put, *requests.removed]
    assert requests.removed


def test_file_takes_the_place_of_a_folder_and_the_reverse(
    machine: Path, memory: Memory, tmp_path: Path
) -> None:
    nested: Files = {**FILES, "static/was/file.txt": "x"}
    flat: Files = {**FILES, "static/was": "a file now"}
    for files in (nested, flat, nested):
        publish(machine, files, memory)
        assert memory.files() == plain(tmp_path, files)


def test_files_that_no_build_made_are_not_overwritten(machine: Path, memory: Memory) -> None:
    memory.write("index.html", b"mine")
    memory.write("elsewhere.txt", b"mine")
    with pytest.raises(UsageError, match=r"files that no build made .*: index\.html \("):
        publish(machine, FILES, memory)
    assert memory.all_files() == {"index.html": b"mine", "elsewhere.txt": b"mine"}
    memory.remove("index.html")
    publish(machine, FILES, memory)
    assert memory.files()["elsewhere.txt"] == b"mine"


def test_copy_of_a_built_folder_is_taken_over(
    machine: Path, memory: Memory, tmp_path: Path
) -> None:
    for path, data in plain(tmp_path, FILES).items():
        memory.write(path, data)
    publish(machine, CHANGED, memory)
    assert memory.files() == plain(tmp_path, CHANGED)


def test_emptied_address_is_filled_again(machine: Path, memory: Memory, tmp_path: Path) -> None:
    publish(machine, FILES, memory)
    for path in memory.all_files():
        memory.remove(path)
    publish(machine, FILES, memory)
    assert memory.files() == plain(tmp_path, FILES)


def test_lost_manifest_is_made_again(machine: Path, memory: Memory, requests: Requests) -> None:
    publish(machine, FILES, memory)
    for path in memory.manifest():
        memory.remove(path)
    requests.clear()
    publish(machine, FILES, memory)
    assert {*requests.put} == memory.files().keys()
    assert memory.manifest()


def test_strict_and_hold_write_nothing(machine: Path, memory: Memory) -> None:
    broken: Files = {**FILES, "content/news/d03.md": "---\ntitle: [\n---\n"}
    assert publish(machine, broken, memory, strict=True).output == ""
    assert memory.all_files() == {}
    publish(machine, FILES, memory)
    before = memory.all_files()
    assert publish(machine, broken, memory, hold=True).output == ""
    assert memory.all_files() == before


def test_explained_updates_name_pages(machine: Path, memory: Memory) -> None:
    publish(machine, FILES, memory)
    report = publish(machine, CHANGED, memory, explain_updates=True)
    assert "news/d03/index.html" in report.why


def test_each_language_is_a_folder_below_the_address(
    machine: Path, other_machine: Path, memory: Memory, requests: Requests, tmp_path: Path
) -> None:
    two = config(languages=["en", "de"])
    german = record("Die Fähre fährt", "2026-01-06T08:00:00Z", locale="de")
    files: Files = {**FILES, "site.yaml": two, "content/news/fähre.md": german}
    publish(machine, files, memory)
    assert memory.files() == plain(tmp_path, files)
    assert any(path.startswith("de/.site_gen/") for path in memory.manifest())
    requests.clear()
    publish(machine, files, memory)
    publish(other_machine, files, memory)
    assert requests.put == []
    publish(machine, FILES, memory)  # German has no site any more
    assert memory.files() == plain(tmp_path / "one", FILES)
    assert not any(path.startswith("de/") for path in memory.manifest())
    publish(machine, files, memory)
    assert memory.files() == plain(tmp_path, files)


def test_settings_of_the_address_change_no_page(
    machine: Path, memory: Memory, requests: Requests
) -> None:
    publish(machine, FILES, memory)
    requests.clear()
    publish(machine, {**FILES, "site.yaml": config(storage={"max_age": 60})}, memory)
    assert requests.all_put == []  # files in memory have no headers


def test_new_base_takes_the_place_of_many_editions(
    machine: Path,
    other_machine: Path,
    memory: Memory,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.setattr(manifest, "MOST_ENTRIES", 2)
    monkeypatch.setattr(manifest, "_PART", 20)
    publish(other_machine, FILES, memory)
    for files in (CHANGED, FEWER, FILES, CHANGED):
        publish(machine, files, memory)
    kinds = [path.partition(".site_gen/")[2].partition(".")[2] for path in memory.manifest()]
    assert kinds.count("base") == 1
    assert sum(kind.startswith("part") for kind in kinds) == -(-len(memory.files()) // 20)
    assert len(kinds) < 8
    assert publish(other_machine, CHANGED, memory).written == 0
    assert memory.files() == plain(tmp_path, CHANGED)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"no gzip", "cannot be read"),
        (
            gzip.compress(b'{"format":99}\n', mtime=0),
            "a newer version of site_gen has published here",
        ),
    ],
)
def test_manifest_that_cannot_be_read_is_named(
    data: bytes, message: str, machine: Path, other_machine: Path, memory: Memory
) -> None:
    publish(machine, FILES, memory)
    base = next(path for path in memory.manifest() if path.endswith(".base"))
    memory.write(base, data)
    with pytest.raises(UsageError) as caught:
        publish(other_machine, FILES, memory)
    assert message in str(caught.value)
    assert f"{memory.url}/{base}" in str(caught.value)


def test_missing_part_of_the_manifest_is_named(
    machine: Path, other_machine: Path, memory: Memory
) -> None:
    publish(machine, FILES, memory)
    part = next(path for path in memory.manifest() if "part" in path)
    memory.remove(part)
    with pytest.raises(OutputError, match=part):
        publish(other_machine, FILES, memory)


def test_files_of_others_are_not_overwritten_at_an_address_that_was_emptied(
    machine: Path, memory: Memory
) -> None:
    """Or at one of another service that has the same name: the store knows the address."""
    publish(machine, FILES, memory)
    for path in memory.all_files():
        memory.remove(path)
    memory.write("index.html", b"Not ours.")
    with pytest.raises(UsageError, match="has files that no build made"):
        publish(machine, FILES, memory)
    assert memory.all_files() == {"index.html": b"Not ours."}
    memory.remove("index.html")
    assert publish(machine, FILES, memory).written == len(memory.files())
