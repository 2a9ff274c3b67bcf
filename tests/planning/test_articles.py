"""Pages of records."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from site_gen.config import Embeds
from site_gen.model import Image, Record
from site_gen.plan.views import ArticleView, Embed, FullCoverage, Link, PictureView
from tests.planning.sites import SMALL, Planned, plan, site_of
from tests.records import NOON, hours_ago, record, related


def articles_of(*records: Record, config: Any = SMALL) -> dict[str, Planned]:
    """The pages of these records by their addresses."""
    pages = plan(site_of(*records, config=config))
    return {url: page for url, page in pages.items() if url.startswith("/news/")}


def page_of(config: Any = SMALL, **fields: Any) -> dict[str, Any]:
    """The data of the page of a record with these fields."""
    [(url, page)] = articles_of(record(**fields), config=config).items()
    assert url == "/news/ferry/"
    return dict(page.prepare())


def article_of(config: Any = SMALL, **fields: Any) -> ArticleView:
    view: ArticleView = page_of(config, **fields)["article"]
    return view


def test_article_shows_its_record() -> None:
    article = article_of(
        title="The\n ferry",
        excerpt="It\nruns.",
        body="**Again.**",
        authors=("A. Tern", "B. Gull"),
        web_url="https://harbourpost.example/f?utm_source=x",
        type="video",
    )
    assert (article.title, article.excerpt) == ("The ferry", "It runs.")
    assert article.body == "<p><strong>Again.</strong></p>"
    assert article.authors == ("A. Tern", "B. Gull")
    assert article.source_href == "https://harbourpost.example/f"
    assert article.kind == "Video"


@pytest.mark.parametrize(
    ("updated", "shown"),
    [(None, False), (NOON, False), (hours_ago(1), False), (hours_ago(-1), True)],
)
def test_update_is_shown_if_it_is_later_than_publication(updated: Any, shown: bool) -> None:
    assert (article_of(updated_at=updated).updated is not None) is shown


def test_article_that_is_listed_twice_is_shown_once() -> None:
    entries = (
        related("https://b.example/1", "B"),
        related("https://a.example/1", "A"),
        related("https://b.example/1#x", "B"),
    )
    coverage: FullCoverage = page_of(related=entries)["coverage"]
    own, *others = [item.href for item in coverage.articles]
    assert own == "/news/news/ferry/"
    assert others == ["https://a.example/1", "https://b.example/1"]


def test_article_without_others_has_neither_coverage_nor_neighbours() -> None:
    context = page_of()
    names = ("coverage", "more", "newer", "older", "related_topics")
    assert [context[name] for name in names] == [None, (), None, None, ()]


def test_article_leads_to_those_around_it() -> None:
    pages = articles_of(*(record(f"r{n}", hours_ago(n), provider=f"P{n}") for n in range(5)))
    context = pages["/news/r2/"].prepare()
    assert (context["newer"].href, context["older"].href) == ("/news/news/r1/", "/news/news/r3/")
    assert [each.title for each in context["more"]] == ["More news"]


def test_page_of_a_duplicate_redirects_to_the_shown_record() -> None:
    address = "https://harbourpost.example/one"
    best = record("best", quality=5, original_url=address)
    copies = [record(f"copy-{n}", original_url=address) for n in range(2)]
    pages = articles_of(best, *copies)
    assert {url: page.kind for url, page in pages.items()} == {
        "/news/best/": "article",
        "/news/copy-0/": "redirect",
        "/news/copy-1/": "redirect",
    }
    context = pages["/news/copy-1/"].prepare()
    assert context["target"] == "/news/news/best/"
    assert context["head"].canonical == "https://tideline.example/news/news/best/"
    assert context["head"].robots == "noindex"


PLAYER = '<iframe src="https://www.youtube.com/embed/tide01"></iframe>'
SRC = "https://www.youtube-nocookie.com/embed/tide01"
WATCH = "https://www.youtube.com/watch?v=tide01"


def test_player_of_an_allowed_host_has_the_record_s_picture() -> None:
    article = article_of(featured_content=PLAYER, images=(Image("/a.png", 600, 400),))
    assert article.embed_link is None
    assert isinstance(article.embed, Embed)
    assert (article.embed.src, article.embed.href) == (SRC, WATCH)
    assert article.embed.host == "YouTube"
    assert article.embed.picture.src == "/news/a.png"


def test_player_without_a_picture_has_a_placeholder() -> None:
    embed = article_of(featured_content=PLAYER).embed
    assert embed is not None
    assert embed.picture == PictureView(hue=embed.picture.hue, initials="HP")


@pytest.mark.parametrize(
    ("embed", "link"),
    [
        (PLAYER, Link("Watch at YouTube", WATCH, external=True)),
        (
            '<iframe src="https://www.films.example/1"></iframe>',
            Link("Watch at films.example", "https://www.films.example/1", external=True),
        ),
        (
            '<iframe src="//player.vimeo.com/video/7"></iframe>',
            Link("Watch at Vimeo", "https://vimeo.com/7", external=True),
        ),
    ],
)
def test_player_of_another_host_is_a_plain_link(embed: str, link: Link) -> None:
    config = replace(SMALL, embeds=Embeds(hosts=("other.example",)))
    article = article_of(config, featured_content=embed)
    assert article.embed is None
    assert article.embed_link == link


@pytest.mark.parametrize("content", ["", "<p>Text</p>", '<iframe src="javascript:alert(1)">'])
def test_content_that_is_no_player_is_left_out(content: str) -> None:
    article = article_of(featured_content=content)
    assert (article.embed, article.embed_link) == (None, None)


def test_head_has_the_title_and_breadcrumbs_the_pages_above() -> None:
    context = page_of(title="The ferry", topics=("Sea Ice", "AI"), excerpt="word " * 100)
    head = context["head"]
    assert head.title == "The ferry – The Tideline"
    assert head.canonical == "https://tideline.example/news/news/ferry/"
    assert len(head.description) <= 200
    assert context["crumbs"] == (
        Link("The Tideline", "/news/"),
        Link("Sea Ice", "/news/topics/sea-ice/"),
    )
