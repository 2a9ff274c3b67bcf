"""The laws of docs/architecture.md on whole sites: the same input is the same bytes."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from site_gen.build import build
from tests.sites.site import (
    Files,
    Site,
    build_site,
    config,
    days,
    news,
    note,
    options_for,
    read_folder,
    record,
    related,
    share_from,
    write_files,
)

RICH: Files = {
    "site.yaml": config(pagination={"page_size": 2}, base_url="https://gazette.example/news/"),
    **days(7, topics=["Tides", "C++", "海"], heat=3),
    "content/news/aé.md": record(
        "Ärger im Hafen – “İstanbul”",
        "2026-01-04T01:30:00+09:00",
        locale="de",
        topics=["Öl", "ÖL", "straße"],
        provider={"name": "Çınar"},
        related=[related("Mehr", f"https://q{n}.example/") for n in range(5)],
    ),
    "content/topics/tides.md": note("Up *and* down.", title="Tides"),
    "content/providers/harbourpost.example.md": note("Since 1911.", name="The Harbour Post"),
    "content/pages/about.md": note("| a |\n|---|\n| b |", title="About"),
    "content/bad.md": "---\ntitle: [\n---\n",
}


def stamps(root: Path) -> dict[str, tuple[int, int]]:
    """When each file was written, and its place on the disk: both stay if it was not."""
    found = {path: path.stat() for path in root.rglob("*") if path.is_file()}
    return {str(path): (stat.st_mtime_ns, stat.st_ino) for path, stat in found.items()}


def test_building_twice_writes_nothing_the_second_time(tmp_path: Path) -> None:
    first = build_site(tmp_path, RICH)
    files, written = first.files(), stamps(first.root)
    report = build(first.options)
    assert first.files() == files
    assert stamps(first.root) == written
    assert (report.written, report.removed, report.unchanged) == (0, 0, len(files))


def test_number_of_jobs_changes_no_byte(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    share_from(monkeypatch, 4)
    sites = [build_site(tmp_path / str(jobs), RICH, jobs=jobs) for jobs in (1, 2, 3)]
    assert sites[0].files() == sites[1].files() == sites[2].files()
    assert sites[0].problems == sites[1].problems == sites[2].problems


def run_build(folder: Path, *options: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """``python -m site_gen build`` in a process and environment of its own."""
    return subprocess.run(
        [sys.executable, "-m", "site_gen", "build", "--now", "2026-03-01T12:00Z", *options],
        cwd=folder,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    "environment",
    [
        {"LC_ALL": "C", "TZ": "Asia/Tokyo", "PYTHONHASHSEED": "1"},
        {"LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR", "TZ": "America/St_Johns", "PYTHONHASHSEED": "2"},
    ],
    ids=["Tokyo", "St John’s"],
)
def test_machine_it_is_built_on_changes_no_byte(
    tmp_path: Path, environment: dict[str, str]
) -> None:
    here = build_site(tmp_path / "here", RICH, search=True)
    there = tmp_path / "elsewhere with spaces"
    write_files(there, RICH)
    done = run_build(there, **environment)
    assert done.returncode == 1, done.stderr  # one record is broken on purpose
    assert read_folder(there / "_site") == here.files()


def test_order_of_files_on_the_disk_changes_no_byte(tmp_path: Path) -> None:
    names = list(RICH)
    expected = build_site(tmp_path / "sorted", RICH).files()
    for seed in range(2):
        random.Random(seed).shuffle(names)  # noqa: S311
        files = {name: RICH[name] for name in names}
        assert build_site(tmp_path / str(seed), files).files() == expected


def test_now_decides_only_which_records_are_in_the_future(tmp_path: Path) -> None:
    def at(year: int, files: Files) -> Site:
        return build_site(tmp_path / str(year), files, now=datetime(year, 3, 1, tzinfo=UTC))

    later = at(2090, RICH)
    assert at(2027, RICH).files() == later.files()
    future = {"content/news/soon.md": record("Soon", "2080-01-01")}
    assert at(2028, {**RICH, **future}).files() == later.files()
    assert at(2091, {**RICH, **future}).files() != later.files()


def test_future_record_let_in_is_as_one_whose_time_has_come(tmp_path: Path) -> None:
    files = {**RICH, "content/news/soon.md": record("Soon", "2080-01-01")}
    early = build_site(tmp_path / "early", files, future=True)
    late = build_site(tmp_path / "late", files, now=datetime(2081, 1, 1, tzinfo=UTC))
    assert early.files() == late.files()


def test_age_limit_counts_from_the_newest_record_and_not_from_the_clock(tmp_path: Path) -> None:
    files = {
        "site.yaml": config(admission={"max_age_days": 10}),
        "content/old.md": record("Old", "2026-01-01"),
        "content/kept.md": record("Kept", "2026-01-15"),
        "content/new.md": record("New", "2026-01-20"),
    }
    soon = build_site(tmp_path, files)
    assert soon.texts("/latest/", ".card__title") == ["New", "Kept"]
    much_later = options_for(tmp_path, now=datetime(2036, 1, 1, tzinfo=UTC))
    assert build(much_later).written == 0


def test_name_of_the_folder_and_of_the_output_change_no_byte(tmp_path: Path) -> None:
    expected = build_site(tmp_path / "a", RICH).files()
    assert build_site(tmp_path / "ü b", RICH, output=tmp_path / "out").files() == expected


def test_what_the_producer_encrypts_anew_changes_no_byte(tmp_path: Path) -> None:
    first = build_site(tmp_path, news(record("A", secured="AAAA;BBBB")))
    files = first.files()
    again = build_site(tmp_path, news(record("A", secured="CCCC;DDDD")))
    assert again.report.written == 0
    assert again.files() == files


def test_page_of_a_record_that_is_gone_goes_though_the_cache_is_lost(tmp_path: Path) -> None:
    first = build_site(tmp_path / "kept", RICH)
    name = next(path for path in RICH if path.startswith("content/news/"))
    fewer = {path: text for path, text in RICH.items() if path != name}
    (first.options.content.parent / name).unlink()
    shutil.rmtree(tmp_path / "kept" / ".site_gen_cache")
    report = build(first.options)
    assert report.removed > 0
    assert first.files() == build_site(tmp_path / "clean", fewer).files()


def test_lost_cache_changes_no_byte(tmp_path: Path) -> None:
    first = build_site(tmp_path, RICH)
    files = first.files()
    shutil.rmtree(tmp_path / ".site_gen_cache")
    report = build(first.options)
    assert (report.written, first.files()) == (0, files)
