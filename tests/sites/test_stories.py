"""Stories of several records: told whole on every article, shown once in lists."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tests.sites.site import Files, Site, build_site, config, news, provider, record, related

QUAY = provider("Quay Times", "quaytimes.example")
MOLE = provider("The Mole", "mole.example")


def told(title: str, hour: int, provider: dict[str, Any] | None = None, **fields: Any) -> str:
    """A record of the story of the ferry, of 1 February."""
    own = {"provider": provider, "webUrl": f"https://{provider['domain']}/f"} if provider else {}
    day = f"2026-02-01T{hour:02}:00:00Z"
    return record(title, day, **{"topics": ["Ferries"], "story": "ferry", **own, **fields})


def three(folder: Path, **first: Any) -> Site:
    """A story of three records and an article that one of their lists names."""
    entry = related("Marigold sails", "https://lantern.example/1?utm_source=x", "Lantern")
    return build_site(
        folder,
        news(
            told("Ferry returns", 8, related=[entry], **first),
            told("Ferry is back", 10, QUAY, heat=90),
            told("Two years in dock", 11, MOLE, topics=["Docks"]),
            record("Other news", "2026-01-30", topics=["Ferries"], story="none"),
        ),
    )


def test_every_article_tells_the_whole_story_from_where_it_stands(tmp_path: Path) -> None:
    site = three(tmp_path)
    titles = {
        "/news/r1/": ("Ferry returns", ["First", "+2 h", "+3 h"]),
        "/news/r2/": ("Ferry is back", ["+2 h", "First", "+3 h"]),
    }
    everyone = {"Ferry returns", "Ferry is back", "Two years in dock", "Marigold sails"}
    for page, (title, after) in titles.items():
        assert set(site.texts(page, ".full-coverage .related-item > h3")) == everyone - {title}
        assert site.text(page, ".coverage-summary").startswith("4 outlets · ")
        assert site.texts(page, ".related-item__after") == after
    assert site.lost_links() == []


def test_records_of_the_story_lead_to_their_pages_and_others_out(tmp_path: Path) -> None:
    site = three(tmp_path)
    links = site.all("/news/r3/", ".full-coverage .related-item > h3 a")
    found = {node.attributes["href"]: node.attributes.get("rel") for node in links}
    assert found == {
        "/news/r1/": None,
        "/news/r2/": None,
        "https://lantern.example/1": "noopener nofollow",
    }


def test_topic_shows_a_story_once_by_its_lead_and_names_the_others(tmp_path: Path) -> None:
    site = three(tmp_path)
    page = "/topics/ferries/"
    assert site.texts(page, ".card__title") == ["Ferry is back", "Other news"]
    assert site.text(page, ".page-head__count") == "2 stories, 3 articles"
    assert site.text(page, ".covered-by") == "Also covered by Harbour Post, The Mole, Lantern"
    assert site.texts("/topics/docks/", ".card__title") == ["Two years in dock"]


def test_row_says_which_article_gives_a_story_its_place(tmp_path: Path) -> None:
    files = news(told("Lead", 8, QUAY, heat=9000), told("Late", 8))
    files["content/news/r2.md"] = told("Late", 8).replace("02-01T", "02-03T")
    site = build_site(tmp_path, files)
    page = "/topics/ferries/"
    assert site.texts(page, ".day-group__day") == ["Tuesday, 3 February 2026"]
    assert site.texts(page, ".card__title") == ["Lead"]
    assert site.text(page, ".card__meta") == "Quay Times 1 Feb"
    assert site.text(page, ".listed-by") == "Newest: Harbour Post, 08:00"
    assert site.links(page, ".listed-by a") == ["/news/r2/"]


def test_front_page_shows_a_story_once_and_latest_every_record(tmp_path: Path) -> None:
    site = three(tmp_path)
    assert site.texts("/", ".main .card__title") == ["Ferry is back", "Other news"]
    assert site.texts("/latest/", ".card__title") == [
        "Two years in dock",
        "Ferry is back",
        "Ferry returns",
        "Other news",
    ]
    assert site.all("/latest/", ".covered-by") == []


def test_front_page_repeats_a_story_only_in_the_latest(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"site.yaml": config()}
    for number in range(40):
        for part, source in enumerate((QUAY, MOLE)):
            files[f"content/news/n{number:02}-{part}.md"] = record(
                f"Story {number:02}, part {part}",
                f"2026-01-{1 + number // 2:02}T{10 + part + number % 2:02}:00:00Z",
                topics=["Ferries"],
                story=f"s{number}",
                provider=source,
            )
    site = build_site(tmp_path, files)
    titles = site.texts("/", ".main :not(.latest-column) > .card-list .card__title")
    assert len({title[:8] for title in titles}) == len(titles) == 5 + 9 + 4
    latest = site.texts("/", ".latest-column .card__title")
    assert latest[:2] == ["Story 39, part 1", "Story 38, part 1"]
    assert len({title[:8] for title in latest}) == len(latest)
    assert site.texts("/", ".strip .section-head__title") == ["Ferries"]


def test_duplicate_leads_to_the_record_that_is_shown(tmp_path: Path) -> None:
    address = "https://harbourpost.example/one"
    files: Files = news(
        record("Worse", webUrl=address, quality=1), record("Better", webUrl=address, quality=2)
    )
    site = build_site(tmp_path, files)
    assert site.texts("/latest/", ".card__title") == ["Better"]
    assert site.links("/news/r1/", "link[rel=canonical]") == ["https://gazette.example/news/r2/"]
    assert site.attribute("/news/r1/", "meta[name=robots]", "content") == "noindex"
    refresh = site.attribute("/news/r1/", "meta[http-equiv=refresh]", "content")
    assert refresh == "0; url=/news/r2/"
    assert site.lost_links() == []


def test_provider_is_told_how_fast_it_is(tmp_path: Path) -> None:
    site = three(tmp_path)
    facts = ".pace__fact"
    assert site.texts("/providers/harbourpost.example/", facts) == [
        "First with 1 of 1 shared story"
    ]
    assert site.texts("/providers/mole.example/", facts) == [
        "First with 0 of 1 shared story",
        "Behind the first by 3 h (median)",
    ]
    # The hour of its article is not known.
    assert site.all("/providers/lantern.example/", ".pace") == []


def test_provider_is_told_what_it_did_not_cover(tmp_path: Path) -> None:
    site = build_site(
        tmp_path,
        news(
            told("Ferry returns", 8),
            told("Ferry is back", 9, QUAY),
            record("Before", "2026-01-01", topics=["Ferries"], provider=MOLE, story="none"),
            record("After", "2026-02-09", topics=["Ferries"], provider=MOLE, story="none"),
        ),
    )
    page = "/providers/mole.example/"
    assert site.texts(page, ".missed__headline") == ["Ferry is back"]
    assert site.links(page, ".missed__link") == ["/news/r2/"]
    assert site.text(page, ".missed__facts") == "1 Feb 2026, 2 outlets"
    assert site.all("/providers/quaytimes.example/", ".missed") == []


def test_long_story_is_folded_and_opens_without_a_script(tmp_path: Path) -> None:
    entries = [
        related(f"Part {n}", f"https://o{n}.example/f", f"Outlet {n}", publishedDateTime=at)
        for n, at in ((n, f"2026-02-01T10:{n:02}:00Z") for n in range(1, 30))
    ]
    site = build_site(tmp_path, news(told("Ferry returns", 8, related=entries)))
    page = "/news/r1/"
    assert site.texts(page, "details > summary") == ["24 more articles"]
    assert len(site.all(page, ".related-item")) == 30
    assert len(site.html(page).encode()) < 30_000
