"""Workers on other machines, which get a copy of the store through ``--cluster-files``."""

from __future__ import annotations

from pathlib import Path

import pytest
from distributed import SpecCluster

from site_gen.address import Address
from site_gen.build import build
from site_gen.cluster import cluster_workers
from site_gen.cluster.fetching import fetched, file_digest
from site_gen.errors import BuildError, UsageError
from tests.cluster.clusters import BLIND, cluster
from tests.cluster.conftest import Build
from tests.sites.site import Files, build_site, days, options_for, share_from, write_files
from tests.storage.buckets import bucket_server

SITE: Files = {**days(25, topics=["Tides"]), "content/broken.md": "no front matter"}


def test_workers_read_copies_of_the_store_in_a_folder(
    tmp_path: Path, blind_workers: SpecCluster, build_on: Build
) -> None:
    alone = build_site(tmp_path / "alone", SITE)
    files = tmp_path / "files"
    shared = build_on(blind_workers, tmp_path / "shared", SITE, cluster_files=files)
    assert shared.files() == alone.files()
    assert shared.problems == alone.problems
    assert not list(files.iterdir())
    assert not list((tmp_path / "shared").rglob("*.snapshot"))


@pytest.mark.slow
def test_workers_read_copies_of_the_store_in_a_bucket(
    tmp_path: Path, build_on: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = build_site(tmp_path / "alone", SITE)
    with bucket_server(monkeypatch) as bucket, cluster(BLIND, BLIND) as blind:
        files = Address("s3://newsroom/for-workers")
        shared = build_on(blind, tmp_path / "shared", SITE, cluster_files=files)
        assert not bucket._fs.find("newsroom")
    assert shared.files() == alone.files()


@pytest.mark.slow
def test_workers_elsewhere_write_into_a_bucket(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_files(tmp_path, SITE)
    share_from(monkeypatch, 8)
    with bucket_server(monkeypatch) as bucket, cluster(BLIND, BLIND) as blind:
        alone, shared = (
            options_for(tmp_path, output=Address(f"s3://newsroom/{name}"))
            for name in ("alone", "shared")
        )
        build(alone)
        with cluster_workers(blind.scheduler_address, shared, tmp_path / "files") as workers:
            build(shared, workers=workers)
        files = [
            {
                path.removeprefix(f"newsroom/{name}/"): bucket._fs.cat_file(path)
                for path in bucket._fs.find(f"newsroom/{name}")
                if "/.site_gen/" not in path  # the manifest has times
            }
            for name in ("alone", "shared")
        ]
    assert len(files[0]) > 25
    assert files[0] == files[1]


@pytest.mark.slow
def test_cluster_with_one_worker_elsewhere_works_like_one_that_is_elsewhere(
    tmp_path: Path, build_on: Build
) -> None:
    alone = build_site(tmp_path / "alone", SITE)
    with cluster("", BLIND) as mixed:
        shared = build_on(mixed, tmp_path / "shared", SITE, cluster_files=tmp_path / "files")
    assert shared.files() == alone.files()


def test_worker_elsewhere_without_a_place_for_copies_is_named(
    tmp_path: Path, blind_workers: SpecCluster, build_on: Build
) -> None:
    with pytest.raises(UsageError) as caught:
        build_on(blind_workers, tmp_path, SITE)
    addresses = [nanny.worker_address for nanny in blind_workers.workers.values()]
    assert any(address in caught.value.message for address in addresses)
    assert "--cluster-files" in caught.value.hint
    assert not (tmp_path / "_site").exists()


def copy_of(data: bytes, folder: Path) -> tuple[str, str]:
    """A copy of a store as builds put it into a folder: its name and digest."""
    part = folder / "part"
    folder.mkdir(exist_ok=True)
    part.write_bytes(data)
    digest = file_digest(part)
    part.rename(folder / f"{digest}.snapshot")
    return f"{digest}.snapshot", digest


def test_copy_is_fetched_once_and_the_newest_are_kept(tmp_path: Path) -> None:
    files, own = tmp_path / "files", tmp_path / "own"
    copies = [copy_of(data, files) for data in (b"one", b"two", b"three")]
    for name, digest in copies:
        assert fetched(files, name, digest, own).read_bytes() == (files / name).read_bytes()
    (files / copies[2][0]).unlink()
    assert fetched(files, *copies[2], own).read_bytes() == b"three"
    assert len(list(own.glob("*.snapshot"))) == 2


def test_copy_with_other_bytes_is_refused(tmp_path: Path) -> None:
    name, digest = copy_of(b"one", tmp_path / "files")
    (tmp_path / "files" / name).write_bytes(b"two")
    with pytest.raises(BuildError):
        fetched(tmp_path / "files", name, digest, tmp_path / "own")
    assert not list((tmp_path / "own").glob("*.snapshot*"))


def test_place_that_cannot_be_written_is_reported(
    tmp_path: Path, blind_workers: SpecCluster, build_on: Build
) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(BuildError) as caught:
        build_on(blind_workers, tmp_path / "site", SITE, cluster_files=tmp_path / "file" / "in")
    assert "--cluster-files" in caught.value.message


def test_workers_of_this_machine_read_the_store_itself(
    tmp_path: Path, two_workers: SpecCluster
) -> None:
    options = options_for(tmp_path)
    store = options.cache / "store.sqlite"
    store.parent.mkdir()
    store.touch()
    with cluster_workers(two_workers.scheduler_address, options) as workers:
        source, cache = workers._source_of(str(store))  # type: ignore[attr-defined]
    assert (source.path, cache) == (str(store), str(options.cache))
