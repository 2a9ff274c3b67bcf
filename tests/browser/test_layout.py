"""Layout of all kinds of pages: narrow and wide, light and dark, right to left, printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

WIDTHS = (320, 360, 768, 1024, 1440, 1920)

SAMPLE = {
    "home": "",
    "latest": "latest/",
    "article": "news/2026-09-17-aldous-barrier-holds-against-storm-ottoline/",
    "topics": "topics/",
    "topic": "topics/oceans/",
    "providers": "providers/",
    "provider": "providers/harbourpost.example/",
    "archive": "archive/",
    "year": "archive/2026/",
    "month": "archive/2026/09/",
    "day": "archive/2026/09/17/",
    "feeds": "feeds/",
    "page": "about/",
    "not found": "no/such/page/",
}
STRAINED = {
    "home": "",
    "latest": "latest/",
    "article": "news/wide/",
    "topics": "topics/",
    "providers": "providers/",
    "archive": "archive/2026/01/",
    "page": "about/",
    "not found": "no/such/page/",
}
ARABIC = {**STRAINED, "article": "news/long/"}

TOO_WIDE = """
() => {
  const root = document.documentElement;
  if (root.scrollWidth <= root.clientWidth && document.body.scrollWidth <= root.clientWidth)
    return [];
  const beyond = [...document.querySelectorAll("body *")].filter((element) => {
    const box = element.getBoundingClientRect();
    return box.right > root.clientWidth + 1 || box.left < -1;
  });
  return [`${root.scrollWidth} > ${root.clientWidth}`,
          ...beyond.slice(0, 5).map((element) => element.className || element.tagName)];
}
"""


def assert_fits(page: Page, address: str) -> None:
    response = page.goto(address)
    assert response
    assert response.status == (404 if "no/such" in address else 200), address
    page.evaluate("document.querySelectorAll('details').forEach((part) => { part.open = true })")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate(TOO_WIDE) == [], f"{address} at {width} px"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    ("site", "path"),
    [
        *[pytest.param("sample", path, id=f"sample-{kind}") for kind, path in SAMPLE.items()],
        *[pytest.param("strained", path, id=f"strained-{kind}") for kind, path in STRAINED.items()],
        *[pytest.param("arabic", path, id=f"arabic-{kind}") for kind, path in ARABIC.items()],
    ],
)
def test_page_never_scrolls_sideways(
    browser: Browser, request: pytest.FixtureRequest, site: str, path: str, scheme: str
) -> None:
    address = request.getfixturevalue(site)
    context = browser.new_context(color_scheme="dark" if scheme == "dark" else "light")
    page = context.new_page()
    page.route("https://**", lambda route: route.abort())
    assert_fits(page, address + path)
    context.close()


def background(page: Page) -> str:
    colour: str = page.evaluate("getComputedStyle(document.body).backgroundColor")
    return colour


def test_dark_scheme_has_light_text(browser: Browser, sample: str) -> None:
    found = {}
    for scheme in ("light", "dark"):
        context = browser.new_context(color_scheme="dark" if scheme == "dark" else "light")
        page = context.new_page()
        page.goto(sample)
        numbers = page.evaluate(
            """() => ["color", "backgroundColor"].map((name) => {
                 const canvas = new OffscreenCanvas(1, 1).getContext("2d");
                 canvas.fillStyle = getComputedStyle(document.documentElement).backgroundColor;
                 canvas.fillRect(0, 0, 1, 1);
                 canvas.fillStyle = getComputedStyle(document.body)[name];
                 canvas.fillRect(0, 0, 1, 1);
                 return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3)
                   .reduce((sum, part) => sum + part, 0);
               })"""
        )
        found[scheme] = tuple(numbers)
        context.close()
    (light_text, light_page), (dark_text, dark_page) = found["light"], found["dark"]
    assert light_text < light_page
    assert dark_text > dark_page
    assert dark_page < light_page


def test_arabic_page_is_right_to_left(browser: Browser, arabic: str) -> None:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(arabic + "news/long/")
    main = page.locator(".article-page__head").bounding_box()
    aside = page.locator(".article-page__aside").bounding_box()
    title = page.locator("h1")
    assert main
    assert aside
    assert aside["x"] < main["x"]  # beside the text, at the end of the line
    assert title.evaluate("node => getComputedStyle(node).direction") == "rtl"
    page.close()


def test_article_can_be_printed(browser: Browser, sample: str) -> None:
    page = browser.new_page()
    page.goto(sample + SAMPLE["article"])
    page.emulate_media(media="print")
    assert page.locator("h1").is_visible()
    assert page.locator(".article-head__standfirst").is_visible()
    for hidden in (".masthead__nav", ".breadcrumbs", ".skip-link"):
        assert not page.locator(hidden).is_visible(), hidden
    assert page.pdf(format="A4").startswith(b"%PDF")
    page.close()
