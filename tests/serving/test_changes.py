"""What is watched, and which changes matter."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

import pytest
from watchfiles import Change

from site_gen.serve.changes import FileChanges, Watched, follow
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
    assert found == FileChanges(
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


def test_changes_behind_links_are_followed(site: Path) -> None:
    """Of a linked file, a linked folder, the settings, and of links on the way."""
    other = site.parent / f"{site.name}-other"
    for name in ("files/r2.md", "folder/deep/r3.md", "own.css", "settings.yaml"):
        (other / name).parent.mkdir(parents=True, exist_ok=True)
        (other / name).write_text("x")
    (other / "settings.yaml").write_text((site / "site.yaml").read_text())
    (site / "site.yaml").unlink()
    (site / "site.yaml").symlink_to(other / "settings.yaml")
    (site / "content/r2.md").symlink_to(other / "hop.md")
    (other / "hop.md").symlink_to(other / "files/r2.md")
    (site / "content/more").symlink_to(other / "folder")
    (site / "content/loop").symlink_to(site / "content")
    (site / "static/css/more.css").symlink_to(other / "own.css")
    follow_steps(
        site,
        (lambda: (other / "files/r2.md").write_text("y"), "content/r2.md"),
        (lambda: (other / "folder/deep/r3.md").write_text("y"), "content/more/deep/r3.md"),
        (lambda: (other / "own.css").write_text("y"), "static/css/more.css"),
        (lambda: (other / "settings.yaml").write_text("title: Other"), "site.yaml"),
        (lambda: replaced(other / "files/r2.md"), "content/r2.md"),
        ((other / "hop.md").unlink, "content/r2.md"),
        (lambda: (other / "folder").rename(other / "gone"), "content/more"),
        (lambda: (other / "gone").rename(other / "folder"), "content/more"),
        (lambda: (other / "folder/deep/r3.md").write_text("z"), "content/more/deep/r3.md"),
    )


def replaced(path: Path) -> None:
    """Written as editors do it: beside it, then renamed."""
    path.with_suffix(".new").write_text("z")
    path.with_suffix(".new").replace(path)


def test_links_that_come_later_are_followed(site: Path) -> None:
    other = site.parent / f"{site.name}-other"
    other.mkdir()
    (other / "r2.md").write_text("x")
    follow_steps(
        site,
        (lambda: (site / "content/r2.md").symlink_to(other / "r2.md"), "content/r2.md"),
        (lambda: (other / "r2.md").write_text("y"), "content/r2.md"),
    )


def test_file_with_several_names_is_told_by_all(site: Path) -> None:
    other = site.parent / f"{site.name}-other"
    other.mkdir()
    for name in ("content/one", "content/two"):
        (site / name).symlink_to(other)
    found = Watched(options_for(site)).sort([(Change.modified, str(other / "r2.md"))])
    assert found.content == {"one/r2.md", "two/r2.md"}
    found = Watched(options_for(site)).sort([(Change.modified, str(site / "content/one/r2.md"))])
    assert found.content == {"one/r2.md", "two/r2.md"}
    assert (
        not Watched(options_for(site)).sort([(Change.modified, str(other.parent / "x.md"))]).names
    )
