"""The records, and what each generator is given of them."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml
from articles import Article, read_articles
from contenders import eleventy, hugo, jekyll
from newsroom import write_site


def front(path: Path, rule: str) -> str:
    return path.read_text("utf-8").split(f"{rule}\n")[1]


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory) -> list[Article]:
    folder = tmp_path_factory.mktemp("site")
    write_site(folder, 30, mixed=True)
    return read_articles(folder)


def test_records_are_the_same_every_time(tmp_path: Path) -> None:
    for name in ("one", "other"):
        write_site(tmp_path / name, 5, mixed=True)
    texts = [
        [path.read_bytes() for path in sorted((tmp_path / name).rglob("*.md"))]
        for name in ("one", "other")
    ]
    assert texts[0] == texts[1]
    assert len(texts[0]) == 5


def test_articles_have_what_the_records_say(articles: list[Article]) -> None:
    assert len(articles) == 30
    newest = articles[-1]
    assert newest.own.date == "2026-10-01T00:00:00Z"
    assert newest.stem == "2026-10-01-story-000000"
    assert newest.own.image.startswith("https://images.")
    assert any(article.body for article in articles)
    assert {len(article.related) for article in articles} > {0, 10}


def test_headlines_of_related_entries_differ(articles: list[Article]) -> None:
    for article in articles:
        titles = {article.own.title, *(entry.title for entry in article.related)}
        assert len(titles) == 1 + len(article.related)


def hugo_fields(folder: Path, article: Article, *, as_yaml: bool) -> dict[str, Any]:
    hugo.write_content(folder, [article], yaml=as_yaml)
    path = folder / "content" / "news" / f"{article.stem}.md"
    if as_yaml:
        fields: dict[str, Any] = yaml.safe_load(front(path, "---"))
        return fields
    return tomllib.loads(front(path, "+++"))


@pytest.mark.parametrize("as_yaml", [True, False])
def test_hugo_has_taxonomies_and_dates(
    tmp_path: Path, articles: list[Article], as_yaml: bool
) -> None:
    article = next(each for each in articles if each.body and each.related)
    fields = hugo_fields(tmp_path, article, as_yaml=as_yaml)
    assert fields["title"] == article.own.title
    assert fields["topics"] == article.topics
    assert fields["providers"] == [article.own.provider]
    assert fields["params"]["source"] == article.own.url
    assert fields["params"]["when"] == article.own.date
    assert [each["title"] for each in fields["params"]["related"]] == [
        each.title for each in article.related
    ]


def test_the_date_is_one_in_toml(tmp_path: Path, articles: list[Article]) -> None:
    fields = hugo_fields(tmp_path, articles[-1], as_yaml=False)
    assert fields["date"].isoformat() == "2026-10-01T00:00:00+00:00"


def test_both_forms_say_the_same(tmp_path: Path, articles: list[Article]) -> None:
    for article in articles:
        toml, other = (
            hugo_fields(tmp_path / f"{article.stem}{as_yaml}", article, as_yaml=as_yaml)
            for as_yaml in (False, True)
        )
        assert toml.pop("date") == article_date(other.pop("date"))
        other["params"]["related"] = other["params"]["related"] or []
        toml["params"].setdefault("related", [])
        assert toml == other


def article_date(text: str) -> Any:
    return tomllib.loads(f"date = {text}")["date"]


def test_eleventy_has_one_file(tmp_path: Path, articles: list[Article]) -> None:
    eleventy.write_content(tmp_path, articles)
    data = json.loads((tmp_path / "articles.json").read_bytes())
    assert [each["title"] for each in data] == [article.own.title for article in articles]
    assert data[0].keys() >= {"stem", "date", "provider", "topics", "related", "body"}


def test_jekyll_has_a_collection(tmp_path: Path, articles: list[Article]) -> None:
    jekyll.write_content(tmp_path, articles)
    article = next(each for each in articles if each.body)
    fields = yaml.safe_load(front(tmp_path / "_news" / f"{article.stem}.md", "---"))
    assert fields["excerpt_text"] == article.own.excerpt
    assert "excerpt" not in fields
    assert len(fields["related"]) == len(article.related)
    assert len(list((tmp_path / "_news").iterdir())) == len(articles)
