"""Builds on a cluster give the same bytes as builds without one."""

from __future__ import annotations

from pathlib import Path

import pytest
from distributed import SpecCluster

from site_gen.cluster import dask_workers
from site_gen.cluster.stage_run import StageRun
from tests.cluster.conftest import Build
from tests.sites import two_languages
from tests.sites.site import Files, build_site, days, record

SITE: Files = {**days(25, topics=["Tides"]), "content/broken.md": "no front matter"}
LANGUAGES: Files = {
    **two_languages.FILES,
    **days(20, topics=["Tides"]),
    **days(20, folder="content/es", locale="es", topics=["Mareas"]),
}


@pytest.fixture
def stages(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the tasks that workers were given."""
    names: list[str] = []

    class Noted(StageRun):
        def _choose(self) -> None:
            names.append(type(self.task).__name__)
            super()._choose()

    monkeypatch.setattr(dask_workers, "StageRun", Noted)
    return names


@pytest.mark.parametrize("search", [False, True])
def test_workers_do_all_stages_and_the_files_are_the_same(
    tmp_path: Path, two_workers: SpecCluster, build_on: Build, stages: list[str], search: bool
) -> None:
    alone = build_site(tmp_path / "alone", SITE, search=search)
    shared = build_on(two_workers, tmp_path / "shared", SITE, search=search)
    copied = ["CopyTask"] if search else []
    assert stages[: 3 + search] == ["_ParseTask", "_GroupTask", *copied, "PageTask"]
    assert shared.files() == alone.files()
    assert shared.problems == alone.problems
    assert len(shared.problems) == 1


def test_sites_in_several_languages_are_the_same(
    tmp_path: Path, two_workers: SpecCluster, build_on: Build
) -> None:
    alone = build_site(tmp_path / "alone", LANGUAGES)
    assert build_on(two_workers, tmp_path / "shared", LANGUAGES).files() == alone.files()


def test_update_of_a_record_is_made_without_the_workers(
    tmp_path: Path, two_workers: SpecCluster, build_on: Build, stages: list[str]
) -> None:
    folder = tmp_path / "shared"
    build_on(two_workers, folder, days(9))
    stages.clear()
    changed = {**days(9), "content/news/d01.md": record("Other news", "2026-01-01T09:30:00Z")}
    alone = build_site(tmp_path / "alone", changed)
    (folder / "content/news/d01.md").write_bytes(
        (alone.options.content / "news/d01.md").read_bytes()
    )
    after = build_on(two_workers, folder)
    assert "_ParseTask" not in stages
    assert after.files() == alone.files()


def test_nothing_of_the_build_stays_but_site_and_store(
    tmp_path: Path, two_workers: SpecCluster, build_on: Build
) -> None:
    site = build_on(two_workers, tmp_path, SITE)
    assert not list(tmp_path.rglob("*.snapshot"))
    assert not (site.root / ".site_gen-parts").exists()


def test_workers_elsewhere_in_the_file_system_find_the_folders(
    tmp_path: Path,
    two_workers: SpecCluster,
    build_on: Build,
    stages: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    alone = build_site(tmp_path / "site", SITE)
    monkeypatch.chdir(tmp_path)  # the workers run in another folder
    shared = build_on(two_workers, Path("site"), output=Path("shared"))
    assert "PageTask" in stages
    assert shared.files() == alone.files()
