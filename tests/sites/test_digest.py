"""The digest: the top stories of each finished day and week."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_gen.build import build
from tests.sites.site import (
    Files,
    Site,
    build_site,
    config,
    news,
    options_for,
    provider,
    read_folder,
    record,
    related,
    write_files,
)

FERRY = "Tern ferry loses engine off Quillon"
QUAY = provider("Quay Times", "quaytimes.example")
COURIER = provider("Quillon Courier", "quilloncourier.example")


def own(name: str) -> dict[str, str]:
    """The address of an article of an outlet of its own."""
    return {"webUrl": f"https://{name}.example/ferry"}


RECORDS = news(
    record("Kelp permits are asked for", "2026-02-02T08:00:00Z"),
    record(FERRY, "2026-02-02T09:00:00Z"),
    record("Engine of Quillon ferry Tern fails", "2026-02-02T11:00:00Z", provider=QUAY, **own("q")),
    record("Lighthouse sold to a painter", "2026-02-02T12:00:00Z", bury=True),
    record("Quillon ferry Tern is towed, engine lost", "2026-02-03T09:00:00Z", provider=COURIER),
    record("Herring is back in the bay", "2026-02-10T09:00:00Z"),
    record("Brass band plays on the mole", "2026-02-11T09:00:00Z"),
)
"""Three days and one week that are over, and a newest day."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return build_site(tmp_path_factory.mktemp("digest"), RECORDS)


def digests(site: Site) -> list[str]:
    return [page for page in site.pages() if page.startswith("/digest/")]


def test_every_finished_day_and_week_has_a_page(site: Site) -> None:
    assert digests(site) == [
        "/digest/",
        "/digest/2026-02-02/",
        "/digest/2026-02-03/",
        "/digest/2026-02-10/",
        "/digest/2026-w06/",
    ]


def test_a_day_has_its_own_articles_only(site: Site) -> None:
    page = "/digest/2026-02-02/"
    assert site.texts(page, ".card__title")[1:] == ["Kelp permits are asked for"]
    assert "ferry" in site.texts(page, ".card__title")[0]
    assert len(site.texts(page, ".covered-by")) == 1
    assert "Quillon Courier" not in site.text(page, "main")
    assert site.texts("/digest/2026-02-03/", ".covered-by") == []


def test_a_week_counts_all_of_its_days(site: Site) -> None:
    page = "/digest/2026-w06/"
    assert len(site.texts(page, ".card__title")) == 2
    assert "5 articles from 3 outlets" in site.text(page, ".page-head__intro")
    assert site.text(page, ".covered-by").count("Qu") >= 1


def test_buried_stories_are_left_out_and_pins_do_not_count(tmp_path: Path) -> None:
    pinned = record("A pinned jubilee", "2026-02-02T07:00:00Z", pin="2027-01-01T00:00:00Z")
    site = build_site(tmp_path, {**RECORDS, "content/news/pinned.md": pinned})
    titles = site.texts("/digest/2026-02-02/", ".card__title")
    assert "ferry" in titles[0]
    assert "A pinned jubilee" in titles[1:]
    assert "Lighthouse sold to a painter" not in titles


def test_list_feed_and_footer_lead_to_digests(site: Site) -> None:
    assert site.texts("/digest/", ".index-row__title") == [
        "Tuesday, 10 February 2026",
        "Weekly digest, 2 – 8 February 2026",
        "Tuesday, 3 February 2026",
        "Monday, 2 February 2026",
    ]
    assert "/digest/" in site.links("/", ".footer__links a")
    feed = site.files()["digest/feed.xml"].decode()
    assert feed.count("<entry>") == 3
    assert "Lighthouse" not in feed
    assert site.lost_links() == []


def test_pages_lead_to_the_digests_beside_them(site: Site) -> None:
    assert site.links("/digest/2026-02-03/", ".pagination__link") == [
        "/digest/2026-02-10/",
        "/digest/2026-02-02/",
    ]


NEWER = {
    "content/news/later.md": record("Tern ferry: engine found", "2026-02-11T22:00:00Z"),
    "content/news/latest.md": record("Seals counted", "2026-02-13T08:00:00Z"),
    "content/news/same.md": record(
        "Ferry Tern of Quillon lost its engine", "2026-02-04T09:00:00Z", provider=QUAY, **own("x")
    ),
}


