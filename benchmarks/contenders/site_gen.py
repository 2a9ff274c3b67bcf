"""site_gen itself: with what the others make, with everything, and after small changes."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import yaml
from articles import Article
from newsroom import CONFIG

from contenders import ROOT, Contender

NAME = "site_gen"
EVERYTHING = "site_gen, everything"
TEMPLATE_CHANGED = "a template changed"
UPDATES = ("nothing changed", "one record changed", "one record added", TEMPLATE_CHANGED)
COMMAND = [sys.executable, "-m", "site_gen", "build", "--quiet", "--now", "2026-10-02"]
OFF: Mapping[str, Any] = {
    "search": False,
    "feeds": {"formats": {"site": [], "topics": [], "providers": []}},
    "mirror": False,
    "sitemaps": False,
    "digest": {"pages": False},
}
"""What the others do not make is switched off."""
TEMPLATE = Path("templates", "pages", "article.html")
WORDS = "Filed under"
"""On every article's page; the templates change here."""


def pages_only() -> str:
    """The configuration of a site without what is for machines and the search."""
    return CONFIG + yaml.safe_dump(OFF)


def prepare(
    folder: Path, source: Path, articles: Sequence[Article], *, everything: bool
) -> Contender:
    """A copy of a site that ``newsroom.py`` wrote, in a new folder."""
    shutil.copytree(source / "content", folder / "content")
    config = CONFIG if everything else pages_only()
    (folder / "site.yaml").write_text(config, encoding="utf-8")
    (folder / TEMPLATE).parent.mkdir(parents=True)
    shutil.copy(ROOT / TEMPLATE, folder / TEMPLATE)
    return Contender(
        name=EVERYTHING if everything else NAME,
        folder=folder,
        command=COMMAND,
        output="_site",
        caches=[".site_gen_cache"],
        articles=articles,
        grouped=True,
    )


def updates(built: Contender) -> Iterator[Contender]:
    """The same site, built once, before each small change; to be taken in this order."""
    edits: Sequence[Callable[[Path, int], None]] = (_nothing, change_record, add_record, _template)
    for what, edit in zip(UPDATES, edits, strict=True):
        yield Contender(
            name=f"{built.name}: {what}",
            folder=built.folder,
            command=built.command,
            output=built.output,
            edit=partial(edit, built.folder),
        )


def _nothing(_folder: Path, _round: int) -> None:
    """The site stays as it is."""


def change_record(folder: Path, round_: int) -> None:
    """A record from the middle gets another headline."""
    paths = sorted((folder / "content" / "news").glob("*-story-*.md"))
    path = paths[(len(paths) // 2 + round_) % len(paths)]
    text = path.read_text(encoding="utf-8")
    changed = text.replace('\ntitle: "', f'\ntitle: "Corrected {round_}: ', 1)
    path.write_text(changed, encoding="utf-8")


def add_record(folder: Path, round_: int) -> None:
    """The newest record is there once more, as another article."""
    news = folder / "content" / "news"
    newest = max(news.glob("*-story-*.md"))
    text = newest.read_text(encoding="utf-8")
    other = text.replace('\ntitle: "', f'\ntitle: "Added {round_}: ', 1)
    other = other.replace(".html", f"-{round_}.html")
    (news / f"2026-10-01-added-{round_}.md").write_text(other, encoding="utf-8")


def _template(folder: Path, round_: int) -> None:
    """Every article's page reads differently."""
    text = (ROOT / TEMPLATE).read_text(encoding="utf-8")
    if WORDS not in text:
        raise ValueError(f"{TEMPLATE} no longer says “{WORDS}”")
    (folder / TEMPLATE).write_text(text.replace(WORDS, f"{WORDS} {round_}"), encoding="utf-8")
