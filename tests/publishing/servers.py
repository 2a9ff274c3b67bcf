"""A server that is reached with rsync: a folder, and a program in place of ssh.

server = server_in(tmp_path, monkeypatch)
server.write({"index.html": "Ferry"})
assert server.publish() == [..., "published to ada@quay.example:…"]
assert server.files()["index.html"] == b"Ferry"
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from site_gen.publish import PublishOptions, publish
from site_gen.publish.published_list import LIST
from site_gen.publish.rsync import RsyncFolder
from site_gen.publish.rsync.address import server_folder
from site_gen.publish.rsync.program import Rsync
from tests.sites.site import read_folder

needs_rsync = pytest.mark.skipif(not shutil.which("rsync"), reason="rsync is not installed")

_SSH = """#!/bin/sh
echo "$*" >> "$SSH_LOG"
while [ "${1#-}" != "$1" ]; do
  case "$1" in -p|-o|-l) shift 2 ;; *) shift ;; esac
done
shift
exec sh -c "$*"
"""
"""Runs the server's command here."""


@dataclass
class Server:
    """A folder to publish, and the folder of the server."""

    folder: Path
    served: Path
    log: Path

    @property
    def address(self) -> str:
        return f"ada@quay.example:{self.served}"

    def write(self, files: Mapping[str, str]) -> None:
        """Replace the folder to publish by these files."""
        shutil.rmtree(self.folder, ignore_errors=True)
        put(self.folder, files)

    def destination(self, address: str = "", **variables: str) -> RsyncFolder:
        place = server_folder(address or self.address)
        assert place
        rsync = Rsync(place, {**os.environ, **variables}, unattended=True)
        rsync.check_version()
        return RsyncFolder(rsync, place, self.folder)

    def publish(self, address: str = "", **changes: Any) -> list[str]:
        """Publish the folder as the command does after its checks; returns the lines printed."""
        lines: list[str] = []
        options = PublishOptions(folder=self.folder, **changes)
        publish(self.destination(address), options, lines.append)
        return lines

    def files(self) -> dict[str, bytes]:
        """The files on the server without the list of files."""
        return {path: data for path, data in read_folder(self.served).items() if path != LIST}

    def commands(self) -> list[str]:
        """What the programs that publish asked ssh to do."""
        return self.log.read_text().splitlines() if self.log.exists() else []


def put(folder: Path, files: Mapping[str, str]) -> None:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def server_in(parent: Path, monkeypatch: pytest.MonkeyPatch, name: str = "srv/www") -> Server:
    """Create the server's folder, and the program in place of ssh."""
    ssh = parent / "ssh"
    ssh.write_text(_SSH)
    ssh.chmod(0o755)
    monkeypatch.setenv("RSYNC_RSH", str(ssh))
    monkeypatch.setenv("SSH_LOG", str(parent / "ssh.log"))
    server = Server(parent / "_site", parent / name, parent / "ssh.log")
    server.served.mkdir(parents=True)
    return server
