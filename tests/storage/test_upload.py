"""A folder that is already built is put at an address."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from site_gen.address import Address
from site_gen.config import Storage
from site_gen.errors import OutputError, UsageError
from site_gen.storage.upload import UploadCounts, upload_folder
from site_gen.store import Store
from tests.sites.site import Files, build_site, config, days, options_for, record
from tests.storage.places import Bucket, Memory, Place, Requests, differing, publish

FILES: Files = days(4, topics=["Tides"])
CHANGED: Files = {
    **days(3, topics=["Tides"]),
    "content/news/d02.md": record("Day 2, again", "2026-01-02T08:00:00Z", topics=["Tides"]),
    "content/news/new.md": record("The newest", "2026-01-09T08:00:00Z", topics=["Tides"]),
}


def upload(folder: Path, place: Place, run: str = "run", **options: bool) -> UploadCounts:
    """Put the built folder of a machine at an address."""

    def open_store(address: Address) -> Store:
        return Store(msgspec.structs.replace(options_for(folder), output=address).store)

    return upload_folder(folder / "_site", place.address, Storage(), open_store, run, **options)


@pytest.fixture
def built(machine: Path) -> Path:
    build_site(machine, FILES)
    return machine


def test_address_gets_the_folder_and_then_what_changes(
    built: Path, memory: Memory, requests: Requests
) -> None:
    first = build_site(built, FILES).files()
    counts = upload(built, memory)
    size = sum(map(len, first.values()))
    assert memory.files() == first
    assert counts == UploadCounts(put=len(first), bytes=size)
    requests.clear()
    assert upload(built, memory) == UploadCounts(unchanged=len(first))
    assert requests.all_put == []
    second = build_site(built, CHANGED).files()
    expected = upload(built, memory, dry_run=True)
    assert requests.all_put == []
    assert memory.files() == first
    assert upload(built, memory, "second") == expected
    assert memory.files() == second
    assert {*requests.put} == differing(first, second)
    order = [
        requests.put.index(path)
        for path in (
            *("news/new/index.html", "news/d02/index.html", "index.html"),
            "sitemap.xml",
        )
    ]
    assert order == sorted(order)
    assert expected.removed == len(requests.removed) > 0


def test_builds_and_uploads_go_on_with_each_other(
    built: Path, other_machine: Path, memory: Memory, requests: Requests
) -> None:
    upload(built, memory)
    requests.clear()
    assert publish(built, FILES, memory).written == 0
    assert publish(other_machine, FILES, memory).written == 0
    assert requests.put == []
    publish(other_machine, CHANGED, memory)
    requests.clear()
    files = build_site(built, CHANGED).files()
    assert upload(built, memory, "second").put == 0
    assert memory.files() == files


def test_languages_have_manifests_of_their_own(built: Path, memory: Memory) -> None:
    german = record("Die Fähre fährt", "2026-01-06T08:00:00Z", locale="de")
    two = config(languages=["en", "de"])
    files: Files = {**FILES, "site.yaml": two, "content/news/fähre.md": german}
    folder = build_site(built, files).files()
    assert upload(built, memory).put == len(folder)
    assert memory.files() == folder
    assert publish(built, files, memory).written == 0


def test_next_upload_repairs_one_that_failed(
    built: Path, memory: Memory, requests: Requests
) -> None:
    def fail(path: str) -> None:
        if path == "index.html":
            raise OutputError("the network is down")

    requests.before = fail
    with pytest.raises(OutputError, match="the network is down"):
        upload(built, memory)
    requests.before = lambda _: None
    upload(built, memory, "second")
    assert memory.files() == build_site(built, FILES).files()


def test_files_that_no_build_made_are_not_overwritten(built: Path, memory: Memory) -> None:
    memory.write("index.html", b"mine")
    with pytest.raises(UsageError, match="files that no build made"):
        upload(built, memory)
    assert memory.all_files() == {"index.html": b"mine"}


def test_bucket_gets_the_folder_with_headers(built: Path, bucket: Bucket) -> None:
    upload(built, bucket)
    assert bucket.files() == build_site(built, FILES).files()
    assert bucket.head("feed.xml")["ContentType"] == "application/xml; charset=utf-8"
