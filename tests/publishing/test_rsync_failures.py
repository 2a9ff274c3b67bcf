"""One line for each way in which rsync or ssh fails."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import site_gen
from site_gen.errors import PublishError, UsageError
from site_gen.publish.rsync.address import ServerFolder, server_folder
from site_gen.publish.rsync.program import Rsync, failure_reason
from tests.publishing.conftest import Site
from tests.publishing.servers import needs_rsync

SERVER = ServerFolder("ada@quay.example", "/srv/www")
CLOSED = """rsync: connection unexpectedly closed (0 bytes received so far) [sender]
rsync error: unexplained error (code 255) at io.c(228) [sender=3.2.7]
"""
CHANGED_KEY = """@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@
@    WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED!     @
@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@
IT IS POSSIBLE THAT SOMEONE IS DOING SOMETHING NASTY!
Host key verification failed.
"""


@pytest.mark.parametrize(
    ("status", "stderr", "reason"),
    [
        (255, f"{CHANGED_KEY}{CLOSED}", "Host key verification failed."),
        (
            255,
            f"Welcome to Quay.\nada@quay.example: Permission denied (publickey).\n{CLOSED}",
            "ada@quay.example: Permission denied (publickey).",
        ),
        (12, CLOSED, "connection unexpectedly closed (0 bytes received so far) [sender]"),
        (
            11,
            'rsync: [receiver] write failed on "/srv/a": No space left on device (28)\n'
            "rsync error: error in file IO (code 11) at receiver.c(382) [receiver=3.2.7]\n",
            'write failed on "/srv/a": No space left on device (28)',
        ),
        (3, "", "rsync gave no reason (status 3)"),
    ],
)
def test_reason(status: int, stderr: str, reason: str) -> None:
    assert failure_reason(status, stderr) == reason


def program(folder: Path, name: str, script: str) -> Path:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return path


def rsync(**variables: str) -> Rsync:
    found = Rsync(SERVER, {**os.environ, **variables}, unattended=True)
    found.check_version()
    return found


@needs_rsync
@pytest.mark.parametrize(
    ("script", "line"),
    [
        (
            "echo Host key verification failed. >&2; exit 255",
            "cannot be reached: Host key verification failed. (try ssh ada@quay.example)",
        ),
        (
            "echo 'sh: 1: rsync: not found' >&2; exit 127",
            "cannot be reached: sh: 1: rsync: not found (install rsync on the server)",
        ),
    ],
)
def test_server_that_does_not_answer(tmp_path: Path, script: str, line: str) -> None:
    ssh = program(tmp_path, "ssh", script)
    with pytest.raises(PublishError) as failed:
        rsync(RSYNC_RSH=str(ssh)).run("--recursive", SERVER.target, str(tmp_path))
    assert str(failed.value) == f"ada@quay.example:/srv/www {line}"


@needs_rsync
@pytest.mark.usefixtures("interruptible")
def test_interrupted(site: Site, tmp_path: Path) -> None:
    begun = tmp_path / "begun"
    ssh = program(tmp_path, "ssh", f"touch {begun}; sleep 60")
    (tmp_path / "temporary").mkdir()
    command = ["publish", "--no-search", "--quiet", "--to", str(SERVER)]
    process = subprocess.Popen(
        [sys.executable, "-m", "site_gen", *command],
        env={
            **os.environ,
            "RSYNC_RSH": str(ssh),
            "TMPDIR": str(tmp_path / "temporary"),
            "PYTHONPATH": str(Path(site_gen.__file__).parent.parent),
        },
        stdin=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    while not begun.exists():
        time.sleep(0.02)
        assert process.poll() is None
    os.killpg(process.pid, signal.SIGINT)
    _, said = process.communicate(timeout=40)
    assert (process.returncode, said.decode()) == (
        130,
        "\ninterrupted (publish again: it compares with what is published)\n",
    )
    assert list((tmp_path / "temporary").iterdir()) == []


@needs_rsync
def test_folder_that_cannot_be_written(tmp_path: Path) -> None:
    script = "echo 'rsync: [Receiver] mkstemp failed: Permission denied (13)' >&2; exit 23"
    program(
        tmp_path, "rsync", f'[ "$1" = --version ] && echo rsync  version 3.2.7 && exit; {script}'
    )
    with pytest.raises(PublishError) as failed:
        rsync(PATH=f"{tmp_path}:/bin").run("x")
    assert str(failed.value) == (
        "ada@quay.example:/srv/www: mkstemp failed: Permission denied (13) "
        "(when this is mended, publish again: it continues where it stopped)"
    )


def test_no_rsync(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as missing:
        rsync(PATH=str(tmp_path))
    assert str(missing.value) == (
        "the program rsync is not installed, or not on PATH "
        "(apt install rsync, brew install rsync, or https://rsync.samba.org/)"
    )


@pytest.mark.parametrize(
    ("said", "known"),
    [
        ("rsync  version 2.6.9  protocol version 29", "2.6.9"),
        ("openrsync: protocol version 29\nrsync version 2.6.9 compatible", "2.6.9"),
        ("something else", "of unknown version"),
    ],
)
def test_rsync_that_is_too_old(tmp_path: Path, said: str, known: str) -> None:
    program(tmp_path, "rsync", f"echo '{said}'")
    with pytest.raises(UsageError, match=f"^rsync {known} is too old .publish needs rsync 3.1"):
        rsync(PATH=f"{tmp_path}:/bin")


def test_older_versions_send_paths_past_the_shell(tmp_path: Path) -> None:
    for version, is_sent in (("3.1.3", True), ("3.2.3", True), ("3.2.4", False), ("3.4.1", False)):
        program(tmp_path, "rsync", f"echo rsync  version {version}; echo $*")
        said = rsync(PATH=f"{tmp_path}:/bin", RSYNC_RSH="").run("x")
        assert ("--protect-args" in said) is is_sent
        assert "--rsh=ssh -o BatchMode=yes" in said


@pytest.mark.parametrize(
    ("text", "host", "path", "port"),
    [
        ("ada@quay.example:/srv/www/", "ada@quay.example", "/srv/www", 0),
        ("quay:/srv/the quay", "quay", "/srv/the quay", 0),
        ("ada@[2001:db8::1]:/srv", "ada@[2001:db8::1]", "/srv", 0),
        ("ssh://quay.example/srv", "quay.example", "/srv", 0),
        ("ssh://ada@quay.example:2222/srv:x", "ada@quay.example", "/srv:x", 2222),
    ],
)
def test_address(text: str, host: str, path: str, port: int) -> None:
    assert server_folder(text) == ServerFolder(host, path, port)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "quay",
            "C:/www",
            "quay.example:www",
            "-oProxyCommand=x@quay.example:/srv",
            "ada@-x:/srv",
        ),
        *("s3://quay/srv", "https://quay.example/srv", "ssh://ada:secret@quay.example/srv"),
    ],
)
def test_no_address_of_a_server(text: str) -> None:
    assert server_folder(text) is None


@pytest.mark.parametrize("text", ["quay:/", "quay:/srv/*", "quay:/srv/../etc", "quay:/srv/a\nb"])
def test_folder_that_cannot_be_published_to(text: str) -> None:
    with pytest.raises(UsageError, match=r"^--to "):
        server_folder(text)
