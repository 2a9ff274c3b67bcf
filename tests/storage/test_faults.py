"""A build that fails, is killed or is overtaken harms nothing: the next one repairs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from site_gen.errors import OutputError
from tests.sites.site import Files, config, days, record
from tests.storage.places import Memory, Requests, plain, publish

BEFORE: Files = days(4, topics=["Tides"])
AFTER: Files = {
    "site.yaml": config(title="The New Gazette"),
    **days(3, first=2, topics=["Boats"]),
}
OTHER: Files = {
    **BEFORE,
    "content/news/other.md": record("Another", "2026-01-08T08:00:00Z", topics=["Tides"]),
    "content/news/d02.md": record("Another day 2", "2026-01-02T08:00:00Z", topics=["Tides"]),
}


def fail_at(number: int) -> Callable[[str], None]:
    """Fail before this file of the site is put or removed."""
    remaining = [number]

    def before(path: str) -> None:
        remaining[0] -= 1
        if remaining[0] < 0:
            raise OutputError(f"{path}: cannot be written: the network is down")

    return before


def test_next_build_repairs_after_any_failure(
    machine: Path, other_machine: Path, memory: Memory, requests: Requests, tmp_path: Path
) -> None:
    """The machine that failed, and another one."""
    plain_before, plain_after = plain(tmp_path, BEFORE), plain(tmp_path, AFTER)
    for number, repairing in ((0, machine), (1, other_machine), (30, machine), (45, other_machine)):
        requests.before = lambda _: None
        publish(machine, BEFORE, memory)
        assert memory.files() == plain_before
        requests.before = fail_at(number)
        with pytest.raises(OutputError, match="the network is down"):
            publish(machine, AFTER, memory)
        requests.before = lambda _: None
        publish(repairing, AFTER, memory)
        assert memory.files() == plain_after
        requests.clear()
        publish(repairing, AFTER, memory)
        assert requests.all_put == []


def test_failed_build_is_undone_by_a_build_of_the_former_content(
    machine: Path, other_machine: Path, memory: Memory, requests: Requests, tmp_path: Path
) -> None:
    publish(machine, BEFORE, memory)
    publish(other_machine, BEFORE, memory)
    requests.before = fail_at(30)
    with pytest.raises(OutputError):
        publish(machine, AFTER, memory)
    requests.before = lambda _: None
    publish(other_machine, BEFORE, memory)
    assert memory.files() == plain(tmp_path, BEFORE)


@pytest.mark.parametrize("first_list", ["index.html", "sitemap.xml"])
def test_overtaken_build_stops_before_lists_and_removals(
    first_list: str,
    machine: Path,
    other_machine: Path,
    memory: Memory,
    requests: Requests,
    tmp_path: Path,
) -> None:
    """The other build runs when the first page of a record is about to be put."""
    publish(machine, BEFORE, memory)

    def run_other(path: str) -> None:
        if path.startswith("news/"):
            requests.before = lambda _: None
            publish(other_machine, OTHER, memory)
            requests.clear()

    requests.before = run_other
    with pytest.raises(OutputError) as caught:
        publish(machine, AFTER, memory)
    assert str(caught.value).startswith(f"{memory.url}: another run publishes here")
    assert first_list not in requests.put
    assert requests.removed == []
    assert memory.manifest()[-1].endswith(".stopped")
    publish(other_machine, OTHER, memory)
    assert memory.files() == plain(tmp_path, OTHER)
    publish(machine, AFTER, memory)
    assert memory.files() == plain(tmp_path, AFTER)


def test_overtaken_build_stops_before_removals(
    machine: Path, other_machine: Path, memory: Memory, requests: Requests, tmp_path: Path
) -> None:
    publish(machine, BEFORE, memory)

    def run_other(path: str) -> None:
        if path.startswith("sitemap"):
            requests.before = lambda _: None
            publish(other_machine, OTHER, memory)

    requests.before = run_other
    with pytest.raises(OutputError, match="another run publishes here"):
        publish(machine, AFTER, memory)
    assert memory.files().keys() >= plain(tmp_path, OTHER).keys()  # nothing of it was removed
    publish(machine, AFTER, memory)
    assert memory.files() == plain(tmp_path, AFTER)


def test_build_that_failed_after_it_was_overtaken_says_so(
    machine: Path, other_machine: Path, memory: Memory, requests: Requests, tmp_path: Path
) -> None:
    publish(machine, BEFORE, memory)

    def run_other(path: str) -> None:
        if path == "news/d03/index.html":
            requests.before = fail_at(1)
            other = requests.before
            requests.before = lambda _: None
            publish(other_machine, OTHER, memory)
            requests.before = other

    requests.before = run_other
    with pytest.raises(OutputError, match="the network is down"):
        publish(machine, AFTER, memory)
    requests.before = lambda _: None
    publish(other_machine, OTHER, memory)
    assert memory.files() == plain(tmp_path, OTHER)


def test_two_builds_that_begin_at_once_write_nothing(
    machine: Path, other_machine: Path, memory: Memory, requests: Requests
) -> None:
    """The other begins after this one has read the manifest, and before it has begun."""
    from site_gen.storage.manifest import Manifest  # noqa: PLC0415

    publish(machine, BEFORE, memory)
    before = memory.files()
    begin = Manifest.begin
    seen: list[Manifest] = []

    def begin_after_other(manifest: Manifest, paths: object) -> None:
        if not seen:
            seen.append(manifest)
            publish(other_machine, OTHER, memory)
            requests.clear()
        begin(manifest, paths)  # type: ignore[arg-type]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Manifest, "begin", begin_after_other)
        with pytest.raises(OutputError, match="another run publishes here"):
            publish(machine, AFTER, memory)
    assert requests.put == requests.removed == []
    assert before != memory.files()
    assert publish(other_machine, OTHER, memory).written == 0
