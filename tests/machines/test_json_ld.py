"""Structured data of pages: JSON-LD, Open Graph, preview pictures."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.sites.site import ORIGIN, Site, build_site, config, days, news, provider, record

SCRIPT = "script[type='application/ld+json']"


def data(site: Site, page: str) -> Any:
    data = json.loads(site.one(page, SCRIPT).text())
    assert data["@context"] == "https://schema.org"
    return data


def meta(site: Site, page: str) -> dict[str, str | None]:
    return {
        node.attributes["property"] or "": node.attributes["content"]
        for node in site.all(page, "meta[property]")
    }


def test_home_page_has_the_site_and_a_list_of_its_top_stories(tmp_path: Path) -> None:
    files = {"site.yaml": config(description="All of it", locale="en_gb"), **days(2)}
    site = build_site(tmp_path, files)
    whole, listed = data(site, "/")["@graph"]
    assert whole == {
        "@type": "WebSite",
        "name": "The Small Gazette",
        "url": f"{ORIGIN}/",
        "inLanguage": "en-gb",
        "description": "All of it",
    }
    items = listed["mainEntity"]["itemListElement"]
    assert [(item["position"], item["url"]) for item in items] == [
        (1, f"{ORIGIN}/news/d02/"),
        (2, f"{ORIGIN}/news/d01/"),
    ]


def test_article_page_is_about_the_providers_article(tmp_path: Path) -> None:
    post = provider("Harbour Post", "harbourpost.example", authors=[{"name": "Ada Quill"}])
    image = {"url": "/img/a.png", "width": 300, "height": 200}
    fields: dict[str, Any] = {"provider": post, "images": [image], "topics": ["Tides"]}
    site = build_site(
        tmp_path,
        news(record("Ferry", updatedDateTime="2026-02-03T08:00:00Z", **fields)),
        base_url=f"{ORIGIN}/x/",
    )
    page = data(site, "/news/r1/")
    assert (page["@type"], page["url"]) == ("WebPage", f"{ORIGIN}/x/news/r1/")
    assert page["mainEntity"] == {
        "@type": "NewsArticle",
        "headline": "Ferry",
        "url": "https://harbourpost.example/ferry",
        "datePublished": "2026-02-01T09:30:00Z",
        "dateModified": "2026-02-03T08:00:00Z",
        "image": f"{ORIGIN}/x/img/a.png",
        "author": [{"@type": "Person", "name": "Ada Quill"}],
        "publisher": {
            "@type": "Organization",
            "name": "Harbour Post",
            "url": "https://harbourpost.example/",
        },
    }
    assert [
        (step["position"], step["name"], step.get("item"))
        for step in page["breadcrumb"]["itemListElement"]
    ] == [
        (1, "The Small Gazette", f"{ORIGIN}/x/"),
        (2, "Tides", f"{ORIGIN}/x/topics/tides/"),
    ]


@pytest.mark.parametrize(
    "title", ["</script><script>alert(1)</script>", "<!-- <script>", "a \u2028 & ]]> 'b' \"c\""]
)
def test_title_cannot_end_the_script(tmp_path: Path, title: str) -> None:
    site = build_site(tmp_path, news(record(title, topics=[title], provider=provider(title))))
    for page in site.pages():
        scripts = site.all(page, "script:not([src])")
        assert len(scripts) == len(site.all(page, SCRIPT)), page
    assert data(site, "/news/r1/")["mainEntity"]["headline"] == " ".join(title.split())


def test_fronts_have_their_listed_articles_and_older_pages_do_not(tmp_path: Path) -> None:
    files = {"site.yaml": config(pagination={"page_size": 2}), **days(6, topics=["Tides"])}
    site = build_site(tmp_path, files)
    for front in ("/latest/", "/providers/harbourpost.example/"):
        listed = data(site, front)
        assert listed["@type"] == "CollectionPage"
        items = listed["mainEntity"]["itemListElement"]
        assert [item["url"] for item in items] == [f"{ORIGIN}/news/d{day:02}/" for day in (6, 5)]
        older = data(site, f"{front}page/1/")
        assert older["url"] == f"{ORIGIN}{front}page/1/"
        assert "mainEntity" not in older


def test_every_page_but_errors_and_redirects_has_json_ld(tmp_path: Path) -> None:
    files = {"site.yaml": config(pagination={"page_size": 2}), **days(6, topics=["Tides"])}
    site = build_site(tmp_path, files)
    silent = {page for page in site.pages() if not site.all(page, SCRIPT)}
    hidden = {page for page in site.pages() if site.all(page, "meta[content=noindex]")}
    assert silent == hidden


def test_preview_is_the_records_picture_or_the_sites_own(tmp_path: Path) -> None:
    image = {"url": "https://img.example/a.jpg", "width": 900, "height": 900}
    picture: dict[str, Any] = {"images": [image]}
    site = build_site(tmp_path, news(record("A", **picture), record("B", "2026-01-01")))
    first, second = meta(site, "/news/r1/"), meta(site, "/news/r2/")
    assert first["og:image"] == "https://img.example/a.jpg"
    assert second["og:image"] == meta(site, "/")["og:image"] == f"{ORIGIN}/img/preview.png"
    assert site.path("/img/preview.png").read_bytes().startswith(b"\x89PNG")
    assert (first["og:title"], first["og:type"]) == ("A", "article")
    assert site.links("/news/r1/", "link[rel=canonical]") == [f"{ORIGIN}/news/r1/"]
    assert first["og:url"] == f"{ORIGIN}/news/r1/"
    assert first["og:description"] == "What is known about it: A."
    assert meta(site, "/")["og:title"] == "The Small Gazette"
    card = site.attribute("/news/r1/", "meta[name='twitter:card']", "content")
    assert card == "summary_large_image"


def test_preview_of_the_site_replaces_that_of_the_theme(tmp_path: Path) -> None:
    files = {"static/img/preview.png": b"mine", **news(record("A"))}
    site = build_site(tmp_path, files)
    assert site.path("/img/preview.png").read_bytes() == b"mine"
