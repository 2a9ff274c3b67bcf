"""The switch of light and dark pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

PAGE = "getComputedStyle(document.documentElement).backgroundColor"
FRAME = """
[...document.querySelectorAll("meta[name=theme-color]")]
  .filter((meta) => matchMedia(meta.media).matches).map((meta) => meta.content)
"""
LIGHT, DARK = "rgb(252, 250, 246)", "rgb(21, 19, 15)"


def colours(page: Page) -> tuple[str, list[str]]:
    """The colour of the page, and of the browser's frame around it."""
    return page.evaluate(PAGE), page.evaluate(FRAME)


@pytest.mark.parametrize("system", ["light", "dark"])
def test_choice_holds_on_the_next_page_and_before_it_is_drawn(
    browser: Browser, sample: str, system: str
) -> None:
    page = browser.new_context(color_scheme="dark" if system == "dark" else "light").new_page()
    page.goto(sample)
    switch = page.get_by_role("group", name="Colours of the pages")
    by_system = (DARK, ["#15130f"]) if system == "dark" else (LIGHT, ["#fcfaf6"])
    assert colours(page) == by_system
    for name, expected in (("Dark", (DARK, ["#15130f"])), ("Light", (LIGHT, ["#fcfaf6"]))):
        button = switch.get_by_role("button", name=name)
        button.click()
        assert button.get_attribute("aria-pressed") == "true"
        assert colours(page) == expected
        # Before the body is there: nothing has been drawn yet.
        page.add_init_script(
            """new MutationObserver((_, observer) => {
                 if (!document.body) return;
                 window.early ??= document.documentElement.dataset.scheme;
                 observer.disconnect();
               }).observe(document, { childList: true, subtree: true });"""
        )
        page.goto(sample + "latest/")
        assert page.evaluate("window.early") == name.lower()
        assert colours(page) == expected
        assert button.get_attribute("aria-pressed") == "true"
    switch.get_by_role("button", name="Auto").click()
    assert colours(page) == by_system
    page.reload()
    assert colours(page) == by_system
    page.context.close()


def test_other_tabs_follow(browser: Browser, sample: str) -> None:
    context = browser.new_context(color_scheme="light")
    first, second = context.new_page(), context.new_page()
    first.goto(sample)
    second.goto(sample + "latest/")
    first.get_by_role("button", name="Dark", exact=True).click()
    second.wait_for_function(f"{PAGE} === '{DARK}'")
    context.close()


def test_printed_page_is_light(browser: Browser, sample: str) -> None:
    page = browser.new_context(color_scheme="dark").new_page()
    page.goto(sample)
    page.get_by_role("button", name="Dark", exact=True).click()
    page.emulate_media(media="print")
    assert page.evaluate(PAGE) == "rgb(255, 255, 255)"
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
    assert not page.get_by_role("group", name="Colours of the pages").is_visible()
    page.context.close()


def test_without_javascript_there_is_no_switch(browser: Browser, sample: str) -> None:
    context = browser.new_context(java_script_enabled=False, color_scheme="dark")
    page = context.new_page()
    page.goto(sample)
    assert page.locator(".theme-switch").count() == 1
    assert not page.locator(".theme-switch").is_visible()
    assert "rgb(21, 19, 15)" in page.evaluate(PAGE)
    context.close()


def test_switch_moves_nothing_on_a_short_page(browser: Browser, sample: str) -> None:
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.goto(sample + "archive/")
    assert page.locator(".theme-switch").is_visible()
    moved = """() => new Promise((done) => {
      new PerformanceObserver((list) => done(list.getEntries().map((each) => each.value)))
        .observe({ type: "layout-shift", buffered: true });
      setTimeout(() => done([]), 500);
    })"""
    assert page.evaluate(moved) == []
    page.close()


def test_page_works_where_nothing_can_be_stored(browser: Browser, sample: str) -> None:
    page = browser.new_context().new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new Error('no'); } });"
    )
    page.goto(sample)
    page.get_by_role("button", name="Dark", exact=True).click()
    assert page.evaluate(PAGE) == DARK
    assert errors == []
    page.context.close()
