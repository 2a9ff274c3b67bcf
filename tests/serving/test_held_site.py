"""While a file has errors, the preview shows the last good site."""

from __future__ import annotations

import asyncio
import threading
from pathlib import Path

import pytest

from site_gen.model import Problem
from site_gen.serve.changes import FileChanges
from tests.serving.edited_site import BAD, R1, REWORDED, SITE, on_disk
from tests.serving.previewed import Stage, play, until
from tests.sites.site import config, note, record


def test_broken_record_holds_the_site_until_it_is_fixed(tmp_path: Path) -> None:
    async def act(stage: Stage) -> None:
        page = stage.open("/news/r1/")
        await asyncio.sleep(0)
        await stage.save(R1, BAD)
        await until(lambda: bool(page.problems))
        assert page.problems == [f"{tmp_path}/{R1}:2:1: title is missing"]
        assert page.events["problems"]["problems"][0]["hint"] == "it is required"
        assert page.events["problems"]["held"]
        assert stage.lines == ["the last good site is shown until this is fixed"]
        assert stage.problems == ["news/r1.md: title is missing"]
        await asyncio.sleep(0.05)
        assert stage.builds == 1
        assert "reload" not in page.events
        assert "Ferry returns" in on_disk(stage, "news/r1/index.html")

        await stage.save("content/news/r2.md", record("Lamp out", webUrl=SITE_LAMP))
        assert "Lamp out" not in on_disk(stage, "news/r2/index.html")

        await stage.save(R1, REWORDED)
        await until(lambda: page.problems == [])
        await stage.built(2)
        assert "Ferry stays" in on_disk(stage, "news/r1/index.html")
        assert "Lamp out" in on_disk(stage, "news/r2/index.html")

    play(tmp_path, SITE, act)


SITE_LAMP = "https://harbourpost.example/lamp"


def test_build_that_finds_an_error_first_removes_nothing(tmp_path: Path) -> None:
    """A file may be saved while a build reads it, before the preview knows of the change."""

    async def act(stage: Stage) -> None:
        page = stage.open("/news/r1/")
        await asyncio.sleep(0)
        (tmp_path / R1).write_text(BAD)
        await stage.save("static/css/own.css", "p{color:red}")
        await until(lambda: bool(page.problems))
        assert page.events["problems"]["held"]
        assert "Ferry returns" in on_disk(stage, "news/r1/index.html")
        (tmp_path / R1).write_text(REWORDED)
        await stage.save("static/css/own.css", "p{}")
        await until(lambda: page.problems == [])
        await until(lambda: "Ferry stays" in on_disk(stage, "news/r1/index.html"))

    play(tmp_path, SITE, act)


def test_outdated_build_that_wrote_nothing_prints_nothing(tmp_path: Path) -> None:
    """It found the error of a newer change that the preview is still checking."""

    async def act(stage: Stage) -> None:
        page = stage.open("/news/r1/")
        await asyncio.sleep(0)
        stage.may_build.clear()
        await stage.save(R1, REWORDED)
        may_read, read = threading.Event(), stage.preview._content.new_errors

        def read_later(path: str) -> tuple[Problem, ...]:
            may_read.wait(60)
            return read(path)

        stage.preview._content.new_errors = read_later  # type: ignore[method-assign]
        saving = asyncio.create_task(stage.save(R1, BAD))
        await asyncio.sleep(0)
        stage.may_build.set()
        await stage.built(2)
        may_read.set()
        await saving
        await until(lambda: bool(page.problems))
        assert page.events["problems"]["held"]
        assert all(
            data["held"]
            for event, data in page.all_events
            if event == "problems"
            if data["problems"]
        )
        assert stage.problems == ["news/r1.md: title is missing"]

    play(tmp_path, SITE, act)


def test_many_changed_files_are_checked_by_the_build_only(tmp_path: Path) -> None:
    async def act(stage: Stage) -> None:
        paths = frozenset(f"news/m{number}.md" for number in range(300))
        (tmp_path / R1).write_text(BAD)
        await stage.preview.handle_changes(FileChanges(paths | {"news/r1.md"}, ("content/",)))
        await until(lambda: stage.preview.problems.is_held)
        assert stage.builds == 2

    play(tmp_path, SITE, act)


def test_error_among_many_changed_files_is_shown_until_it_is_fixed(tmp_path: Path) -> None:
    """Errors from before do not hold the site."""

    async def act(stage: Stage) -> None:
        page = stage.open("/")
        await asyncio.sleep(0)
        (tmp_path / R1).write_text(BAD)
        paths = frozenset(f"news/m{number}.md" for number in range(300))
        await stage.preview.handle_changes(FileChanges(paths | {"news/r1.md"}, ("content/",)))
        await until(lambda: stage.preview.problems.is_held)
        assert list(stage.preview.problems.broken) == ["news/r1.md"]
        await stage.save(R1, REWORDED)
        await until(lambda: bool(page.problems) and not page.events["problems"]["held"])
        await until(lambda: "Ferry stays" in on_disk(stage, "news/r1/index.html"))

    play(tmp_path, {**SITE, "content/news/bad.md": "nothing"}, act)


