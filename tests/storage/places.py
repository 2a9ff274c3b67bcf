"""Places that sites are written to in tests, and what is there."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

import boto3
import fsspec
import pytest

from site_gen.address import Address, location
from site_gen.build import build
from site_gen.model import BuildReport
from site_gen.storage.remote_files import RemoteFiles, Upload
from tests.sites.site import Files, build_site, options_for, write_files

MANIFEST = ".site_gen/"

Contents = dict[str, bytes]


class S3Server(NamedTuple):
    url: str


class Place:
    """An address, and the files there."""

    url: str

    @property
    def address(self) -> Address:
        address = location(self.url)
        assert isinstance(address, Address)
        return address

    def all_files(self) -> Contents:
        raise NotImplementedError

    def files(self) -> Contents:
        """Without the manifest."""
        return {p: d for p, d in self.all_files().items() if MANIFEST not in f"/{p}"}

    def manifest(self) -> list[str]:
        return sorted(path for path in self.all_files() if MANIFEST in path)


class Memory(Place):
    def __init__(self, name: str) -> None:
        self.url = f"memory://{name}"
        self.root = f"/{name}"
        self.fs = fsspec.filesystem("memory")

    def all_files(self) -> Contents:
        found = self.fs.find(self.root)
        return {path.removeprefix(f"{self.root}/"): self.fs.cat_file(path) for path in found}

    def write(self, path: str, data: bytes) -> None:
        self.fs.pipe_file(f"{self.root}/{path}", data)

    def remove(self, path: str) -> None:
        self.fs.rm_file(f"{self.root}/{path}")


class Bucket(Place):
    """A bucket of the S3 server; the site is in a folder of it."""

    def __init__(self, name: str, log: pytest.LogCaptureFixture) -> None:
        self.name = name
        self.url = f"s3://{name}/site"
        self._log = log
        with closing(boto3.client("s3")) as client:
            client.create_bucket(Bucket=name)

    def all_files(self) -> Contents:
        found: Contents = {}
        with closing(boto3.client("s3")) as client:
            pages = client.get_paginator("list_objects_v2").paginate(Bucket=self.name)
            for page in pages:
                for each in page.get("Contents", ()):
                    body = client.get_object(Bucket=self.name, Key=each["Key"])["Body"]
                    found[each["Key"].removeprefix("site/")] = body.read()
        return found

    def head(self, path: str) -> dict[str, Any]:
        with closing(boto3.client("s3")) as client:
            return dict(client.head_object(Bucket=self.name, Key=f"site/{path}"))

    def requests(self, method: str, what: Callable[[], object]) -> list[str]:
        """The paths of requests of a method that are made meanwhile, without the manifest."""
        self.clear_log()
        what()
        return self.logged(method)

    def clear_log(self) -> None:
        self._log.clear()

    def logged(self, method: str) -> list[str]:
        """The same, of requests since the log was cleared."""
        request = re.compile(rf"{method} /{self.name}/site/(\S+)")
        paths = [request.search(record.getMessage()) for record in [*self._log.records]]
        return [path[1] for path in paths if path and MANIFEST not in path[1]]


class Requests:
    """What builds in this process put and remove.

    ``before`` is called before each file of the site is put or removed, with its number.
    """

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.put: list[str] = []
        self.removed: list[str] = []
        self.all_put: list[str] = []
        """With those of the manifest."""
        self.before: Callable[[str], None] = lambda _: None
        put, remove = RemoteFiles.put, RemoteFiles.remove

        def recorded_put(files: RemoteFiles, uploads: Sequence[Upload]) -> None:
            for upload in list(uploads):
                self.all_put.append(upload.path)
                if not upload.path.startswith(MANIFEST):
                    self.before(upload.path)
                    self.put.append(upload.path)
                put(files, [upload])

        def recorded_remove(files: RemoteFiles, paths: Sequence[str]) -> None:
            for path in list(paths):
                if not path.startswith(MANIFEST):
                    self.before(path)
                    self.removed.append(path)
                remove(files, [path])

        monkeypatch.setattr(RemoteFiles, "put", recorded_put)
        monkeypatch.setattr(RemoteFiles, "remove", recorded_remove)

    def clear(self) -> None:
        for seen in (self.put, self.removed, self.all_put):
            seen.clear()


def publish(folder: Path, files: Files, place: Place, **options: Any) -> BuildReport:
    """Build a site at an address, on the machine that has its cache in ``folder``."""
    write_files(folder, files)
    return build(options_for(folder, output=place.address, **options))


def plain(folder: Path, files: Files, **options: Any) -> Contents:
    """The files of a site in a folder."""
    return build_site(folder / "plain", files, **options).files()


def differing(before: Contents, after: Contents) -> set[str]:
    """Paths of the files that are new or have other bytes."""
    return {path for path, data in after.items() if before.get(path) != data}
