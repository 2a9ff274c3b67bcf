"""Grouping in several processes gives the same stories, also after a build that was killed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest

from site_gen.build import build
from site_gen.config import Stories
from site_gen.relations import grouping
from site_gen.store import Store
from tests.records import CONFIG, record
from tests.relations.tables import differences, tables
from tests.sites.site import build_site, days, read_folder, write_files
from tests.stored import Stored
from tests.stories.newsrooms import EVENTS, address, after


@pytest.fixture(autouse=True)
def _few_blocks_are_shared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grouping, "_BLOCKS_PER_PROCESS", 1)


def test_several_processes_find_the_same_stories(tmp_path: Path) -> None:
    records = [
        record(
            f"r{number:02}",
            after(number / 2),
            title=" ".join(EVENTS[number % 4][: 3 + number % 2]),
            provider=f"Outlet {number % 3}",
            original_url=address(number),
        )
        for number in range(60)
    ]
    config = msgspec.structs.replace(CONFIG, stories=Stories(window_hours=10))
    alone = Stored(config)
    alone.put(*records)
    with Store(tmp_path / "store.sqlite") as store:
        shared = Stored(config, store, jobs=2)
        shared.put(*records)
        assert not differences(tables(shared.store), tables(alone.store))


class KilledError(Exception):
    """Raised where the process would be killed."""


@pytest.mark.parametrize("how", ["removed", "changed", "broken", "added", "back"])
def test_build_after_a_killed_one_equals_one_from_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    files = days(28, topics=["Tides"])
    site = build_site(tmp_path / "site", files, jobs=2)
    path = "content/news/d14.md"
    text = {"changed": str(files[path]).replace("Day 14", "Changed"), "broken": "---\n"}
    later = {**files, path: text.get(how, files[path])}
    if how in ("removed", "back"):
        del later[path]
    if how == "added":
        later |= days(2, 29)

    def killed(*_: Any) -> None:
        raise KilledError

    with monkeypatch.context() as patch:
        patch.setattr(grouping, "_GroupTask", killed)
        with pytest.raises(KilledError):
            build_site(tmp_path / "site", later, jobs=2)
    if how == "back":
        later = files
        write_files(tmp_path / "site", later)
    build(site.options)
    assert read_folder(site.root) == build_site(tmp_path / "clean", later).files()
