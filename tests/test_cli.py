"""The command line: options, output and exit status."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from site_gen.cli import build
from site_gen.options import Stopwatch
from tests.conftest import Run
from tests.sites.site import (
    Files,
    config,
    days,
    news,
    options_for,
    read_folder,
    record,
    write_files,
)

GOOD = news(record("Ferry returns"))
BROKEN = {"content/news/bad.md": "no front matter"}
DOUBTFUL = {"content/news/odd.md": record("Odd", excerpt=None)}
HIDDEN = {"content/news/hidden.md": record("Hidden", published=False)}


@pytest.fixture
def site_gen(site_gen: Run, tmp_path: Path) -> Run:
    """Run a command in a site folder of these files: status, stdout, stderr."""

    def run(command: str, files: Files | None = None) -> tuple[int, str, str]:
        if files is not None:
            write_files(tmp_path, files)
        return site_gen(*command.split())

    return run


def test_hold_writes_nothing_if_an_error_would_remove_a_page(site_gen: Run) -> None:
    new_and_broken = {"content/news/r9.md": "no front matter"}
    assert site_gen("build --hold", {**GOOD, **new_and_broken})[0] == 1
    before = read_folder(Path("_site"))
    assert "news/r1/index.html" in before
    broken = {"content/news/r1.md": "no front matter", "content/news/r2.md": record("Lamp lit")}
    status, _, err = site_gen("build --hold", broken)
    assert status == 1
    assert err.endswith("nothing was written, because of --hold (fix the problems above)\n")
    assert read_folder(Path("_site")) == before
    assert site_gen("build --hold --lenient", broken)[0] == 0
    assert read_folder(Path("_site")) == before
    assert site_gen("build", broken)[0] == 1
    assert "news/r1/index.html" not in read_folder(Path("_site"))


def test_hold_keeps_free_pages_and_ignores_url_clashes(site_gen: Run) -> None:
    page = {"content/pages/about.md": "---\ntitle: About\n---\nWords."}
    assert site_gen("build --hold", {**GOOD, **page})[0] == 0
    assert site_gen("build --hold", {**GOOD, "content/pages/about.md": "nothing"})[0] == 1
    assert Path("_site/about/index.html").is_file()
    clash = {"content/other/r1.md": record("Ferry sinks"), "content/r3.md": record("Third")}
    assert site_gen("build --hold", {**GOOD, **page, **clash})[0] == 1
    assert Path("_site/news/r3/index.html").is_file()


def test_hold_tells_notes_from_records_of_the_same_name(site_gen: Run) -> None:
    assert site_gen("build", GOOD)[0] == 0
    bad_note = {"content/topics/r1.md": "no front matter", "content/news/r2.md": record("Lamp lit")}
    assert site_gen("build --hold", {**GOOD, **bad_note})[0] == 1
    assert Path("_site/news/r2/index.html").is_file()


@pytest.mark.parametrize(
    ("command", "files", "status"),
    [
        ("build", GOOD, 0),
        ("build", {}, 0),
        ("build", {**GOOD, **HIDDEN}, 0),  # left out by policy is fine
        ("build", {**GOOD, **DOUBTFUL}, 0),  # warnings are fine
        ("build", {**GOOD, **BROKEN}, 1),
        ("build --lenient", {**GOOD, **BROKEN}, 0),
        ("build --strict", GOOD, 0),
        ("build --strict", {**GOOD, **HIDDEN}, 0),
        ("build --strict", {**GOOD, **DOUBTFUL}, 1),
        ("build --strict --lenient", {**GOOD, **BROKEN}, 1),
        ("build --config other.yaml", GOOD, 2),
        ("build --content nowhere", GOOD, 2),
        ("build --output content", GOOD, 2),
        ("build --base-url ftp://gazette.example/", GOOD, 2),
        ("build --now yesterday", GOOD, 2),
        ("build --jobs 0", GOOD, 2),
        ("build --nonsense", GOOD, 2),
        ("build extra", GOOD, 2),
        ("nonsense", GOOD, 2),
        ("build --report nowhere/report.json", GOOD, 2),
        ("build", {**GOOD, "site.yaml": "title: X"}, 2),
        ("build", {**GOOD, "site.yaml": config(paginaton={"page_size": 2})}, 2),
        ("build", {**GOOD, "site.yaml": "title: [unclosed"}, 2),
        ("build", {**GOOD, "templates/pages/home.html": "{% if %}"}, 1),
    ],
)
def test_exit_status(site_gen: Run, command: str, files: Files, status: int) -> None:
    found, out, err = site_gen(command, files)
    assert found == status, err
    assert out == ""
    assert err
    assert "Traceback" not in err
    wrote = Path("_site").exists()
    assert wrote == (status == 0 or ("strict" not in command and files == {**GOOD, **BROKEN}))


def test_summary_has_records_files_and_time(site_gen: Run) -> None:
    _, _, err = site_gen("build", {**GOOD, **HIDDEN, **BROKEN})
    *_, records, problems, files = err.splitlines()
    assert records == "3 records read: 1 published, 2 left out (1 not published, 1 with errors)"
    assert problems == "1 error, 0 warnings"
    number = sum(path.is_file() for path in Path("_site").rglob("*"))
    expected = (
        rf"_site: {number} files, \d\.\d MB: {number} written, 0 unchanged, 0 removed, in .* s"
    )
    assert re.fullmatch(expected, files)
    _, _, err = site_gen("build")
    assert f"0 written, {number} unchanged, 0 removed" in err


def test_longer_builds_print_totals(site_gen: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build, "_LONG", 0.0)
    _, _, err = site_gen("build", GOOD)
    sizes, times, *_ = err.splitlines()
    assert re.match(r"files: (\w+ \d+ \(0\.\d MB\), ){5}", sizes)
    assert re.search(r"\barticle 1 \(0\.0 MB\)", sizes)
    assert times.startswith("time: ")
    assert "from the cache" not in err, "there was none"
    _, _, err = site_gen("build")
    count = sum(path.is_file() for path in Path("_site").rglob("*"))
    cached = rf"^from the cache: 1 record, (1 block of stories, )?{count} files$"
    assert re.search(cached, err, re.MULTILINE)


def test_problems_are_one_line_each_errors_first(site_gen: Run) -> None:
    files = {
        "content/a.md": record("A", excerpt=None, titel="x"),
        "content/b.md": record("B", topics="Sea", webUrl="ftp://b.example/"),
        "content/c.md": "---\ntitle: C\n",
    }
    _, _, err = site_gen("build", files)
    lines = err.splitlines()
    assert lines[:3] == [
        "content/b.md:5:9: error: webUrl is the text “ftp://b.example/”, "
        "expected an http or https URL",
        "content/b.md:9:9: error: topics is the text “Sea”, expected a list (write a list: [Sea])",
        "content/c.md:1:1: error: front matter is not closed (add a line --- after the last field)",
    ]
    assert [line.split(": ")[1] for line in lines[3:5]] == ["warning", "warning"]
    assert "did you mean title?" in err


def test_fifty_problems_are_printed_and_all_with_verbose(site_gen: Run) -> None:
    files = {f"content/b{number}.md": "x" for number in range(53)}
    _, _, err = site_gen("build --lenient", files)
    assert err.count("error: no front matter") == 50
    assert "… and 3 more (--verbose shows all)" in err
    _, _, err = site_gen("build --verbose")
    assert err.count("error: no front matter") == 53
    assert "more (" not in err


def test_verbose_lists_records_left_out_and_totals(site_gen: Run) -> None:
    _, _, err = site_gen("build --verbose", {**GOOD, **HIDDEN})
    assert "content/news/hidden.md: left out: not published" in err
    assert re.search(r"^article: 1 file, [\d,]+ bytes$", err, re.MULTILINE)
    for stage in ("read", "relate", "plan", "render and write", "tidy"):
        assert re.search(rf"^{stage}: \d\.\d\d s$", err, re.MULTILINE)


def test_quiet_prints_only_the_error_that_ends_the_command(site_gen: Run) -> None:
    assert site_gen("build --quiet", {**GOOD, **BROKEN, **DOUBTFUL}) == (1, "", "")
    status, _, err = site_gen("build --quiet --content nowhere")
    assert (status, err.count("\n")) == (2, 1)


def test_report_as_json(site_gen: Run) -> None:
    site_gen("build --report report.json", {**GOOD, **HIDDEN, **BROKEN})
    report = json.loads(Path("report.json").read_text())
    assert (report["read"], report["published"], report["invalid"]) == (3, 1, 1)
    assert report["left_out"] == {"not published": 1}
    assert report["left_out_records"] == {"news/hidden.md": "not published"}
    assert report["output"] == "_site"
    files = read_folder(Path("_site"))
    assert report["written"] == len(files) == sum(report["pages"].values())
    assert sum(report["bytes"].values()) == sum(map(len, files.values()))
    (problem,) = report["problems"]
    assert problem["path"] == "news/bad.md"
    assert problem["severity"] == "error"
    assert (problem["line"], problem["column"], problem["code"]) == (1, 1, "front-matter")


def test_strict_writes_nothing_and_keeps_the_old_site(site_gen: Run) -> None:
    site_gen("build", GOOD)
    before = read_folder(Path("_site"))
    status, _, err = site_gen("build --strict", {**days(3), **DOUBTFUL})
    assert status == 1
    assert "warning: excerpt is empty" in err
    assert err.splitlines()[-1].startswith("nothing was written, because of --strict")
    assert read_folder(Path("_site")) == before


def titles() -> list[str]:
    page = Path("_site/latest/index.html").read_text()
    return re.findall(r'class="card__link"[^>]*>(.*?)</a>', page)


@pytest.mark.parametrize(
    ("options", "environment", "shown"),
    [
        ("", "1772366400", ["Past"]),
        ("--now 2026-01-15", "1772366400", []),
        ("--now 2026-05-01T00:00:00Z", "1772366400", ["Future", "Past"]),
        ("--now 2026-04-01T01:59:00+02:00", "0", ["Past"]),
        ("--now 2026-04-01T02:00:00+02:00", "0", ["Future", "Past"]),
        ("", "1777593600", ["Future", "Past"]),
        ("", "0", []),
        ("--future", "0", ["Future", "Past"]),
        ("--unpublished", "1772366400", ["Past", "Draft"]),
    ],
)
def test_instant_decides_what_is_in_the_future(
    site_gen: Run,
    monkeypatch: pytest.MonkeyPatch,
    options: str,
    environment: str,
    shown: list[str],
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", environment)
    files = news(
        record("Past", "2026-02-01"),
        record("Future", "2026-04-01"),
        record("Draft", "2026-01-30", published=False),
    )
    assert site_gen(f"build {options}", files)[0] == 0
    assert titles() == shown


def test_invalid_source_date_epoch_is_a_usage_error(
    site_gen: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "tomorrow")
    status, _, err = site_gen("build", GOOD)
    assert (status, err) == (
        2,
        "error: SOURCE_DATE_EPOCH is “tomorrow”, expected seconds since 1970\n",
    )


@pytest.mark.parametrize(
    ("command", "files", "parts"),
    [
        ("build --config other.yaml", {}, ["other.yaml: no such file", "--config"]),
        ("build --content nowhere", {}, ["nowhere: no such folder", "--content"]),
        ("build --output content", {}, ["--output content is or holds"]),
        ("build --report no/r.json", {}, ["--report no/r.json: cannot be written"]),
        ("build", {"site.yaml": config(descripton="x")}, ["site.yaml:3:1", "mean description?"]),
        ("build", {"site.yaml": "title: X\n"}, ["base_url is missing"]),
        ("build", {"site.yaml": config(base_url="gazette")}, ["site.yaml:2:1", "“gazette”"]),
        ("build", {"site.yaml": "a: [b\n"}, ["site.yaml:", "invalid YAML"]),
        ("build", {"site.yaml": ""}, ["site.yaml: expected a map"]),
    ],
)
def test_usage_error_is_one_line_with_a_hint(
    site_gen: Run, command: str, files: Files, parts: list[str]
) -> None:
    status, out, err = site_gen(command, files)
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert err.startswith("error: ")
    for part in parts:
        assert part in err


@pytest.mark.parametrize(
    "command", ["build --nonsense", "build --jobs two", "nonsense", "check -x"]
)
def test_wrong_usage_shows_how_to_get_help(site_gen: Run, command: str) -> None:
    status, out, err = site_gen(command, GOOD)
    assert (status, out) == (2, "")
    assert "Usage: site_gen" in err
    assert "Error: " in err


TEMPLATE = "{% extends 'base.html' %}\n{% block main %}\n{{ nothing.here }}\n{% endblock %}\n"


@pytest.mark.parametrize(
    ("template", "location"),
    [
        (TEMPLATE, "pages/article.html:3: 'nothing' is undefined"),
        ("{% if %}", "pages/article.html:1: "),
        ("{% extends 'bases.html' %}", "template bases.html is missing"),
        ("\n{{ article.title / 2 }}", "pages/article.html:2: "),
        ("{{ head.titel }}", "pages/article.html:1: "),
    ],
)
def test_broken_template_is_reported_with_its_line_and_nothing_is_written(
    site_gen: Run, template: str, location: str
) -> None:
    site_gen("build", GOOD)
    before = read_folder(Path("_site"))
    files = {**GOOD, "templates/pages/article.html": template}
    status, out, err = site_gen("build", files)
    assert (status, out, err.count("\n")) == (1, "", 1)
    assert location in err
    assert read_folder(Path("_site")) == before


def test_traceback_is_shown_only_with_verbose(site_gen: Run) -> None:
    files = {**GOOD, "templates/pages/article.html": TEMPLATE}
    assert "Traceback" not in site_gen("build", files)[2]
    status, _, err = site_gen("build --verbose")
    assert status == 1
    assert "Traceback" in err
    assert "error: pages/article.html:3" in err.splitlines()[-1]


@pytest.mark.parametrize(
    ("error", "status", "message"),
    [
        (KeyboardInterrupt(), 130, "interrupted (written files are complete; "),
        (OSError(28, "No space left"), 1, "error: No space left (--verbose shows where)"),
        (OSError(13, "Denied", "a.css"), 1, "error: a.css: Denied (--verbose shows where)"),
        (TimeoutError(), 1, "error: TimeoutError (--verbose shows where)"),
        (ValueError("boom"), 1, "error: ValueError: boom (a bug; --verbose shows where)"),
        (RecursionError("deep"), 1, "error: RecursionError: deep (a bug; "),
    ],
)
def test_unexpected_exception_is_one_line(
    site_gen: Run,
    monkeypatch: pytest.MonkeyPatch,
    error: BaseException,
    status: int,
    message: str,
) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr("site_gen.build.build", fail)
    found, out, err = site_gen("build", GOOD)
    line = err.lstrip("\n")  # after an empty line, where the terminal shows ^C
    assert (found, out, line.count("\n")) == (status, "", 1)
    assert line.startswith(message)


def test_folders_are_next_to_the_configuration_by_default(site_gen: Run, tmp_path: Path) -> None:
    write_files(tmp_path / "one", GOOD)
    write_files(tmp_path / "two", days(2))
    assert site_gen("build --config one/site.yaml")[0] == 0
    assert (tmp_path / "one/_site/news/r1/index.html").is_file()
    assert site_gen("build --config one/site.yaml --content two/content --output out")[0] == 0
    assert (tmp_path / "out/news/d02/index.html").is_file()
    assert not (tmp_path / "two/_site").exists()


def test_base_url_and_jobs_are_options(site_gen: Run) -> None:
    command = "build --jobs 2 --base-url https://elsewhere.example/n"
    assert site_gen(command, GOOD)[0] == 0
    page = Path("_site/news/r1/index.html").read_text()
    assert '<link rel="canonical" href="https://elsewhere.example/n/news/r1/">' in page


@pytest.mark.parametrize("quiet", ["", "--quiet"])
def test_damaged_store_is_one_line(site_gen: Run, quiet: str) -> None:
    command = f"build --no-search --now 2026-03-01 {quiet}"
    assert site_gen(command, days(1))[0] == 0
    options_for(Path()).store.write_bytes(b"damaged")
    status, out, err = site_gen(command)
    assert (status, out) == (0, "")
    notes = [line for line in err.splitlines() if "the store" in line]
    assert len(notes) == (0 if quiet else 1)


def test_plain_stopwatch_prints_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    Stopwatch().note("the store was changed")
    assert capsys.readouterr() == ("", "")
