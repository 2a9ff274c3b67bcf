"""Addresses: one in memory, and a bucket of a real S3 server on loopback."""

from __future__ import annotations

import logging
import os
import uuid
from collections.abc import Iterator
from pathlib import Path

import fsspec
import pytest
from s3fs import S3FileSystem

from tests.storage.places import Bucket, Memory, Requests, S3Server

ENVIRONMENT = {
    "AWS_ACCESS_KEY_ID": "tideline",
    "AWS_SECRET_ACCESS_KEY": "quay",
    "AWS_DEFAULT_REGION": "us-east-1",
    "AWS_EC2_METADATA_DISABLED": "true",
    "AWS_CONFIG_FILE": os.devnull,
    "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
}


@pytest.fixture(scope="session")
def s3_server() -> Iterator[S3Server]:
    """A server that all tests of the session share; each has a bucket of its own."""
    from moto.server import ThreadedMotoServer  # noqa: PLC0415  slow to import

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    try:
        yield S3Server(f"http://{host}:{port}")
    finally:
        server.stop()


@pytest.fixture
def s3_environment(s3_server: S3Server, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("AWS_")]:
        monkeypatch.delenv(name)
    for name, value in {**ENVIRONMENT, "AWS_ENDPOINT_URL": s3_server.url}.items():
        monkeypatch.setenv(name, value)
    S3FileSystem.clear_instance_cache()  # they have the environment of another test


@pytest.fixture
def bucket(s3_environment: None, caplog: pytest.LogCaptureFixture) -> Bucket:
    """An empty bucket. The server logs every request."""
    caplog.set_level(logging.INFO, "werkzeug")
    return Bucket(f"news-{uuid.uuid4().hex[:12]}", caplog)


@pytest.fixture
def memory() -> Iterator[Memory]:
    """An empty address in memory."""
    place = Memory(f"site-{uuid.uuid4().hex[:12]}")
    yield place
    fs = fsspec.filesystem("memory")
    for path in fs.find(place.root):
        fs.rm_file(path)


@pytest.fixture
def requests(monkeypatch: pytest.MonkeyPatch) -> Requests:
    """What builds in this process put and remove, in order."""
    return Requests(monkeypatch)


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """The site folder of a machine, with its cache."""
    return tmp_path / "machine"


@pytest.fixture
def other_machine(tmp_path: Path) -> Path:
    return tmp_path / "other"
