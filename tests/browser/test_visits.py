"""What is new or has grown since the reader's last visit, and what was read."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

from site_gen.build import build
from tests.browser.conftest import ROOT, built
from tests.browser.served import serve
from tests.browser.test_looks import CONTRAST
from tests.browser.test_pictures import SHIFTS
from tests.browser.test_layout import assert_fits
from tests.sites.site import config, days, options_for, record, write_files

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

pytestmark = pytest.mark.browser

FIRST = "2026-01-20T12:00:00Z"
"""When the reader comes first; the newest article is then that of 20 January."""
LATER = "2026-01-30T12:00:00Z"
LOOKS = ("broadsheet", "magazine", "river")
DRAWING = [{"url": "/img/icon.svg", "width": 1200, "height": 800}]
FORGOTTEN = "What you have read is forgotten."
STORED = "localStorage.getItem('/news/visits')"
TITLES = "(mark) => [...document.querySelectorAll(`.card--${mark} .card__link`)].map((link) => link.text)"
NAMES = """
() => [...document.querySelectorAll(".card__title")]
  .filter((title) => title.checkVisibility()).map((title) => title.textContent)
"""
PLACES = """
() => [...document.querySelectorAll("main :is(h1, h2, h3, p, img, time, .card, .card__link)")]
  .filter((part) => !part.closest(".visits"))
  .map((part) => part.getBoundingClientRect())
  .map(({ x, y, width, height }) => [x, y, width, height])
"""


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a folder of sites: one for each look, and one without the feature."""
    folder = tmp_path_factory.mktemp("visits")
    files = days(28, first=1, topics=["Tides"], images=DRAWING)
    files["content/news/day.md"] = record("Only a day", "2026-01-29", topics=["Tides"])
    with serve(folder / "out") as address:
        settings: dict[str, dict[str, Any]] = {
            look: {"theme": {"name": look}, "pagination": {"page_size": 12}} for look in LOOKS
        }
        settings["off"] = {"reader": {"visits": False}}
        for name, own in settings.items():
            write_files(folder / name, {"site.yaml": config(**own), **files})
            output = folder / "out" / name
            build(options_for(folder / name, base_url=f"{address}{name}/", output=output))
        yield address


class Reader:
    """A reader's browser at an instant that tests set."""

    def __init__(self, context: BrowserContext) -> None:
        self.context = context
        self.errors: list[str] = []
        self.page = self.open()

    def open(self) -> Page:
        """Another tab."""
        page = self.context.new_page()
        page.add_init_script(SHIFTS)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", lambda message: self.errors.append(message.text))
        return page

    def go(self, address: str, now: str) -> Page:
        self.context.clock.set_fixed_time(now)
        self.page.goto(address)
        return self.page


@pytest.fixture
def reader(browser: Browser) -> Iterator[Reader]:
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    reader = Reader(context)
    yield reader
    context.close()
    assert reader.errors == []


def titles(page: Page, mark: str) -> list[str]:
    """The headlines with a mark, each once."""
    found: list[str] = page.evaluate(TITLES, mark)
    return sorted(set(found))


def status(page: Page) -> str:
    return page.locator(".visits [role=status]").inner_text()


def test_first_visit_shows_nothing(reader: Reader, sites: str) -> None:
    page = reader.go(sites + "broadsheet/", FIRST)
    page.goto(sites + "broadsheet/latest/")
    assert page.locator(".visits, .visits__mark").count() == 0
    assert page.locator("html").get_attribute("class") == "look-broadsheet"


def test_second_visit_marks_what_is_new(reader: Reader, sites: str) -> None:
    reader.go(sites + "broadsheet/", FIRST)
    page = reader.go(sites + "broadsheet/latest/", LATER)
    page.screenshot(path="/tmp/visits-latest.png")
    assert titles(page, "new") == ["Day 21"]
