"""The page checker: what it accepts, and what it must not miss."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path

import pytest
from articles import Article, Entry
from same_pages import Pages, expected, faults


def entry(title: str, provider: str = "The Quay Post") -> Entry:
    return Entry(
        title=title,
        excerpt="Words.",
        url=f"https://post.example/{title.replace(' ', '-')}",
        date="2026-05-14T05:06:00Z",
        provider=provider,
        domain="post.example",
        initials="QP",
        hue=1,
    )


def article(stem: str, *, related: Sequence[str] = ("Île & co", "Another")) -> Article:
    return Article(
        stem=stem,
        own=entry(f"Headline of {stem}"),
        video=False,
        topics=["Ferries", "Tides"],
        related=[entry(title) for title in related],
        body="",
    )


ARTICLES = [article("a"), article("b", related=())]


def put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


@pytest.fixture
def output(tmp_path: Path) -> Path:
    """A site as it should be."""
    for each in ARTICLES:
        items = "".join(
            f'<h3 class="related-item__title">'
            f'<a href="{escape(other.url)}">{escape(other.title)}</a></h3>'
            for other in each.related
        )
        put(tmp_path / "news" / each.stem / "index.html", f"<h1>{each.own.title}</h1>{items}")
    links = [f'<a class="card__link" href="/news/{each.stem}/">…</a>' for each in ARTICLES]
    for name in ("topics/ferries", "topics/tides", "providers/post"):
        put(tmp_path / name / "index.html", links[0])
        put(tmp_path / name / "page" / "2" / "index.html", "".join(links))
    for name in ("topics", "providers"):
        put(tmp_path / name / "index.html", "all of them")
    return tmp_path


def change(output: Path, name: str, before: str, after: str) -> None:
    path = output / name
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")


def test_what_is_expected() -> None:
    assert expected(ARTICLES) == Pages(articles=2, topics=2, providers=1, entries=6)


def test_a_site_as_it_should_be(output: Path) -> None:
    assert faults(output, ARTICLES) == []


def test_a_missing_headline(output: Path) -> None:
    change(output, "news/a/index.html", "Headline of a", "Headline")
    assert faults(output, ARTICLES) == ["a: another headline"]


def test_a_missing_related_entry(output: Path) -> None:
    change(output, "news/a/index.html", ">Another<", "><")
    assert faults(output, ARTICLES) == ["a: no related entry “Another”"]


def test_a_related_entry_with_another_link(output: Path) -> None:
    change(output, "news/a/index.html", "/Another", "/elsewhere")
    assert faults(output, ARTICLES) == ["a: no related entry “Another”"]


def test_an_encoded_link_is_the_same(output: Path) -> None:
    change(output, "news/a/index.html", "/Île", "/%C3%8Ele")
    assert faults(output, ARTICLES) == []


def test_entries_that_the_page_says_it_leaves_out(output: Path) -> None:
    change(output, "news/a/index.html", ">Another<", "><")
    change(
        output, "news/a/index.html", "<h1>", '<p class="full-coverage__more">And 1 more.</p><h1>'
    )
    assert faults(output, ARTICLES) == []


def test_a_missing_page(output: Path) -> None:
    (output / "news" / "b" / "index.html").unlink()
    assert faults(output, ARTICLES) == ["articles: 1 instead of 2", "b: no page"]


def test_a_missing_list(output: Path) -> None:
    change(output, "topics/tides/index.html", "card__link", "other")
    change(output, "topics/tides/page/2/index.html", "card__link", "other")
    assert faults(output, ARTICLES) == ["topics: 1 instead of 2", "entries: 4 instead of 6"]


def test_a_list_that_lacks_an_entry(output: Path) -> None:
    change(output, "topics/tides/page/2/index.html", "/news/b/", "/news/a/")
    assert faults(output, ARTICLES) == ["entries: 5 instead of 6"]
    assert faults(output, ARTICLES, grouped=True) == []


def test_many_faults_are_counted(output: Path) -> None:
    many = [article(f"x{number}") for number in range(8)]
    assert faults(output, many)[-2:] == ["x4: no page", "3 more"]
