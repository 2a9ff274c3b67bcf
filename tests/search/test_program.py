"""Pagefind: how it is found, and the problems if it is missing or fails."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from site_gen.build import build
from site_gen.errors import SiteGenError
from site_gen.model import Severity
from site_gen.search import program
from site_gen.search.normalise import normalise
from site_gen.search.program import Program, ProgramError, find_program
from tests.sites.site import Files, Site, build_site, config, days, options_for, record


def fake(folder: Path, script: str) -> str:
    """A program that stands in for Pagefind."""
    path = folder / "pagefind"
    path.write_text(f"#!{sys.executable}\nimport sys, pathlib\n{script}\n")
    path.chmod(0o755)
    return str(path)


SERVICE = """
import base64, json
if '--version' in sys.argv: sys.exit(print('pagefind 7.0'))
def answer(**payload):
    whole = json.dumps({'message_id': 1, 'payload': payload}).encode()
    sys.stdout.buffer.write(base64.b64encode(whole) + b',')
    sys.stdout.buffer.flush()
rest = b''
while not rest.endswith(b','):
    rest += sys.stdin.buffer.read1(65536)
requests = [json.loads(base64.b64decode(part))['payload'] for part in rest.split(b',')[:-1]]
"""
"""A stand-in that has read its requests."""


def built_with(path: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Site:
    """A site whose only Pagefind is this one."""
    monkeypatch.setattr(program, "_packaged", lambda: None)
    monkeypatch.setattr(shutil, "which", {"pagefind": path}.get)
    return build_site(tmp_path / "site", days(2), search=True)


def assert_no_search(site: Site) -> None:
    assert not [path for path in site.files() if "pagefind" in path or path.startswith("search/")]
    assert all(site.all(page, ".masthead__search") == [] for page in site.pages())
    assert b"SearchAction" not in site.files()["index.html"]


def test_packaged_program_is_preferred() -> None:
    found = find_program()
    assert found
    assert "pagefind_bin" in found.path
    assert found.version.startswith("pagefind 1.")


def test_program_on_the_path_is_used_without_the_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = fake(tmp_path, "print('pagefind 9.9')")
    monkeypatch.setattr(program, "_packaged", lambda: None)
    monkeypatch.setattr(shutil, "which", {"pagefind": path}.get)
    assert find_program() == Program(path, "pagefind 9.9")


def test_site_without_the_program_has_a_hint_how_to_install_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = built_with(None, tmp_path, monkeypatch)
    (problem,) = site.problems
    assert (problem.code, problem.severity) == ("search-missing", Severity.WARNING)
    assert "site-gen[search]" in problem.hint
    assert_no_search(site)
    assert site.lost_links() == []


def test_program_counts_as_missing_without_cbor2(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(program, "find_spec", {}.get)
    assert find_program() is None


@pytest.mark.parametrize(
    ("script", "message"),
    [
        ("sys.exit('cannot\\n  start')", "pagefind failed: cannot start"),
        (
            "print('pagefind 1.5.2') if '--version' in sys.argv else sys.exit('disk   is full')",
            "pagefind failed: disk is full",
        ),
        ("sys.exit(3 if '--service' in sys.argv else 0)", "exit status 3"),
        (f"{SERVICE}\nanswer(type='GetFiles', files=[])", "No such file or directory"),
        (f"{SERVICE}\nanswer(type='Error', message='no  memory')", "pagefind failed: no memory"),
        (f"{SERVICE}\nprint('progress: 1, 2', flush=True)", "not as expected of this program"),
        (f"{SERVICE}\nanswer(type='IndexedFile')", "exit status"),
    ],
    ids=[
        "does not start",
        "fails",
        "fails silently",
        "makes nothing",
        "tells an error",
        "says something else",
        "stops before its end",
    ],
)
def test_failing_program_is_an_error_and_the_site_has_no_search(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, message: str
) -> None:
    site = built_with(fake(tmp_path, script), tmp_path, monkeypatch)
    (problem,) = site.problems
    assert (problem.code, problem.severity) == ("search-failed", Severity.ERROR)
    assert message in problem.message
    assert_no_search(site)


def test_unknown_file_format_is_an_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script = f"""{SERVICE}
entry = {{'path': 'pagefind-entry.json', 'content': base64.b64encode(
    b'{{"languages": {{"en": {{"hash": "en_1"}}}}}}').decode()}}
