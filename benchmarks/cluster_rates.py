"""What a scheduler, an object storage and a disk take, each by itself."""

from __future__ import annotations

import importlib
import logging
import os
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import measure

TASKS = 2_000
"""Tasks of Dask that are timed."""
PUTS = 500
"""Files that are put to a storage."""


def task_time() -> float:
    """Processor seconds for a task of Dask that does nothing, of the scheduler and of the process
    that asks."""
    distributed: Any = importlib.import_module("distributed")

    settings = {
        "n_workers": 1,
        "threads_per_worker": 1,
        "dashboard_address": ":0",
        "silence_logs": logging.CRITICAL,
    }
    with distributed.LocalCluster(**settings) as cluster, distributed.Client(cluster) as client:
        client.gather(client.map(abs, range(100)))
        start = time.process_time()
        client.gather(client.map(abs, range(1_000, 1_000 + TASKS)))
        return (time.process_time() - start) / TASKS


def put_time() -> float:
    """Processor seconds of this process for a put of 10 kB to a server of S3 on this machine."""
    s3fs: Any = importlib.import_module("s3fs")

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait_for(port)
        storage: Any = s3fs.S3FileSystem(
            key="key",
            secret="secret",  # noqa: S106
            endpoint_url=f"http://127.0.0.1:{port}",
        )
        storage.mkdir("bucket")
        storage.pipe({"bucket/first": b""})
        files = {f"bucket/{number}": b"0" * 10_000 for number in range(PUTS)}
        start = time.process_time()
        storage.pipe(files)
        return (time.process_time() - start) / PUTS
    finally:
        server.terminate()
        server.wait()


def _wait_for(port: int) -> None:
    for _ in range(300):
        with socket.socket() as tried:
            if tried.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise measure.Failed("the server of S3 did not start")


def copy_rate(folder: Path) -> float:
    """Bytes a second of writing a large file until it is on the disk."""
    data = os.urandom(1 << 20) * 256
    start = time.perf_counter()
    with (folder / "large").open("wb") as file:
        file.write(data)
        os.fsync(file.fileno())
    return len(data) / (time.perf_counter() - start)
