"""The generators that are compared, each with the records in its own terms."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec
from articles import Article

ROOT = Path(__file__).parent.parent.parent
SITES = ROOT / "benchmarks" / "sites"
TOOLS = ROOT / ".bench"
"""Where ``make bench`` puts what does not come from PyPI or Debian."""


class Missing(Exception):  # noqa: N818  a name in the program's own words
    """A generator is not installed; how to get it."""


class Contender(msgspec.Struct, frozen=True, kw_only=True):
    """A command that builds a site in a folder of its own."""

    name: str
    folder: Path
    command: Sequence[str]
    output: str
    """The built site's folder, within ``folder``."""
    caches: Sequence[str] = ()
    """What it remembers, within ``folder``."""
    articles: Sequence[Article] = ()
    """What its pages must hold."""
    grouped: bool = False
    """Its lists show an event once, whoever else reports it."""
    share: float = 1.0
    """The part of all records that it is given."""
    edit: Callable[[int], None] | None = None
    """Changes the site before the round of this number; the output and the caches stay."""

    @property
    def built(self) -> Path:
        return self.folder / self.output

    def make_ready(self, round_: int) -> None:
        """Remove what an earlier run left, or change the site that it built."""
        if self.edit:
            self.edit(round_)
            return
        for name in (self.output, *self.caches):
            shutil.rmtree(self.folder / name, ignore_errors=True)


def copy_site(name: str, folder: Path) -> None:
    """The templates of a generator, and site_gen's own styles and scripts, into a new folder."""
    shutil.copytree(SITES / name, folder)


def write_assets(folder: Path) -> None:
    """The stylesheet, the script and the icon that pages link to, as the default theme has them."""
    theme = ROOT / "static"
    for kind in ("css", "js"):
        sources = sorted((theme / kind).rglob(f"*.{kind}"))
        text = "\n".join(source.read_text(encoding="utf-8") for source in sources)
        path = folder / "assets" / f"site.{kind}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (folder / "img").mkdir(parents=True, exist_ok=True)
    shutil.copy(theme / "img" / "icon.svg", folder / "img")
