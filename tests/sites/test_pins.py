"""Stories that editors pin to the top of the front page and of their topics, or bury."""

from __future__ import annotations

import shutil
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from site_gen.build import build
from site_gen.instants import rfc3339
from site_gen.zones import zone_named
from tests.sites.site import (
    NOW,
    Files,
    Site,
    build_site,
    config,
    days,
    options_for,
    provider,
    read_folder,
    record,
    write_files,
)

END = NOW + timedelta(hours=6)
PIN: dict[str, Any] = {"pin": rfc3339(END)}
SEA: dict[str, Any] = {"topics": ["Sea"]}
OTHERS = days(20, **SEA)


def files(settings: dict[str, Any] | None = None, **fields: Any) -> Files:
    """Twenty records and an older one, in a topic whose pages have two stories each."""
    usual = {"pagination": {"page_size": 2}, "stories": {"threshold": 0}}
    return {
        "site.yaml": config(**{**usual, **(settings or {})}),
        **OTHERS,
        "content/news/old.md": record(
            "Old and dear", "2025-06-01T08:00:00Z", provider=provider("The Mole"), **SEA, **fields
        ),
    }


def titles(site: Site, page: str) -> list[str]:
    return site.texts(page, ".card__title")


def update(site: Site, now: datetime) -> Site:
    """The site after a build at ``now`` without changes, which equals one from nothing."""
    options = options_for(site.options.site, now=now)
    built = Site(options, build(options))
    clean = site.options.site.with_name("clean")
    shutil.rmtree(clean, ignore_errors=True)
    shutil.copytree(
        site.options.site, clean, ignore=shutil.ignore_patterns("_site", ".site_gen_cache")
    )
    build(options_for(clean, now=now))
    assert read_folder(clean / "_site") == read_folder(site.root)
    return built


def test_pinned_story_is_at_the_top_of_front_page_and_topic(tmp_path: Path) -> None:
    site = build_site(tmp_path / "site", files(**PIN))
    assert titles(site, "/")[0] == "Old and dear"
    assert titles(site, "/topics/sea/")[:2] == ["Old and dear", "Day 20"]
    for page in ("/", "/topics/sea/"):
        assert site.texts(page, ".card__pinned") == ["Pinned"]


def test_pinned_story_stays_in_its_place_in_lists_by_time(tmp_path: Path) -> None:
    site = build_site(tmp_path / "site", files(**PIN))
    plain = build_site(tmp_path / "plain", files())
    for page in ("/latest/", "/latest/page/1/", "/topics/sea/page/1/", "/archive/2025/06/01/"):
        assert titles(site, page) == titles(plain, page)
        assert site.texts(page, ".card__pinned") == []
    assert "Old and dear" in titles(site, "/topics/sea/page/1/")


def test_story_falls_back_to_its_rank_when_its_pin_ends(tmp_path: Path) -> None:
    site = build_site(tmp_path / "site", files(**PIN))
    before = site.files()
    same = update(site, END - timedelta(seconds=1))
    assert (same.report.written, same.files()) == (0, before)
    after = update(site, END)
    assert titles(after, "/")[0] == "Day 20"
    assert titles(after, "/topics/sea/")[0] == "Day 20"
    assert b"card__pinned" not in after.files()["index.html"]
    assert 0 < after.report.written < 10
    assert update(site, END + timedelta(days=1)).report.written == 0
    again = update(site, NOW)
    assert again.files() == before


def test_record_that_is_pinned_and_buried_in_turn_has_pages_like_those_of_a_clean_build(
    tmp_path: Path,
) -> None:
    """Its topic page is full, so only its own change brings it to the front of the topic."""
    site = build_site(tmp_path / "site", files())
    before = site.files()
    tops = []
    for fields in (PIN, {**PIN, "bury": True}, {"bury": True}, {}):
        write_files(tmp_path / "site", files(**fields))
        now = update(site, NOW)
        tops.append([titles(now, page)[0] for page in ("/", "/topics/sea/")])
    assert tops == [["Old and dear"] * 2, ["Old and dear"] * 2, ["Day 20"] * 2, ["Day 20"] * 2]
    assert site.files() == before


def test_pinned_story_does_not_change_the_days_that_a_topic_page_says(tmp_path: Path) -> None:
    pinned, plain = (
        build_site(tmp_path / name, files(**fields)).texts("/topics/sea/", ".pagination__span")
        for name, fields in (("pinned", PIN), ("plain", {}))
    )
    assert pinned == plain != []


def test_end_of_a_pin_makes_the_lead_of_its_story_the_former_one(tmp_path: Path) -> None:
    story: dict[str, Any] = {"story": "gale"}
    site = build_site(
        tmp_path / "site",
        {
            **files(**PIN, **story),
            "content/news/new.md": record("New", "2026-01-20T09:00:00Z", **SEA, **story),
        },
    )
    assert titles(site, "/")[:2] == ["Old and dear", "Day 20"]
    after = update(site, END)
    assert titles(after, "/")[:2] == ["New", "Day 20"]
    assert titles(after, "/topics/sea/")[:2] == ["New", "Day 20"]


