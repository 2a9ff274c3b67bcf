"""Sites and content at an address of a real SSH server, with both clients for SFTP."""

from __future__ import annotations

import getpass
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from fsspec.registry import _registry

from site_gen.address import Address
from site_gen.build import build
from site_gen.storage.content import ContentCopy
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


Settings = dict[str, Any]


@pytest.fixture(params=CLIENTS)
def storage(
    request: pytest.FixtureRequest, server: SshServer, monkeypatch: pytest.MonkeyPatch
) -> Settings:
    """The settings of a client that reaches the server."""
    module, _, name = request.param.rpartition(".")
    monkeypatch.setitem(_registry, "sftp", getattr(import_module(module), name))
    key = str(server.known_hosts.parent / "user")
    own = {"key_filename": key} if "fsspec" in module else {"client_keys": [key]}
    return {"options": {**CLIENTS[request.param], **own}}


def address_of(server: SshServer, folder: Path) -> Address:
    return Address(f"sftp://{getpass.getuser()}@127.0.0.1:{server.port}{folder}")


def test_two_processes_put_the_bytes_of_the_folder(
    storage: Settings,
    server: SshServer,
    machine: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    settings, place = config(storage=storage), server.served / "site"
    address = address_of(server, place)
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


def test_content_is_fetched(storage: Settings, server: SshServer, tmp_path: Path) -> None:
    files = {f"news/r {number}#é.md": b"Tides" * 9_000 for number in range(60)}
    for path, data in files.items():
        (server.served / path).parent.mkdir(exist_ok=True)
        (server.served / path).write_bytes(data)
    copied = tmp_path / "cache" / "content"
    address = address_of(server, server.served)
    with ContentCopy(address, copied, storage["options"], 1_000_000) as copy:
        copy.look()
        assert {*copy.fetch()} == files.keys()
    assert read_folder(copied) == files
