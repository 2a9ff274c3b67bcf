"""What GitHub Pages would refuse or leave out."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from site_gen.checks import files as files_module
from site_gen.checks import hosting
from site_gen.checks.folder import FolderEntry
from site_gen.model import Severity
from site_gen.options import Options
from tests.checks.broken import built, check, found, only, put
from tests.sites.site import config


@pytest.fixture
def options(tmp_path: Path) -> Options:
    return built(tmp_path, {})


def test_symbolic_links_are_refused(options: Options) -> None:
    (options.output / "x").symlink_to(options.output / "latest")
    assert found(options, "symlink") == [("/x", "is a symbolic link")]


def test_hard_links_are_refused(options: Options) -> None:
    os.link(options.output / "404.html", options.output / "x.txt")
    assert [path for path, _ in found(options, "hard-link")] == ["/404.html", "/x.txt"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no such files on this platform")
def test_other_files_are_refused_and_not_read(options: Options) -> None:
    os.mkfifo(options.output / "x.html")
    assert found(options) == [("/x.html", "is neither file nor folder")]


@pytest.mark.skipif(os.name == "nt", reason="no such permissions on this platform")
def test_everyone_must_be_allowed_to_read(options: Options) -> None:
    put(options, "folder/x.txt", "x")
    (options.output / "folder" / "x.txt").chmod(0o640)
    (options.output / "folder").chmod(0o754)
    assert found(options, "permissions") == [
        ("/folder", "is a folder that not everyone may open (mode 0754)"),
        ("/folder/x.txt", "cannot be read by everyone (mode 0640)"),
    ]


@pytest.mark.parametrize(
    ("name", "char"),
    [("a:b", ":"), ("a?", "?"), ("a\\b", "\\\\"[:1]), ("a\nb", "\\n"), ("a|b", "|")],
)
def test_names_that_artifacts_cannot_have(options: Options, name: str, char: str) -> None:
    put(options, f"{name}.txt", "x")
    assert only(options).message == f"has the character “{char}” in its name"
    assert "\n" not in only(options).path


def test_names_that_are_not_utf8(options: Options) -> None:
    with open(os.fsencode(options.output) + b"/x\xff.html", "wb") as file:  # noqa: PTH123
        file.write(b"<a href='/no/'>x</a>")
    assert dict(found(options))["/x\\udcff.html"]
    assert [message for _, message in found(options, "bad-name")] == [
        "has a name that is not UTF-8"
    ]


def test_two_paths_that_differ_by_case(options: Options) -> None:
    put(options, "Latest/x.txt", "x")
    message = "and /Latest are one file where case is not told apart"
    assert found(options, "case-clash") == [("/latest", message)]


def test_large_files_are_refused_and_not_read(
    options: Options, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(options, "x.json", "{" * 20_000)
    monkeypatch.setattr(hosting, "LARGEST", 19_999)
    monkeypatch.setattr(files_module, "LARGEST", 19_999)
    message = "has 20,000 bytes; git hosts take at most 19,999"
    assert ("/x.json", message) in found(options)
    assert found(options, "bad-json") == []


def test_front_page_and_404_must_be_there(options: Options) -> None:
    (options.output / "index.html").unlink()
    (options.output / "404.html").unlink()
    codes = {problem.code for problem in check(options).problems}
    assert {"no-index", "no-404"} <= codes


def test_underscores_need_nojekyll(options: Options) -> None:
    put(options, "_x/a.txt", "x")
    assert check(options).problems == ()
    (options.output / ".nojekyll").unlink()
    message = "begins with “_”, and there is no .nojekyll: Pages leaves it out"
    assert found(options, "needs-nojekyll") == [("/_x", message)]


def test_hidden_files_are_left_out(options: Options) -> None:
    for path in (".well-known/security.txt", ".git/HEAD", "a/.git.txt"):
        put(options, path, "x")
    problem = only(options)
    assert (problem.path, problem.code) == ("/a/.git.txt", "hidden-file")
    assert problem.severity is Severity.WARNING


def test_left_over_parts_are_told(options: Options) -> None:
    put(options, ".site_gen-parts/x.html", "<a href='/no/'>x</a>")
    assert only(options).code == "unfinished-build"


def test_cname_names_the_host_of_the_site(options: Options) -> None:
    put(options, "CNAME", "Gazette.example\n")
    assert check(options).problems == ()
    put(options, "CNAME", "www.other.example\n")
    assert only(options).message == (
        "names the host “www.other.example”, and base_url has gazette.example"
    )


def test_static_files_of_a_site_are_examined_too(tmp_path: Path) -> None:
    options = built(tmp_path / "own", {"site.yaml": config(), "static/own.css": "a{}"})
    assert check(options).problems == ()


def test_modes_of_other_platforms_are_fine() -> None:
    entry = FolderEntry("x", stat.S_IFREG | 0o666, 1, 1)
    assert entry.is_file
    assert not entry.is_folder


@pytest.mark.parametrize("name", ["bücher.example", "xn--bcher-kva.example", "BÜCHER.example"])
def test_cname_may_spell_the_host_as_people_do(tmp_path: Path, name: str) -> None:
    files = {"site.yaml": config(base_url="https://bücher.example/"), "static/CNAME": f"{name}\n"}
    assert found(built(tmp_path, files), "cname") == []
