"""How marks of visits look: nothing moves, and all can be read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.test_layout import assert_fits
from tests.browser.test_looks import CONTRAST
from tests.browser.visiting import (
    FIRST,
    LATER,
    LINKS,
    LOOKS,
    Reader,
    hide_button,
    reading,
    status,
    visited_sites,
)

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

PLACES = """
() => [...document.querySelectorAll("main :is(h1, h2, h3, p, img, time, .card, .card__link)")]
  .filter((part) => part.checkVisibility() && !part.closest(".visits"))
  .map((part) => part.getBoundingClientRect())
  .map(({ x, y, width, height }) => [x, y, width, height])
"""
# The left and right edges of the front, and those of its parts with their upper edge.
EDGES = """
() => {
  const front = document.querySelector(".front");
  const box = front.getBoundingClientRect();
  return [box.left, box.right, ...[...front.children]
    .filter((part) => part.checkVisibility())
    .map((part) => part.getBoundingClientRect())
    .map(({ left, right, top }) => [left, right, top])];
}
"""


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with visited_sites(tmp_path_factory.mktemp("visits")) as address:
        yield address


@pytest.fixture
def reader(browser: Browser) -> Iterator[Reader]:
    with reading(browser) as reader:
        yield reader


@pytest.mark.parametrize("width", [360, 768, 1440])
@pytest.mark.parametrize("look", LOOKS)
def test_nothing_moves(reader: Reader, sites: str, look: str, width: int) -> None:
    address = f"{sites}{look}/"
    page = reader.page
    page.set_viewport_size({"width": width, "height": 740})
    for path in ("", "latest/", "topics/tides/"):
        reader.go(address + path, FIRST)
        before = page.evaluate(PLACES)
        page.evaluate("localStorage.clear()")
        reader.go(address + path, FIRST)
        reader.go(address + path, LATER)
        assert page.locator("[data-mark=new]:visible").count() >= 9
        assert page.evaluate("window.shifts") == 0, path
        box = page.locator(".visits").bounding_box()
        assert box
        assert box["height"] <= 44
        assert page.locator(".visits").evaluate("(line) => line.scrollHeight") <= 44
        after = page.evaluate(PLACES)
        moved = {round(new[1] - old[1], 1) for old, new in zip(before, after, strict=True)}
        assert len(moved) == 1, path  # all by the height of the line
        assert [[x, *size] for x, _, *size in before] == [[x, *size] for x, _, *size in after]
        page.evaluate("localStorage.clear()")


@pytest.mark.parametrize("part", [".front__lead", ".front__beside", ".front__latest"])
@pytest.mark.parametrize("look", LOOKS)
def test_rest_of_the_front_has_the_whole_width(
    reader: Reader, sites: str, look: str, part: str
) -> None:
    address = f"{sites}{look}/"
    reader.go(address, FIRST)
    page = reader.go(address, LATER)
    for link in page.evaluate(LINKS, part):
        page.goto(link)
    page.goto(address)
    hide_button(page).click()
    page.reload()
    assert page.evaluate("window.shifts") == 0
    assert page.locator(part).is_hidden()
    start, end, *parts = page.evaluate(EDGES)
    assert abs(min(part[0] for part in parts) - start) <= 1
    assert end - max(part[1] for part in parts) <= 40  # the gap between columns
    assert parts[0][2] == min(part[2] for part in parts)


def test_list_without_anything_unread_is_hidden(reader: Reader, sites: str) -> None:
    address = sites + "broadsheet/topics/tides/"
    reader.go(address, FIRST)
    page = reader.go(address, LATER)
    for link in page.evaluate(LINKS, "main"):
        page.goto(link)
    page.goto(address)
    assert page.locator(".day-group:visible").count() >= 12
    hide_button(page).click()
    assert page.locator(".day-group:visible, .card:visible").count() == 0
    assert status(page) == "Nothing new since your last visit"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("look", LOOKS)
def test_marked_pages_can_be_read(browser: Browser, sites: str, look: str, scheme: Any) -> None:
    context = browser.new_context(color_scheme=scheme)
    reader = Reader(context)
    reader.go(f"{sites}{look}/", FIRST)
    page = reader.go(f"{sites}{look}/latest/", LATER)
    page.locator(".card__link").first.click()
    page.wait_for_selector(".article-page")
    page.wait_for_load_state()
    page.goto(f"{sites}{look}/")
    assert page.locator("[data-mark=read]:visible").count() >= 1
    hide_button(page).click()
    hide_button(page).click()
    assert page.evaluate(CONTRAST) == []
    context.close()


def test_marks_are_seen_in_contrast_themes(browser: Browser, sites: str) -> None:
    """Browsers take away backgrounds; borders stay."""
    context = browser.new_context(forced_colors="active")
    reader = Reader(context)
    reader.go(sites + "broadsheet/", FIRST)
    page = reader.go(sites + "broadsheet/latest/", LATER)
    widths = page.evaluate(
        """() => ["borderTopWidth", "borderTopStyle"].map((name) => getComputedStyle(
             document.querySelector("[data-mark=new] .card__title"), "::before")[name])"""
    )
    assert widths == ["3px", "solid"]
    context.close()


@pytest.mark.parametrize("look", LOOKS)
def test_page_with_the_line_never_scrolls_sideways(reader: Reader, sites: str, look: str) -> None:
    reader.go(f"{sites}{look}/", FIRST)
    reader.go(f"{sites}{look}/", LATER)
    assert_fits(reader.page, f"{sites}{look}/")
    hide_button(reader.page).click()
    assert_fits(reader.page, f"{sites}{look}/")
