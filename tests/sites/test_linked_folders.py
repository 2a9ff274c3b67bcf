"""In content/, static/ and templates/: linked folders, names that are not UTF-8, and pipes."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from site_gen import scan as scanning
from site_gen.build import build
from site_gen.errors import UsageError
from site_gen.model import Problem
from tests.conftest import Run
from tests.sites.site import Site, build_site, config, news, note, options_for, record, write_files

BACK = "is a link that leads back to a folder it lies in, so it is not followed"
NO_FILE = "is neither a file nor a folder, so it is left out"
UNNAMED = "has a name that is not UTF-8, so it is left out"


def linked(folder: Path, links: Mapping[str, str]) -> None:
    """Links by their paths in the site's folder to others, relative to it."""
    for name, target in links.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.symlink_to(folder / target)


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site folder beside which there are records, notes, pictures and templates."""
    write_files(tmp_path / "common", {"content/crane.md": record("Crane bought")})
    for name, text in {
        "topics/tides.md": note("Up and down.", title="Tides"),
        "pages/about.md": note("Us.", title="About"),
        "img/pier.svg": "<svg/>",
        "parts/footer.html": "{% macro footer(site) %}<footer>Shared</footer>{% endmacro %}",
    }.items():
        path = tmp_path / "common" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    write_files(tmp_path / "site", news(record("Ferry returns", topics=["Tides"])))
    return tmp_path / "site"


def test_linked_folders_are_read_as_if_they_lay_there(site: Path) -> None:
    linked(
        site,
        {
            "content/news/more": "../common/content",
            "content/topics": "../common/topics",
            "content/pages": "../common/pages",
            "static/pictures": "../common/img",
            "static/again": "../common/img",
            "templates/components": "../common/parts",
        },
    )
    built = Site(options_for(site), build(options_for(site)))
    assert built.problems == ()
    assert built.texts("/latest/", ".card__title") == ["Crane bought", "Ferry returns"]
    assert "Up and down." in built.html("/topics/tides/")
    assert {"/about/", "/news/crane/"} <= {*built.pages()}
    assert {"pictures/pier.svg", "again/pier.svg"} <= {*built.files()}
    assert built.texts("/", "footer") == ["Shared"]


def test_changes_behind_links_are_updates(site: Path) -> None:
    linked(site, {"content/more": "../common/content", "static/more": "../common/img"})
    build(options_for(site))
    common = site.parent / "common"
    (common / "content/crane.md").write_text(record("Crane sold"))
    (common / "content/lamp.md").write_text(record("Lamp lit"))
    (common / "img/pier.svg").write_text("<svg></svg>")
    built = Site(options_for(site), build(options_for(site)))
    assert {*built.texts("/latest/", ".card__title")} == {"Crane sold", "Lamp lit", "Ferry returns"}
    assert built.files()["more/pier.svg"] == b"<svg></svg>"
    (site / "content/more").unlink()
    built = Site(options_for(site), build(options_for(site)))
    assert built.texts("/latest/", ".card__title") == ["Ferry returns"]


def told(problems: tuple[Problem, ...]) -> list[tuple[str, str, str, str]]:
    return [(each.path, each.severity, each.code, each.message) for each in problems]


LOOPS = {
    "content/loop": "content",
    "content/news/up": ".",
    "static/round": "static",
    "templates/a/round": "templates",
}


def test_each_link_in_a_circle_is_one_warning(site: Path) -> None:
    linked(site, LOOPS)
    report = build(options_for(site))
    expected = [
        ("", "warning", "link-loop", f"static/round {BACK}"),
        ("", "warning", "link-loop", f"templates/a/round {BACK}"),
        ("loop", "warning", "link-loop", BACK),
        ("news/up", "warning", "link-loop", BACK),
    ]
    assert told(report.problems) == expected
    assert report.published == 1
    assert told(build(options_for(site)).problems) == expected


@pytest.mark.parametrize("name", ["static", "templates"])
def test_folder_of_the_theme_that_is_none_is_named(site: Path, name: str) -> None:
    files = build_site(site.parent / "clean", news(record("Ferry returns", topics=["Tides"])))
    for target, said in [("nowhere", "is a link to nothing"), ("site.yaml", "is not a folder")]:
        linked(site, {name: target})
        made = Site(options_for(site), build(options_for(site)))
        told_of = f"{name} {said}, so nothing in it is used"
        assert told(made.problems) == [("", "error", "no-folder", told_of)]
        assert made.files() == files.files()
        (site / name).unlink()
    assert build(options_for(site)).problems == ()


@pytest.mark.parametrize("name", ["content", "static", "templates", "_site"])
def test_folder_that_is_a_link_to_itself_is_named(
    site: Path, monkeypatch: pytest.MonkeyPatch, site_gen: Run, name: str
) -> None:
    if (site / name).is_dir():
        (site / name).rename(site / "before")
    linked(site, {name: name})
    monkeypatch.chdir(site)
    status, _, said = site_gen("build")
    assert status in (1, 2)
    assert re.search(f"{name}: no such folder|{name}:? cannot be", said)
    assert "bug" not in said


@pytest.mark.parametrize("name", [*LOOPS, "content/nothing"])
def test_link_that_comes_or_goes_is_noticed_though_no_file_does(site: Path, name: str) -> None:
    for folder in ("static", "templates/a"):
        (site / folder).mkdir(parents=True)
    build(options_for(site))
    linked(site, {name: LOOPS.get(name, "nowhere")})
    (problem,) = build(options_for(site)).problems
    assert problem.code == ("link-loop" if name in LOOPS else "lost-link")
    (site / name).unlink()
    assert build(options_for(site)).problems == ()


def test_strict_build_writes_nothing_for_a_circle(site: Path) -> None:
    linked(site, {"static/round": "static"})
    assert build(options_for(site, strict=True)).output == ""


def test_check_and_build_say_the_same(
    site: Path, site_gen: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    linked(site, LOOPS)
    monkeypatch.chdir(site)
    _, _, built = site_gen("build", "--no-search")
    _, _, checked = site_gen("check", "--no-search")
    for line in ("content/loop: warning: ", "warning: static/round "):
        assert built.count(line) == checked.count(line) == 1


def test_output_behind_a_link_of_the_theme_is_refused(site: Path) -> None:
    build(options_for(site))
    linked(site, {"static/old": "_site"})
    with pytest.raises(UsageError, match=r"--output .*_site is or holds"):
        build(options_for(site))


def test_git_is_not_asked_of_what_lies_behind_links(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder in the index that is a link now has other files than git knows."""
    monkeypatch.setattr(scanning, "_MANY", 1)
    git = ["git", "-C", str(site), "-c", "user.name=A", "-c", "user.email=a@quay.example"]
    for command in (["init", "-q"], ["add", "content"], ["commit", "-qm", "Begin"]):
        subprocess.run([*git, *command], check=True)
    build(options_for(site))
    (site / "content/news").rename(site.parent / "kept")
    write_files(site.parent / "other", news(record("Ferry retired"), folder="content"))
    linked(site, {"content/news": "../other/content"})
    built = Site(options_for(site), build(options_for(site)))
    assert built.texts("/latest/", ".card__title") == ["Ferry retired"]


