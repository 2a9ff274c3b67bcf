"""Builds in a separate process."""

from __future__ import annotations

import asyncio
import re
import signal
import subprocess
import sys
import time
from asyncio.subprocess import Process
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click
import pytest

from site_gen.cli import build as build_command
from site_gen.cli.options import options_of
from site_gen.model import BuildReport
from site_gen.options import Options
from site_gen.serve.builds import Builds, Failed, build_arguments
from tests.serving.previewed import until
from tests.sites.site import NOW, news, options_for, record, write_files


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"search": True, "jobs": 0},
        {"base_url": "https://other.example/x/", "unpublished": True, "future": True, "jobs": 3},
        {"minify": True, "output": Path("elsewhere"), "content": Path("else/content")},
    ],
)
def test_arguments_build_the_same_site(tmp_path: Path, given: dict[str, Any]) -> None:
    options = options_for(tmp_path, hold=True, **given)
    arguments = build_arguments(options, NOW)
    assert parsed(arguments) == options


def parsed(arguments: list[str]) -> Options:
    context = build_command.command.make_context("build", arguments[1:])
    assert isinstance(context, click.Context)
    own = ("cluster", "cluster_files", "report", "lenient", "quiet", "verbose")
    assert context.params["lenient"]
    return options_of(**{key: value for key, value in context.params.items() if key not in own})


def test_without_a_time_builds_use_the_clock() -> None:
    assert "--now" not in build_arguments(Options(now=datetime.now(UTC)), None)


def built(folder: Path) -> BuildReport | Failed:
    async def run() -> BuildReport | Failed:
        builds = Builds(options_for(folder), NOW)
        try:
            return await builds.build()
        finally:
            await builds.stop()

    return asyncio.run(run())


def test_build_reports_what_it_did(tmp_path: Path) -> None:
    write_files(tmp_path, {**news(record("Ferry returns")), "content/bad.md": "nothing"})
    report = built(tmp_path)
    assert isinstance(report, BuildReport)
    assert (report.published, report.errors) == (1, 1)
    assert (tmp_path / "_site/news/r1/index.html").is_file()


def test_failed_build_has_the_error_message(tmp_path: Path) -> None:
    write_files(tmp_path, {"site.yaml": "title: x\n"})
    found = built(tmp_path)
    assert isinstance(found, Failed)
    assert "base_url" in found.message
    assert not found.message.startswith("error:")


@pytest.mark.usefixtures("interruptible")
def test_build_is_interrupted_at_once(tmp_path: Path) -> None:
    write_files(tmp_path, news(*(record(f"Ferry {number}") for number in range(300))))

    async def run() -> BuildReport | Failed:
        builds = Builds(options_for(tmp_path), NOW)
        building = asyncio.create_task(builds.build())
        await until((tmp_path / "_site").exists)  # the build is running
        await builds.stop()
        found = await asyncio.wait_for(building, 60)
        await builds.stop()  # nothing left to stop
        return found

    found = asyncio.run(run())
    assert isinstance(found, Failed)
    assert found.message.startswith("interrupted")
    assert not (tmp_path / "_site/sitemap.xml").exists()


def waiting(builds: Builds) -> Process:
    assert builds._next is not None
    return builds._next


def play(folder: Path, act: Callable[[Builds], Coroutine[Any, Any, None]]) -> None:
    """Build a site of one record, and call ``act``."""
    write_files(folder, news(record("Ferry returns")))

    async def run() -> None:
        builds = Builds(options_for(folder), NOW)
        try:
            assert isinstance(await builds.build(), BuildReport)
            await act(builds)
        finally:
            await builds.stop()

    asyncio.run(run())


async def rebuilt(builds: Builds) -> bool:
    """Whether another build shows a change."""
    (builds_folder(builds) / "content/news/r2.md").write_text(record("Lamp lit"))
    report = await builds.build()
    return isinstance(report, BuildReport) and report.published == 2


def builds_folder(builds: Builds) -> Path:
    return Path(builds.arguments[builds.arguments.index("--config") + 1]).parent


def test_next_build_waits_in_a_new_process(tmp_path: Path) -> None:
    async def act(builds: Builds) -> None:
        first = waiting(builds)
        assert first.returncode is None
        assert await rebuilt(builds)
        assert first.returncode == 0  # it has built
        assert waiting(builds).pid != first.pid

    play(tmp_path, act)


def test_dead_process_is_replaced(tmp_path: Path) -> None:
    async def act(builds: Builds) -> None:
        waiting(builds).kill()
        await waiting(builds).wait()
        assert await rebuilt(builds)

    play(tmp_path, act)


def test_process_with_an_older_program_is_replaced(tmp_path: Path) -> None:
    async def act(builds: Builds) -> None:
        old = waiting(builds)
        builds._program = b"as it was before"
        assert await rebuilt(builds)
        assert old.returncode == -signal.SIGKILL

    play(tmp_path, act)


def test_waiting_process_ends_with_the_preview(tmp_path: Path) -> None:
    async def act(builds: Builds) -> None:
        process = waiting(builds)
        await builds.stop()
        assert process.returncode is not None
        assert isinstance(await builds.build(), BuildReport)
        assert builds._next is None  # none is started after the end

    play(tmp_path, act)


def catches_interrupts(process_id: int) -> bool:
    """Whether a process has a handler of its own for SIGINT; False where there is no ``/proc``."""
    status = Path(f"/proc/{process_id}/status")
    if not status.exists():
        return False
    caught = re.search(r"^SigCgt:\s*(\w+)", status.read_text(), re.MULTILINE)
    return bool(caught and int(caught[1], 16) >> (signal.SIGINT - 1) & 1)


@pytest.mark.parametrize("end", ["no more input", "Ctrl-C"])
@pytest.mark.usefixtures("interruptible")
def test_waiting_process_ends_silently(end: str) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "site_gen.serve.worker"],
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdin
        if end == "Ctrl-C":
            time.sleep(1)
            while catches_interrupts(process.pid):  # a busy machine starts slowly
                time.sleep(0.05)
            process.send_signal(signal.SIGINT)
        process.stdin.close()
        assert process.stderr
        assert process.stderr.read() == b""
