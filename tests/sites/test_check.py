"""``check``: problems of the records and of the built folder."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from site_gen import cli
from tests.sites.site import Files, config, days, news, note, read_folder, record, write_files

Check = Callable[..., tuple[int, str, str]]
NOW = ("--now", "2026-03-01")


@pytest.fixture
def check(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Check:
    """Build a site of these files and check it: status, stdout, stderr without the size."""
    monkeypatch.chdir(tmp_path)

    def run(files: Files, *options: str, build: bool = True) -> tuple[int, str, str]:
        write_files(tmp_path, files)
        if build:
            cli.run(["build", *NOW, "--quiet"])
        capsys.readouterr()
        status = cli.run(["check", *NOW, *options])
        out, err = capsys.readouterr()
        return status, out, re.sub(r"^_site: [\d.]+ MB of [\d,.]+ MB\n", "", err, flags=re.M)

    return run


def page(body: str) -> Files:
    return {"content/pages/about.md": note(body, title="About")}


def test_good_site_has_no_problems(check: Check) -> None:
    status, out, err = check({**days(3), **page("[Latest](/latest/#content)")})
    assert (status, out) == (0, "")
    assert err == "3 records read: 3 published\n"


def test_without_a_built_folder_only_the_content_is_checked(check: Check) -> None:
    files = {**days(3), **page("[x](/nowhere/)")}
    status, out, err = check(files, build=False)
    assert (status, out) == (0, "")
    assert err == (
        "warning: _site is not a built site, so only the content was checked "
        "(run build first)\n3 records read: 3 published\n0 errors, 1 warning\n"
    )
    assert not Path("_site").exists()
    assert not Path(".site_gen_cache").exists()
    assert check(files, "--strict", build=False)[0] == 1


def test_last_line_is_a_forecast(
    tmp_path: Path, check: Check, capsys: pytest.CaptureFixture[str]
) -> None:
    _, _, err = check(days(20))
    last = err.splitlines()[-1]
    assert re.fullmatch(
        r"_site: \d\.\d MB of 1,000\.0 MB: at 1 record a day the limit is reached in \d+ years",
        last,
    )
    assert cli.run(["check", *NOW, "--format", "json"]) == 0
    assert "limit" not in capsys.readouterr().err


@pytest.mark.parametrize(
    ("body", "link", "reason"),
    [
        ("[x](/nowhere/)", "/nowhere/", "there is no such page or file"),
        ("[x](/latest)", "/latest", "there is no such page or file"),
        ("![x](/img/none.png)", "/img/none.png", "there is no such page or file"),
        ("[x](/latest/#nothing)", "/latest/#nothing", "the page has no id “nothing”"),
        ("[x](#nothing)", "#nothing", "the page has no id “nothing”"),
        ("[x](latest/)", "latest/", "it is relative to its page, expected a path from the root"),
        (
            "[x](../latest/)",
            "../latest/",
            "it is relative to its page, expected a path from the root",
        ),
        (
            "[x](https://gazette.example/gone/)",
            "https://gazette.example/gone/",
            "there is no such page or file",
        ),
    ],
)
def test_broken_link_of_a_markdown_page_is_an_error(
    check: Check, body: str, link: str, reason: str
) -> None:
    status, _, err = check(page(body))
    assert status == 1
    assert err.splitlines()[0] == (
        f"/about/: error: links to {link}: {reason} "
        "(fix the template, body or page that has the link)"
    )


@pytest.mark.parametrize(
    "body",
    [
        "[x](https://elsewhere.example/gone/)",
        "[x](//cdn.example/y)",
        "[x](/img/icon.svg)",
        "[x](/img/icon%2Esvg)",
        "[x](/latest/?from=here#content)",
        "[x](http://gazette.example.other.example/)",
        "[x](#content)",
        "[x](http://[broken/)",
        "[x](mailto:desk@gazette.example)",
    ],
)
def test_good_and_external_links_are_accepted(check: Check, body: str) -> None:
    status, _, err = check(page(body))
    assert (status, err) == (0, "0 records read: 0 published\n")


def test_link_outside_the_base_path_is_broken(check: Check) -> None:
    base = {"site.yaml": config(base_url="https://gazette.example/news/")}
    own = {"templates/components/footer.html": FOOTER}
    status, _, err = check({**base, **own})
    assert status == 1
    assert "links to /latest/: it is outside the base path /news/" in err


FOOTER = "{% macro footer(site) %}<footer><a href='/latest/'>Latest</a></footer>{% endmacro %}"


def test_problems_of_records_are_reported(check: Check) -> None:
    files = {**news(record("A", excerpt=None)), "content/bad.md": "x"}
    status, _, err = check(files)
    assert status == 1
    assert "content/bad.md:1:1: error: no front matter" in err
    assert "content/news/r1.md:3:10: warning: excerpt is empty" in err
    assert "2 records read: 1 published, 1 left out (1 with errors)\n1 error, 1 warning\n" in err
    assert check(files, "--lenient")[0] == 0
    assert check(news(record("A", excerpt=None)))[0] == 0
    assert check(news(record("A", excerpt=None)), "--strict")[0] == 1


@pytest.mark.parametrize("form", ["text", "json", "github"])
def test_lenient_tolerates_a_broken_link_of_a_text(check: Check, form: str) -> None:
    files = news(record("A", body="[x](/nowhere/) [y](/latest/#nothing) ![z](/img/none.png)"))
    status, out, err = check(files, "--lenient", "--format", form)
    assert status == 0
    assert "links to /nowhere/: there is no such page or file" in out + err
    assert "errors, 0 warnings" in err
    assert check(files, "--format", form)[0] == 1
    assert check(files, "--lenient", "--strict", "--format", form)[0] == 1


def test_lenient_does_not_tolerate_a_missing_file(check: Check) -> None:
    files = news(record("A", body="[x](/nowhere/)"))
    assert check(files, "--lenient")[0] == 0
    next(Path("_site/assets").glob("*.css")).unlink()
    status, _, err = check(files, "--lenient", build=False)
    assert status == 1
    assert "/nowhere/: there is no such page or file" in err
    assert re.search(r"error: links to /assets/.*\.css: .* \(build again, with the same opt", err)


def test_lenient_does_not_tolerate_a_broken_link_of_the_theme(check: Check) -> None:
    base = {"site.yaml": config(base_url="https://gazette.example/news/")}
    own = {"templates/components/footer.html": FOOTER}
    status, _, err = check({**base, **own}, "--lenient")
    assert status == 1
    assert "/404.html: error: links to /latest/: it is outside the base path /news/" in err


def test_size_of_the_site_is_compared_with_its_limit(check: Check) -> None:
    files = {**days(2), "site.yaml": config(limits={"site_bytes": 1000})}
    status, _, err = check(files)
    assert status == 1
    assert "more than the 1,000 of limits.site_bytes" in err
    assert "error: the site has" in err
    assert err.endswith("of 0.0 MB: the limit is exceeded\n")


def test_json_goes_to_standard_output(check: Check) -> None:
    files = {**news(record("A“", excerpt=None)), "content/bad.md": "x", **page("[x](/nowhere/)")}
    status, out, err = check(files, "--format", "json", "--quiet")
    problems = json.loads(out)
    assert (status, err) == (1, "")
    assert [(problem["path"], problem["severity"], problem["code"]) for problem in problems] == [
        ("bad.md", "error", "front-matter"),
        ("/about/", "error", "broken-link"),
        ("news/r1.md", "warning", "no-excerpt"),
    ]
    assert {"line", "column", "field", "message", "hint"} <= problems[0].keys()
    assert json.loads(check(days(1), "--format", "json")[1]) == []


def test_github_format_has_files_and_lines(check: Check) -> None:
    odd: Any = {"excerpt": None, "50% off": 1}
    files = {"content/a,b:c.md": record("A", **odd), **page("[x](/no/)")}
    status, out, _ = check(files, "--format", "github")
    assert status == 1
    lines = out.splitlines()
    assert lines == [
        "::error title=broken-link::/about/: links to /no/: there is no such page or file "
        "(fix the template, body or page that has the link)",
        "::warning file=content/a%2Cb%3Ac.md,line=3,col=10,title=no-excerpt::"
        "excerpt is empty (add a summary)",
        "::warning file=content/a%2Cb%3Ac.md,line=9,col=10,title=unknown-field::"
        "unknown field 50%25 off (kept, but nothing shows it)",
    ]


def test_line_break_in_a_message_cannot_begin_another_annotation(check: Check) -> None:
    odd: Any = {"x\n::error::y": 1}
    files = {"content/a.md": record("A", **odd)}
    _, out, _ = check(files, "--format", "github")
    assert len(out.splitlines()) == 1
    assert "x%0A::error::y" in out


def test_broken_template_ends_the_check(check: Check) -> None:
    files = {**days(1), "templates/pages/article.html": "{{ nothing }}"}
    status, out, err = check(files)
    assert (status, out) == (1, "")
    assert err.startswith("error: pages/article.html:1: 'nothing' is undefined")


def test_check_does_not_change_a_built_site(check: Check, tmp_path: Path) -> None:
    write_files(tmp_path, days(1))
    assert cli.run(["build", *NOW]) == 0
    before = read_folder(tmp_path / "_site")
    status, _, err = check(days(3), build=False)
    assert status == 0
    assert (
        "the folder was built from other content or with other options (build again, with the same"
        in err
    )
    assert read_folder(tmp_path / "_site") == before


def test_many_pages_are_checked_by_several_processes(check: Check) -> None:
    files = {**page("[x](/nowhere/)"), "site.yaml": config(pagination={"page_size": 1})}
    topics = [f"Topic {number}" for number in range(300)]
    status, _, err = check({**files, **days(1, topics=topics)}, "--jobs", "2")
    assert status == 1
    assert err.count("error: ") == 1