BAD = os.fsdecode(b"x\xff")


@pytest.mark.parametrize(
    ("path", "place", "message"),
    [
        (f"content/news/{BAD}.md", "news/x\\xff.md", UNNAMED),
        (f"content/{BAD}/a.md", "x\\xff/a.md", UNNAMED),
        (f"content/topics/{BAD}.md", "topics/x\\xff.md", UNNAMED),
        (f"static/{BAD}.txt", "", f"static/x\\xff.txt {UNNAMED}"),
        (f"static/{BAD}/a.css", "", f"static/x\\xff/a.css {UNNAMED}"),
        (f"static/css/{BAD}.css", "", f"static/css/x\\xff.css {UNNAMED}"),
        (f"templates/{BAD}.html", "", f"templates/x\\xff.html {UNNAMED}"),
    ],
)
def test_file_whose_name_is_not_utf8_is_named_and_left_out(
    tmp_path: Path, path: str, place: str, message: str
) -> None:
    files = news(record("Ferry returns"))
    clean = build_site(tmp_path / "clean", files).files()
    write_files(tmp_path / "site", files)
    try:
        (tmp_path / "site" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "site" / path).write_text(record("Left out"))
    except OSError:
        pytest.skip("names of files are text here")
    site = Site(options_for(tmp_path / "site"), build(options_for(tmp_path / "site")))
    assert told(site.problems) == [(place, "error", "bad-name", message)]
    assert site.files() == clean
    assert told(build(site.options).problems) == told(site.problems)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes here")
@pytest.mark.parametrize("target", ["pipe", "/dev/zero"])
@pytest.mark.parametrize(
    ("path", "place", "message"),
    [
        ("content/news/x.md", "news/x.md", NO_FILE),
        ("content/topics/x.md", "topics/x.md", NO_FILE),
        ("static/x.txt", "", f"static/x.txt {NO_FILE}"),
        ("static/css/x.css", "", f"static/css/x.css {NO_FILE}"),
        ("templates/article.html", "", f"templates/article.html {NO_FILE}"),
    ],
)
def test_what_has_no_end_is_not_read(
    tmp_path: Path, target: str, path: str, place: str, message: str
) -> None:
    files = news(record("Ferry returns"))
    clean = build_site(tmp_path / "clean", files).files()
    write_files(tmp_path / "site", files)
    endless = tmp_path / "site" / path
    endless.parent.mkdir(parents=True, exist_ok=True)
    os.mkfifo(endless.with_name(".pipe"))  # hidden: no word is lost about it
    if target == "pipe":
        os.mkfifo(endless)
    else:
        endless.symlink_to(target)
    site = Site(options_for(tmp_path / "site"), build(options_for(tmp_path / "site")))
    assert told(site.problems) == [(place, "error", "no-file", message)]
    assert site.files() == clean


def test_folders_of_the_site_may_have_such_names(tmp_path: Path) -> None:
    folder = tmp_path / BAD
    try:
        folder.mkdir()
    except OSError:
        pytest.skip("names of files are text here")
    write_files(folder, {"site.yaml": config(search=False), **news(record("Ferry returns"))})

    def run(command: str) -> str:
        arguments = [command, "--config", f"{folder}/site.yaml", "--now", "2026-03-01"]
        done = subprocess.run(
            [sys.executable, "-m", "site_gen", *arguments], capture_output=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stderr.decode()

    assert r"x\xff/_site: " in run("build")
    assert "1 record read: 1 published" in run("check")
    (folder / ".site_gen_cache").rename(tmp_path / "lost")
    page = folder / "_site" / f"{BAD}.html"
    page.write_bytes((folder / "_site/404.html").read_bytes())
    assert " 0 written" in run("build")
    assert page.exists()
