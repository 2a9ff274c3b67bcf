"""Sitemaps, the news sitemap, and robots.txt."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as Tree

import pytest

from site_gen.plan import sitemaps
from tests.sites.site import ORIGIN, Site, build_site, config, days, news, note, record

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
NEWS = "{http://www.google.com/schemas/sitemap-news/0.9}"


def places(site: Site, path: str) -> dict[str, str | None]:
    """Address → date of the last change, of a sitemap or of the index."""
    entries = {}
    for node in Tree.parse(site.path(path)).getroot():
        address = node.findtext(f"{SITEMAP}loc") or ""
        assert address not in entries
        entries[address] = node.findtext(f"{SITEMAP}lastmod")
    return entries


def listed(site: Site, origin: str = ORIGIN) -> dict[str, str]:
    """Path of a page → the sitemap it is in."""
    entries: dict[str, str] = {}
    for part in places(site, "/sitemap.xml"):
        for address in places(site, part.removeprefix(origin)):
            assert address not in entries
            entries[address.removeprefix(origin)] = part.removeprefix(origin)
    return entries


def test_every_page_that_may_be_found_is_in_one_sitemap(tmp_path: Path) -> None:
    files = {
        "site.yaml": config(pagination={"page_size": 2}),
        "content/pages/about.md": note("Us.", title="About"),
        **days(7, topics=["Tides"]),
    }
    site = build_site(tmp_path, files)
    hidden = [page for page in site.pages() if site.all(page, "meta[content=noindex]")]
    assert "/404.html" in hidden
    assert set(listed(site)) == set(site.pages()) - set(hidden)


def test_articles_are_in_the_sitemap_of_their_month(tmp_path: Path) -> None:
    zone = "2026-02-01T00:30:00+01:00"  # still January in UTC
    files = news(record("A", zone), record("B", "2026-02-01"), record("C", "2025-11-30"))
    entries = listed(build_site(tmp_path, files))
    assert {page: part for page, part in entries.items() if page.startswith("/news/")} == {
        "/news/r1/": "/sitemap-2026-01.xml",
        "/news/r2/": "/sitemap-2026-02.xml",
        "/news/r3/": "/sitemap-2025-11.xml",
    }
    assert (entries["/"], entries["/topics/"]) == ("/sitemap-page.xml", "/sitemap-topic.xml")


def test_time_of_change_is_that_of_the_shown_records(tmp_path: Path) -> None:
    files = news(
        record("Old", "2026-01-05T08:00:00Z", updatedDateTime="2026-01-20T08:00:00Z"),
        record("New", "2026-01-10T08:00:00Z", topics=["Tides"]),
    )
    site = build_site(tmp_path, files)
    month = places(site, "/sitemap-2026-01.xml")
    assert month == {
        f"{ORIGIN}/news/r1/": "2026-01-20T08:00:00Z",
        f"{ORIGIN}/news/r2/": "2026-01-10T08:00:00Z",
    }
    assert places(site, "/sitemap.xml")[f"{ORIGIN}/sitemap-2026-01.xml"] == "2026-01-20T08:00:00Z"
    topics = places(site, "/sitemap-topic.xml")
    assert topics[f"{ORIGIN}/topics/tides/"] == "2026-01-10T08:00:00Z"
    assert b"priority" not in site.path("/sitemap-2026-01.xml").read_bytes()


def test_new_record_changes_the_sitemap_of_its_month_only(tmp_path: Path) -> None:
    months = [record(f"M{month}", f"2025-{month:02}-03") for month in range(1, 6)]
    before = build_site(tmp_path / "a", news(*months)).files()
    after = build_site(tmp_path / "b", news(*months, record("New", "2025-05-04"))).files()
    of_months = {path for path in before if path.startswith("sitemap-2025")}
    assert {path for path in of_months if before[path] != after[path]} == {"sitemap-2025-05.xml"}


def test_long_sitemap_is_split_and_full_ones_do_not_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sitemaps, "MAX_URLS", 2)
    first = build_site(tmp_path / "a", days(5))
    assert list(places(first, "/sitemap-2026-01-3.xml")) == [f"{ORIGIN}/news/d05/"]
    assert set(listed(first)) >= {f"/news/d0{day}/" for day in range(1, 6)}
    more = build_site(tmp_path / "b", days(6)).files()
    for path in ("sitemap-2026-01.xml", "sitemap-2026-01-2.xml"):
        assert more[path] == first.files()[path]


def test_addresses_have_the_base_path(tmp_path: Path) -> None:
    files = {"site.yaml": config(base_url=f"{ORIGIN}/news/"), **days(1)}
    site = build_site(tmp_path, files)
    assert all(part.startswith(f"{ORIGIN}/news/sitemap-") for part in places(site, "/sitemap.xml"))
    robots = site.path("/robots.txt").read_text()
    assert robots == f"User-agent: *\nAllow: /\n\nSitemap: {ORIGIN}/news/sitemap.xml\n"


def test_articles_of_single_provider_stories_can_be_excluded(
    tmp_path: Path,
) -> None:
    shared = {"webUrl": "https://q.example/a", "title": "T", "provider": {"name": "Quay Times"}}
    files = news(record("Alone", "2026-01-01"), record("Shared", related=[shared]))
    usual = build_site(tmp_path / "a", files)
    assert usual.all("/news/r1/", "meta[name=robots]") == []
    hiding = {"site.yaml": config(robots={"noindex_single_source": True}), **files}
    site = build_site(tmp_path / "b", hiding)
    assert site.attribute("/news/r1/", "meta[name=robots]", "content") == "noindex"
    assert site.all("/news/r2/", "meta[name=robots]") == []
    assert "/news/r1/" not in listed(site)
    assert "/news/r2/" in listed(site)


def test_refused_crawlers_are_in_robots_txt(tmp_path: Path) -> None:
    settings = config(robots={"refuse": ["GreedyBot", "Other-Bot/2"]})
    robots = build_site(tmp_path, {"site.yaml": settings}).path("/robots.txt").read_text()
    assert robots.startswith(
        "User-agent: GreedyBot\nDisallow: /\n\nUser-agent: Other-Bot/2\nDisallow: /\n\n"
    )


def test_news_sitemap_has_the_articles_of_the_last_two_days(tmp_path: Path) -> None:
    files = {
        "site.yaml": config(news_sitemap=True, locale="en-gb"),
        **news(
            record("Now & <then>", "2026-01-10T12:00:00Z"),
            record("Gerade", "2026-01-08T12:00:00Z", locale="de-at"),
            record("Old", "2026-01-08T11:59:00Z"),
        ),
    }
    site = build_site(tmp_path, files)
    entries = [
        [node.findtext(f"{SITEMAP}loc"), *(each.text for each in node.iter() if each.tag in LEAVES)]
        for node in Tree.parse(site.path("/news-sitemap.xml")).getroot()
    ]
    name = "The Small Gazette"
    assert entries == [
        [f"{ORIGIN}/news/r1/", name, "en", "2026-01-10T12:00:00Z", "Now & <then>"],
        [f"{ORIGIN}/news/r2/", name, "de", "2026-01-08T12:00:00Z", "Gerade"],
    ]
    assert f"Sitemap: {ORIGIN}/news-sitemap.xml\n" in site.path("/robots.txt").read_text()
    assert not build_site(tmp_path / "off", days(1)).path("/news-sitemap.xml").exists()


LEAVES = {f"{NEWS}{name}" for name in ("name", "language", "publication_date", "title")}


def test_news_sitemap_has_at_most_a_thousand(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sitemaps, "_NEWS_MAX_URLS", 2)
    records = [record(str(hour), f"2026-01-10T{hour:02}:00:00Z") for hour in range(4)]
    site = build_site(tmp_path, {"site.yaml": config(news_sitemap=True), **news(*records)})
    assert list(places(site, "/news-sitemap.xml")) == [f"{ORIGIN}/news/r4/", f"{ORIGIN}/news/r3/"]


def test_site_without_sitemaps_names_none(tmp_path: Path) -> None:
    site = build_site(tmp_path, {**days(3), "site.yaml": config(sitemaps=False)})
    assert [path for path in site.files() if "sitemap" in path] == []
    assert (site.root / "robots.txt").read_text() == "User-agent: *\nAllow: /\n\n"


def test_robots_are_plain_text(tmp_path: Path) -> None:
    names = ["Bot & Sons", "O'Bot", "<Bot>"]
    site = build_site(tmp_path, {"site.yaml": config(robots={"refuse": names})})
    lines = site.path("/robots.txt").read_text().splitlines()
    assert [f"User-agent: {name}" for name in names] == lines[::3][:3]
