"""Outlets of one host, as readers see them; and articles of one page."""

from __future__ import annotations

import re
from pathlib import Path

from tests.sites.site import Site, build_site, news, provider, record


def has(site: Site, url: str) -> bool:
    return site.path(url).exists()


def records(host: str) -> dict[str, str | bytes]:
    return news(
        record("Fog at dawn", "2026-02-01T08:00:00Z", provider=provider("Harbour Cam", host)),
        record("Fish soup", "2026-02-02T08:00:00Z", provider=provider("Bo's kitchen", host)),
    )


def test_each_article_is_of_the_outlet_that_its_record_names(tmp_path: Path) -> None:
    site = build_site(tmp_path, records("videos.example"))
    page, directory = site.html("/news/r2/"), site.html("/providers/")
    assert "Bo&#39;s kitchen" in page or "Bo's kitchen" in page
    assert "Harbour Cam" not in page
    assert "Harbour Cam" in directory
    assert "/providers/videos.example~boskitchen/" in directory


def test_address_of_a_shared_host_leads_on_to_its_first_outlet(tmp_path: Path) -> None:
    site = build_site(tmp_path, records("youtube.com"))
    assert "/providers/youtube.com~harbourcam/" in site.html("/providers/youtube.com/")
    assert "Fog at dawn" in site.html("/providers/youtube.com~harbourcam/")


def test_address_leads_on_as_long_as_there_is_something_to_lead_to(tmp_path: Path) -> None:
    files = records("youtube.com")
    build_site(tmp_path, files)
    del files["content/news/r1.md"]
    site = build_site(tmp_path, files)
    assert "/providers/youtube.com~boskitchen/" in site.html("/providers/youtube.com/")
    site = build_site(tmp_path, news(record("Ferry")))
    assert not has(site, "/providers/youtube.com/")


def test_articles_of_one_page_have_a_page_each(tmp_path: Path) -> None:
    status = {"webUrl": "https://status.example/"}
    site = build_site(
        tmp_path,
        news(
            record("Radar down", entryId="inc-1", **status),
            record("Desk slow", entryId="inc-2", **status),
            record("Desk slow again", entryId="inc-2", **status),
        ),
    )
    assert [has(site, f"/news/r{number}/") for number in (1, 2, 3)] == [True] * 3
    assert site.texts("/latest/", ".card__title") == ["Radar down", "Desk slow"]
    ids = re.findall(r"<id>(urn:uuid:[^<]+)", site.html("/feed.xml"))
    assert len(set(ids)) == len(ids) == 2


def test_name_follows_a_note_on_one_of_several_outlets_of_a_host(tmp_path: Path) -> None:
    """Also where other records only mention the outlet, and the note goes away again."""
    kitchen = {"title": "Fish soup", "webUrl": "https://videos.example/soup"}
    files = news(
        record("Fog at dawn", provider=provider("Harbour Cam", "videos.example")),
        record(
            "Ferry", related=[{**kitchen, "provider": provider("Bo's kitchen", "videos.example")}]
        ),
    )
    note = "---\nname: The Kitchen\n---\n"
    page = "/providers/videos.example~boskitchen/"
    for names in (["Bo's kitchen"], ["The Kitchen"], ["Bo's kitchen"]):
        some: dict[str, str | bytes] = dict(files)
        if names == ["The Kitchen"]:
            some["content/providers/videos.example~boskitchen.md"] = note
        assert build_site(tmp_path / "site", some).texts(page, "h1") == names
