"""Publishing with rsync to a real SSH server on 127.0.0.1."""

from __future__ import annotations

import getpass
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from site_gen.publish.published_list import LIST
from tests.publishing.conftest import Site
from tests.sites.site import days, read_folder

_SBIN = f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin"
SSHD = shutil.which("sshd", path=_SBIN)
MISSING = [name for name in ("rsync", "ssh", "ssh-keygen") if not shutil.which(name)]
MISSING += [] if SSHD else ["sshd"]
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(bool(MISSING), reason=f"needs programs: {', '.join(MISSING)}"),
]
_TIMEOUT = 20
"""Seconds to wait for the server."""


@dataclass
class SshServer:
    """A server, its folder, and the files of its only user."""

    port: int
    served: Path
    known_hosts: Path
    shell: str
    """Of rsync: ssh with the user's configuration."""

    @property
    def address(self) -> str:
        return f"ssh://{getpass.getuser()}@127.0.0.1:{self.port}{self.served}"


def key(path: Path) -> str:
    """Create a key; returns its public part."""
    command = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(path)]
    subprocess.run(command, check=True)
    return path.with_suffix(".pub").read_text()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + _TIMEOUT
    while time.monotonic() < end:
        assert process.poll() is None, "sshd has ended: its reason is above"
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError("sshd does not answer")


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SshServer]:
    folder = tmp_path / "ssh"
    folder.mkdir()
    host_key = key(folder / "host")
    (folder / "authorized").write_text(key(folder / "user"))
    port = free_port()
    (folder / "sshd_config").write_text(
        f"ListenAddress 127.0.0.1:{port}\nHostKey {folder}/host\nPidFile none\n"
        f"AuthorizedKeysFile {folder}/authorized\nStrictModes no\nUsePAM no\n"
        "PasswordAuthentication no\nKbdInteractiveAuthentication no\n"
        "Subsystem sftp internal-sftp\n"
    )
    known_hosts = folder / "known_hosts"
    known_hosts.write_text(f"[127.0.0.1]:{port} {host_key}")
    (folder / "config").write_text(
        f"Host *\n  IdentityFile {folder}/user\n  IdentitiesOnly yes\n"
        f"  UserKnownHostsFile {known_hosts}\n  GlobalKnownHostsFile none\n"
    )
    served = tmp_path / "srv" / "the quay: ö"
    served.mkdir(parents=True)
    shell = f"ssh -F {folder}/config"
    monkeypatch.setenv("RSYNC_RSH", shell)
    assert SSHD
    command = [SSHD, "-D", "-e", "-f", str(folder / "sshd_config")]
    with subprocess.Popen(command) as process:
        try:
            wait_for(port, process)
            yield SshServer(port, served, known_hosts, shell)
        finally:
            process.terminate()


def publish(site: Site, server: SshServer, *options: str) -> tuple[int, list[str]]:
    return site.run_words(["publish", "--to", server.address, *options])


def test_site_is_published_updated_and_refused(site: Site, server: SshServer) -> None:
    status, lines = publish(site, server)
    assert (status, lines[-1]) == (0, f"published to {server.address}")
    site.build(days(5))
    assert publish(site, server)[0] == 0
    site.build(days(3))
    status, lines = publish(site, server)
    assert (status, lines[-1]) == (0, f"published to {server.address}")
    assert read_folder(server.served).keys() == {*read_folder(Path("_site")), LIST}
    assert publish(site, server)[1][-1].startswith("nothing changed")
    server.known_hosts.write_text("")
    status, lines = publish(site, server)
    assert status == 1
    assert lines[-1] == (
        f"error: {server.address} cannot be reached: Host key verification failed. "
        f"(try ssh -p {server.port} {getpass.getuser()}@127.0.0.1)"
    )


def test_login_that_the_server_refuses(site: Site, server: SshServer) -> None:
    (server.known_hosts.parent / "authorized").write_text("")
    status, lines = publish(site, server, "--dry-run")
    assert status == 1
    assert " cannot be reached: " in lines[-1]
    assert "Permission denied (publickey)" in lines[-1]
