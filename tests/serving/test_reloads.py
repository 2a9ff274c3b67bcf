"""What open pages of a preview show while files change."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path

import pytest

from site_gen.serve import preview
from site_gen.serve.changes import FileChanges
from tests.serving.edited_site import GOOD, R1, REWORDED, SITE, on_disk
from tests.serving.previewed import Page, Stage, play, until
from tests.sites.site import config, options_for, record


def test_edit_is_built_and_pages_that_show_it_are_reloaded(tmp_path: Path) -> None:
    async def act(stage: Stage) -> None:
        page, other = stage.open("/news/r1/"), stage.open("/about/")
        await asyncio.sleep(0)
        await stage.save(R1, REWORDED)
        await stage.built(2)
        await until(lambda: "reload" in page.events)
        assert "reload" not in other.events
        assert "Ferry stays" in stage.preview.files.page("/news/r1/")[1].decode()
        assert re.fullmatch(rf"{R1}: shown after \d+\.\d s", stage.lines[0])
        assert stage.lines[1].startswith("built: ")
        assert len(stage.lines) == 2

    play(tmp_path, SITE, act)


def test_edit_that_no_open_page_shows_prints_only_the_build(tmp_path: Path) -> None:
    async def act(stage: Stage) -> None:
        stage.open("/about/")
        await asyncio.sleep(0)
        await stage.save(R1, REWORDED)
        await stage.built(2)
        assert [said.partition(":")[0] for said in stage.lines] == ["built"]

    play(tmp_path, SITE, act)


def test_page_that_is_opened_during_a_build_is_reloaded_after_it(tmp_path: Path) -> None:
    async def act(stage: Stage) -> None:
        stage.may_build.clear()
        await stage.save(R1, REWORDED)
        page = stage.open("/news/r1/")
        assert "Ferry returns" in page.text
        await until(lambda: "problems" in page.events)
        assert "reload" not in page.events
        stage.may_build.set()
        await until(lambda: "reload" in page.events)
        again = stage.open("/news/r1/")
        assert "Ferry stays" in again.text
        await until(lambda: "problems" in again.events)
        assert "reload" not in again.events

    play(tmp_path, SITE, act)


@pytest.mark.parametrize(
    ("path", "is_shown"), [(R1, True), ("templates/base.html", True), ("static/a.txt", False)]
)
def test_page_is_reloaded_during_a_long_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str, is_shown: bool
) -> None:
    """But not if it may name files that are written last."""
    monkeypatch.setattr(preview, "_RELOAD_INTERVAL", 0.01)

    async def act(stage: Stage) -> None:
        page = stage.open("/news/r1/")
        await asyncio.sleep(0)
        stage.may_build.clear()
        await stage.preview.handle_changes(
            FileChanges(names=(path,), static=path.startswith("static"))
        )
        await until(lambda: stage.builds == 2)
        file = tmp_path / "_site/news/r1/index.html"
        file.write_text(page.text.replace("Ferry returns", "Ferry stays"))
        await asyncio.sleep(0.1)
        assert [event for event, _ in page.all_events].count("reload") == is_shown
        assert len(stage.lines) == is_shown  # and not again at the end
        stage.may_build.set()
        await stage.built(2)

    play(tmp_path, SITE, act)


def test_new_record_is_on_the_pages_that_list_it(tmp_path: Path) -> None:
    async def act(stage: Stage) -> None:
        page, missing = stage.open("/latest/"), stage.open("/news/r3/")
        await asyncio.sleep(0)
        await stage.save("content/news/r3.md", record("Third", topics=["Ferries"]))
        await until(lambda: "reload" in page.events and "reload" in missing.events)
        assert "Third" in stage.preview.files.page("/news/r3/")[1].decode()
        assert "Third" in stage.preview.files.page("/latest/")[1].decode()

    play(tmp_path, SITE, act)


def test_page_of_a_removed_record_is_reloaded_after_the_build(tmp_path: Path) -> None:
    async def act(stage: Stage) -> None:
        page = stage.open("/news/r1/")
        await asyncio.sleep(0)
        await stage.save(R1, None)
        await until(lambda: "reload" in page.events)
        assert "Ferry returns" not in stage.preview.files.page("/news/r1/")[1].decode()

    play(tmp_path, SITE, act)


def test_stylesheet_is_changed_without_loading_the_page(tmp_path: Path) -> None:
    async def act(stage: Stage) -> None:
        page = stage.open("/")
        await asyncio.sleep(0)
        old = stage.preview.files.find("/" + css_of(page.text))[0]
        stage.may_build.clear()
        await stage.save("static/css/own.css", "p{color:red}")
        await until(lambda: "css" in page.events)
        new = page.events["css"]
        assert new.startswith("/assets/site-")
        assert b"p{color:red}" in (stage.preview.files.find(new)[1] or b"")
        assert old.file is not None
        asked = stage.preview.files.find("/" + css_of(page.text))[
            1
        ]  # by a page that is not built yet
        assert asked == stage.preview.files.find(new)[1]
        stage.may_build.set()
        await stage.built(2)
        assert (tmp_path / "_site" / new[1:]).is_file()
        assert "reload" not in page.events
        await stage.save("static/css/own.css", "p{}")
        await until(lambda: page.events.get("css") == "/" + css_of(page.text))
        await stage.save(R1, REWORDED)
        await until(lambda: "reload" in page.events)

    play(tmp_path, SITE, act)


def test_page_that_reconnects_gets_the_changed_stylesheet(tmp_path: Path) -> None:
    """The digest of a page does not depend on its stylesheet."""

    async def act(stage: Stage) -> None:
        page = stage.open("/")
        await asyncio.sleep(0)
        await page.close()
        await stage.save("static/css/own.css", "p{color:red}")
        await stage.built(2)
        back = Page(stage.preview, "/", page.text)
        await until(lambda: "problems" in back.events)
        assert "reload" not in back.events
        assert back.events["css"] == "/" + css_of(on_disk(stage, "index.html"))
        await back.close()

    play(tmp_path, SITE, act)


def css_of(page: str) -> str:
    return page.partition('<link rel="stylesheet" href="/')[2].partition('"')[0]


def test_changed_base_path_is_served_after_the_build(tmp_path: Path) -> None:
    async def act(stage: Stage) -> None:
        assert stage.preview.base == ""
        await stage.save("site.yaml", config(base_url="https://gazette.example/news/"))
        await until(lambda: stage.preview.base == "/news")

    play(tmp_path, SITE, act)


def test_change_during_a_build_is_built_after_it(tmp_path: Path) -> None:
    async def act(stage: Stage) -> None:
        page = stage.open("/news/r1/")
        await asyncio.sleep(0)
        stage.may_build.clear()
        await stage.save(R1, GOOD.replace("returns", "is late"))
        await until(lambda: stage.builds == 2)
        await stage.save(R1, REWORDED)
        await stage.save(R1, REWORDED.replace("stays", "sinks"))
        stage.may_build.set()
        await stage.built(3)
        assert "Ferry sinks" in on_disk(stage, "news/r1/index.html")
        assert stage.builds == 3  # one for the two
        assert "reload" in page.events

    play(tmp_path, SITE, act)


def test_output_is_the_same_as_that_of_a_build(tmp_path: Path) -> None:
    from site_gen.build import build  # noqa: PLC0415
    from tests.sites.site import read_folder  # noqa: PLC0415

    async def act(stage: Stage) -> None:
        stage.open("/news/r1/")
        await stage.save(R1, REWORDED)
        await stage.save("static/css/own.css", "p{color:blue}")
        await until(lambda: "color:blue" in on_disk(stage, css_of(on_disk(stage, "index.html"))))

    play(tmp_path / "site", SITE, act)
    found = read_folder(tmp_path / "site/_site")
    build(options_for(tmp_path / "site", output=tmp_path / "clean", full=True))
    assert found == read_folder(tmp_path / "clean")
