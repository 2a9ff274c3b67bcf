"""The records in Eleventy's terms: one file of data, from which its pagination makes pages."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec
from articles import Article

from contenders import TOOLS, Contender, Missing, copy_site, write_assets

NAME = "Eleventy"
PACKAGES = TOOLS / "node_modules"
SCRIPT = PACKAGES / "@11ty" / "eleventy" / "cmd.cjs"


def prepare(folder: Path, articles: Sequence[Article]) -> Contender:
    """A site in a new folder."""
    node = shutil.which("node")
    if node is None or not SCRIPT.exists():
        raise Missing("make bench")
    copy_site("eleventy", folder)
    write_assets(folder)
    write_content(folder, articles)
    (folder / "node_modules").symlink_to(PACKAGES)
    command = [node, str(SCRIPT), "--quiet"]
    return Contender(name=NAME, folder=folder, command=command, output="_site", articles=articles)


def write_content(folder: Path, articles: Sequence[Article]) -> None:
    """``articles.json``, a list."""
    data = msgspec.json.encode([page_data(article) for article in articles])
    (folder / "articles.json").write_bytes(data)


def page_data(article: Article) -> dict[str, Any]:
    """An article's own facts beside the others, under the names that the templates use."""
    fields = msgspec.to_builtins(article)
    return {**fields.pop("own"), **fields}
