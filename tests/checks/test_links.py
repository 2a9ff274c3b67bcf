"""Links of pages, styles, feeds and data."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.checks.broken import broken_links, built, check, findings, write_output
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
    write_output(options, "x/index.html", html)
    assert broken_links(options) == [("/x/", link)]


def test_existing_targets_and_other_sites_are_not_reported(tmp_path: Path) -> None:
    options = built(tmp_path, {})
    write_output(
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
    write_output(options, "x.html", "<a href='/Latest/'>x</a>")
    reason = "it differs from /latest/ in upper and lower case"
    assert findings(options) == [("/x.html", f"links to /Latest/: {reason}")]


def test_fragment_must_exist_on_another_page(tmp_path: Path) -> None:
    options = built(tmp_path, {})
    write_output(options, "x.html", "<a href='/latest/#none'>x</a><a href='/latest/#content'>x</a>")
    message = "links to /latest/#none: the page has no id “none”"
    assert findings(options) == [("/x.html", message)]


def test_links_of_stylesheets_are_checked(tmp_path: Path) -> None:
    options = built(tmp_path, {"site.yaml": config(base_url="https://gazette.example/news/")})
    write_output(
        options, "css/x.css", "a{background:url(a.png)} b{background:url('../img/icon.svg')}"
    )
    assert broken_links(options) == [("/css/x.css", "/news/css/a.png")]


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
def test_links_of_xml_and_json_are_checked(tmp_path: Path, path: str, text: str) -> None:
    options = built(tmp_path, {})
    write_output(options, path, text)
    assert broken_links(options) == [(f"/{path}", "https://gazette.example/no/")]


def test_link_broken_on_many_pages_is_reported_once(tmp_path: Path) -> None:
    options = built(tmp_path, {})
    for number in range(5):
        write_output(options, f"p{number}.html", "<a href='/no/'>x</a>")
    assert len(findings(options)) == 5
    write_output(options, "a.html", "<a href='/no/'>x</a>")
    reason = "there is no such page or file; in 6 files, of which this is the first"
    assert findings(options) == [("/a.html", f"links to /no/: {reason}")]


def test_line_break_in_a_link_is_escaped(tmp_path: Path) -> None:
    options = built(tmp_path, {})
    write_output(options, "x.html", "<a href='/no&#10;::error::x/'>x</a>")
    ((_, message),) = findings(options)
    assert "\n" not in message


@pytest.mark.parametrize(
    ("base", "link", "reason"),
    [
        ("/news/", "//news/latest/", "browsers read “news” as a host, not a folder"),
        ("/news/", "//news/assets/x.css", "browsers read “news” as a host, not a folder"),
        ("/my.site/", "//my.site/latest/", "browsers read “my.site” as a host, not a folder"),
        ("/", "//latest/", "browsers read “latest” as a host, not a folder"),
        ("/", "/\\latest/", "browsers read “latest” as a host, not a folder"),
        (
            "/news/",
            "https://gazette.example//news/latest/",
            "it has doubled slashes, and the base path is /news/",
        ),
        ("/news/", "/latest/", "it is outside the base path /news/"),
        ("/news/", "/news/../latest/", "it is outside the base path /news/"),
        ("/news/", "//gazette.example/news/no/", "there is no such page or file"),
        ("/news/", "HTTPS://Gazette.Example:443/news/no/", "there is no such page or file"),
        ("/été/", "/été/no/", "there is no such page or file"),
    ],
)
def test_links_are_resolved_as_browsers_do(
    tmp_path: Path, base: str, link: str, reason: str
) -> None:
    options = built(tmp_path, {"site.yaml": config(base_url=f"https://gazette.example{base}")})
    write_output(options, "x.html", f"<a href='{link}'>x</a>")
    assert findings(options) == [("/x.html", f"links to {link}: {reason}")]


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
def test_spellings_of_one_url_are_the_same_link(tmp_path: Path, link: str) -> None:
    options = built(tmp_path, {"site.yaml": config(base_url="https://gazette.example/news/")})
    write_output(options, "x.html", f"<a href='{link}'>x</a>")
    assert findings(options) == []
