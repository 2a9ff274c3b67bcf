"""A record's own page: every field it may have, and what is left out when it has none."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.sites.site import Site, build_site, news, note, provider, record

PAGE = "/news/ferry/"
RICH = record(
    "Ferry “Marigold” sails\nagain",
    "2026-02-01T07:45:00-02:00",
    body=(
        "She left at *noon*, [full](/about/) of people.\n\n"
        "# From the quay\n\n![The quay](/img/icon.svg)\n"
    ),
    updatedDateTime="2026-02-02T10:00:00Z",
    excerpt="Two years in dock,\n& now  “fit for sea”.",
    type="video",
    originalUrl="https://harbourpost.example/amp/ferry",
    webUrl="https://harbourpost.example/ferry?id=7&utm_source=feed&utm_medium=rss&fbclid=x",
    provider=provider(
        "Harbour Post",
        "www.HarbourPost.example",
        images=[{"url": "https://img.example/logo.png", "width": 64, "height": 64}],
        authors=[{"name": "Ada Wren"}, {"name": "Ib Sund"}],
    ),
    topics=["Ships & Shoals", "Harbours"],
    tags=["Plain topic", "dock"],
    categories=["about us", "harbours"],
    images=[
        {
            "url": "https://img.example/ferry.jpg",
            "width": 1600,
            "height": 900,
            "title": "The Marigold at the quay",
            "attribution": "Photo: Ib Sund",
        }
    ],
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    files = {
        "content/news/ferry.md": RICH,
        "content/news/plain.md": record("Plain", "2026-02-03"),
        "content/news/planks.md": record("Planks", "2025-02-03", topics=["Plain topic"]),
        "content/pages/about.md": note("We watch the quay.", title="About us"),
    }
    return build_site(tmp_path_factory.mktemp("article"), files)


@pytest.mark.parametrize(
    ("selector", "expected"),
    [
        ("h1", "Ferry “Marigold” sails again"),
        ("title", "Ferry “Marigold” sails again – The Small Gazette"),
        (".article-head__standfirst", "Two years in dock, & now “fit for sea”."),
        (".article-head__provider-link", "Harbour Post"),
        (".article-head__authors", "By Ada Wren, Ib Sund"),
        (".article-head__kind", "Video"),
        (".article-head__topic", "Ships & Shoals"),
        (".article-head__updated", "Updated 2 February 2026, 10:00"),
        (".article-head__action", "Watch it at Harbour Post"),
        (".prose p em", "noon"),
        (".prose h2", "From the quay"),
        (".figure__words", "The Marigold at the quay"),
        (".figure__credit", "Photo: Ib Sund"),
        (".article__tags", "Tags Plain topic, about us"),
    ],
)
def test_article_shows(site: Site, selector: str, expected: str) -> None:
    assert site.text(PAGE, selector) == expected


def test_times_are_for_people_in_utc_and_for_machines(site: Site) -> None:
    times = site.all(PAGE, ".article-head__times time")
    assert [(time.text(), time.attributes["datetime"]) for time in times] == [
        ("1 February 2026, 09:45", "2026-02-01T09:45:00Z"),
        ("2 February 2026, 10:00", "2026-02-02T10:00:00Z"),
    ]


def test_day_alone_is_shown_without_a_time(site: Site) -> None:
    moment = site.one("/news/plain/", ".article-head__times time")
    assert (moment.text(), moment.attributes["datetime"]) == ("3 February 2026", "2026-02-03")


def test_way_to_the_source_is_clean_of_tracking_and_leaves_no_trace(site: Site) -> None:
    link = site.one(PAGE, ".article-head__action a")
    assert link.attributes["href"] == "https://harbourpost.example/ferry?id=7"
    assert link.attributes["rel"] == "noopener nofollow"


def test_every_link_to_elsewhere_has_its_rel(site: Site) -> None:
    outside = [node for node in site.all(PAGE, "a") if "://" in (node.attributes["href"] or "")]
    assert outside
    assert {node.attributes["rel"] for node in outside} == {"noopener nofollow"}


def test_picture_has_its_size_and_tells_its_host_nothing(site: Site) -> None:
    image = site.one(PAGE, ".figure img").attributes
    assert image["src"] == "https://img.example/ferry.jpg"
    assert (image["width"], image["height"]) == ("1600", "900")
    assert image["alt"] == "The Marigold at the quay"
    assert image["referrerpolicy"] == "no-referrer"
    assert image["decoding"] == "async"
    assert image["fetchpriority"] == "high"  # the article's own: it is above the fold
    assert "loading" not in image


def test_pictures_below_the_fold_wait_until_they_are_seen(site: Site) -> None:
    logo = site.one(PAGE, ".article-head .monogram__logo").attributes
    inline = site.one(PAGE, ".prose img").attributes
    assert logo["src"] == "https://img.example/logo.png"
    for image in (logo, inline):
        assert image["loading"] == "lazy"
        assert image["referrerpolicy"] == "no-referrer"


def test_body_links_to_pages_of_the_site(site: Site) -> None:
    assert site.links(PAGE, ".prose a") == ["/about/"]
    assert site.lost_links() == []


def test_topics_lead_to_their_pages(site: Site) -> None:
    assert site.texts(PAGE, ".article__filed .topic-tag") == ["Ships & Shoals", "Harbours"]
    assert site.links(PAGE, ".article__filed .topic-tag") == [
        "/topics/ships-and-shoals/",
        "/topics/harbours/",
    ]


def test_provider_leads_to_its_page_by_domain(site: Site) -> None:
    assert site.links(PAGE, ".article-head__provider-link") == ["/providers/harbourpost.example/"]


def test_head_has_one_canonical_address_and_the_summary(site: Site) -> None:
    assert site.links(PAGE, "link[rel=canonical]") == [f"https://gazette.example{PAGE}"]
    description = site.attribute(PAGE, "meta[name=description]", "content")
    assert description == "Two years in dock, & now “fit for sea”."
    assert site.attribute(PAGE, "meta[property='og:type']", "content") == "article"


def test_crumbs_lead_home_through_the_first_topic(site: Site) -> None:
    assert site.links(PAGE, ".breadcrumbs a") == ["/", "/topics/ships-and-shoals/"]
    assert site.all(PAGE, ".breadcrumbs__here") == []  # the headline follows at once


@pytest.mark.parametrize(
    "selector",
    [
        ".article-head__kind",
        ".article-head__topic",
        ".article-head__authors",
        ".article-head__updated",
        ".figure",
        ".player",
        ".article__embed",
        ".prose",
        ".article__filed",
        ".full-coverage",
        ".coverage-summary",
    ],
)
def test_plain_record_shows_nothing_it_does_not_have(site: Site, selector: str) -> None:
    assert site.all("/news/plain/", selector) == []


def test_plain_record_leads_to_its_source_and_to_other_articles(site: Site) -> None:
    assert site.text("/news/plain/", ".article-head__action") == "Read it at Harbour Post"
    assert site.texts("/news/plain/", ".neighbours__link") == ["Older Ferry “Marigold” sails again"]
    assert site.links("/news/plain/", ".neighbours__link") == [PAGE]


def test_only_article_of_a_site_has_no_empty_blocks(tmp_path: Path) -> None:
    site = build_site(tmp_path, {"content/only.md": record("Only")})
    parts = ".article-page__aside, .article-page__more, .article-page__onward, .article__filed"
    assert site.all("/news/only/", parts) == []


def test_article_without_coverage_leads_to_its_topic_and_outlet(tmp_path: Path) -> None:
    mole = provider("The Mole", "mole.example")
    others = [
        record(f"Tide {n}", f"2026-02-{n:02}T08:00:00Z", topics=["Tides", "Sea"], story="none")
        for n in range(1, 6)
    ]
    own = record("Mine", "2026-02-03T09:00:00Z", topics=["Tides"], provider=mole, story="none")
    before = record("Before", "2026-01-01", provider=mole, webUrl="https://mole.example/b")
    site = build_site(tmp_path, news(own, before, *others))
    page = "/news/r1/"
    assert site.texts(page, ".neighbours__title") == ["Tide 4", "Tide 3"]
    assert site.texts(page, ".more-list .section-head") == ["More on Tides", "More from The Mole"]
    assert site.texts(page, ".more-list .related-item > h3") == [
        *("Tide 5", "Tide 2", "Tide 1"),
        "Before",
    ]
    assert site.texts(page, ".article__filed .topic-tag") == ["Tides", "Sea"]
    assert site.links(page, ".more-list .section-head__link") == [
        "/topics/tides/",
        "/providers/mole.example/",
    ]
    assert site.lost_links() == []


def test_record_without_web_url_leads_to_where_it_was_found(tmp_path: Path) -> None:
    text = record("Found", webUrl=None, originalUrl="https://harbourpost.example/found#top")
    site = build_site(tmp_path, {"content/found.md": text})
    assert site.links("/news/found/", ".article-head__action a") == [
        "https://harbourpost.example/found#top"
    ]


def test_update_before_publication_is_not_told(tmp_path: Path) -> None:
    text = record("Early", "2026-02-05", updatedDateTime="2026-02-04")
    site = build_site(tmp_path, {"content/early.md": text})
    assert site.all("/news/early/", ".article-head__updated") == []
