"""Links of pages, styles, feeds and data."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.checks.broken import built, check, found, put
from tests.sites.site import config


@pytest.mark.parametrize(
    ("html", "link"),
    [
        ("<a href=/no/>x</a>", "/no/"),
        ("<img src=/no.png>", "/no.png"),
        ("<img srcset='/img/icon.svg 1x, /no.png 2x'>", "/no.png"),
        ("<iframe data-src=/no.html></iframe>", "/no.html"),
        ("<video poster=/no.png></video>", "/no.png"),
        ("<form action=/no/></form>", "/no/"),
        ("<link rel=canonical href=https://gazette.example/no/>", "https://gazette.example/no/"),
        ("<link rel=alternate type=application/rss+xml href=/no.xml>", "/no.xml"),
        ("<link rel=next href=/no/>", "/no/"),
        ("<meta property=og:image content=https://gazette.example/no.png>", "https://gazette.example/no.png"),
        ("<meta http-equiv=refresh content='0; url=/no/'>", "/no/"),
        ("<meta http-equiv=refresh content='0; url=/it&#39;s/'>", "/it's/"),
        ("""<meta http-equiv=refresh content='0; url="/it&#39;s/"'>""", "/it's/"),
        ('<script type="application/ld+json">{"url": "https://gazette.example/no/"}</script>', "https://gazette.example/no/"),
    ],
)  # fmt: skip
def test_broken_links_of_a_page_are_found(tmp_path: Path, html: str, link: str) -> None:
    options = built(tmp_path, {})
    put(options, "x/index.html", html)
    expected = f"links to {link}: there is no such page or file"
    assert found(options) == [("/x/", expected)]


def test_page_may_link_to_all_that_is_there(tmp_path: Path) -> None:
    options = built(tmp_path, {})
    put(
        options,
        "x/index.html",
        "<p id=here><a href='#here'>x</a><a href='#top'>x</a><a href='?q=1'>x</a>"
        "<a href='/latest/?x#content'>x</a><img src='data:image/png;base64,x'>"
        "<a href='mailto:x@y.example'>x</a><a href='//other.example/x'>x</a>"
        "<a href='https://gazette.example.other.example/no/'>x</a><a href='http://['>x</a>",
    )
    assert check(options).problems == ()


def test_link_that_differs_by_case_is_broken(tmp_path: Path) -> None:
    options = built(tmp_path, {})
    put(options, "x.html", "<a href='/Latest/'>x</a>")
    reason = "it differs from /latest/ by upper and lower case"
    assert found(options) == [("/x.html", f"links to /Latest/: {reason}")]


def test_fragment_of_another_page_is_looked_for(tmp_path: Path) -> None:
    options = built(tmp_path, {})
    put(options, "x.html", "<a href='/latest/#none'>x</a><a href='/latest/#content'>x</a>")
    message = "links to /latest/#none: the page has no id “none”"
    assert found(options) == [("/x.html", message)]


def test_stylesheets_are_read(tmp_path: Path) -> None:
    options = built(tmp_path, {"site.yaml": config(base_url="https://gazette.example/news/")})
    put(options, "css/x.css", "a{background:url(a.png)} b{background:url('../img/icon.svg')}")
    message = "links to /news/css/a.png: there is no such page or file"
    assert found(options) == [("/css/x.css", message)]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("x.xml", "<a><loc>https://gazette.example/no/</loc></a>"),
        ("x.xml", "<a href='https://gazette.example/no/'/>"),
        ("x.opml", "<opml><outline xmlUrl='https://gazette.example/no/'/></opml>"),
        ("x.xml", '<a>&lt;p>&lt;a href="https://gazette.example/no/">x&lt;/a></a>'),
        ("x.json", '{"sourceUrl": "https://gazette.example/no/"}'),
        ("x.json", '[{"images": ["https://gazette.example/no/"]}]'),
        ("x.json", '{"html": "<a href=\\"https://gazette.example/no/\\">x</a>"}'),
    ],
)
def test_links_of_data_are_followed(tmp_path: Path, path: str, text: str) -> None:
    options = built(tmp_path, {})
    put(options, path, text)
    message = "links to https://gazette.example/no/: there is no such page or file"
    assert found(options) == [(f"/{path}", message)]


def test_link_broken_on_many_pages_is_told_once(tmp_path: Path) -> None:
    options = built(tmp_path, {})
    for number in range(5):
        put(options, f"p{number}.html", "<a href='/no/'>x</a>")
    assert len(found(options)) == 5
    put(options, "a.html", "<a href='/no/'>x</a>")
    reason = "there is no such page or file; in 6 files, of which this is the first"
    assert found(options) == [("/a.html", f"links to /no/: {reason}")]


def test_line_breaks_of_a_link_stay_in_one_line(tmp_path: Path) -> None:
    options = built(tmp_path, {})
    put(options, "x.html", "<a href='/no&#10;::error::x/'>x</a>")
    ((_, message),) = found(options)
    assert "\n" not in message


@pytest.mark.parametrize(
    ("base", "link", "reason"),
    [
        ("/news/", "//news/latest/", "browsers take “news” for a host, not a folder"),
        ("/news/", "//news/assets/x.css", "browsers take “news” for a host, not a folder"),
        ("/my.site/", "//my.site/latest/", "browsers take “my.site” for a host, not a folder"),
        ("/", "//latest/", "browsers take “latest” for a host, not a folder"),
        ("/", "/\\latest/", "browsers take “latest” for a host, not a folder"),
        (
            "/news/",
            "https://gazette.example//news/latest/",
            "has slashes side by side, and the base path is /news/",
        ),
        ("/news/", "/latest/", "is outside the base path /news/"),
        ("/news/", "/news/../latest/", "is outside the base path /news/"),
        ("/news/", "//gazette.example/news/no/", "there is no such page or file"),
        ("/news/", "HTTPS://Gazette.Example:443/news/no/", "there is no such page or file"),
        ("/été/", "/été/no/", "there is no such page or file"),
    ],
)
def test_links_lead_where_browsers_go(tmp_path: Path, base: str, link: str, reason: str) -> None:
    options = built(tmp_path, {"site.yaml": config(base_url=f"https://gazette.example{base}")})
    put(options, "x.html", f"<a href='{link}'>x</a>")
    assert found(options) == [("/x.html", f"links to {link}: {reason}")]


@pytest.mark.parametrize(
    "link",
    [
        *("/news/latest/", "/news/a/../latest/", "/news/./latest/", "/news/l%61test/"),
        *("https://gazette.example/news/latest/", "//gazette.example/news/latest/"),
        *("https://gazette.example:443/news/latest/", "https://GAZETTE.example/news/latest/"),
        *("https://gazette.example/other/", "http://gazette.example/news/no/"),
        *("//quay.example/news/no/", "https://quay.example//news/no/", "tel:1", "data:,//news/"),
    ],
)
def test_links_of_any_spelling_are_followed(tmp_path: Path, link: str) -> None:
    options = built(tmp_path, {"site.yaml": config(base_url="https://gazette.example/news/")})
    put(options, "x.html", f"<a href='{link}'>x</a>")
    assert found(options) == []
