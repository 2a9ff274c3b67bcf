"""Web servers on 127.0.0.1, stopped at the end of their context."""

from __future__ import annotations

import contextlib
import re
import secrets
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_TIMEOUT = 20
"""Seconds to wait for a server."""
NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")


@contextmanager
def http_server(arguments: list[str], folder: Path) -> Iterator[str]:
    """The origin of ``python`` with these arguments, run in ``folder``, on a free port."""
    command = [sys.executable, "-u", *arguments, "0"]
    with _run(command, folder, stdout=subprocess.PIPE) as process:
        assert process.stdout
        line = process.stdout.readline()
        port = re.search(r"on 127\.0\.0\.1 port (\d+)", line)
        assert port, line
        yield f"http://127.0.0.1:{port[1]}"


@contextmanager
def nginx(block: str, folder: Path) -> Iterator[str]:
    """The origin of nginx with one server block, its port in place of 80."""
    assert NGINX
    port = _free_port()
    assert "listen 80;" in block
    listening = block.replace("listen 80;", f"listen 127.0.0.1:{port};")
    configuration = folder / "nginx.conf"
    configuration.write_text(_configuration(listening, folder), encoding="utf-8")
    with _run([NGINX, "-p", str(folder), "-e", "stderr", "-c", str(configuration)], folder) as run:
        _wait_for(port, run)
        yield f"http://127.0.0.1:{port}"


def _configuration(block: str, folder: Path) -> str:
    """A configuration like that of packages, for one process that only writes to ``folder``."""
    assert NGINX
    build_options = subprocess.run([NGINX, "-V"], capture_output=True, text=True, check=True).stderr
    match = re.search(r"--conf-path=(\S+)", build_options)
    types = Path(match[1] if match else "/etc/nginx/nginx.conf").with_name("mime.types")
    kinds = [
        kind
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        if f"--without-http_{kind}_module" not in build_options
    ]
    temporary = "\n".join(f"{kind}_temp_path {folder}/{kind};" for kind in kinds)
    return f"""
daemon off;
master_process off;
pid {folder}/nginx.pid;
events {{}}
http {{
include {types};
default_type application/octet-stream;
access_log off;
{temporary}
{block}
}}
"""


def _free_port() -> int:
    """A free port below those that the system assigns, so that it stays free until nginx starts."""
    while True:
        port = 20_000 + secrets.randbelow(10_000)
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


@contextmanager
def _run(
    command: list[str], folder: Path, stdout: int = subprocess.DEVNULL
) -> Iterator[subprocess.Popen[str]]:
    """A process that is ended with the context; its errors are in ``errors.txt``."""
    with (folder / "errors.txt").open("w") as errors:
        process = subprocess.Popen(command, cwd=folder, stdout=stdout, stderr=errors, text=True)
        with process:
            try:
                yield process
            finally:
                process.terminate()


def _wait_for(port: int, process: subprocess.Popen[str]) -> None:
    end = time.monotonic() + _TIMEOUT
    while time.monotonic() < end and process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.02)
    raise AssertionError("nginx did not start, see errors.txt")