answer(type='GetFiles', files=[entry, {{'path': 'filter/en_1.pf_filter', 'content': 'Pw=='}}])
"""
    site = built_with(fake(tmp_path, script), tmp_path, monkeypatch)
    (problem,) = site.problems
    assert "en_1.pf_filter has an unknown format" in problem.message


CHINESE: Files = {"content/a.md": record("海港公司上市", excerpt="今天在香港。", locale="zh")}
A_NAME: Files = {"content/a.md": record("The ferry 海港 is late")}


def of(locale: str) -> Files:
    return {"site.yaml": config(locale=locale)}


@pytest.mark.parametrize(
    ("package", "files", "codes"),
    [
        ("pagefind_bin", CHINESE, ["search-words"]),
        ("pagefind_bin", A_NAME, []),
        (
            "pagefind_bin",
            {**A_NAME, **of("zh")},
            ["search-words"],
        ),
        (
            "pagefind_bin",
            {**A_NAME, **of("TH-th")},
            ["search-words"],
        ),
        ("pagefind_bin", {**A_NAME, **of("ko")}, []),
        ("pagefind_bin_extended", {**CHINESE, **of("ja")}, []),
        ("pagefind_bin_extended", CHINESE, []),
    ],
)
def test_program_that_cannot_segment_words_is_a_warning_if_records_need_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, package: str, files: Files, codes: list[str]
) -> None:
    found = find_program()
    assert found
    assert found.segments_words
    if package == "pagefind_bin":
        link = tmp_path / "pagefind"
        link.symlink_to(found.path)
        monkeypatch.setattr(program, "_packaged", lambda: str(link))
    site = build_site(tmp_path / "site", files, search=True)
    problems = [problem for problem in site.problems if problem.code != "untranslated"]
    assert [problem.code for problem in problems] == codes
    assert [problem.severity for problem in problems] == [Severity.WARNING] * len(codes)
    for problem in problems:
        assert "pagefind[extended]" in problem.message
        assert "\n" not in problem.message
    assert site.path("/pagefind/pagefind.js").is_file()


def test_strict_build_writes_nothing_without_the_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build_site(tmp_path / "site", days(2))
    monkeypatch.setattr(program, "_packaged", lambda: None)
    monkeypatch.setattr(shutil, "which", {}.get)
    elsewhere = tmp_path / "out"
    report = build(options_for(tmp_path / "site", output=elsewhere, search=True, strict=True))
    assert [problem.code for problem in report.problems] == ["search-missing"]
    assert not elsewhere.exists()


def test_error_of_the_program_is_one_line(tmp_path: Path) -> None:
    path = fake(tmp_path, "sys.exit('one\\ntwo ' * 500)")
    with pytest.raises(ProgramError) as caught:
        Program(path, "").index([("a/index.html", "<p>A")] * 2000, tmp_path, "en")
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) <= 300
    assert not isinstance(caught.value, SiteGenError)


def test_pages_are_numbered_in_the_given_order(tmp_path: Path) -> None:
    """The order of a folder differs between file systems."""
    found = find_program()
    assert found
    pages = [(f"news/{n}/index.html", f"<html><body><p>Page {n}") for n in range(40)]
    made = []
    for name, some in (("a", pages), ("b", pages), ("back", pages[::-1])):
        found.index(some, tmp_path / name, "en")
        normalise(tmp_path / name)
        files = sorted(path for path in (tmp_path / name).rglob("*") if path.is_file())
        made.append({str(path.relative_to(tmp_path / name)): path.read_bytes() for path in files})
    assert made[0] == made[1]
    assert made[0] != made[2]


def test_page_with_a_lone_surrogate_is_indexed(tmp_path: Path) -> None:
    found = find_program()
    assert found
    found.index([("a/index.html", "<html><body><p>Ferry \ud800, “late”")], tmp_path / "b", "en")
    assert len(list((tmp_path / "b/fragment").iterdir())) == 1


def test_search_can_be_switched_off_in_the_configuration(tmp_path: Path) -> None:
    site = build_site(tmp_path, {**days(1), "site.yaml": config(search=False)}, search=True)
    assert site.problems == ()
    assert_no_search(site)
