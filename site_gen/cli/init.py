"""``init``."""

# ruff: noqa: PLC0415

from __future__ import annotations

import shlex
from pathlib import Path

import click

from site_gen.cli.options import FolderOnly, default_now


@click.command("init")
@click.argument("folder", metavar="DIR", type=FolderOnly())
@click.option("--title", metavar="TEXT", help="The site's name.  [made from the folder's name]")
@click.option("--base-url", metavar="URL", help="The site's address.  [a placeholder]")
@click.option("--with-fetch", is_flag=True, help="Add an hourly workflow that reads feeds.")
@click.option("--with-digest", is_flag=True, help="Add a daily workflow that sends an e-mail.")
def command(
    folder: Path,
    title: str | None,
    base_url: str | None,
    *,
    with_fetch: bool,
    with_digest: bool,
) -> int:
    """Write the files of a new site into DIR, which may be “.”. No file is overwritten."""
    from site_gen.starter import new_site

    site = new_site(
        folder,
        now=default_now(),
        title=title,
        base_url=base_url,
        with_fetch=with_fetch,
        with_digest=with_digest,
    )
    for outcome, names in (("written", site.written), ("kept", site.kept)):
        for name in names:
            _print(f"{outcome}: {(folder / name).as_posix()}")
    for warning in site.warnings:
        _print(warning)
    if folder.resolve() != Path.cwd():
        _print(f"go there: cd {shlex.quote(str(folder))}")
    if with_fetch:
        _print("read feeds: list them in site.yaml under sources, then: python -m site_gen fetch")
    if with_digest:
        _print("send digests: set digest.sender in site.yaml, and what digest.yml names on GitHub")
    _print("build it: python -m site_gen build")
    _print("look at it: python -m site_gen serve")
    return 0


def _print(line: str) -> None:
    click.echo(line, err=True)
