"""Watching files, and which changes matter."""

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
        (Change.modified, "translations/de.po", OTHER),
        (Change.added, "translations/.de.po.swp", NOTHING),
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
    found = Watched(options_for(site)).classify([(change, str(site / path))])
    assert bool(found.names) == (matters != NOTHING)
    assert bool(found.content) == (matters == CONTENT)
    assert found.settings == (path in ("site.yaml", "content/news"))
    assert found.static == path.startswith("static")


def test_changes_at_one_time_are_one_item(site: Path) -> None:
    paths = ["content/news/r1.md", "content/a.md", "site.yaml"]
    found = Watched(options_for(site)).classify(
        (Change.modified, str(site / path)) for path in paths
    )
    assert found == FileChanges(
        frozenset(("news/r1.md", "a.md")), ("content/a.md", "content/news/r1.md", "site.yaml"), True
    )


def test_removal_of_a_folder_created_while_watching_is_reported(site: Path) -> None:
    watched = Watched(options_for(site))
    (site / "content/later").mkdir()
    assert watched.classify([(Change.added, str(site / "content/later"))]).names
    (site / "content/later").rmdir()
    assert watched.classify([(Change.deleted, str(site / "content/later"))]).names


def follow_steps(site: Path, *steps: tuple[Callable[[], object], str]) -> None:
    """Take each step, and wait for the change of that name."""

    async def run() -> None:
        changes = follow(options_for(site))
        while "content/" not in (await anext(changes)).names:
            pass
        for step, name in steps:
            following = asyncio.ensure_future(anext(changes))
            step()
            async with asyncio.timeout(60):
                # Files of a new folder may be reported together, by its name.
                while not any(name.startswith(changed) for changed in (await following).names):
                    following = asyncio.ensure_future(anext(changes))
        await changes.aclose()

    asyncio.run(run())


def test_files_in_later_folders_are_watched(site: Path) -> None:
    template = site / "templates" / "base.html"
    follow_steps(
        site,
        (lambda: (site / "content/news/r2.md").write_text("x"), "content/news/r2.md"),
        (lambda: (site / "site.yaml").write_text("title: Other"), "site.yaml"),
        (template.parent.mkdir, "templates/"),
        (lambda: template.write_text("x"), "templates/base.html"),
    )


def test_folder_that_is_replaced_repeatedly_is_watched(site: Path) -> None:
    """As by a checkout of git."""

    def often() -> None:
        for _ in range(20):
            write_files(site, news(record("Lamp lit")))

    follow_steps(
        site,
        (often, "content/"),
        (lambda: (site / "content/news/r1.md").write_text("x"), "content/news/r1.md"),
    )


def test_replaced_folder_is_watched(site: Path) -> None:
    follow_steps(
        site,
        (lambda: write_files(site, news(record("Lamp lit"))), "content/"),
        (lambda: (site / "content/news/r1.md").write_text("x"), "content/news/r1.md"),
    )


def test_targets_of_links_are_watched(site: Path) -> None:
    """Linked files, linked folders, linked settings, and intermediate links."""
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
    """Write a file as editors do: a new file is renamed."""
    path.with_suffix(".new").write_text("z")
    path.with_suffix(".new").replace(path)


def test_later_links_are_watched(site: Path) -> None:
    other = site.parent / f"{site.name}-other"
    other.mkdir()
    (other / "r2.md").write_text("x")
    follow_steps(
        site,
        (lambda: (site / "content/r2.md").symlink_to(other / "r2.md"), "content/r2.md"),
        (lambda: (other / "r2.md").write_text("y"), "content/r2.md"),
    )


def test_change_of_a_file_with_several_names_has_all_of_them(site: Path) -> None:
    other = site.parent / f"{site.name}-other"
    other.mkdir()
    for name in ("content/one", "content/two"):
        (site / name).symlink_to(other)
    found = Watched(options_for(site)).classify([(Change.modified, str(other / "r2.md"))])
    assert found.content == {"one/r2.md", "two/r2.md"}
    found = Watched(options_for(site)).classify(
        [(Change.modified, str(site / "content/one/r2.md"))]
    )
    assert found.content == {"one/r2.md", "two/r2.md"}
    assert (
        not Watched(options_for(site))
        .classify([(Change.modified, str(other.parent / "x.md"))])
        .names
    )
