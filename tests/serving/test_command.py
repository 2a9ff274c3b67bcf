"""The command serve in a separate process."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from site_gen import cli
from tests.sites.site import config, news, record, write_files

SITE = {**news(record("Ferry returns")), "site.yaml": config(base_url="https://g.example/news/")}
_TIMEOUT = 60.0


def until(is_so: object) -> None:
    assert callable(is_so)
    end = time.monotonic() + _TIMEOUT
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.02)


def answer(url: str) -> httpx.Response:
    """The response; the timeout is long, as the machine may be busy."""
    return httpx.get(url, timeout=_TIMEOUT)


class Serving:
    """A preview that runs."""

    def __init__(self, folder: Path, *options: str) -> None:
        command = [sys.executable, "-m", "site_gen", "serve", "--no-search", *options]
        self._log = tempfile.TemporaryFile("w+")  # noqa: SIM115  as long as this object
        environment = {**os.environ, "SOURCE_DATE_EPOCH": "1772366400"}  # 1 March 2026, noon
        self.process = subprocess.Popen(
            command, cwd=folder, env=environment, stderr=self._log, stdout=self._log, text=True
        )

    @property
    def output(self) -> str:
        """What it has printed until now."""
        self._log.seek(0)
        return self._log.read()

    def url(self) -> str:
        """Its address, once it is printed."""
        until(lambda: "serving " in self.output or self.process.poll() is not None)
        found = re.search(r"serving (http://\S+)", self.output)
        assert found, self.output
        return found[1]

    def end(self, by: int) -> int:
        """End it with a signal; returns the exit status."""
        self.process.send_signal(by)
        return self.process.wait(_TIMEOUT)


@contextmanager
def serving(folder: Path, *options: str) -> Iterator[Serving]:
    found = Serving(folder, *options)
    try:
        yield found
    finally:
        found.end(signal.SIGTERM)


def test_site_is_served_changes_are_built_and_ctrl_c_ends_it(tmp_path: Path) -> None:
    write_files(tmp_path, SITE)
    with serving(tmp_path, "--port", "0") as preview:
        url = preview.url()
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+/news/", url)
        assert "Ferry returns" in answer(url).text
        path = tmp_path / "content/news/r2.md"
        path.write_text(record("Lamp lit"))
        until(lambda: answer(f"{url}news/r2/").status_code == 200)
        stream = f"{url}__preview/events?page=/news/"
        with httpx.stream("GET", stream, timeout=_TIMEOUT) as events:
            assert next(events.iter_lines()) == "retry: 500"
            assert preview.end(signal.SIGINT) == 0
    assert preview.output.endswith("stopped\n")
    assert "built: " in preview.output
    assert "Traceback" not in preview.output
    assert not (tmp_path / "_site/.site_gen-parts").exists()


def test_sigterm_ends_it_during_a_build(tmp_path: Path) -> None:
    write_files(tmp_path, SITE)
    with serving(tmp_path, "--port", "0") as preview:
        preview.url()
        for number in range(3):
            (tmp_path / f"content/news/x{number}.md").write_text(record(f"Lamp {number}"))
        assert preview.end(signal.SIGTERM) == 0
    assert preview.output.endswith("stopped\n")


ENDED_AT_ONCE = """
import os, signal
from site_gen import cli, serve

serve.serve = lambda *_: os.kill(os.getpid(), signal.SIGTERM)
cli.main()
"""


def test_sigterm_ends_it_before_the_first_request(tmp_path: Path) -> None:
    """It can be ended as soon as it has printed its address."""
    write_files(tmp_path, SITE)
    command = [sys.executable, "-c", ENDED_AT_ONCE, "serve", "--no-search", "--port", "0"]
    done = subprocess.run(command, cwd=tmp_path, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 0
    assert done.stderr.endswith("stopped\n")


def test_port_in_use_is_one_line(tmp_path: Path) -> None:
    write_files(tmp_path, SITE)
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with serving(tmp_path, "--port", str(port)) as preview:
            assert preview.process.wait(_TIMEOUT) == 2
    message = rf"error: port {port} is in use \(use --port \d+, which is free\)\n"
    assert re.fullmatch(message, preview.output)
    assert not (tmp_path / "_site").exists()


@pytest.mark.parametrize(
    ("files", "message"),
    [({"site.yaml": "titel: x"}, "titel"), ({"site.yaml": ""}, "expected a map")],
)
def test_invalid_configuration_is_one_line(
    tmp_path: Path,
    files: dict[str, str],
    message: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    write_files(tmp_path, files)
    monkeypatch.chdir(tmp_path)
    assert cli.run(["serve", "--port", "0"]) == 2
    error = capsys.readouterr().err
    assert message in error
    assert error.count("\n") == 1


def test_missing_extra_is_one_line_with_the_command_that_installs_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write_files(tmp_path, SITE)
    monkeypatch.chdir(tmp_path)
    for module in [name for name in sys.modules if name.startswith("site_gen.serve")]:
        monkeypatch.delitem(sys.modules, module)
    monkeypatch.delattr("site_gen.serve", raising=False)
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    assert cli.run(["serve"]) == 2
    assert capsys.readouterr().err == (
        "error: serve needs the package uvicorn (python -m pip install 'site-gen[serve]')\n"
    )
