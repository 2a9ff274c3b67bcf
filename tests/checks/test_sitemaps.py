"""Sitemaps and robots.txt."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_gen.checks import sitemaps
from tests.checks.broken import broken_links, built, check, findings, write_output
from tests.sites.site import config

HEAD = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
NEWS = (
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
    'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">'
)


PAGE = "https://gazette.example/404.html"


def sitemap(*urls: str, date: str = "2026-01-01", head: str = HEAD) -> str:
    items = (f"<url><loc>{url}</loc><lastmod>{date}</lastmod></url>" for url in urls)
    return f"{head}{''.join(items)}</urlset>"


OUTSIDE = "lists “{}”, which is not under https://gazette.example/"
NO_DATE = "lastmod is “{}”, expected a date such as 2021-06-16T05:33:00Z"
NO_PAGE = "links to https://gazette.example/no/: there is no such page or file"


@pytest.mark.parametrize(
    ("text", "code", "message"),
    [
        (sitemap("https://x.example/"), "sitemap-url", OUTSIDE.format("https://x.example/")),
        (sitemap("/latest/"), "sitemap-url", OUTSIDE.format("/latest/")),
        (sitemap("https://gazette.example/no/"), "broken-link", NO_PAGE),
        (sitemap(PAGE, date="today"), "sitemap-date", NO_DATE.format("today")),
        (sitemap(PAGE, date="2026-13-01"), "sitemap-date", NO_DATE.format("2026-13-01")),
        (sitemap(PAGE, PAGE), "sitemap-twice", f"lists {PAGE} twice"),
    ],
)
def test_invalid_entry_is_an_error(tmp_path: Path, text: str, code: str, message: str) -> None:
    options = built(tmp_path, {})
    write_output(options, "sitemap-x.xml", text)
    (problem,) = check(options).problems
    assert (problem.path, problem.code, problem.message) == ("/sitemap-x.xml", code, message)


@pytest.mark.parametrize("date", ["2026", "2026-01", "2026-01-02", "2026-01-02T03:04:05.5+01:00"])
def test_w3c_dates_are_valid(tmp_path: Path, date: str) -> None:
    options = built(tmp_path, {})
    write_output(options, "sitemap-x.xml", sitemap(PAGE, date=date))
    assert check(options).problems == ()


def test_limits_of_search_engines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sitemaps, "_MOST_URLS", 1)
    monkeypatch.setattr(sitemaps, "_MOST_BYTES", 150)
    monkeypatch.setattr(sitemaps, "_MOST_NEWS", 0)
    options = built(tmp_path, {})
    urls = (PAGE, "https://gazette.example/img/icon.svg")
    write_output(options, "sitemap-x.xml", sitemap(*urls))
    write_output(options, "n.xml", sitemap(PAGE, head=NEWS))
    messages = [message for path, message in findings(options, "sitemap-limit") if len(path) < 15]
    assert "has 1 addresses; search engines read at most 0" in messages
    assert "has 2 addresses; search engines read at most 1" in messages
    assert any(message.endswith("bytes; search engines read at most 150") for message in messages)


def test_page_in_two_sitemaps_is_reported(tmp_path: Path) -> None:
    options = built(tmp_path, {})
    for name in ("x", "y"):
        write_output(options, f"sitemap-{name}.xml", sitemap(PAGE))
    message = "lists https://gazette.example/404.html, as /sitemap-x.xml does"
    assert findings(options) == [("/sitemap-y.xml", message)]


def test_sitemap_that_an_index_lists_must_exist(tmp_path: Path) -> None:
    options = built(tmp_path, {})
    loc = "<sitemap><loc>https://gazette.example/sitemap-no.xml</loc></sitemap>"
    write_output(options, "x.xml", f"<sitemapindex>{loc}</sitemapindex>")
    assert broken_links(options) == [("/x.xml", "https://gazette.example/sitemap-no.xml")]


def test_robots_names_the_sitemap(tmp_path: Path) -> None:
    options = built(tmp_path, {})
    write_output(options, "sitemap.xml", sitemap())
    write_output(options, "robots.txt", "Sitemap: https://other.example/sitemap.xml\n")
    assert findings(options, "robots", "sitemap-url") == [
        ("/robots.txt", "does not name https://gazette.example/sitemap.xml"),
        ("/robots.txt", "lists “https://other.example/sitemap.xml”, which is not under https://gazette.example/"),
    ]  # fmt: skip
    write_output(options, "robots.txt", "sitemap: https://gazette.example/sitemap.xml\n")
    assert findings(options) == []


@pytest.mark.parametrize("letter", ["é", "|", "{", "[é]", "%", "%zz"])
def test_unescaped_url_is_an_error(tmp_path: Path, letter: str) -> None:
    url = f"https://gazette.example/x{letter}/"
    message = f"lists “{url}”, expected an escaped URI, such as %C3%A9 for é"
    options = built(tmp_path, {})
    write_output(options, "sitemap-x.xml", sitemap(url))
    assert findings(options, "sitemap-url") == [("/sitemap-x.xml", message)]
    robots = f"Sitemap: https://gazette.example/sitemap.xml\nSitemap: {url}\n"
    write_output(options, "sitemap-x.xml", sitemap(PAGE))
    write_output(options, "robots.txt", robots)
    assert findings(options, "sitemap-url") == [("/robots.txt", message)]


def test_robots_txt_is_not_escaped_as_xml(tmp_path: Path) -> None:
    options = built(tmp_path, {"site.yaml": config(base_url="https://gazette.example/r&d/")})
    assert findings(options) == []
    write_output(options, "robots.txt", "Sitemap: https://gazette.example/r&amp;d/sitemap.xml\n")
    message = "does not name https://gazette.example/r&d/sitemap.xml"
    assert findings(options, "robots") == [("/robots.txt", message)]
