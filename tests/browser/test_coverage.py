"""Pictures of a story's coverage: on cards, and on the pages of articles."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

STORM = "news/2026-09-17-aldous-barrier-holds-against-storm-ottoline/"
# For each picture of growth: how much higher it makes its card.
HIGHER = """
() => {
  const pictures = [...document.querySelectorAll(".breadth")];
  const cards = pictures.map((each) => each.closest(".story, .card"));
  const heights = () => cards.map((card) => card.getBoundingClientRect().height);
  const shown = heights();
  for (const each of pictures) { each.remove(); }
  const bare = heights();
  return [cards.length, Math.max(...shown.map((height, i) => Math.abs(height - bare[i])))];
}
"""


@pytest.mark.parametrize("width", [360, 768, 1120, 1440])
@pytest.mark.parametrize("path", ["", "latest/", "providers/harbourpost.example/"])
def test_growth_of_a_story_makes_no_card_higher(
    browser: Browser, sample: str, path: str, width: int
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto(sample + path)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator(".card--compact .breadth").count() == 0
    cards, higher = page.evaluate(HIGHER)
    assert cards > 0
    assert higher == 0
    page.close()


@pytest.mark.parametrize("width", [360, 768, 1440])
def test_chart_of_a_story_is_as_wide_as_its_list(browser: Browser, sample: str, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto(sample + STORM)
    bars, articles = (
        page.locator(part).first.bounding_box()
        for part in (".coverage-chart__bars", ".full-coverage__list")
    )
    assert bars
    assert articles
    assert abs(bars["width"] - articles["width"]) <= 1
    assert bars["height"] == 40
    assert bars["y"] + bars["height"] <= articles["y"]
    page.close()


def test_times_of_the_chart_are_in_the_reader_s_zone(browser: Browser, sample: str) -> None:
    context = browser.new_context(timezone_id="Asia/Kolkata")
    page = context.new_page()
    page.goto(sample + STORM)
    assert page.locator(".coverage-chart__ends").inner_text().split("  ")[-1].endswith("22:00")
    context.close()


@pytest.mark.parametrize(("scheme", "colour"), [("light", "rgb(163, 24, 45)"), ("dark", "")])
def test_bar_of_the_page_s_article_has_another_colour(
    browser: Browser, sample: str, scheme: str, colour: str
) -> None:
    context = browser.new_context(color_scheme="dark" if scheme == "dark" else "light")
    page = context.new_page()
    page.goto(sample + STORM)
    own, others = (
        page.locator(f".coverage-chart path:nth-of-type({place})").evaluate(
            "(path) => getComputedStyle(path).fill"
        )
        for place in (2, 1)
    )
    assert own != others
    assert own == (colour or own)
    context.close()
