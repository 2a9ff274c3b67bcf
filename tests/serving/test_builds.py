"""Builds in a process of their own."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click
import pytest

from site_gen.cli import build as build_command
from site_gen.cli.given import options_of
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
def test_command_is_asked_for_the_same_site(tmp_path: Path, given: dict[str, Any]) -> None:
    options = options_for(tmp_path, hold=True, **given)
    words = build_arguments(options, NOW)
    assert parsed(words) == options


def parsed(words: list[str]) -> Options:
    context = build_command.command.make_context("build", words[1:])
    assert isinstance(context, click.Context)
    own = ("report", "lenient", "quiet", "verbose")
    assert context.params["lenient"]
    return options_of(**{key: value for key, value in context.params.items() if key not in own})


def test_without_an_instant_each_build_asks_the_clock() -> None:
    assert "--now" not in build_arguments(Options(now=datetime.now(UTC)), None)


def built(folder: Path) -> BuildReport | Failed:
    return asyncio.run(Builds(options_for(folder), NOW).build())


def test_build_reports_what_it_did(tmp_path: Path) -> None:
    write_files(tmp_path, {**news(record("Ferry returns")), "content/bad.md": "nothing"})
    report = built(tmp_path)
    assert isinstance(report, BuildReport)
    assert (report.published, report.errors) == (1, 1)
    assert (tmp_path / "_site/news/r1/index.html").is_file()


def test_build_that_cannot_begin_says_why(tmp_path: Path) -> None:
    write_files(tmp_path, {"site.yaml": "title: x\n"})
    found = built(tmp_path)
    assert isinstance(found, Failed)
    assert "base_url" in found.message
    assert not found.message.startswith("error:")


@pytest.mark.usefixtures("interruptible")
def test_build_is_broken_off_at_once(tmp_path: Path) -> None:
    write_files(tmp_path, news(*(record(f"Ferry {number}") for number in range(300))))

    async def run() -> BuildReport | Failed:
        builds = Builds(options_for(tmp_path), NOW)
        building = asyncio.create_task(builds.build())
        await until((tmp_path / "_site").exists)  # it is about to write, and far from the end
        await builds.stop()
        found = await asyncio.wait_for(building, 60)
        await builds.stop()  # there is none to stop any more
        return found

    found = asyncio.run(run())
    assert isinstance(found, Failed)
    assert not (tmp_path / "_site/sitemap.xml").exists()
