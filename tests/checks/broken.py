"""A small built site that tests break on purpose, and the problems that check finds in it."""

from __future__ import annotations

from pathlib import Path

from site_gen.checks import Checked, check_site
from site_gen.cli.options import read_only_contents
from site_gen.model import Problem
from site_gen.options import Options, Stopwatch
from tests.sites.site import Files, build_site, config, days, note, record, related

SITE: Files = {
    "site.yaml": config(pagination={"page_size": 2}),
    **days(6, topics=["Tides", "海"]),
    "content/news/rich.md": record(
        "Rich",
        body="[On](/topics/tides/) ![x](/img/icon.svg)",
        images=[{"url": "/img/icon.svg", "width": 10, "height": 10}],
        related=[related("Also", "https://quaytimes.example/a")],
    ),
    "content/pages/about.md": note("[Home](/), [404](/404.html)", title="About"),
    "content/topics/tides.md": note("Up and down.", title="Tides", parent="海"),
}
"""A site with a page of every kind."""


def built(folder: Path, files: Files | None = None, **options: object) -> Options:
    """The options of a site that has just been built."""
    return build_site(folder, SITE if files is None else files, **options).options


def check(options: Options) -> Checked:
    """Check the built folder."""
    with read_only_contents(options, Stopwatch()) as contents:
        return check_site(options, contents, Stopwatch())


def write_output(options: Options, path: str, text: str | bytes) -> None:
    """Write a file into the built folder."""
    file = options.folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text if isinstance(text, bytes) else text.encode())


def edit_output(options: Options, path: str, old: str, new: str) -> None:
    """Replace a text in a file of the built folder."""
    file = options.folder / path
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def findings(options: Options, *codes: str) -> list[tuple[str, str]]:
    """Path and message of all problems, or of those with these codes."""
    return [
        (problem.path, problem.message)
        for problem in check(options).problems
        if not codes or problem.code in codes
    ]


def broken_links(options: Options) -> list[tuple[str, str]]:
    """File and link of all problems, which must be broken links."""
    problems = check(options).problems
    assert all(problem.message.startswith("links to ") for problem in problems)
    return [
        (problem.path, problem.message.removeprefix("links to ").rpartition(": ")[0])
        for problem in problems
    ]


def single_problem(options: Options) -> Problem:
    """The only problem of the built folder."""
    (problem,) = check(options).problems
    return problem
