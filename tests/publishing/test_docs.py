"""The examples of the pages about publishing."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest

from site_gen import cli
from site_gen.publish.deploy_folders.hosts import CLOUDFLARE_PAGES, NETLIFY, DeployHost
from tests.docs.reading import blocks, examples, matches, section, tables
from tests.publishing.repositories import Quay, configure, git
from tests.publishing.servers import needs_rsync, server_in
from tests.sites.site import config, days, write_files

PAGE = "docs/publishing.md"
SITE = {"site.yaml": config(title="The Quay", base_url="https://quay.example/"), **days(1)}


def without_figures(lines: list[str]) -> list[str]:
    """Replace numbers of files and bytes, which depend on the theme."""
    return [re.sub(r"\d[\d.,]*(?= MB| added)", "#", line) for line in lines]


def test_output_of_the_commands(
    quay: Quay, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1772366400")  # 1 March 2026, noon
    shutil.rmtree(quay.work)
    write_files(quay.work, SITE)
    monkeypatch.chdir(quay.work)
    for command, expected in examples(PAGE):
        arguments = shlex.split(command)
        if arguments[0] == "git":
            output = git(quay.work, *arguments[1:]).splitlines()
            if arguments[1] == "init":
                own = f'[url "{quay.bare}"]\n\tinsteadOf = https://github.com/ada/quay.git\n'
                configure(quay.work / ".git", own)
        else:
            assert arguments[:3] == ["python", "-m", "site_gen"]
            cli.run(arguments[3:])
            output = capsys.readouterr().err.splitlines()
        assert matches(without_figures(output), without_figures(expected)), (command, output)
    assert quay.commits() == ["First edition"]
    assert quay.tree()["CNAME"] == "quay.example"


@needs_rsync
def test_output_of_rsync(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    server = server_in(tmp_path, monkeypatch)
    server.served.rmdir()
    for command, expected in examples("docs/publishing-rsync.md"):
        arguments = shlex.split(command.replace("/srv/www", str(server.served)))
        if arguments[0] == "ssh":
            assert arguments[2:4] == ["mkdir", "-p"]
            Path(arguments[4]).mkdir()
            output = []
        else:
            output = [
                line.replace(str(server.served), "/srv/www")
                for line in output_of(arguments, tmp_path, monkeypatch, capsys)
            ]
        assert matches(without_figures(output), without_figures(expected)), (command, output)
    assert "index.html" in server.files()


@pytest.mark.parametrize("host", ["netlify", "cloudflare-pages"])
def test_output_for_a_host(
    host: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for command, expected in examples(f"docs/publishing-{host}.md"):
        output = output_of(shlex.split(command), tmp_path, monkeypatch, capsys)
        assert matches(without_figures(output), without_figures(expected)), (command, output)
    rules = (tmp_path / f"site/_{host}/_headers").read_text()
    for row in tables(section(f"docs/publishing-{host}.md", "Headers"))[0]:
        assert row[1].strip("`") in rules


def output_of(
    arguments: list[str],
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> list[str]:
    """The output of a command of a page, run for the site of the pages."""
    assert arguments[:3] == ["python", "-m", "site_gen"]
    if not (folder / "site").exists():
        monkeypatch.setenv("SOURCE_DATE_EPOCH", "1772366400")  # 1 March 2026, noon
        write_files(folder / "site", SITE)
        monkeypatch.chdir(folder / "site")
    cli.run(arguments[3:])
    return capsys.readouterr().err.splitlines()


@pytest.mark.parametrize(
    ("page", "host"),
    [("publishing-netlify", NETLIFY), ("publishing-cloudflare-pages", CLOUDFLARE_PAGES)],
)
def test_limits_of_a_host(page: str, host: DeployHost) -> None:
    limits = "".join(row[0] for row in tables(section(f"docs/{page}.md", "Limits"))[0])
    documented = {int(number.replace(",", "")) for number in re.findall(r"\d[\d,]*", limits)}
    known = {
        host.limits.files,
        host.limits.files_in_folder,
        host.limits.file_bytes // 1024 // 1024,
        host.limits.header_rules,
        host.limits.header_characters,
        host.limits.fixed_redirects,
        host.limits.pattern_redirects,
        host.limits.redirect_characters,
    }
    assert documented == known - {0}


def test_site_under_a_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build, serve = blocks(section(PAGE, "Other hosts"), "sh")[0].splitlines()
    assert serve == "python -m http.server -d www"
    write_files(tmp_path, SITE)
    monkeypatch.chdir(tmp_path)
    assert cli.run([*shlex.split(build)[3:], "--no-search", "--quiet"]) == 0
    assert 'href="/news/latest/"' in Path("www/news/index.html").read_text("utf-8")
