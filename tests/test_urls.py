"""Slugs, ids and paths: readable if possible, always safe, and independent of other names."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from site_gen.urls import (
    Urls,
    archive_path,
    fold_name,
    list_page_path,
    name_slug,
    normal_domain,
    provider_path,
    provider_slug,
    record_id,
    record_path,
    record_stem,
    topic_path,
)

DEVICES = {"con", "prn", "aux", "nul"} | {
    f"{port}{n}" for port in ("com", "lpt") for n in range(10)
}

SLUGS = {
    "AI": "ai",
    "Computer Vision": "computer-vision",
    "C": "c",
    "C++": "c-plus-plus",
    "C#": "c-sharp",
    "AT&T": "at-and-t",
    "R&D": "r-and-d",
    "Node.js": "node-js",
    ".NET": "dot-net",
    "ASP.NET": "asp-net",
    "A*": "a-star",
    "100%": "100-percent",
    "#1": "1",
    "Zürich": "zurich",
    "Øresund": "oresund",
    "Straße": "strasse",
    "A.I.": "a-i",
    "  Deep \t Learning ": "deep-learning",
    "../../etc": "etc",
    "https://a.example/?b": "https-a-example-b",
    "ＡＩ": "ai",
}


@pytest.mark.parametrize(("name", "slug"), SLUGS.items())
def test_slug_is_readable(name: str, slug: str) -> None:
    assert name_slug(name) == slug


WITH_DIGEST = {
    "事实": "shi-shi",
    "实事": "shi-shi",
    "Привет": "privet",
    "😀": "topic",
    "🦑": "topic",
    "€": "eur",
    "": "topic",
    "–": "topic",
    "con": "con",
    "NUL": "nul",
    "Com1": "com1",
    "page": "page",
    "Index": "index",
    "x" * 300: "x" * 80,
    "word " * 60: "word-" * 15 + "word",
}


@pytest.mark.parametrize(("name", "start"), WITH_DIGEST.items())
def test_slug_that_lost_meaning_has_a_digest(name: str, start: str) -> None:
    assert re.fullmatch(re.escape(start) + "-[0-9a-f]{8}", name_slug(name))


def test_different_names_with_one_transliteration_have_different_slugs() -> None:
    alike = ["C", "C++", "C#", "事实", "实事", "😀", "🦑", "x" * 300, "x" * 301, "page", "pages"]
    assert len({name_slug(name) for name in alike}) == len(alike)


def test_empty_slug_is_replaced_by_the_kind() -> None:
    assert name_slug("🦑", "provider").startswith("provider-")


@given(st.text())
@example("C:\\Windows")
@example("..")
@example("a" * 79 + " b")
@example("-" * 200)
@example("\u202e\u200b\x00")
def test_slug_of_any_name_is_a_safe_path_segment(name: str) -> None:
    slug = name_slug(name)
    assert re.fullmatch("[a-z0-9]+(?:-[a-z0-9]+)*", slug)
    assert len(slug) <= 100
    assert slug not in DEVICES | {"page", "index"}


@given(st.text())
@example("ΐΰ")
@example("STRASSE ß")
@example("İı")
def test_slug_is_equal_for_case_variants(name: str) -> None:
    # The upper case of dotless ı and long ſ is that of other letters.
    if fold_name(name.upper()) == fold_name(name):
        assert name_slug(name.upper()) == name_slug(name)
    assert fold_name(name.casefold()) == fold_name(name)
    assert name_slug(name.casefold()) == name_slug(name)


@given(st.text("aBcÄöÉñßσΣςШщΐ 事+#&.-"))
def test_slug_ignores_case(name: str) -> None:
    assert name_slug(name.upper()) == name_slug(name.lower()) == name_slug(name)


@given(st.text(), st.text(" \t\n\u00a0", min_size=1))
def test_slug_ignores_white_space_around_the_name(name: str, space: str) -> None:
    assert name_slug(f"{space}{name}{space}") == name_slug(name)


DOMAINS = {
    "example.org": "example.org",
    "EXAMPLE.Org": "example.org",
    "www.example.org": "example.org",
    "https://WWW.Example.org:443/x?y": "example.org",
    "//example.org/x": "example.org",
    "example.org.": "example.org",
    " example.org ": "example.org",
    "example.org:8080": "example.org",
    "a-b.c_d.example": "a-b.c_d.example",
    "bücher.example": "xn--bcher-kva.example",
    "https://FAß.example/": "xn--fa-hia.example",
    "οδός.example": "xn--pxavk3b.example",
    "日本。example": "xn--wgv71a.example",
    "www.www.example": "www.example",
    "": "",
    "localhost": "",
    "not a domain": "",
    "a..example": "",
    "..": "",
    "../etc": "",
    "-a.example": "",
    "1.2.3.4": "",
    "http://[::1": "",
    f"{'a' * 64}.example": "",
    "a.example<script>": "",
}


@pytest.mark.parametrize(("domain", "normal"), DOMAINS.items())
def test_normal_domain(domain: str, normal: str) -> None:
    assert normal_domain(domain) == normal


@given(st.text())
def test_normal_domain_of_any_text_is_valid_or_empty(domain: str) -> None:
    normal = normal_domain(domain)
    assert re.fullmatch(r"([a-z0-9_][a-z0-9_.-]*\.[a-z0-9-]+)?", normal)


PROVIDERS = {
    ("Fox News", "foxnews.example"): "foxnews.example",
    ("FOX News", "www.foxnews.example"): "foxnews.example",
    ("Harbour Post", ""): "harbour-post",
    ("Harbour Post", "no domain"): "harbour-post",
    ("A", "con.example"): "site-f184a16e-con.example",
}


@pytest.mark.parametrize(("names", "slug"), PROVIDERS.items())
def test_provider_slug_is_the_domain_or_the_slug_of_the_name(
    names: tuple[str, str], slug: str
) -> None:
    assert provider_slug(*names) == slug


@given(st.text(), st.text())
@example("A", "aux.example")
@example("con", "")
def test_provider_slug_of_any_name_is_a_safe_path_segment(name: str, domain: str) -> None:
    slug = provider_slug(name, domain)
    assert re.fullmatch(r"[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9-])?", slug)
    assert ".." not in slug
    assert slug.split(".")[0] not in DEVICES


@given(st.text())
@example("a" * 300 + "é")
@example("CON.md")
@example(".hidden")
@example("trailing.")
def test_record_id_of_any_stem_is_a_safe_path_segment(stem: str) -> None:
    id_ = record_id(stem)
    assert re.fullmatch(r"[A-Za-z0-9](?:[A-Za-z0-9._~-]*[A-Za-z0-9_~-])?", id_)
    assert id_.split(".")[0].lower() not in DEVICES


@given(st.from_regex(r"\A\d{4}-\d\d-\d\d(-[a-z0-9]{1,9}){1,5}\Z", fullmatch=True))
def test_id_of_an_ordinary_stem_is_the_stem(stem: str) -> None:
    assert stem.isascii() is (record_id(stem) == stem)


def test_id_ignores_unicode_normalisation_of_the_stem() -> None:
    assert record_id("caf\u00e9") == record_id("cafe\u0301")
    assert record_id("café") != record_id("cafe")


STEMS = {
    "Latin": ("Café culture at the quay", "en", "cafe-culture-at-the-quay"),
    "umlauts": ("Überfälle am Ölhafen", "de-AT", "ueberfaelle-am-oelhafen"),
    "umlauts, decomposed": ("U\u0308ber", "de", "ueber"),
    "umlauts of other languages": ("Överklagan", "sv", "overklagan"),
    "Greek": ("Πλοίο στο λιμάνι", "el", "ploio-sto-limani-7ccb24ec"),
    "Han in Chinese": ("渡船恢复", "zh-Hans", "du-chuan-hui-fu-8ebb9acb"),
    "Han in Japanese": ("渡船復活", "ja", "record-aa4734c1"),
    "Han beside kana": ("渡船が AI で復活", "", "ai-23f6dac2"),
    "Hangul": ("서울 항구", "ko", "seoul-hanggu-2962892a"),
    "Arabic": ("العبارة 42", "ar", "42-e162880f"),
    "Hebrew": ("המעבורת", "he", "record-6e9117d8"),
    "Hindi": ("नौका सेवा", "hi", "record-413baf5b"),
    "Thai": ("เรือข้ามฟาก Tern", "th", "tern-44898f70"),
    "long, without spaces": ("フェリー" * 40, "ja", "record-36de7f0f"),
}


@pytest.mark.parametrize(("title", "locale", "slug"), STEMS.values(), ids=list(STEMS))
def test_new_record_has_a_name_that_readers_of_its_language_can_read(
    title: str, locale: str, slug: str
) -> None:
    assert record_stem(date(2026, 3, 1), title, locale) == f"2026-03-01-{slug}"


@given(st.text(min_size=1), st.sampled_from(["", "de", "ja", "zh"]))
@example("ß" * 200, "de")
def test_name_of_any_new_record_is_its_id(title: str, locale: str) -> None:
    stem = record_stem(date(2026, 3, 1), title, locale)
    assert record_id(stem) == stem
    assert len(stem) < 105


def test_paths_of_pages() -> None:
    assert record_path("2021-06-16-ferry") == "/news/2021-06-16-ferry/"
    assert topic_path("c-plus-plus") == "/topics/c-plus-plus/"
    assert provider_path("a.example") == "/providers/a.example/"


def test_paths_of_the_archive() -> None:
    assert archive_path() == "/archive/"
    assert archive_path(2021) == "/archive/2021/"
    assert archive_path(2021, 6) == "/archive/2021/06/"
    assert archive_path(2021, 6, 16) == "/archive/2021/06/16/"
    assert archive_path(987, 1, 2) == "/archive/0987/01/02/"


def test_paths_of_list_pages() -> None:
    assert list_page_path("/latest/", 0) == "/latest/"
    assert list_page_path("/topics/ai/", 2) == "/topics/ai/page/2/"


@pytest.mark.parametrize(
    ("base_url", "href", "absolute"),
    [
        ("https://a.example", "/topics/", "https://a.example/topics/"),
        ("https://a.example/", "/topics/", "https://a.example/topics/"),
        ("https://a.example/news", "/news/topics/", "https://a.example/news/topics/"),
        ("https://a.example/b/c/", "/b/c/topics/", "https://a.example/b/c/topics/"),
        ("http://localhost:8000/x/", "/x/topics/", "http://localhost:8000/x/topics/"),
    ],
)
def test_links_get_the_base_path(base_url: str, href: str, absolute: str) -> None:
    urls = Urls.of(base_url)
    assert urls.href("/topics/") == href
    assert urls.absolute("/topics/") == absolute


RESOURCES = {
    "/img/a.png": "/img/a.png",
    "img/a.png": "/img/a.png",
    "/img/a.png?v=1&w=2": "/img/a.png?v=1&w=2",
    "/img/%C3%A9.png": "/img/%C3%A9.png",
    "/img/é.png": "/img/%C3%A9.png",
    "/img/1:2.png": "/img/1:2.png",
}


@pytest.mark.parametrize(("url", "path"), RESOURCES.items())
def test_image_of_the_site_gets_the_base_path(url: str, path: str) -> None:
    assert Urls.of("https://a.example/").resource(url) == path
    assert Urls.of("https://a.example/news/").resource(url) == f"/news{path}"


@pytest.mark.parametrize(
    ("url", "resource"),
    [
        ("https://cdn.example/a.png?x=y", "https://cdn.example/a.png?x=y"),
        ("http://cdn.example/é.png", "http://cdn.example/é.png"),
        ("//cdn.example/a.png", "https://cdn.example/a.png"),
    ],
)
def test_image_on_another_host_keeps_its_url(url: str, resource: str) -> None:
    assert Urls.of("https://a.example/news/").resource(url) == resource
