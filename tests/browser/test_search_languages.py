"""Searching in scripts without spaces and with special letters."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from site_gen.build import build
from site_gen.i18n.language import Language, language_settings
from tests.browser.served import serve
from tests.sites.site import Files, config, options_for, record, write_files

if TYPE_CHECKING:
    from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser

RECORDS = {
    "zh": ("海港公司今天在香港上市", "中国人工智能公司宣布新的渡轮航线。", "2026-02-05"),
    "ja": ("東京で新しい図書館が開館した", "市民は無料で利用できる。", "2026-02-04"),
    "th": ("รัฐบาลไทยประกาศนโยบายใหม่", "ประชาชนทั่วประเทศรอเรือ", "2025-03-03"),
    "ko": ("서울시가 새로운 도서관을 열었다", "시민들은 무료로 이용할 수 있다.", "2026-02-02"),
    "hi": ("दिल्ली में नई नौका सेवा", "यात्री खुश हैं।", "2026-02-01"),
    "da": ("Færgen fra København", "Łódź, Straße, Đorđe, ığdır og smørrebrød.", "2025-03-06"),
    "en": ("Ferries return to the quay", "A crane for Hong Kong.", "2026-02-03"),
}
WORDS = {
    "zh": [
        *"人工智能 香港 上市 渡轮 海港公司 「香港上市」".split(),
        "香港 上市",
        '"香港上市"',
        '"人工智能"',
    ],
    "ja": ["図書館", "東京", "市民"],
    "th": ["นโยบาย", "รัฐบาล", "ประชาชน"],
    "ko": ["도서관", "서울"],
    "hi": ["नौका", "दिल्ली"],
    "da": (
        "kobenhavn koebenhavn københavn lodz łódź strasse straße dorde igdir faergen smorrebrod"
    ).split(),
    "en": ["ferries", "hong kong", "“hong kong”", "„hong kong“", "« hong kong »"],
}
ABSENT = ["渡船", "大阪", "นายก", "부산", "kobenhagen", "香蕉", "„kong hong“"]


def files(locale: str) -> Files:
    return {
        "site.yaml": config(locale=locale),
        **{
            f"content/news/{name}.md": record(title, date, excerpt=excerpt, locale=name)
            for name, (title, excerpt, date) in RECORDS.items()
        },
    }


@pytest.fixture(scope="module", params=["en", "zh", "ko"])
def locale(request: pytest.FixtureRequest) -> str:
    """The language of the site."""
    return str(request.param)


@pytest.fixture(scope="module")
def language(locale: str) -> Language:
    """The messages of the site; those for Korean, which has no catalogue, are English."""
    return Language(language_settings(locale, "UTC"))


@pytest.fixture(scope="module")
def search(locale: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the search page of a site in this language."""
    folder = tmp_path_factory.mktemp(f"site-{locale}")
    write_files(folder, files(locale))
    with serve(folder / "out") as address:
        options = options_for(folder, base_url=address, output=folder / "out", search=True)
        assert {problem.code for problem in build(options).problems} <= {"untranslated"}
        yield f"{address}search/"


def says(visit: Visit, text: str) -> None:
    """Wait until the page shows this message."""
    from playwright.sync_api import expect  # noqa: PLC0415 (not everywhere installed)

    expect(visit.page.locator(".search__status")).to_have_text(text)


@pytest.mark.parametrize(("name", "words"), WORDS.items(), ids=list(WORDS))
def test_words_of_a_language_are_found(
    visit: Visit, search: str, language: Language, name: str, words: list[str]
) -> None:
    visit.page.goto(search)
    for each in words:
        visit.page.locator("#q").fill(each)
        one, many = "%(number)s article for “%(words)s”", "%(number)s articles for “%(words)s”"
        says(visit, language.ngettext(one, many, 1, words=each))
        title = visit.page.locator(f".search-hit__title[lang={name}]")
        assert title.inner_text() == RECORDS[name][0]
    assert visit.errors == []


def test_missing_words_are_not_found(visit: Visit, search: str, language: Language) -> None:
    visit.page.goto(search)
    for each in ABSENT:
        visit.page.locator("#q").fill(each)
        message = "Nothing found for “%(words)s”. Try fewer or other words."
        says(visit, language.gettext(message, words=each))


@pytest.mark.parametrize("order", ["newest", "oldest"])
def test_order_by_date_goes_across_languages(
    visit: Visit, search: str, language: Language, order: str
) -> None:
    visit.page.goto(f"{search}?type=article&sort={order}")
    says(visit, language.ngettext("%(number)s article", "%(number)s articles", 7))
    visit.page.locator(".search-hit").nth(6).wait_for()
    dates = visit.page.locator("time").evaluate_all("all => all.map(one => one.dateTime)")
    assert dates == sorted((date for _, _, date in RECORDS.values()), reverse=order == "newest")
