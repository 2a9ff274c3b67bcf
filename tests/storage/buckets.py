"""A bucket of an S3 server on this machine, and the requests that the server has answered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import httpx
import pytest
from moto.moto_server.threaded_moto_server import ThreadedMotoServer
from s3fs import S3FileSystem
from werkzeug.serving import WSGIRequestHandler


class Bucket:
    """A bucket that is called ``newsroom``."""

    def __init__(self, requests: list[tuple[str, str]]) -> None:
        self._fs = S3FileSystem(skip_instance_cache=True)
        self._requests = requests
        self._fs.mkdir("newsroom")

    def put(self, files: Mapping[str, str | bytes]) -> None:
        for key, text in files.items():
            data = text.encode() if isinstance(text, str) else text
            self._fs.pipe_file(f"newsroom/{key}", data)
        self._requests.clear()

    def remove(self, *keys: str) -> None:
        for key in keys:
            self._fs.rm_file(f"newsroom/{key}")
        self._requests.clear()

    def fetched(self) -> list[str]:
        """The keys of objects that were read since the last call."""
        paths = [path for method, path in self._requests if method in ("GET", "HEAD")]
        self._requests.clear()
        return sorted(path.removeprefix("/newsroom/") for path in paths if "?" not in path)


@contextmanager
def bucket_server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Bucket]:
    """A server with an empty bucket, which the environment names to all clients."""
    requests: list[tuple[str, str]] = []

    def log_request(self: Any, *_: Any) -> None:
        requests.append((self.command, self.path))

    monkeypatch.setattr(WSGIRequestHandler, "log_request", log_request)
    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    url = f"http://{host}:{port}"
    httpx.post(f"{url}/moto-api/reset").raise_for_status()  # the state is that of the process
    monkeypatch.setenv("AWS_ENDPOINT_URL", url)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "tester")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test-secret")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    S3FileSystem.clear_instance_cache()  # they have the port of another server
    try:
        yield Bucket(requests)
    finally:
        server.stop()
        S3FileSystem.clear_instance_cache()
