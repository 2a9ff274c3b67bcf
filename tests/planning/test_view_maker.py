"""Views of records and providers."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from site_gen.config import Images
from site_gen.i18n.language import Language
from site_gen.language_tags import direction, direction_of_text, language_tag
from site_gen.model import Image
from site_gen.plan.coverage import CoveringArticle
from site_gen.plan.kinds import Kinds, is_video
from site_gen.plan.views import Link, PictureView
from tests.planning.sites import SMALL, maker_of
from tests.records import NOON, hours_ago, record, related

KINDS = {
    "article": "",
    "Article": "",
    "video": "Video",
    "download": "Download",
    "live_blog": "Live blog",
    "photo-essay": "Photo essay",
    "  podcast ": "Podcast",
    "AMA": "AMA",
    "": "",
}


@pytest.mark.parametrize(("kind", "label"), KINDS.items())
def test_type_has_a_label_except_for_articles(kind: str, label: str) -> None:
    assert Kinds(Language()).label(kind) == label
    assert is_video(kind) == (label == "Video")


@pytest.mark.parametrize(
    ("locale", "lang", "way"),
    [
        ("en", "en", "ltr"),
        ("en_us", "en-us", "ltr"),
        ("de-CH", "de-CH", "ltr"),
        ("ar", "ar", "rtl"),
        ("he-IL", "he-IL", "rtl"),
        ("FA_ir", "FA-ir", "rtl"),
        ("ckb", "ckb", "rtl"),
        ("arn", "arn", "ltr"),
        ("plain English", "", "ltr"),
        ('en" onload="x', "", "ltr"),
        ("", "", "ltr"),
    ],
)
def test_locale_has_a_language_and_a_direction(locale: str, lang: str, way: str) -> None:
    assert (language_tag(locale), direction(locale)) == (lang, way)


@pytest.mark.parametrize(
    ("text", "way"),
    [
        ("The ferry is back", "ltr"),
        ("2 ferries", "ltr"),
        ("“العبّارة” is back", "rtl"),
        ("3 ספינות", "rtl"),
        ("2026: 3/4", ""),
        ("", ""),
    ],
)
def test_first_letter_of_a_text_has_its_direction(text: str, way: str) -> None:
    assert direction_of_text(text) == way


@pytest.mark.parametrize(
    ("locale", "title", "marked"),
    [
        ("en", "The ferry is back", ("", "")),
        ("en", "العبّارة تعود", ("", "rtl")),
        ("ar", "العبّارة تعود", ("", "")),
        ("ar", "The ferry is back", ("", "ltr")),
        ("en", "המעבורת חוזרת", ("he", "rtl")),
        ("ar", "여객선이 돌아온다", ("ko", "ltr")),
        ("ja", "フェリーが戻る", ("", "")),
    ],
)
def test_articles_of_unknown_language_are_marked_by_their_letters(
    locale: str, title: str, marked: tuple[str, str]
) -> None:
    maker = maker_of(record(), config=replace(SMALL, locale=locale))
    entry = replace(related("https://q.example/c"), title=title)
    shown = maker.related_item(CoveringArticle("harbour-post", entry))
    assert (shown.lang, shown.dir) == marked


@pytest.mark.parametrize(
    ("site", "own", "marked"),
    [
        ("en", "", ("", "")),
        ("en", "en-us", ("", "")),
        ("en-gb", "EN_us", ("", "")),
        ("en", "de", ("de", "")),
        ("en", "ar", ("ar", "rtl")),
        ("ar", "he", ("he", "")),
        ("ar", "en", ("en", "ltr")),
        ("en", "not a tag", ("", "")),
    ],
)
def test_language_is_set_if_it_is_not_the_site_s(
    site: str, own: str, marked: tuple[str, str]
) -> None:
    maker = maker_of(record(locale=own), config=replace(SMALL, locale=site))
    card = maker.card("ferry")
    assert (card.lang, card.dir) == marked


SIZES: list[tuple[dict[str, Any], tuple[int, int]]] = [
    ({"width": 640, "height": 480}, (640, 480)),
    ({}, (1200, 675)),
    ({"width": 640}, (1200, 675)),
    ({"height": 480}, (1200, 675)),
    ({"width": 0, "height": 480}, (1200, 675)),
    ({"width": -640, "height": 480}, (1200, 675)),
]


@pytest.mark.parametrize(("size", "shown"), SIZES)
def test_picture_always_has_a_size(size: dict[str, Any], shown: tuple[int, int]) -> None:
    picture = maker_of(record()).picture(Image("/a.png", **size), "harbour-post")
    assert (picture.width, picture.height) == shown


def test_picture_has_caption_attribution_and_fallback() -> None:
    maker = maker_of(record(provider="Harbour Post"))
    image = Image("/a.png", 6, 4, title="The quay", attribution="A. Tern")
    picture = maker.picture(image, "harbour-post", "Boats")
    assert (picture.src, picture.alt) == ("/news/a.png", "Boats")
    assert (picture.caption, picture.attribution) == ("The quay", "A. Tern")
    assert picture.initials == "HP"
    assert 0 <= picture.hue < 12
    assert maker.placeholder("harbour-post") == PictureView(hue=picture.hue, initials="HP")


INITIALS = {
    "Harbour Post": "HP",
    "The Harbour Post": "HP",
    "The Linker": "TL",
    "Kelp & Current": "KC",
    "ostsee": "O",
    "事实 报": "事报",
    "“Quoted” paper": "QP",
    "الشروق الجديد": "ش\u200cج",
    "🦑": "",
}


@pytest.mark.parametrize(("name", "initials"), INITIALS.items())
def test_initials_of_providers(name: str, initials: str) -> None:
    maker = maker_of(record(provider=name, domain="a.example"))
    assert maker.provider("a.example").initials == initials


POLICIES = Images(
    referrer_policy="origin",
    referrer_policies={"cdn.example": "same-origin", "b.cdn.example": "strict-origin"},
)


@pytest.mark.parametrize(
    ("url", "policy"),
    [
        ("/a.png", "origin"),
        ("https://other.example/a.png", "origin"),
        ("https://cdn.example/a.png", "same-origin"),
        ("https://CDN.example:8080/a.png", "same-origin"),
        ("//cdn.example/a.png", "same-origin"),
        ("https://a.cdn.example/a.png", "same-origin"),
        ("https://a.b.cdn.example/a.png", "strict-origin"),
        ("https://notcdn.example/a.png", "origin"),
        ("https://cdn.example.org/a.png", "origin"),
    ],
)
def test_referrer_policy_depends_on_the_host(url: str, policy: str) -> None:
    maker = maker_of(record(), config=replace(SMALL, images=POLICIES))
    assert maker.picture(Image(url), "harbour-post").referrer_policy == policy


def test_no_referrer_is_sent_by_default() -> None:
    picture = maker_of(record()).picture(Image("https://cdn.example/a.png"), "harbour-post")
    assert picture.referrer_policy == "no-referrer"


def test_card_has_the_data_of_a_record() -> None:
    item = record(
        "ferry",
        provider="Harbour Post",
        domain="harbourpost.example",
        title=" The ferry\n runs ",
        excerpt="word " * 100,
        topics=("Sea Ice", "AI"),
        type="video",
        images=(Image("https://cdn.example/a.png", 600, 400), Image("/b.png", 600, 400)),
    )
    card = maker_of(item).card("ferry")
    assert (card.id, card.href, card.title) == ("ferry", "/news/news/ferry/", "The ferry runs")
    assert card.provider.href == "/news/providers/harbourpost.example/"
    assert card.published.date == "16 June 2021"
    assert len(card.excerpt) <= 260
    assert card.picture is not None
    assert card.picture.src == "https://cdn.example/a.png"
    assert card.topics == (
        Link("Sea Ice", "/news/topics/sea-ice/"),
        Link("AI", "/news/topics/ai/"),
    )
    assert card.kind == "Video"


def test_record_without_an_image_has_a_card_without_a_picture() -> None:
    assert maker_of(record()).card("ferry").picture is None


def covered(*providers: str) -> tuple[list[str], int]:
    """The outlets that a card names as covering its story, and how many more there are."""
    entries = tuple(related(f"https://q.example/{n}", name) for n, name in enumerate(providers))
    card = maker_of(record(provider="Own", related=entries)).card("ferry")
    return [link.label for link in card.covered_by], card.covered_more


@pytest.mark.parametrize(
    ("providers", "named", "more"),
    [
        ("", [], 0),
        ("A", ["A"], 0),
        ("A B C", ["A", "B", "C"], 0),
        ("A B C D E", ["A", "B", "C"], 2),
        ("A A B a", ["A", "B"], 0),
        ("Own A own", ["A"], 0),
    ],
)
def test_card_names_each_other_provider_once(providers: str, named: list[str], more: int) -> None:
    assert covered(*providers.split()) == (named, more)


def test_card_leads_to_the_coverage_on_its_page() -> None:
    site_card = maker_of(record()).card("ferry")
    assert site_card.coverage_href == f"{site_card.href}#full-coverage"


def test_links_to_covering_articles_have_no_tracking_parameters() -> None:
    entry = related("https://q.example/a?utm_source=b&c=d", "Quillon Courier")
    card = maker_of(record(related=(entry,))).card("ferry")
    assert card.covered_by == (Link("Quillon Courier", "https://q.example/a?c=d", external=True),)


def test_provider_with_a_record_of_the_story_is_linked_to_it() -> None:
    ours = record("dock", hours_ago(1), provider="Quay Times")
    listed = related(ours.url, "Quay Times")
    maker = maker_of(record(related=(listed,)), ours)
    assert maker.card("ferry").covered_by == (Link("Quay Times", "/news/news/dock/"),)
    assert maker.card("dock").covered_by == (Link("Harbour Post", "/news/news/ferry/"),)


RELATED: dict[str, Any] = {"title": " A\n b ", "type": "video"}


def test_related_entry_is_shown_with_the_precision_of_its_date() -> None:
    dated = related("https://q.example/a?utm_source=b", published_at=NOON, **RELATED)
    undated = related("https://q.example/c", images=(Image("/a.png"),))
    maker = maker_of(record(related=(dated, undated)))
    first = maker.related_item(CoveringArticle("quillon-courier", dated))
    assert (first.title, first.href, first.kind) == ("A b", "https://q.example/a", "Video")
    assert first.published is not None
    assert first.external
    second = maker.related_item(CoveringArticle("quillon-courier", undated))
    assert second.published is None
    assert second.picture is not None
    assert second.picture.src == "/news/a.png"


def test_record_among_covering_articles_has_its_language() -> None:
    item = record(locale="ar", web_url="https://harbourpost.example/f?utm_source=b")
    shown = maker_of(item).related_item(CoveringArticle("harbour-post", item))
    assert (shown.href, shown.external) == ("/news/news/ferry/", False)
    assert (shown.lang, shown.dir) == ("ar", "rtl")