def test_newer_records_leave_past_days_as_they_are(tmp_path: Path) -> None:
    before = build_site(tmp_path / "a", RECORDS).files()
    after = build_site(tmp_path / "b", {**RECORDS, **NEWER}).files()
    for day in ("2026-02-02",):
        path = f"digest/{day}/index.html"
        assert before[path] == after[path]
    stories = [
        build_site(tmp_path / name, files).texts("/digest/2026-02-10/", ".card__title")
        for name, files in (("a", RECORDS), ("b", {**RECORDS, **NEWER}))
    ]
    assert stories[0] == stories[1]


LATE = {"content/news/late.md": record("Late: kelp permits asked for", "2026-02-02T20:00:00Z")}
LISTING = {
    "content/news/listing.md": record(
        "The bay in short",
        "2026-02-03T20:00:00Z",
        related=[
            related("Herring", "https://quaytimes.example/herring"),
            related("Seals", "https://quaytimes.example/seals", publishedDateTime="2026-02-02"),
        ],
    )
}
HERRING = {
    "content/news/herring.md": record(
        "Herring", "2026-02-05T09:00:00Z", webUrl="https://quaytimes.example/herring", provider=QUAY
    )
}
EDITIONS: tuple[Files, ...] = (
    RECORDS,
    {**RECORDS, **LATE},
    {**RECORDS, **NEWER, **LISTING},
    {**RECORDS, **NEWER, **LISTING, **HERRING},
    {**RECORDS, **LISTING, **HERRING},
    {name: text for name, text in RECORDS.items() if not name.endswith(("r6.md", "r7.md"))},
    {**RECORDS, "site.yaml": config(digest={"stories": 1})},
    {**RECORDS, "site.yaml": config(digest={"pages": False})},
    {"content/news/r1.md": RECORDS["content/news/r1.md"]},
    RECORDS,
)


def test_updates_equal_clean_builds(tmp_path: Path) -> None:
    for number, files in enumerate(EDITIONS):
        write_files(tmp_path / "site", files)
        build(options_for(tmp_path / "site"))
        clean = build_site(tmp_path / f"clean{number}", files)
        assert read_folder(tmp_path / "site" / "_site") == clean.files(), number


def test_related_entries_count_by_their_own_time(tmp_path: Path) -> None:
    site = build_site(tmp_path, {**RECORDS, **LISTING})
    page = "/digest/2026-02-03/"
    assert "Quay Times" in site.text(page, ".covered-by")
    with_record = build_site(tmp_path, {**RECORDS, **LISTING, **HERRING})
    assert with_record.texts(page, ".covered-by") == site.texts(page, ".covered-by")


def test_base_path_and_time_zone(tmp_path: Path) -> None:
    base = "https://gazette.example/news/"
    settings = config(base_url=base, timezone="Pacific/Auckland")
    site = build_site(tmp_path, {**RECORDS, "site.yaml": settings})
    assert "/digest/2026-02-03/" in site.pages()
    assert site.lost_links(base) == []
    assert "<p>" not in site.text("/digest/2026-02-02/", "main")


def test_no_pages_if_switched_off(tmp_path: Path) -> None:
    site = build_site(tmp_path, {**RECORDS, "site.yaml": config(digest={"pages": False})})
    assert digests(site) == []
    assert "/digest/" not in site.links("/", ".footer__links a")


def test_each_language_has_its_own(tmp_path: Path) -> None:
    german = record("Fähre fährt wieder", "2026-02-04T09:00:00Z", locale="de")
    later = record("Möwen gezählt", "2026-02-05T09:00:00Z", locale="de")
    files = {
        **RECORDS,
        "content/news/g1.md": german,
        "content/news/g2.md": later,
        "site.yaml": config(languages=["en", "de"]),
    }
    site = build_site(tmp_path, files)
    assert site.texts("/de/digest/2026-02-04/", ".card__title") == ["Fähre fährt wieder"]
    assert "/digest/2026-02-04/" not in site.pages()
    assert site.lost_links() == []


def test_outlet_that_only_an_entry_names_is_shown_by_its_later_record(tmp_path: Path) -> None:
    """Its page may have another address than the entry's name would have."""
    entry = related("Seals", "https://youtube.com/seals", name="Seal Cam")
    entry["provider"] = provider("Seal Channel", "youtube.com")
    listing = record("Seals counted", "2026-02-03T10:00:00Z", related=[entry])
    later = record(
        "Seals",
        "2026-02-05T10:00:00Z",
        webUrl="https://youtube.com/seals",
        provider=provider("Seals on Film", "youtube.com"),
    )
    end = record("The end", "2026-02-08T10:00:00Z")
    site = build_site(tmp_path, news(listing, later, end))
    assert "Seals on Film" in site.text("/digest/2026-02-03/", ".covered-by")
    assert site.lost_links() == []