def test_buried_story_comes_after_all_others(tmp_path: Path) -> None:
    """Of the day of the others: it would lead them."""
    newest = {"content/news/new.md": record("Not so dear", "2026-02-01", bury=True, **SEA)}
    settings = {"front": {"top": 30}, "pagination": {"page_size": 20}}
    site = build_site(tmp_path / "site", {**files(settings), **newest})
    assert titles(site, "/")[0] == "Day 20"
    assert [title for title in titles(site, "/") if title != "Day 20"][-1] == "Not so dear"
    assert titles(site, "/topics/sea/")[-1] == "Not so dear"
    assert titles(site, "/latest/")[0] == "Not so dear"
    assert titles(site, "/archive/2026/02/01/") == ["Not so dear"]
    assert titles(site, "/providers/harbourpost.example/")[0] == "Not so dear"
    assert site.texts("/news/new/", "h1") == ["Not so dear"]


def test_strip_of_a_topic_has_its_pinned_story_first_and_its_buried_one_last(
    tmp_path: Path,
) -> None:
    newest = {"content/news/new.md": record("Not so dear", "2026-02-01", bury=True, **SEA)}
    front: dict[str, Any] = {"front": {"blocks": ["topics"], "topics": ["Sea"], "topic_stories": 4}}
    site = build_site(tmp_path / "site", {**files(front, **PIN), **newest})
    assert titles(site, "/") == ["Old and dear", "Day 20", "Day 19", "Day 18"]
    some = {"site.yaml": config(**front), **days(2, **SEA), **newest}
    assert titles(build_site(tmp_path / "few", some), "/") == ["Day 2", "Day 1", "Not so dear"]


def test_topic_that_no_record_names_has_the_pinned_stories_of_those_below(tmp_path: Path) -> None:
    site = build_site(
        tmp_path / "site",
        {
            **files(**PIN),
            "content/topics/sea.md": "---\ntitle: Sea\nparent: World\n---\n",
            "content/topics/world.md": "---\ntitle: World\n---\n",
        },
    )
    assert titles(site, "/topics/world/")[:2] == ["Old and dear", "Day 20"]
    assert titles(update(site, END), "/topics/world/")[0] == "Day 20"


@pytest.mark.parametrize("timezone", ["UTC", "America/New_York", "Pacific/Kiritimati"])
def test_pin_until_a_day_holds_to_the_end_of_it_in_the_zone_of_the_site(
    tmp_path: Path, timezone: str
) -> None:
    day = (NOW + timedelta(days=2)).date()
    end = zone_named(timezone).start(day + timedelta(days=1))
    site = build_site(tmp_path / "site", files({"timezone": timezone}, pin=str(day)))
    assert titles(update(site, end - timedelta(seconds=1)), "/")[0] == "Old and dear"
    assert titles(update(site, end), "/")[0] == "Day 20"


@pytest.mark.parametrize("timezone", ["UTC", "America/New_York", "Pacific/Kiritimati"])
def test_pin_until_the_last_day_of_the_calendar_never_ends(tmp_path: Path, timezone: str) -> None:
    site = build_site(tmp_path / "site", files({"timezone": timezone}, pin="9999-12-31"))
    assert titles(site, "/")[0] == "Old and dear"


def test_pin_with_an_offset_ends_at_that_instant(tmp_path: Path) -> None:
    site = build_site(tmp_path / "site", files(pin="2026-03-03T02:00:00+05:30"))
    end = datetime.fromisoformat("2026-03-02T20:30:00Z")
    assert titles(update(site, end - timedelta(seconds=1)), "/")[0] == "Old and dear"
    assert titles(update(site, end), "/")[0] == "Day 20"


def test_midnight_in_utc_is_that_instant_for_a_pin(tmp_path: Path) -> None:
    site = build_site(
        tmp_path / "site", files({"timezone": "America/New_York"}, pin="2026-03-03T00:00:00Z")
    )
    end = datetime.fromisoformat("2026-03-03T00:00:00Z")
    assert titles(update(site, end - timedelta(seconds=1)), "/")[0] == "Old and dear"
    assert titles(update(site, end), "/")[0] == "Day 20"


def test_label_is_in_the_language_of_the_site(tmp_path: Path) -> None:
    site = build_site(tmp_path / "site", files({"locale": "de"}, **PIN))
    assert site.texts("/", ".card__pinned") == ["Angeheftet"]
    lines = files({"lists": {"topics": {"density": "compact"}}}, **PIN)
    assert build_site(tmp_path / "lines", lines).texts("/topics/sea/", ".card__pinned") == [
        "Pinned"
    ]
