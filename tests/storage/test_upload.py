"""``publish --to`` an address, without the checks before it: a built folder is put there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest

from site_gen.config import load_config
from site_gen.errors import OutputError, PublishError
from site_gen.publish import PublishOptions
from site_gen.publish import publish as publish_to
from site_gen.publish.opening import BranchOptions, Session, open_destination
from site_gen.storage.upload import FolderUpload
from site_gen.store import Store
from site_gen.upload_order import upload_steps
from tests.sites.site import Files, build_site, config, days, options_for, record
from tests.storage.places import (
    MANIFEST,
    Bucket,
    Contents,
    Memory,
    Place,
    Requests,
    differing,
    publish,
)

FILES: Files = days(4, topics=["Tides"])
CHANGED: Files = {
    **days(3, topics=["Tides"]),
    "content/news/d02.md": record("Day 2, again", "2026-01-02T08:00:00Z", topics=["Tides"]),
    "content/news/new.md": record("The newest", "2026-01-09T08:00:00Z", topics=["Tides"]),
}
GERMAN: Files = {
    **FILES,
    "site.yaml": config(languages=["en", "de"]),
    "content/news/fähre.md": record("Die Fähre fährt", "2026-01-06T08:00:00Z", locale="de"),
}


def upload(folder: Path, place: Place, **options: Any) -> list[str]:
    """Publish the built folder of a machine; returns the lines that are printed."""
    lines: list[str] = []
    built = options_for(folder)
    destination = open_destination(
        place.address,
        built,
        load_config(built.config),
        Session({}, unattended=True),
        BranchOptions(),
    )
    publish_to(destination, PublishOptions(folder=folder / "_site", **options), lines.append)
    return [line.replace(str(folder / "_site"), "_site") for line in lines]


@pytest.fixture
def built(machine: Path) -> Contents:
    return build_site(machine, FILES).files()


def test_address_gets_the_folder_and_then_what_changes(
    built: Contents, machine: Path, memory: Memory, requests: Requests
) -> None:
    assert upload(machine, memory) == [
        f"{memory.url}: {len(built)} added, 0 changed, 0 removed "
        "(no site was published there before)",
        f"published to {memory.url}",
    ]
    assert memory.files() == built
    requests.clear()
    assert upload(machine, memory) == [
        f"{memory.url}: 0 added, 0 changed, 0 removed",
        f"nothing changed: {memory.url} is what _site holds",
    ]
    assert requests.all_put == []
    files = build_site(machine, CHANGED).files()
    planned = upload(machine, memory, dry_run=True)
    assert planned[-1] == "dry run: nothing was published"
    assert (requests.all_put, requests.removed) == ([], [])
    assert memory.files() == built
    assert upload(machine, memory)[0] == planned[0]
    assert memory.files() == files
    assert {*requests.put} == differing(built, files)
    assert {*requests.removed} == built.keys() - files.keys()
    assert "  removed news/d04/index.html" in planned
    steps = upload_steps(files.keys() - built.keys(), differing(built, files) & built.keys())
    assert requests.put == [path for step in steps.values() for path in step]


def test_builds_and_uploads_go_on_with_each_other(
    built: Contents, machine: Path, other_machine: Path, memory: Memory, requests: Requests
) -> None:
    upload(machine, memory)
    requests.clear()
    assert publish(machine, FILES, memory).written == 0
    assert publish(other_machine, FILES, memory).written == 0
    assert requests.put == []
    publish(other_machine, CHANGED, memory)
    requests.clear()
    files = build_site(machine, CHANGED).files()
    assert upload(machine, memory)[-1].startswith("nothing changed: ")
    assert memory.files() == files
    build_site(other_machine, FILES)
    upload(other_machine, memory)
    assert memory.files() == built
    assert publish(machine, CHANGED, memory).written > 0
    assert memory.files() == files


def test_other_headers_are_a_change(
    built: Contents, machine: Path, bucket: Bucket, requests: Requests
) -> None:
    upload(machine, bucket)
    assert bucket.files() == built
    head = bucket.head("feed.xml")
    assert head["ContentType"] == "application/xml; charset=utf-8"
    settings = config(storage={"max_age": 60, "compress": "gzip"})
    (machine / "site.yaml").write_text(settings)
    requests.clear()
    assert ": 0 added, " in upload(machine, bucket)[0]
    assert "feed.xml" in requests.put
    assert not any(path.startswith("assets/") and path.endswith(".png") for path in requests.put)
    head = bucket.head("feed.xml")
    assert (head["CacheControl"], head["ContentEncoding"]) == ("public, max-age=60", "gzip")


def test_lists_of_all_languages_are_put_after_their_records(
    machine: Path, memory: Memory, requests: Requests
) -> None:
    files = build_site(machine, GERMAN).files()
    upload(machine, memory)
    assert memory.files() == files
    record_page = next(path for path in files if path.startswith("de/news/"))
    names = [path.removeprefix("de/") for path in requests.put]
    assert names.index("index.html") > names.index(record_page.removeprefix("de/"))
    assert [path for path in memory.manifest() if path.startswith(f"de/{MANIFEST}")]
    requests.clear()
    assert publish(machine, GERMAN, memory).written == 0
    assert requests.put == []


@pytest.mark.parametrize("uploaded", [True, False])
def test_site_of_a_former_language_is_removed(
    uploaded: bool, machine: Path, memory: Memory
) -> None:
    """Also if a build has put it there."""
    build_site(machine, GERMAN)
    if uploaded:
        upload(machine, memory)
    else:
        publish(machine, GERMAN, memory)
    static: Files = {"static/de/map.svg": "<svg/>"}
    files = build_site(machine, {**FILES, **static}).files()
    assert upload(machine, memory)[-1] == f"published to {memory.url}"
    assert memory.files() == files
    assert not [path for path in memory.manifest() if path.startswith("de/")]
    assert upload(machine, memory)[-1].startswith("nothing changed: ")


def fail_at(place: str, error: BaseException) -> Any:
    def fail(path: str) -> None:
        if path == place:
            raise error

    return fail


@pytest.mark.parametrize("at", ["news/new/index.html", "index.html", "news/d04/index.html"])
@pytest.mark.parametrize("error", [OutputError("the network is down"), KeyboardInterrupt()])
def test_another_machine_completes_what_was_interrupted(
    error: BaseException,
    at: str,
    built: Contents,
    machine: Path,
    other_machine: Path,
    memory: Memory,
    requests: Requests,
) -> None:
    upload(machine, memory)
    files = build_site(machine, CHANGED).files()
    assert (at in files) == (at != "news/d04/index.html")
    requests.before = fail_at(at, error)
    with pytest.raises((PublishError, KeyboardInterrupt)):
        upload(machine, memory)
    assert memory.files() != files
    requests.before = lambda _: None
    build_site(other_machine, CHANGED)
    assert upload(other_machine, memory)[-1] == f"published to {memory.url}"
    assert memory.files() == files
    assert upload(machine, memory)[-1].startswith("nothing changed: ")


def test_former_edition_can_be_published_after_an_interruption(
    built: Contents, machine: Path, memory: Memory, requests: Requests
) -> None:
    upload(machine, memory)
    build_site(machine, CHANGED)
    requests.before = fail_at("sitemap.xml", OutputError("the network is down"))
    with pytest.raises(PublishError, match="the network is down"):
        upload(machine, memory)
    requests.before = lambda _: None
    build_site(machine, FILES)
    upload(machine, memory)
    assert memory.files() == built


def test_other_publication_after_the_comparison_is_compared_again(
    built: Contents,
    machine: Path,
    other_machine: Path,
    memory: Memory,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    upload(machine, memory)
    files = build_site(machine, CHANGED).files()
    build_site(other_machine, days(5))
    put = FolderUpload.publish
    others = [other_machine]

    def after_the_other(self: FolderUpload) -> bool:
        if others:
            upload(others.pop(), memory)
        return put(self)

    monkeypatch.setattr(FolderUpload, "publish", after_the_other)
    lines = upload(machine, memory)
    assert f"{memory.url}: somebody else published at the same time; trying again" in lines
    assert lines[-1] == f"published to {memory.url}"
    assert memory.files() == files


def test_files_that_no_build_made_are_overwritten_by_force_only(
    built: Contents, machine: Path, memory: Memory
) -> None:
    memory.write("index.html", b"mine")
    memory.write("by-hand.html", b"mine")
    reason = f"{memory.url} has 1 file that no build made at paths of the site, such as index.html"
    with pytest.raises(PublishError, match="nothing was published: ") as refused:
        upload(machine, memory)
    assert reason in refused.value.message
    assert memory.all_files() == {"index.html": b"mine", "by-hand.html": b"mine"}
    assert f"overridden by --force: {reason}" in upload(machine, memory, force=True)
    assert memory.files() == {**built, "by-hand.html": b"mine"}


def test_lost_articles_are_refused_also_on_another_machine(
    machine: Path, other_machine: Path, memory: Memory
) -> None:
    build_site(machine, days(30))
    upload(machine, memory)
    before = memory.all_files()
    build_site(other_machine, days(3))
    with pytest.raises(PublishError) as refused:
        upload(other_machine, memory)
    reason = f"{memory.url} has 30 articles, of which 3 would be left"
    assert refused.value.message == f"nothing was published: {reason}"
    assert memory.all_files() == before
    lines = upload(other_machine, memory, force=True)
    assert f"overridden by --force: {reason}" in lines
    assert "news/d30/index.html" not in memory.files()


def test_store_that_a_build_uses_is_not_waited_for_long(
    built: Contents, machine: Path, memory: Memory, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("site_gen.store.lock._TIMEOUT", 0.0)
    own = msgspec.structs.replace(options_for(machine), output=memory.address).store
    with Store(own):
        lines = upload(machine, memory)
    assert lines[0] == "another build uses the store: this one works without it"
    assert lines[-1] == f"published to {memory.url}"
    assert memory.files() == built
