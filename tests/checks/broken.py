"""A small built site, broken on purpose, and what check says of it."""

from __future__ import annotations

from pathlib import Path

from site_gen.checks import Checked, check_site
from site_gen.cli.options import content_of
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
    """What check finds in the built folder."""
    with content_of(options, Stopwatch()) as content:
        return check_site(options, content, Stopwatch())


def put(options: Options, path: str, text: str | bytes) -> None:
    """Write a file of the built folder."""
    file = options.output / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text if isinstance(text, bytes) else text.encode())


def edit(options: Options, path: str, old: str, new: str) -> None:
    """Replace a text that a file of the built folder has."""
    file = options.output / path
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def found(options: Options, *codes: str) -> list[tuple[str, str]]:
    """Place and message of what is found, of these codes if any are given."""
    return [
        (problem.path, problem.message)
        for problem in check(options).problems
        if not codes or problem.code in codes
    ]


def only(options: Options) -> Problem:
    """The single thing that is found."""
    (problem,) = check(options).problems
    return problem
