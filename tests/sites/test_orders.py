"""Latest and topics by the number of outlets and by heat."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from site_gen.plan import orders
from tests.sites.site import (
    ORIGIN,
    Files,
    Site,
    build_site,
    config,
    news,
    note,
    provider,
    record,
)
from tests.sites.soak import Soak
from tests.sites.test_updates import updated
from tests.sites.two_languages import switch, two

FRONTS = ("/latest/", "/topics/tides/")
TITLES = ".main .card__title"
NAV = ".orders a"


def told(title: str, day: int, *hours: int, **fields: Any) -> Files:
    """Records of a story at these hours of a day of February, each of another outlet."""
    return {
        f"content/news/{title.lower()}-{number}.md": record(
            f"{title} {number}" if number else title,
            f"2026-02-{day:02}T{hour:02}:00:00Z",
            **{
                "story": title,
                "topics": ["Tides"],
                "provider": provider(f"Outlet {number}"),
                "webUrl": f"https://outlet.example/{title}-{number}",
                **fields,
            },
        )
        for number, hour in enumerate(hours)
    }


STORIES: Files = {
    **told("Oar", 11, 8),
    **told("Gale", 12, 0, 7, 14, 21, 23),
    **told("Lamp", 13, 6, 6, 6, 6),
    **told("Rope", 14, 6, 6),
    **told("Salt", 15, 6, 18),
    **told("Keel", 16, 6, 7, 8),
}
"""Five stories of several outlets, the least that make orders."""


def stories_of(site: Site, page: str) -> list[str]:
    return [title.split()[0] for title in site.texts(page, TITLES)]


def with_settings(files: Files = STORIES, **settings: Any) -> Files:
    return {**files, "site.yaml": config(**settings)}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return build_site(tmp_path_factory.mktemp("orders"), STORIES)


@pytest.mark.parametrize("front", FRONTS)
def test_stories_are_in_the_order_of_outlets_and_of_heat(site: Site, front: str) -> None:
    by_outlets = ["Gale", "Lamp", "Keel", "Salt", "Rope", "Oar"]  # of equal ones the newest first
    assert stories_of(site, f"{front}outlets/") == by_outlets
    by_heat = ["Lamp", "Gale", "Keel", "Rope", "Salt", "Oar"]
    assert stories_of(site, f"{front}heat/") == by_heat
    assert site.text(f"{front}heat/", ".page-head__count") == "The newest 6 stories"


@pytest.mark.parametrize("front", FRONTS)
def test_front_and_orders_lead_to_each_other(site: Site, front: str) -> None:
    pages = [front, f"{front}outlets/", f"{front}heat/"]
    for page, label in zip(pages, ["Newest", "Most outlets", "Hottest"], strict=True):
        assert site.links(page, NAV) == pages
        assert site.texts(page, ".orders [aria-current=page]") == [label]
        assert site.text(page, "h1") == site.text(front, "h1")


def test_search_engines_leave_the_orders_out(site: Site) -> None:
    for page in ("/latest/outlets/", "/topics/tides/heat/"):
        assert site.attribute(page, "meta[name=robots]", "content") == "noindex, follow"
        assert site.attribute(page, "link[rel=canonical]", "href") == f"{ORIGIN}{page}"
        assert not any(page in path.read_text() for path in site.root.glob("sitemap*.xml"))
        assert site.all(page, "script[type='application/ld+json']") == []
    assert site.text("/latest/outlets/", "title") == "Latest by outlets – The Small Gazette"
    assert site.text("/topics/tides/heat/", "title") == "Tides by heat – The Small Gazette"


def test_older_pages_and_other_lists_have_no_orders(tmp_path: Path) -> None:
    site = build_site(tmp_path, with_settings(pagination={"page_size": 2}))
    with_orders = {page for page in site.pages() if site.all(page, ".orders")}
    tops = {"/top/", "/top/week/"}
    assert with_orders - tops == {
        f"{front}{order}" for front in FRONTS for order in ("", "outlets/", "heat/")
    }


def test_four_stories_of_several_outlets_are_too_few(tmp_path: Path) -> None:
    few = {path: text for path, text in STORIES.items() if "keel" not in path}
    site = build_site(tmp_path, few)
    for front in FRONTS:
        assert site.all(front, ".orders") == []
        assert not site.path(f"{front}outlets/").exists()


def test_only_the_newest_stories_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(orders, "STORIES", 6)
    monkeypatch.setattr(orders, "STORIES_OF_TOPIC", 5)
    site = build_site(tmp_path / "six", STORIES)
    assert len(site.all("/latest/outlets/", TITLES)) == 6
    assert len(site.all(f"{FRONTS[1]}outlets/", TITLES)) == 5
    site = build_site(tmp_path / "more", {**STORIES, **told("Net", 20, 8), **told("Cog", 20, 9)})
    assert site.all("/latest/", ".orders") == []


def test_one_outlet_with_many_articles_makes_no_orders(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {}
    for number in range(8):
        files |= told(f"Tale{number}", number + 1, 6, 7, provider=provider("The Mole"))
    assert build_site(tmp_path, files).all("/latest/", ".orders") == []


def test_own_heat_of_the_lead_counts(tmp_path: Path) -> None:
    site = build_site(tmp_path, {**STORIES, **told("Oar", 11, 8, heat=300)})
    assert stories_of(site, "/latest/heat/")[0] == "Oar"
    assert stories_of(site, "/latest/outlets/")[-1] == "Oar"


def test_pins_have_no_effect_and_buried_stories_are_last(tmp_path: Path) -> None:
    files = {
        **STORIES,
        **told("Oar", 11, 8, pin="2026-04-01T00:00:00Z"),
        **told("Gale", 12, 0, 7, 14, 21, 23, bury=True),
    }
    site = build_site(tmp_path, files)
    for front in FRONTS:
        found = stories_of(site, f"{front}outlets/")
        assert found == ["Lamp", "Keel", "Salt", "Rope", "Oar", "Gale"]


def test_topic_shows_an_article_of_its_own(tmp_path: Path) -> None:
    """The lead of a story may be on other topics only."""
    other = told("Keel", 16, 6, 7, 8, 9)
    path = "content/news/keel-3.md"
    other = {
        path: str(other[path])
        .replace("- Tides", "- Docks")
        .replace("\n---\n", "\nheat: 90\n---\n", 1)
    }
    site = build_site(tmp_path, {**STORIES, **other})
    assert "Keel 2" in site.texts("/topics/tides/outlets/", TITLES)
    assert "Keel 3" in site.texts("/latest/outlets/", TITLES)


def test_topic_with_the_name_of_an_order_has_its_own_pages(tmp_path: Path) -> None:
    files = {
        path: str(text).replace("  - Tides", "  - Tides\n  - Outlets\n  - Heat")
        for path, text in STORIES.items()
    }
    files["content/topics/heat.md"] = note("Warm.", title="Heat", parent="Outlets")
    site = build_site(tmp_path, files)
    for front in ("/topics/outlets/", "/topics/heat/"):
        for page in (front, f"{front}outlets/", f"{front}heat/"):
            assert site.links(page, NAV) == [front, f"{front}outlets/", f"{front}heat/"]
    assert site.text("/topics/outlets/heat/", "h1") == "Outlets"
    assert site.problems == ()
    assert site.lost_links() == []


def test_pages_are_gone_with_the_setting(tmp_path: Path) -> None:
    build_site(tmp_path, STORIES)
    site = build_site(tmp_path, with_settings(lists={"orders": False}))
    assert [path for path in site.pages() if path.endswith(("/outlets/", "/heat/"))] == []
    assert [page for page in site.pages() if site.all(page, ".orders")] == ["/top/", "/top/week/"]
    assert site.lost_links() == []


def test_style_of_the_list_holds_for_its_orders(tmp_path: Path) -> None:
    pictures = {"images": [{"url": "/a.svg", "width": 900, "height": 600}]}
    files = {**STORIES, **told("Oar", 11, 8, **pictures)}
    site = build_site(tmp_path, with_settings(files, lists={"topics": {"excerpts": False}}))
    assert site.all("/latest/outlets/", ".card .picture") == []
    assert len(site.all("/topics/tides/outlets/", ".card .picture")) == 1
    assert site.all("/topics/tides/outlets/", ".card__excerpt") == []


def test_articles_without_hours_and_sites_of_few_records_are_no_trouble(tmp_path: Path) -> None:
    days = {
        path: str(text).replace("T06", "T00").replace("T07", "T00")
        for path, text in STORIES.items()
    }
    site = build_site(tmp_path / "days", days)
    assert len(stories_of(site, "/latest/heat/")) == 6
    assert build_site(tmp_path / "none", {}).all("/latest/", ".orders") == []
    assert build_site(tmp_path / "one", news(record("A"))).all("/latest/", ".orders") == []


def test_orders_work_below_a_path(tmp_path: Path) -> None:
    base = f"{ORIGIN}/a/b/"
    site = build_site(tmp_path, with_settings(base_url=base))
    assert site.links("/latest/heat/", NAV)[1] == "/a/b/latest/outlets/"
    assert site.lost_links(base) == []


def test_orders_of_a_language_lead_to_the_list_of_the_other(tmp_path: Path) -> None:
    spanish = {"content/es/voto.md": record("El voto", locale="es", topics=["Tides"])}
    site = build_site(tmp_path, {**STORIES, **spanish, "site.yaml": two()})
    assert switch(site, "/latest/heat/") == {"en": "/latest/", "es": "/es/latest/"}
    assert switch(site, "/topics/tides/heat/") == {
        "en": "/topics/tides/",
        "es": "/es/topics/tides/",
    }
    assert not (site.root / "es/latest/heat").exists()
    assert site.lost_links() == []


def test_updates_equal_clean_builds_and_make_what_has_changed(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    docks: Files = {
        path.replace("news/", "news/d-"): str(text)
        .replace("2026-", "2025-")
        .replace("- Tides", "- Docks")
        .replace("outlet.example", "docks.example")
        .replace("story: ", "story: d")
        for path, text in STORIES.items()
    }
    build_site(folder, {**STORIES, **docks})
    assert (folder / "_site/topics/docks/outlets/index.html").is_file()

    def made(files: Files) -> set[str]:
        """The orders that an update with these files makes."""
        paths = dict(updated(folder, files, explain_updates=True).why)
        found = {path.removesuffix("index.html") for path in paths if "/outlets/" in path}
        return {path.removesuffix("/outlets/") for path in found}

    assert made(told("Mast", 20, 8, topics=[])) == {"latest"}
    assert made(told("Tern", 21, 8)) == {"latest", "topics/tides"}
    joining = record("Me too", "2026-02-16T12:00:00Z", story="Keel", topics=["Far"])
    assert made({"content/news/joining.md": joining}) == {"latest", "topics/tides"}
    assert made({"site.yaml": config(lists={"orders": False})}) == set()


def test_orders_come_and_go_with_the_fifth_story_of_several_outlets(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    joining = "content/news/keel-1.md"
    build_site(folder, {**STORIES, joining: "", "content/news/keel-2.md": ""})
    page = folder / "_site/topics/tides/outlets/index.html"

    def is_there() -> bool:
        front = (page.parent.parent / "index.html").read_text()
        assert page.is_file() == ('class="orders"' in front)
        return page.is_file()

    assert not is_there()
    for topics in (["Far"], ["Tides"]):  # of the outlet that makes the story one of several
        updated(folder, {joining: told("Keel", 16, 6, 7, topics=topics)[joining]})
        assert is_there()
        (folder / joining).unlink()
        updated(folder, {})
        assert not is_there()


@pytest.mark.parametrize("seed", [3, 8])
def test_random_edits_leave_what_a_clean_build_makes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    """With fewer stories than usual, so that the orders come and go often."""
    monkeypatch.setattr(orders, "STORIES", 5)
    monkeypatch.setattr(orders, "LEAST", 2)
    soak = Soak(tmp_path, seed, records=12)
    assert [*soak.differences(25)] == []
