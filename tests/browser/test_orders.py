"""Orders of lists and periods of the top: their place, keyboard, no scripts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.test_layout import assert_fits

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser

PATHS = ("latest/", "latest/heat/", "topics/science/", "topics/science/outlets/", "top/week/")
WIDTHS = (320, 360, 768, 1440)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("path", PATHS)
def test_orders_stand_beside_the_title_or_in_one_line_under_it(
    visit: Visit, sample: str, path: str, width: int
) -> None:
    page = visit.page
    page.set_viewport_size({"width": width, "height": 900})
    assert_fits(page, sample + path)
    title, orders = (page.locator(part).bounding_box() for part in ("h1", ".orders"))
    assert title
    assert orders
    if width >= 768:
        assert orders["x"] > title["x"]
        assert orders["y"] + orders["height"] <= title["y"] + title["height"] + 8
    else:
        assert orders["y"] >= title["y"]
        assert orders["height"] < 40
    for link in page.locator(".orders a").all():
        box = link.bounding_box()
        assert box
        assert box["height"] >= 24
    assert visit.errors == []


def focused(page: Page) -> str | None:
    """The path of the link that has the focus."""
    path: str | None = page.evaluate("document.activeElement.pathname")
    return path


def test_keyboard_reaches_each_order(visit: Visit, sample: str) -> None:
    page = visit.page
    page.goto(f"{sample}latest/")
    page.locator("#content").evaluate("node => { node.tabIndex = -1; node.focus(); }")
    for path in ("/latest/", "/latest/outlets/", "/latest/heat/"):
        page.keyboard.press("Tab")
        assert str(focused(page)).endswith(path)
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline != "none"
    page.keyboard.press("Enter")
    page.wait_for_url("**/latest/heat/")
    assert page.locator(".orders [aria-current=page]").inner_text() == "Hottest"


def test_orders_work_without_scripts(browser: Browser, sample: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{sample}topics/science/")
    page.locator(".orders").get_by_text("Most outlets").click()
    page.wait_for_url("**/topics/science/outlets/")
    page.goto(f"{sample}top/")
    page.locator(".orders").get_by_text("7 days").click()
    page.wait_for_url("**/top/week/")
    context.close()


@pytest.mark.parametrize("path", ["latest/heat/", "top/"])
def test_orders_have_a_name_and_headings_are_in_order(visit: Visit, sample: str, path: str) -> None:
    page = visit.page
    page.goto(sample + path)
    names = page.get_by_role("navigation").evaluate_all(
        "all => all.map((node) => node.getAttribute('aria-label'))"
    )
    assert None not in names
    assert len(names) == len(set(names))
    levels = page.locator("main h1, main h2, main h3").evaluate_all(
        "all => all.map((node) => node.tagName)"
    )
    assert levels[0] == "H1"
    assert set(levels[1:]) == {"H2"}


def test_current_order_is_known_without_colours(browser: Browser, sample: str) -> None:
    context = browser.new_context(forced_colors="active")
    page = context.new_page()
    page.goto(f"{sample}latest/")
    weights = page.locator(".orders a").evaluate_all(
        "all => all.map((node) => getComputedStyle(node).fontWeight)"
    )
    assert weights[0] == "700"
    assert weights[0] not in weights[1:]
    context.close()
