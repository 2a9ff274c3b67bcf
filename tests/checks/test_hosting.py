"""Files that GitHub Pages would refuse or leave out."""

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
from tests.checks.broken import built, check, findings, single_problem, write_output
from tests.sites.site import config


@pytest.fixture
def options(tmp_path: Path) -> Options:
    return built(tmp_path, {})


def test_symbolic_links_are_refused(options: Options) -> None:
    (options.folder / "x").symlink_to(options.folder / "latest")
    assert findings(options, "symlink") == [("/x", "is a symbolic link")]


def test_hard_links_are_refused(options: Options) -> None:
    os.link(options.folder / "404.html", options.folder / "x.txt")
    assert [path for path, _ in findings(options, "hard-link")] == ["/404.html", "/x.txt"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no such files on this platform")
def test_other_files_are_refused_and_not_read(options: Options) -> None:
    os.mkfifo(options.folder / "x.html")
    assert findings(options) == [("/x.html", "is neither file nor folder")]


@pytest.mark.skipif(os.name == "nt", reason="no such permissions on this platform")
def test_permissions_must_allow_everyone_to_read(options: Options) -> None:
    write_output(options, "folder/x.txt", "x")
    (options.folder / "folder" / "x.txt").chmod(0o640)
    (options.folder / "folder").chmod(0o754)
    assert findings(options, "permissions") == [
        ("/folder", "is a folder that not everyone can open (mode 0754)"),
        ("/folder/x.txt", "cannot be read by everyone (mode 0640)"),
    ]


@pytest.mark.parametrize(
    ("name", "char"),
    [("a:b", ":"), ("a?", "?"), ("a\\b", "\\\\"[:1]), ("a\nb", "\\n"), ("a|b", "|")],
)
def test_names_that_upload_archives_cannot_contain(options: Options, name: str, char: str) -> None:
    write_output(options, f"{name}.txt", "x")
    assert single_problem(options).message == f"has the character “{char}” in its name"
    assert "\n" not in single_problem(options).path


def test_names_that_are_not_utf8(options: Options) -> None:
    with open(os.fsencode(options.folder) + b"/x\xff.html", "wb") as file:  # noqa: PTH123
        file.write(b"<a href='/no/'>x</a>")
    assert dict(findings(options))["/x\\udcff.html"]
    assert [message for _, message in findings(options, "bad-name")] == [
        "has a name that is not UTF-8"
    ]


def test_two_paths_that_differ_by_case(options: Options) -> None:
    write_output(options, "Latest/x.txt", "x")
    message = "differs from /Latest only in case or Unicode normalization"
    assert findings(options, "case-clash") == [("/latest", message)]


def test_large_files_are_refused_and_not_read(
    options: Options, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_output(options, "x.json", "{" * 20_000)
    monkeypatch.setattr(hosting, "LARGEST", 19_999)
    monkeypatch.setattr(files_module, "LARGEST", 19_999)
    message = "has 20,000 bytes; git hosts accept at most 19,999"
    assert ("/x.json", message) in findings(options)
    assert findings(options, "bad-json") == []


def test_front_page_and_404_page_must_exist(options: Options) -> None:
    (options.folder / "index.html").unlink()
    (options.folder / "404.html").unlink()
    codes = {problem.code for problem in check(options).problems}
    assert {"no-index", "no-404"} <= codes


def test_underscores_need_nojekyll(options: Options) -> None:
    write_output(options, "_x/a.txt", "x")
    assert check(options).problems == ()
    (options.folder / ".nojekyll").unlink()
    message = "begins with “_”, and there is no .nojekyll: GitHub Pages leaves it out"
    assert findings(options, "needs-nojekyll") == [("/_x", message)]


def test_hidden_file_is_a_warning(options: Options) -> None:
    for path in (".well-known/security.txt", ".git/HEAD", "a/.git.txt"):
        write_output(options, path, "x")
    problem = single_problem(options)
    assert (problem.path, problem.code) == ("/a/.git.txt", "hidden-file")
    assert problem.severity is Severity.WARNING


def test_folder_of_an_interrupted_build_is_reported(options: Options) -> None:
    write_output(options, ".site_gen-parts/x.html", "<a href='/no/'>x</a>")
    assert single_problem(options).code == "unfinished-build"


def test_cname_names_the_host_of_the_site(options: Options) -> None:
    write_output(options, "CNAME", "Gazette.example\n")
    assert check(options).problems == ()
    write_output(options, "CNAME", "www.other.example\n")
    assert single_problem(options).message == (
        "names the host “www.other.example”, but base_url has gazette.example"
    )


def test_static_files_of_a_site_are_accepted(tmp_path: Path) -> None:
    options = built(tmp_path / "own", {"site.yaml": config(), "static/own.css": "a{}"})
    assert check(options).problems == ()


def test_file_with_the_mode_of_windows_is_a_file() -> None:
    entry = FolderEntry("x", stat.S_IFREG | 0o666, 1, 1)
    assert entry.is_file
    assert not entry.is_folder


@pytest.mark.parametrize("name", ["bücher.example", "xn--bcher-kva.example", "BÜCHER.example"])
def test_cname_may_have_any_spelling_of_the_host(tmp_path: Path, name: str) -> None:
    files = {"site.yaml": config(base_url="https://bücher.example/"), "static/CNAME": f"{name}\n"}
    assert findings(built(tmp_path, files), "cname") == []
