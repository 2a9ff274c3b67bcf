"""Clusters that cannot be used are refused in one line, before anything is written."""

from __future__ import annotations

import socketserver
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import dask
import pytest
from distributed import SpecCluster

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


@contextmanager
def program(says: bytes) -> Iterator[str]:
    """The address of a program that says something to whoever connects, and then nothing."""

    class Handler(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            self.request.sendall(says)
            self.request.recv(1 << 20)
            ended.wait()

    ended = threading.Event()
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"tcp://127.0.0.1:{server.server_address[1]}"
        finally:
            ended.set()
            server.shutdown()


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        (["--cluster", "local", "--jobs", "2"], "--jobs"),
        (["--cluster-files", "files"], "--cluster-files"),
        (["--cluster", "somewhere"], "somewhere"),
        (["--cluster", "local:0"], "local:0"),
        (["--cluster", "local:many"], "local:many"),
        (["--cluster", "carrier-pigeon://host:1"], "carrier-pigeon"),
        (["--cluster", "tcp://host:1/"], "host:1/"),
        (["--cluster", "tcp://host:65536"], "65536"),
        (["--cluster", ""], "not an address"),
        (["--cluster", "tls://127.0.0.1:1"], "no certificates are configured"),
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


def test_address_of_a_worker(site_gen: Run, two_workers: SpecCluster) -> None:
    err = refusal(site_gen, "--cluster", two_workers.workers[0].worker_address)
    assert "Dask's worker answers, no scheduler" in err


@pytest.mark.parametrize(
    ("says", "text"),
    [(b"", "no scheduler answers"), (b"SSH-2.0-Server\r\n", "another program answers")],
)
def test_port_of_another_program(
    site_gen: Run, monkeypatch: pytest.MonkeyPatch, says: bytes, text: str
) -> None:
    """One that waits for its client to say something, and one that speaks first."""
    monkeypatch.setattr("site_gen.cluster.connection._CONNECT", 0.5)
    with program(says) as address:
        assert text in refusal(site_gen, "--cluster", address)


def test_certificates_that_do_not_exist(site_gen: Run, tmp_path: Path) -> None:
    tls = "distributed.comm.tls"
    names = (f"{tls}.ca-file", f"{tls}.client.cert", f"{tls}.client.key")
    with dask.config.set(dict.fromkeys(names, str(tmp_path / "none.pem"))):
        err = refusal(site_gen, "--cluster", "tls://127.0.0.1:1")
    assert "cannot be read" in err


def test_configuration_that_requires_encryption(site_gen: Run) -> None:
    with dask.config.set({"distributed.comm.require-encryption": True}):
        assert "requires encryption" in refusal(site_gen, "--cluster", "tcp://127.0.0.1:1")


def test_local_workers_that_do_not_start(site_gen: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """As when the system kills them for want of memory."""

    def fail(**_: object) -> None:
        raise RuntimeError("Nanny failed to start.")

    monkeypatch.setattr("distributed.LocalCluster", fail)
    status, _, err = site_gen("build", "--cluster", "local:2")
    assert (status, err.count("\n")) == (1, 1)
    assert "cannot be started" in err


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
