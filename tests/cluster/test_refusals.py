"""Clusters that cannot be used are refused in one line, before anything is written."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from site_gen import cluster as cluster_package
from tests.cluster.clusters import OLDER, WITHOUT, cluster
from tests.conftest import Run
from tests.sites.site import days, write_files


@pytest.fixture(autouse=True)
def _site(tmp_path: Path) -> None:
    write_files(tmp_path, days(2))


def refusal(site_gen: Run, *arguments: str) -> str:
    """The one line of a build that is refused."""
    status, out, err = site_gen("build", *arguments)
    assert (status, out) == (2, "")
    assert err.count("\n") == 1
    assert not Path("_site").exists()
    return err


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        (["--cluster", "local", "--jobs", "2"], "--jobs"),
        (["--cluster-files", "files"], "--cluster-files"),
        (["--cluster", "somewhere"], "somewhere"),
        (["--cluster", "local:0"], "local:0"),
        (["--cluster", "local:many"], "local:many"),
        (["--cluster", "carrier-pigeon://host:1"], "carrier-pigeon"),
    ],
)
def test_arguments_that_make_no_sense(site_gen: Run, arguments: list[str], text: str) -> None:
    assert text in refusal(site_gen, *arguments)


def test_missing_dask_is_named_with_its_command(
    site_gen: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    assert "pip install 'site-gen[cluster]'" in refusal(site_gen, "--cluster", "local")


def test_address_where_nothing_answers(site_gen: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("site_gen.cluster.connection._CONNECT", 0.5)
    assert "no scheduler answers" in refusal(site_gen, "--cluster", "tcp://127.0.0.1:9")


def test_cluster_without_workers(site_gen: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster_package, "_WAIT", 0.3)
    with cluster() as empty:
        err = refusal(site_gen, "--cluster", empty.scheduler_address)
    assert "no workers" in err


@pytest.mark.slow
def test_worker_with_another_version_is_named(site_gen: Run) -> None:
    with cluster("", OLDER) as mixed:
        err = refusal(site_gen, "--cluster", mixed.scheduler_address)
        older = mixed.workers[1].worker_address
    assert f"the worker {older} has msgspec 0.1, this process " in err


@pytest.mark.slow
def test_worker_without_site_gen_is_named(site_gen: Run) -> None:
    with cluster("", WITHOUT) as mixed:
        err = refusal(site_gen, "--cluster", mixed.scheduler_address)
        bare = mixed.workers[1].worker_address
    assert f"the worker {bare} has no site_gen" in err


def test_nothing_of_dask_is_imported_without_cluster(tmp_path: Path) -> None:
    code = (
        "import sys; from site_gen.cli import run; run(['build', '--quiet', '--no-search']); "
        "print({'dask', 'distributed', 'fsspec', 'locket'} & {*sys.modules})"
    )
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"
