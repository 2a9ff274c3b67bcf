"""A site at an address of a real SSH server, put by two processes."""

from __future__ import annotations

import getpass
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from fsspec.registry import _registry

from site_gen.address import Address
from site_gen.build import build
from tests.publishing.test_sshd import MISSING, SshServer
from tests.publishing.test_sshd import server as server  # noqa: PLC0414  a fixture
from tests.sites.site import Files, config, days, options_for, read_folder, share_from, write_files
from tests.storage.places import differing, plain

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(bool(MISSING), reason=f"needs programs: {', '.join(MISSING)}"),
]
CLIENTS: dict[str, dict[str, Any]] = {
    "fsspec.implementations.sftp.SFTPFileSystem": {"look_for_keys": False, "allow_agent": False},
    "sshfs.SSHFileSystem": {"known_hosts": None},
}


@pytest.mark.parametrize("client", CLIENTS)
def test_two_processes_put_the_bytes_of_the_folder(
    client: str,
    server: SshServer,
    machine: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    module, _, name = client.rpartition(".")
    monkeypatch.setitem(_registry, "sftp", getattr(import_module(module), name))
    key = str(server.known_hosts.parent / "user")
    own = {"key_filename": key} if "fsspec" in client else {"client_keys": [key]}
    settings = config(storage={"options": {**CLIENTS[client], **own}})
    place = server.served / "site"
    address = Address(f"sftp://{getpass.getuser()}@127.0.0.1:{server.port}{place}")
    share_from(monkeypatch, 4)
    before: dict[str, bytes] = {}
    for number, days_built in enumerate((days(28), days(20, first=3))):
        files: Files = {"site.yaml": settings, "static/a b%#?.txt": "Tides", **days_built}
        options: dict[str, Any] = {"output": address, "jobs": 2}
        write_files(machine, files)
        report = build(options_for(machine, **options))
        wanted = plain(tmp_path, files)
        found = read_folder(place)
        assert {p: d for p, d in found.items() if not p.startswith(".site_gen/")} == wanted
        assert not any(path.startswith(".site_gen/parts") for path in found)
        assert report.written == len(differing(before, wanted)), number
        before = wanted
