"""Styles by the language of a text: fonts, leading, capitals, line breaks, mirrored marks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.conftest import built
from tests.browser.served import serve
from tests.browser.test_layout import assert_fits
from tests.looks.files import woff2
from tests.sites.site import Files, config, record, write_files

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

TITLES = {
    "ar": "عادت العبّارة إلى العمل بعد عامين في الحوض الجاف",
    "he": "המעבורת חוזרת לים אחרי שנתיים במבדוק היבש",
    "hi": "दो साल बाद फेरी फिर समुद्र में लौटी",
    "ja": "フェリーが二年ぶりに運航を再開、初便に三百人",
    "ko": "여객선이 이 년 만에 다시 바다로 나간다",
    "th": "เรือข้ามฟากกลับสู่ทะเลหลังจากอยู่ในอู่แห้งสองปี",
    "ur": "دو سال بعد فیری دوبارہ سمندر میں",
    "zh-CN": "渡轮停航两年后重返大海",
    "zh-TW": "渡輪停航兩年後重返大海",
    "de": "Donaudampfschifffahrtsgesellschaftskapitän und Bundesverfassungsgerichtsentscheidung",
    "en": "The ferry is back after two years in dry dock",
    "tr": "İki yıl kuru havuzda kalan feribot yeniden denizde",
}
NEXT = {"de": "en", "en": "tr", "tr": "en"}
"""Languages of records that are next to each other in time."""
WITHOUT_CAPITALS = ("ar", "he", "hi", "ja", "ko", "th", "ur", "zh-CN", "zh-TW")
FONTS = {
    "ar": ("Noto Naskh Arabic", "Geeza Pro"),
    "he": ("Noto Serif Hebrew", "Noto Sans Hebrew"),
    "hi": ("Noto Serif Devanagari", "Kohinoor Devanagari"),
    "ja": ("Hiragino Mincho ProN", "Hiragino Sans"),
    "ko": ("Nanum Myeongjo", "Apple SD Gothic Neo"),
    "th": ("Noto Sans Thai", "Noto Sans Thai"),
    "ur": ("Noto Nastaliq Urdu", "Noto Nastaliq Urdu"),
    "zh-CN": ("Songti SC", "PingFang SC"),
    "zh-TW": ("Songti TC", "PingFang TC"),
}
"""Fonts with and without serifs that are named for a language."""
HAN = ("ja", "ko", "zh-CN", "zh-TW")
"""Languages with characters in common, each of which needs fonts of its own."""
FILM = '<iframe src="https://www.youtube.com/embed/abc123"></iframe>'
BODY = "{0}\n\n> {0}\n\nA *word* of it.\n\n## {0}\n"


def newsroom(locale: str, **settings: Any) -> Files:
    records = {
        f"content/news/{lang.lower()}.md": record(
            title,
            f"2026-01-{day:02}T09:00:00Z",
            excerpt=title,
            body=BODY.format(title),
            locale=lang,
            topics=["Ferries"],
            type="video",
            featuredContent=FILM,
        )
        for day, (lang, title) in enumerate(TITLES.items(), 1)
    }
    return {
        "site.yaml": config(
            title=TITLES[locale], locale=locale, pagination={"page_size": 5}, **settings
        ),
        "static/fonts/a.woff2": woff2(0),
        **records,
    }


SITES = {
    **{locale: newsroom(locale) for locale in ("ar", "de", "en", "ja")},
    "river": newsroom("de", theme={"name": "river"}),
    "magazine": newsroom("de", theme={"name": "magazine", "fonts": {"text": "fonts/a.woff2"}}),
}


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """Addresses of sites with records in many languages, by their language or look."""
    folder = tmp_path_factory.mktemp("scripts")
    for name, files in SITES.items():
        write_files(folder / name, files)
    with serve(folder) as address:
        for name in SITES:
            built(folder / name, f"{address}{name}/out/")
        yield {name: f"{address}{name}/out/" for name in SITES}


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.route("https://**", lambda route: route.abort())
    yield page
    context.close()


def style(page: Page, selector: str, *names: str) -> list[str]:
    found: list[str] = page.locator(selector).first.evaluate(
        "(node, names) => names.map((name) => getComputedStyle(node)[name])", list(names)
    )
    return found


def drawn(page: Page, selector: str, pseudo: str, name: str) -> str:
    """A style of what is drawn before or after an element."""
    found: str = page.locator(selector).first.evaluate(
        "(node, [pseudo, name]) => getComputedStyle(node, pseudo)[name]", [pseudo, name]
    )
    return found


def fonts(page: Page, selector: str) -> list[str]:
    (family,) = style(page, selector, "fontFamily")
    return [name.strip(' "') for name in family.split(",")]


def article(lang: str) -> str:
    return f"news/{lang.lower()}/"


DECORATED = """
(selector) => [...document.querySelectorAll(selector)].filter((node) => {
  const { letterSpacing, textTransform, fontStyle } = getComputedStyle(node);
  return !(["normal", "0px"].includes(letterSpacing) && textTransform === "none"
           && fontStyle === "normal");
}).map((node) => node.className || node.tagName)
"""


@pytest.mark.parametrize("lang", WITHOUT_CAPITALS)
@pytest.mark.parametrize("site", ["en", "magazine"])
def test_scripts_without_capitals_have_none_on_other_pages(
    page: Page, sites: dict[str, str], site: str, lang: str
) -> None:
    page.goto(sites[site] + article(lang))
    assert page.locator(f"main [lang='{lang}']").count() >= 3
    assert page.locator(f".prose[lang='{lang}'] em").count() == 1
    assert page.evaluate(DECORATED, f"[lang='{lang}'], [lang='{lang}'] *") == []
    assert page.evaluate(DECORATED, ".section-head")  # the theme's own words are in Latin


@pytest.mark.parametrize("locale", ["ar", "ja"])
@pytest.mark.parametrize("path", ["", article("ar"), article("ja"), "topics/ferries/"])
def test_pages_without_capitals_have_none(
    page: Page, sites: dict[str, str], locale: str, path: str
) -> None:
    page.goto(sites[locale] + path)
    latin = ":is([lang='de'], [lang='en'], [lang='tr'])"
    assert page.evaluate(DECORATED, f"body *:not({latin}, {latin} *)") == []


def test_latin_headline_on_a_japanese_page_is_spaced_as_elsewhere(
    page: Page, sites: dict[str, str]
) -> None:
    names = ("letterSpacing", "lineHeight", "fontFamily", "fontSize")
    page.goto(sites["en"] + article("en"))
    expected = style(page, "h1", *names)
    page.goto(sites["ja"] + article("en"))
    assert style(page, "h1", *names) == expected
    assert float(expected[0].removesuffix("px")) < 0


@pytest.mark.parametrize("lang", FONTS)
@pytest.mark.parametrize("site", ["en", "ar", "ja", "river", "magazine"])
def test_text_has_fonts_of_its_language(
    page: Page, sites: dict[str, str], site: str, lang: str
) -> None:
    page.goto(sites[site] + article(lang))
    named = fonts(page, ".prose")
    is_sans = site == "river"
    assert FONTS[lang][is_sans] in named
    assert named[-1] == ("sans-serif" if is_sans else "serif")
    if lang in HAN:
        others = {name for each in HAN if each != lang for name in FONTS[each]}
        assert not others & set(named)


@pytest.mark.parametrize("lang", ["ar", "en", "ja"])
@pytest.mark.parametrize(
    ("site", "first"),
    [("en", "Charter"), ("ar", "Charter"), ("river", "-apple-system"), ("magazine", "Site text")],
)
def test_fonts_of_the_site_and_of_the_look_come_first(
    page: Page, sites: dict[str, str], site: str, first: str, lang: str
) -> None:
    page.goto(sites[site] + article(lang))
    assert fonts(page, ".prose")[0] == first


def test_scripts_without_capitals_have_more_leading(page: Page, sites: dict[str, str]) -> None:
    ratios = {}
    for lang in ("de", "ar", "ur", "ja", "hi", "th"):
        page.goto(sites["en"] + article(lang))
        height, size = style(page, "h1", "lineHeight", "fontSize")
        ratios[lang] = float(height.removesuffix("px")) / float(size.removesuffix("px"))
    assert ratios["de"] < 1.1
    assert min(ratios[lang] for lang in ("ar", "ja", "hi", "th")) > ratios["de"] + 0.15
    assert ratios["ur"] > ratios["ar"] + 0.4


def test_lines_break_as_the_language_wants(page: Page, sites: dict[str, str]) -> None:
    expected = {
        "de": ["auto", "normal"],
        "ja": ["strict", "auto-phrase"],
        "ko": ["auto", "keep-all"],
        "zh-CN": ["strict", "normal"],
    }
    for lang, found in expected.items():
        page.goto(sites["en"] + article(lang))
        assert style(page, "h1", "lineBreak", "wordBreak") == found, lang


@pytest.mark.parametrize("site", ["en", "ja", "de", "river"])
@pytest.mark.parametrize(("lang", "limit"), [("de", "13 5 5"), ("en", "20 8 8"), ("tr", "20 8 8")])
def test_long_words_of_headlines_are_hyphenated(
    page: Page, sites: dict[str, str], site: str, lang: str, limit: str
) -> None:
    for path, selector in (
        (article(lang), "h1"),
        (article(NEXT[lang]), ".neighbours__title"),
        ("topics/ferries/", ".card__title"),
        ("topics/ferries/", ".card__excerpt"),
    ):
        page.goto(sites[site] + path)
        found = page.locator(f"{selector}:lang({lang})").first
        names = ["hyphens", "hyphenateLimitChars"]
        styles = found.evaluate(
            "(node, names) => names.map((name) => getComputedStyle(node)[name])", names
        )
        assert styles == ["auto", limit], selector


@pytest.mark.parametrize("site", ["de", "ja", "ar", "river", "magazine"])
def test_no_language_makes_a_page_scroll_sideways(
    page: Page, sites: dict[str, str], site: str
) -> None:
    for path in ("", "topics/ferries/", article("de"), article("ur"), article("ja"), "providers/"):
        assert_fits(page, sites[site] + path)


def test_arrows_point_where_the_page_goes(page: Page, sites: dict[str, str]) -> None:
    arrows = {}
    for locale in ("en", "ar"):
        page.goto(sites[locale] + article(locale))
        out = drawn(page, "a.out-link", "::after", "maskImage")
        page.goto(sites[locale] + "topics/ferries/")
        arrows[locale] = out, drawn(page, ".pagination__link--older", "::after", "content")
    assert arrows["en"][0] != arrows["ar"][0]
    assert "\u2192" in arrows["en"][1]
    assert "\u2190" in arrows["ar"][1]


def test_mark_of_a_player_is_not_mirrored(page: Page, sites: dict[str, str]) -> None:
    widths = {}
    for locale in ("en", "ar"):
        page.goto(sites[locale] + article(locale))
        sides = ("borderLeftWidth", "borderRightWidth")
        widths[locale] = [drawn(page, ".player__mark", "::after", side) for side in sides]
    assert widths["en"] == widths["ar"]
    assert widths["en"][0] != widths["en"][1] == "0px"
