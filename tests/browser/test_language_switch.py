"""The languages in the masthead of a newsroom in several languages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.conftest import built
from tests.browser.served import serve
from tests.sites.site import config, record, write_files

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

LANGUAGES = ["en", "es", "ar", "ja", "pt-br", "de"]
LOCALES = {"es": "El barco", "ar": "العبارة تعود", "ja": "船が戻る", "de": "Hafenfährschifffahrt"}
NEWS = {
    "content/news/ferry.md": record("Ferry returns", topics=["Boats"]),
    **{
        f"content/news/{locale}.md": record(title, locale=locale, topics=["Boats"])
        for locale, title in LOCALES.items()
    },
}


@pytest.fixture(scope="module", params=["broadsheet", "river", "magazine"])
def look(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def addresses(
    look: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, str, str]]:
    """The same newsroom in one language, in two and in six."""
    folder = tmp_path_factory.mktemp("languages")
    with (
        serve(folder / "one/out") as one,
        serve(folder / "two/out") as two,
        serve(folder / "six/out") as six,
    ):
        for address, name, languages in (
            (one, "one", []),
            (two, "two", LANGUAGES[:2]),
            (six, "six", LANGUAGES),
        ):
            settings = config(languages=languages, theme={"name": look})
            write_files(folder / name, {**NEWS, "site.yaml": settings})
            built(folder / name, address)
        yield one, two, six


def open_page(browser: Browser, address: str, width: int) -> Page:
    page = browser.new_page(viewport={"width": width, "height": 740})
    page.goto(address)
    return page


def top_of_content(page: Page) -> float:
    return float(page.evaluate("document.querySelector('#content').getBoundingClientRect().top"))


@pytest.mark.parametrize("path", ["", "topics/boats/"])
@pytest.mark.parametrize("width", [320, 360, 1280])
def test_languages_take_no_room_above_the_headlines(
    browser: Browser, addresses: tuple[str, str, str], path: str, width: int
) -> None:
    tops = []
    for address in addresses:
        page = open_page(browser, address + path, width)
        tops.append(top_of_content(page))
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.close()
    assert tops[1] == tops[0]
    assert tops[2] == tops[0]


def test_switch_leads_to_the_same_topic_and_back_on_a_phone(
    browser: Browser, addresses: tuple[str, str, str]
) -> None:
    _, two, _ = addresses
    page = open_page(browser, f"{two}topics/boats/", 360)
    link = page.locator(".languages a:visible")
    box = link.bounding_box()
    assert box
    assert min(box["width"], box["height"]) >= 24
    assert box["x"] + box["width"] <= 360
    assert link.inner_text() == "Español"
    link.click()
    assert page.url == f"{two}es/topics/boats/"
    page.locator(".languages a:visible", has_text="English").click()
    assert page.url == f"{two}topics/boats/"
    page.close()


def test_every_language_of_many_can_be_reached_on_a_phone(
    browser: Browser, addresses: tuple[str, str, str]
) -> None:
    _, _, six = addresses
    page = open_page(browser, f"{six}ar/", 360)
    links = page.locator(".languages a:visible")
    assert links.count() == len(LANGUAGES) - 1
    last: Any = links.nth(len(LANGUAGES) - 2)
    last.scroll_into_view_if_needed()
    last.click()
    assert page.url == f"{six}de/"
    page.close()
