"""What is watched, and which changes matter."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest
from watchfiles import Change

from site_gen.serve.changes import Changes, Watched, follow
from tests.sites.site import news, options_for, record, write_files


@pytest.fixture
def site(tmp_path: Path) -> Path:
    write_files(tmp_path, {**news(record("Ferry returns")), "static/css/own.css": "a{}"})
    return tmp_path


CONTENT, OTHER, NOTHING = "content", "other", "nothing"


@pytest.mark.parametrize(
    ("change", "path", "matters"),
    [
        (Change.modified, "content/news/r1.md", CONTENT),
        (Change.added, "content/deep/er/x.markdown", CONTENT),
        (Change.deleted, "content/news/gone.md", CONTENT),
        (Change.deleted, "content/news", OTHER),
        (Change.modified, "site.yaml", OTHER),
        (Change.modified, "static/css/own.css", OTHER),
        (Change.added, "templates/base.html", OTHER),
        (Change.deleted, "templates", OTHER),
        (Change.added, "content/news/.r1.md.swp", NOTHING),
        (Change.added, "content/news/r1.md~", NOTHING),
        (Change.added, "content/.git/x.md", NOTHING),
        (Change.modified, "content/news/notes.txt", NOTHING),
        (Change.deleted, "content/news/4913", NOTHING),
        (Change.modified, "_site", NOTHING),
        (Change.modified, "site.yaml.bak", NOTHING),
        (Change.added, "elsewhere/x.md", NOTHING),
    ],
)
def test_change_matters(site: Path, change: Change, path: str, matters: str) -> None:
    found = Watched(options_for(site)).sort([(change, str(site / path))])
    assert bool(found.names) == (matters != NOTHING)
    assert bool(found.content) == (matters == CONTENT)
    assert found.settings == (path in ("site.yaml", "content/news"))
    assert found.static == path.startswith("static")


def test_changes_at_one_time_are_told_together(site: Path) -> None:
    paths = ["content/news/r1.md", "content/a.md", "site.yaml"]
    found = Watched(options_for(site)).sort((Change.modified, str(site / path)) for path in paths)
    assert found == Changes(
        frozenset(("news/r1.md", "a.md")), ("content/a.md", "content/news/r1.md", "site.yaml"), True
    )


def test_folder_that_was_made_while_watching_is_known_when_it_goes(site: Path) -> None:
    watched = Watched(options_for(site))
    (site / "content/later").mkdir()
    assert watched.sort([(Change.added, str(site / "content/later"))]).names
    (site / "content/later").rmdir()
    assert watched.sort([(Change.deleted, str(site / "content/later"))]).names


def follow_steps(site: Path, *steps: tuple[Callable[[], object], str]) -> None:
    """Take each step, and wait until the change is told that it should bring."""

    async def look() -> None:
        changes = follow(options_for(site))
        while "content/" not in (await anext(changes)).names:
            pass
        for step, name in steps:
            following = asyncio.ensure_future(anext(changes))
            step()
            async with asyncio.timeout(60):
                # Of a folder that has just come the files may be told together, by its name.
                while not any(name.startswith(told) for told in (await following).names):
                    following = asyncio.ensure_future(anext(changes))
        await changes.aclose()

    asyncio.run(look())


def test_files_are_followed_also_in_folders_that_come_later(site: Path) -> None:
    template = site / "templates" / "base.html"
    follow_steps(
        site,
        (lambda: (site / "content/news/r2.md").write_text("x"), "content/news/r2.md"),
        (lambda: (site / "site.yaml").write_text("title: Other"), "site.yaml"),
        (template.parent.mkdir, "templates/"),
        (lambda: template.write_text("x"), "templates/base.html"),
    )


def test_folder_that_comes_and_goes_at_once_is_followed(site: Path) -> None:
    """As when a branch is checked out."""

    def often() -> None:
        for _ in range(20):
            write_files(site, news(record("Lamp lit")))

    follow_steps(
        site,
        (often, "content/"),
        (lambda: (site / "content/news/r1.md").write_text("x"), "content/news/r1.md"),
    )


def test_folder_that_is_made_anew_is_followed(site: Path) -> None:
    follow_steps(
        site,
        (lambda: write_files(site, news(record("Lamp lit"))), "content/"),
        (lambda: (site / "content/news/r1.md").write_text("x"), "content/news/r1.md"),
    )
