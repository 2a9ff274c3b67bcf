"""Languages that have no site any more, at an address."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_gen.errors import OutputError
from tests.sites.site import Files, config, days, record
from tests.storage.places import Memory, Requests, plain, publish

ENGLISH: Files = days(3, topics=["Tides"])
BOTH: Files = {
    **ENGLISH,
    "site.yaml": config(languages=["en", "de"]),
    "content/news/fähre.md": record("Die Fähre fährt", "2026-01-06T08:00:00Z", locale="de"),
}


def below_de(place: Memory) -> list[str]:
    return [path for path in place.all_files() if path.startswith("de/")]


def test_machine_that_never_had_the_language_removes_it(
    machine: Path, other_machine: Path, memory: Memory, tmp_path: Path
) -> None:
    publish(machine, BOTH, memory)
    publish(other_machine, ENGLISH, memory)
    assert below_de(memory) == []
    assert memory.files() == plain(tmp_path, ENGLISH)


@pytest.mark.parametrize("removals", [1, 25])
@pytest.mark.parametrize("then", [BOTH, ENGLISH], ids=["has a site again", "has none"])
def test_next_build_repairs_if_the_removal_fails(
    removals: int,
    then: Files,
    machine: Path,
    other_machine: Path,
    memory: Memory,
    requests: Requests,
    tmp_path: Path,
) -> None:
    """On the machine that failed, and on another one."""

    def fail(path: str) -> None:
        if len(requests.removed) >= removals:
            raise OutputError(f"{path}: the network is down")

    for repairing in (machine, other_machine):
        publish(machine, BOTH, memory)
        requests.clear()
        requests.before = fail
        with pytest.raises(OutputError, match="the network is down"):
            publish(machine, ENGLISH, memory)
        assert below_de(memory)
        requests.before = lambda _: None
        publish(repairing, then, memory)
        assert memory.files() == plain(tmp_path, then)
        assert bool(below_de(memory)) == (then is BOTH)
        requests.clear()
        publish(repairing, then, memory)
        assert requests.all_put == []


def test_build_of_a_language_that_another_removes_meanwhile_says_so(
    machine: Path, other_machine: Path, memory: Memory, requests: Requests, tmp_path: Path
) -> None:
    publish(machine, BOTH, memory)
    changed = record("Die Fähre", "2026-01-06T08:00:00Z", locale="de")

    def run_other(path: str) -> None:
        if path.startswith("news/"):  # the page of the German record
            requests.before = lambda _: None
            publish(other_machine, ENGLISH, memory)

    requests.clear()
    requests.before = run_other
    with pytest.raises(OutputError, match="another run publishes here"):
        publish(machine, {**BOTH, "content/news/fähre.md": changed}, memory)
    publish(machine, BOTH, memory)
    assert memory.files() == plain(tmp_path, BOTH)
