"""``init``."""

# ruff: noqa: PLC0415

from __future__ import annotations

import shlex
from pathlib import Path

import click

from site_gen.cli.options import FOLDER, now_of


@click.command("init")
@click.argument("folder", metavar="DIR", type=FOLDER)
@click.option("--title", metavar="TEXT", help="The site's name.  [made of the folder's name]")
@click.option("--base-url", metavar="URL", help="Where it will be published.  [a placeholder]")
@click.option("--with-fetch", is_flag=True, help="Add an hourly workflow that reads feeds.")
def command(folder: Path, title: str | None, base_url: str | None, with_fetch: bool) -> int:
    """Write the files of a new site into DIR, which may be “.”; none is overwritten."""
    from site_gen.starter import new_site

    made = new_site(folder, now=now_of(), title=title, base_url=base_url, with_fetch=with_fetch)
    for what, names in (("written", made.written), ("kept", made.kept)):
        for name in names:
            _say(f"{what}: {(folder / name).as_posix()}")
    for doubt in made.doubts:
        _say(doubt)
    if folder.resolve() != Path.cwd():
        _say(f"go there: cd {shlex.quote(str(folder))}")
    if with_fetch:
        _say("read feeds: name them in site.yaml, under sources, then: python -m site_gen fetch")
    _say("build it: python -m site_gen build")
    _say("look at it: python -m site_gen serve")
    return 0


def _say(line: str) -> None:
    click.echo(line, err=True)
