"""What notes say of providers: country, kind and language, on their pages and with stories."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.sites.site import (
    Files,
    Site,
    build_site,
    config,
    news,
    note,
    options_for,
    provider,
    record,
    related,
)
from tests.sites.test_updates import updated

POST = "content/providers/harbourpost.example.md"
QUAY = "content/providers/quaytimes.example.md"
FERRY = record(
    "Ferry returns",
    "2026-02-01T08:00:00Z",
    related=[
        related("Back", "https://quaytimes.example/a", publishedDateTime="2026-02-01T10:00:00Z"),
        related("Back!", "https://mole.example/a", "The Mole"),
    ],
)
FILES: Files = news(FERRY, record("Gulls leave", "2026-02-10T08:00:00Z"))
FACTS = ".provider-facts > div"


def tagged(name: str, country: str, **fields: Any) -> str:
    return note(name=name, country=country, **fields)


def facts(site: Site, domain: str = "harbourpost.example") -> list[str]:
    return site.texts(f"/providers/{domain}/", FACTS)


def test_page_of_a_provider_has_its_country_kind_and_language(tmp_path: Path) -> None:
    tags = tagged("Harbour Post", "no", kind="Public", language="nb")
    site = build_site(tmp_path, {**FILES, POST: tags})
    assert facts(site) == ["Country Norway", "Kind Public service", "Language Norwegian Bokmål"]
    assert not site.all("/providers/quaytimes.example/", ".provider-facts")


def test_names_of_countries_and_languages_are_in_the_language_of_the_site(tmp_path: Path) -> None:
    files = {"site.yaml": config(locale="de"), POST: tagged("Harbour Post", "NO", language="fr")}
    values = build_site(tmp_path, {**FILES, **files}).texts(
        "/providers/harbourpost.example/", f"{FACTS} dd"
    )
    assert values == ["Norwegen", "Französisch"]


def test_language_that_is_not_determined_is_not_english(tmp_path: Path) -> None:
    site = build_site(tmp_path, {**FILES, POST: note(name="Harbour Post", language="und")})
    assert facts(site) == ["Language und"]


def test_tags_that_do_not_exist_are_warnings_and_not_shown(tmp_path: Path) -> None:
    tags = tagged("Harbour Post", "Norge", kind="weekly", language="plain English")
    site = build_site(tmp_path, {**FILES, POST: tags})
    assert facts(site) == []
    assert [(each.code, each.field) for each in site.problems] == [
        ("bad-country", "country"),
        ("bad-kind", "kind"),
        ("bad-locale", "language"),
    ]


@pytest.mark.parametrize(
    ("quay", "said"), [("IE", "3 outlets, 2 countries"), ("NO", "3 outlets"), ("", "3 outlets")]
)
def test_stories_say_of_how_many_countries_they_are(tmp_path: Path, quay: str, said: str) -> None:
    notes = {POST: tagged("Harbour Post", "NO"), QUAY: tagged("Quay Times", quay)}
    site = build_site(tmp_path, {**FILES, **notes})
    assert site.text("/news/r1/", ".coverage-summary a") == said
    assert site.text("/latest/", ".outlets") == said
    assert site.attribute("/latest/", ".card:has(.outlets)", "data-outlets") == "3"
    assert len(site.all("/latest/", "[data-outlets]")) == 1


@pytest.mark.parametrize("country", ["no", ""])
def test_other_country_of_a_provider_changes_the_stories_that_it_covers(
    tmp_path: Path, country: str
) -> None:
    notes = {POST: tagged("Harbour Post", "NO"), QUAY: tagged("Quay Times", "IE")}
    folder = tmp_path / "site"
    before = build_site(folder, {**FILES, **notes}).files()
    report = updated(folder, {QUAY: tagged("Quay Times", country)})
    after = Site(options_for(folder), report).files()
    changed = {path for path in after if after[path] != before.get(path)}
    assert {"news/r1/index.html", "latest/index.html"} <= changed
    assert "news/r2/index.html" not in changed


def test_other_kind_of_a_provider_changes_no_article(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    build_site(folder, {**FILES, QUAY: tagged("Quay Times", "IE", kind="blog")})
    pages = {path: path.stat().st_mtime_ns for path in (folder / "_site/news").rglob("index.html")}
    report = updated(folder, {QUAY: tagged("Quay Times", "IE", kind="private")})
    assert report.written > 0
    assert pages == {path: path.stat().st_mtime_ns for path in pages}


def test_article_that_joins_a_story_changes_its_pictures(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    site = build_site(folder, dict(FILES))
    assert not site.all("/news/r1/", ".coverage-chart")
    assert not site.all("/latest/", ".breadth")
    at = "2026-02-01T14:00:00Z"
    joined = record(
        "Ferry docks",
        at,
        provider=provider("Island Radio", "islandradio.example"),
        related=[related("Ferry returns", "https://harbourpost.example/ferry-returns")],
    )
    site = Site(options_for(folder), updated(folder, {"content/news/dock.md": joined}))
    assert len(site.all("/news/r1/", ".coverage-chart")) == 1
    assert len(site.all("/latest/", ".breadth")) == 2
    assert site.text("/news/dock/", "figcaption") == "Coverage by hour"


def only_here(site: Site) -> list[str]:
    """The headlines with the mark on the page of the Harbour Post."""
    return site.texts("/providers/harbourpost.example/", ".card:has(.card__kind) .card__title")


def test_article_of_a_story_of_one_outlet_is_marked_on_the_page_of_that(tmp_path: Path) -> None:
    site = build_site(tmp_path, FILES)
    assert only_here(site) == ["Gulls leave"]
    assert "Only here" not in site.html("/latest/")


def test_mark_on_most_articles_would_say_nothing(tmp_path: Path) -> None:
    other = record("Nets mended", "2026-02-11T08:00:00Z")
    assert only_here(build_site(tmp_path, {**FILES, "content/news/nets.md": other})) == []
