"""Sites and records in languages that are written from right to left."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.sites.site import build_site, config, news, record


@pytest.mark.parametrize(
    ("locale", "lang", "way"),
    [
        ("ar", "ar", "rtl"),
        ("he-IL", "he-IL", "rtl"),
        ("fa_IR", "fa-IR", "rtl"),
        ("en_gb", "en-gb", "ltr"),
        ("de", "de", "ltr"),
    ],
)
def test_every_page_says_its_language_and_direction(
    tmp_path: Path, locale: str, lang: str, way: str
) -> None:
    site = build_site(tmp_path, {"site.yaml": config(locale=locale), **news(record("A"))})
    for page in site.pages():
        html = site.one(page, "html").attributes
        assert (html["lang"], html["dir"]) == (lang, way), page


def test_record_in_another_language_says_so_wherever_it_stands(tmp_path: Path) -> None:
    text = record("العبّارة تعود", locale="ar-eg", body="بعد عامين.")
    site = build_site(tmp_path, news(text))
    for page, selector in (
        ("/", ".card__title"),
        ("/latest/", ".card__title"),
        ("/providers/harbourpost.example/", ".card__excerpt"),
        ("/news/r1/", "h1"),
        ("/news/r1/", ".article-head__standfirst"),
        ("/news/r1/", ".prose"),
    ):
        node = site.one(page, selector).attributes
        assert (node["lang"], node["dir"]) == ("ar-eg", "rtl"), f"{page} {selector}"
    assert site.one("/news/r1/", "html").attributes["dir"] == "ltr"


@pytest.mark.parametrize(
    ("site_locale", "locale", "lang", "way"),
    [
        ("ar", "ar-eg", None, None),
        ("ar", "en", "en", "ltr"),
        ("ar", "fa", "fa", None),
        ("uz", "uz-Arab", "uz-Arab", "rtl"),
        ("zh", "zh-CN", None, None),
        ("zh", "zh-TW", "zh-TW", None),
        ("en", "en-us", None, None),
        ("en", "", None, None),
    ],
)
def test_language_and_direction_are_said_only_where_they_differ(
    tmp_path: Path, site_locale: str, locale: str, lang: str | None, way: str | None
) -> None:
    files = {"site.yaml": config(locale=site_locale), **news(record("A", locale=locale))}
    title = build_site(tmp_path, files).one("/news/r1/", "h1").attributes
    assert (title.get("lang"), title.get("dir")) == (lang, way)


def test_names_in_other_scripts_have_pages_of_their_own(tmp_path: Path) -> None:
    site = build_site(
        tmp_path,
        news(record("A", topics=["بحر", "海", "Море"], provider={"name": "جريدة الميناء"})),
    )
    topics = [page for page in site.pages() if page.startswith("/topics/") and page != "/topics/"]
    assert len(topics) == 3
    assert sorted(site.text(page, "h1") for page in topics) == sorted(["بحر", "海", "Море"])
    assert site.lost_links() == []
