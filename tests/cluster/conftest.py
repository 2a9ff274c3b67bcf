"""Clusters that the tests of a module share, as starting one takes seconds."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
from distributed import SpecCluster

from site_gen.build import build
from site_gen.cluster import cluster_workers
from site_gen.workers import Workers
from tests.cluster.clusters import BLIND, cluster
from tests.sites.site import Files, Site, options_for, share_from, write_files

Use = Callable[..., AbstractContextManager[Workers]]
Build = Callable[..., Site]


@pytest.fixture(scope="module")
def two_workers() -> Iterator[SpecCluster]:
    with cluster("", "") as started:
        yield started


@pytest.fixture(scope="module")
def blind_workers() -> Iterator[SpecCluster]:
    """Two workers on what is another machine to them."""
    with cluster(BLIND, BLIND) as started:
        yield started


@pytest.fixture
def use(tmp_path: Path) -> Use:
    """The workers of a cluster for tasks without a site."""

    def chosen(started: SpecCluster, **named: Any) -> AbstractContextManager[Workers]:
        return cluster_workers(started.scheduler_address, options_for(tmp_path), **named)

    return chosen


@pytest.fixture
def build_on(monkeypatch: pytest.MonkeyPatch) -> Build:
    """Write the files and build the site with a cluster, which shares few items already."""

    def built(started: SpecCluster, folder: Path, files: Files | None = None, **named: Any) -> Site:
        cluster_files = named.pop("cluster_files", None)
        watch = named.pop("watch", None)
        if files is not None:
            write_files(folder, files)
        options = options_for(folder, **named)
        with contextlib.ExitStack() as stack:
            patch = stack.enter_context(pytest.MonkeyPatch.context())
            share_from(patch, 8)
            address = started.scheduler_address
            workers = stack.enter_context(cluster_workers(address, options, cluster_files))
            return Site(options, build(options, watch, workers))

    return built