@pytest.mark.parametrize("path", ["topics/ferries.md", "pages/about.md", "providers/x.example.md"])
def test_broken_note_holds_the_site_unless_it_is_new(tmp_path: Path, path: str) -> None:
    async def act(stage: Stage) -> None:
        await stage.save(f"content/{path}", "---\ntitle: [\n---\n")
        assert list(stage.preview.problems.broken) == [path]
        await stage.save("content/topics/new.md", "---\ntitle: [\n---\n")
        assert list(stage.preview.problems.broken) == [path]

    play(tmp_path, {**SITE, f"content/{path}": note("Words.", name="About", title="About")}, act)


def test_broken_record_that_is_removed_is_no_longer_broken(tmp_path: Path) -> None:
    async def act(stage: Stage) -> None:
        page = stage.open("/")
        await asyncio.sleep(0)
        await stage.save(R1, BAD)
        await until(lambda: bool(page.problems))
        await stage.save(R1, None)
        await stage.built(2)
        await until(lambda: page.problems == [])
        assert not (tmp_path / "_site/news/r1").exists()

    play(tmp_path, SITE, act)


def test_new_file_with_errors_is_left_out_and_reported(tmp_path: Path) -> None:
    """It takes nothing away from the site: there is no reason to hold all else."""

    async def act(stage: Stage) -> None:
        page = stage.open("/")
        await asyncio.sleep(0)
        await stage.save("content/news/r3.md", BAD)
        await stage.built(2)
        await until(lambda: bool(page.problems))
        assert not page.events["problems"]["held"]
        assert stage.problems[0] == "news/r3.md: title is missing"
        await stage.save("content/news/r3.md", record("Third"))
        await until((tmp_path / "_site/news/r3").exists)
        await until(lambda: page.problems == [])

    play(tmp_path, SITE, act)


def test_errors_from_before_do_not_hold_the_site(tmp_path: Path) -> None:
    async def act(stage: Stage) -> None:
        await stage.save("content/news/bad.md", "nothing at all")
        await stage.built(2)
        await stage.save(R1, REWORDED)
        await stage.built(3)
        assert "Ferry stays" in on_disk(stage, "news/r1/index.html")
        assert stage.preview.problems.event_data()["held"] is False
        assert len(stage.problems) == 1  # printed when found, not after each build

    play(tmp_path, {**SITE, "content/news/bad.md": "nothing"}, act)


def test_broken_configuration_holds_the_site(tmp_path: Path) -> None:
    async def act(stage: Stage) -> None:
        page = stage.open("/")
        await asyncio.sleep(0)
        await stage.save("site.yaml", "titel: Gazette")
        await until(lambda: bool(page.problems))
        assert page.events["problems"]["held"]
        assert "titel" in page.problems[0]
        assert stage.lines == [f"error: {page.problems[0]}"]
        await asyncio.sleep(0.05)
        assert stage.builds == 1
        await stage.save("site.yaml", config(title="The Large Gazette"))
        await until(lambda: page.problems == [] and "reload" in page.events)
        await stage.built(2)
        assert "The Large Gazette" in on_disk(stage, "index.html")

    play(tmp_path, SITE, act)


def test_broken_template_holds_the_site(tmp_path: Path) -> None:
    async def act(stage: Stage) -> None:
        page = stage.open("/about/")
        await asyncio.sleep(0)
        await stage.save("templates/components/footer.html", "{% macro %}")
        await until(lambda: bool(page.problems))
        assert "components/footer.html:1" in page.problems[0]
        assert "reload" not in page.events
        await stage.save("templates/components/footer.html", None)
        await until(lambda: page.problems == [])

    play(tmp_path, SITE, act)


def test_failure_of_a_build_is_shown_and_tried_again(tmp_path: Path) -> None:
    """No open page uses this template."""

    async def act(stage: Stage) -> None:
        page = stage.open("/about/")
        await asyncio.sleep(0)
        await stage.save("templates/pages/home.html", "{{ nothing }}")
        await until(lambda: bool(page.problems))
        assert "pages/home.html:1" in page.problems[0]
        await stage.save("templates/pages/home.html", None)
        await until(lambda: page.problems == [])
        await stage.save(R1, REWORDED)
        await until(lambda: "Ferry stays" in on_disk(stage, "index.html"))

    play(tmp_path, SITE, act)
