"""The top stories of the last 24 hours and of the last 7 days."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.sites.site import ORIGIN, Files, Site, build_site, config, news, note, provider, record
from tests.sites.test_updates import updated
from tests.sites.two_languages import FILES as TWO_LANGUAGES
from tests.sites.two_languages import switch

DAY, WEEK = "/top/", "/top/week/"
TITLES = ".main .card__title"


def told(title: str, at: str, *outlets: str, **fields: Any) -> Files:
    """Records of a story, an hour apart, the first of the Harbour Post."""
    day, hour = at.split("T")
    names = ("Harbour Post", *outlets)
    return {
        f"content/news/{title.lower()}-{number}.md": record(
            title if number == 0 else f"{title} {number}",
            f"{day}T{int(hour) + number:02}:00:00Z",
            **{
                "story": title,
                "topics": ["Tides"],
                "provider": provider(name),
                "webUrl": f"https://outlet.example/{title}-{number}",
                **fields,
            },
        )
        for number, name in enumerate(names)
    }


NEWSROOM: Files = {
    **told("Gale", "2026-02-20T08", "Quay Times", "The Mole"),
    **told("Lamp", "2026-02-20T09"),
    **told("Rope", "2026-02-19T10"),
    **told("Salt", "2026-02-16T10", "Quay Times"),
    **told("Keel", "2026-02-10T10", "Quay Times", "The Mole"),
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return build_site(tmp_path_factory.mktemp("top"), {**NEWSROOM, **told("Mast", "2026-02-20T10")})


def test_stories_of_the_day_and_of_the_week_are_in_the_order_of_the_front_page(site: Site) -> None:
    front = site.texts("/", ".front__lead .card__title, .front__beside .card__title")
    week = [title.split()[0] for title in site.texts(WEEK, TITLES)]
    assert week == ["Gale", "Mast", "Lamp", "Salt", "Rope"]
    assert [title.split()[0] for title in front] == week[: len(front)]
    assert [title.split()[0] for title in site.texts(DAY, TITLES)] == ["Gale", "Mast", "Lamp"]


def test_stories_name_their_other_outlets_and_their_dates(site: Site) -> None:
    (covered,) = site.texts(DAY, ".covered-by")
    assert covered.startswith("Also covered by ")
    assert site.texts(DAY, ".card__meta time")[0] == "20 Feb, 10:00"


def test_record_just_24_hours_older_than_the_newest_is_left_out(tmp_path: Path) -> None:
    at = {"Newest": "2026-02-20T10", "Inside": "2026-02-19T11", "Outside": "2026-02-19T10"}
    files: dict[str, str | bytes] = {}
    for title, hour in at.items():
        files |= told(title, hour)
    assert build_site(tmp_path, files).texts(DAY, TITLES) == ["Newest", "Inside"]


def test_old_story_counts_again_with_a_new_article(tmp_path: Path) -> None:
    late = told("Late", "2026-02-20T09")["content/news/late-0.md"]
    files = {
        **NEWSROOM,
        "content/news/late.md": str(late).replace("story: Late", "story: Keel"),
    }
    assert "Late" in build_site(tmp_path, files).texts(DAY, TITLES)


def test_switch_leads_from_one_page_to_the_other(site: Site) -> None:
    for page, label in ((DAY, "24 hours"), (WEEK, "7 days")):
        assert site.links(page, ".orders a") == [DAY, WEEK]
        assert site.texts(page, ".orders [aria-current=page]") == [label]
        assert site.attribute(page, "link[rel=canonical]", "href") == f"{ORIGIN}{page}"
        assert site.all(page, "meta[name=robots]") == []
    assert "/top/week/</loc>" in site.html("/sitemap-page.xml")


def test_every_page_leads_to_the_top_at_its_foot_or_in_the_masthead(tmp_path: Path) -> None:
    site = build_site(tmp_path, {**NEWSROOM, "site.yaml": config(nav=["top", "latest"])})
    assert site.links("/latest/", ".masthead__sections a") == [DAY, "/latest/"]
    assert DAY not in site.links("/latest/", ".footer__links a")
    for page in (DAY, WEEK):
        assert site.links(page, ".masthead__sections [aria-current]") == [DAY]
    assert site.problems == ()


def test_head_of_more_top_stories_leads_to_all(tmp_path: Path) -> None:
    files = news(*[record(f"A{n}", f"2026-02-01T{n:02}:00:00Z") for n in range(20)])
    site = build_site(tmp_path, files)
    assert site.links("/", ".more .section-head__link") == [DAY]


def test_pages_are_gone_with_the_setting_and_nav_is_warned_of(tmp_path: Path) -> None:
    site = build_site(tmp_path, NEWSROOM)
    assert site.path(WEEK).is_file()
    settings = config(lists={"top": False}, nav=["top", "latest"])
    site = build_site(tmp_path, {**NEWSROOM, "site.yaml": settings})
    assert not (site.root / "top").exists()
    assert site.links("/latest/", ".masthead__sections a") == ["/latest/"]
    assert [(problem.code, problem.severity) for problem in site.problems] == [
        ("nav-section", "warning")
    ]
    assert site.lost_links() == []
    assert all("/top/" not in site.html(page) for page in site.pages())


@pytest.mark.parametrize("top", [True, False])
def test_address_is_taken(tmp_path: Path, top: bool) -> None:
    files = {"content/pages/top.md": note("Mine.", title="Mine")}
    site = build_site(tmp_path, {"site.yaml": config(lists={"top": top}), **files})
    assert [problem.code for problem in site.problems] == ["url-taken"]


def test_empty_site_has_both_pages(tmp_path: Path) -> None:
    site = build_site(tmp_path, {})
    assert site.text(DAY, ".empty__message") == site.text(WEEK, ".empty__message")


def test_only_record_without_hour_is_on_both_pages(tmp_path: Path) -> None:
    site = build_site(tmp_path, news(record("A", "2026-02-20")))
    assert site.texts(DAY, TITLES) == site.texts(WEEK, TITLES) == ["A"]
    assert site.texts(DAY, ".card__meta time") == ["20 Feb"]


def test_days_without_hours_begin_at_the_zones_midnight(tmp_path: Path) -> None:
    records = [record(f"Day {day}", f"2026-02-{day}") for day in range(10, 21)]
    settings = config(timezone="Pacific/Kiritimati")
    site = build_site(tmp_path, {"site.yaml": settings, **news(*records)})
    assert site.texts(DAY, TITLES) == ["Day 20"]
    assert site.texts(WEEK, TITLES) == [f"Day {day}" for day in range(20, 13, -1)]


def test_at_most_fifty_stories(tmp_path: Path) -> None:
    outlets = [provider(f"Outlet {n}") for n in range(60)]
    records = [
        record(f"A{n}", f"2026-02-01T08:{n:02}:00Z", provider=outlet, story=f"s{n}")
        for n, outlet in enumerate(outlets)
    ]
    site = build_site(tmp_path, news(*records))
    assert site.texts(DAY, TITLES) == [f"A{n}" for n in range(59, 9, -1)]


def test_pinned_and_buried_stories_of_the_time_have_the_ends(tmp_path: Path) -> None:
    files = {
        **told("Gale", "2026-02-20T08"),
        **told("Lamp", "2026-02-20T09", bury=True),
        **told("Rope", "2026-02-20T07", pin="2026-04-01T00:00:00Z"),
        **told("Salt", "2026-02-01T07", pin="2026-04-01T00:00:00Z"),
    }
    site = build_site(tmp_path, files)
    assert site.texts(DAY, TITLES) == ["Rope", "Gale", "Lamp"]
    assert len(site.all(DAY, ".card__pinned")) == 1


def test_pages_work_below_a_path(tmp_path: Path) -> None:
    base = f"{ORIGIN}/a/b/"
    site = build_site(tmp_path, {**NEWSROOM, "site.yaml": config(base_url=base)})
    assert site.links(DAY, ".orders a") == ["/a/b/top/", "/a/b/top/week/"]
    assert site.lost_links(base) == []


def test_each_language_has_its_own(tmp_path: Path) -> None:
    site = build_site(tmp_path, TWO_LANGUAGES)
    assert site.texts("/es/top/", TITLES) == ["El voto"]
    for page in (DAY, WEEK):
        assert switch(site, page) == {"en": page, "es": f"/es{page}"}


def test_updates_equal_clean_builds_and_make_what_has_changed(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    build_site(folder, NEWSROOM)

    def made(files: Files) -> set[str]:
        """The pages of top stories that an update with these files makes."""
        paths = dict(updated(folder, files, explain_updates=True).why)
        return {path for path in paths if path.startswith("top/")}

    both = {"top/index.html", "top/week/index.html"}
    assert made(told("Oar", "2026-01-05T08")) == set()
    assert made(told("Net", "2026-02-17T08")) == {"top/week/index.html"}
    assert made(told("Tide", "2026-02-20T11", "The Mole")) == both
    assert made(told("Rope", "2026-02-19T10", excerpt="It was cut.")) == {"top/week/index.html"}
    assert made(told("Far", "2026-02-25T11")) == both
    assert made({"site.yaml": config(lists={"top": False})}) == set()
    assert not (folder / "_site/top").exists()
