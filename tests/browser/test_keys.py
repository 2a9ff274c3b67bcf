"""Keyboard shortcuts: through stories and to pages, and how readers turn them off."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.conftest import Visit, built
from tests.browser.served import serve
from tests.sites.site import config, days, write_files

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

_FOCUSED = "document.activeElement.matches('.card__link') ? document.activeElement.href : ''"


def focused(page: Page) -> str:
    return str(page.evaluate(_FOCUSED))


def stories(page: Page) -> list[str]:
    """The addresses of the stories in sight, in their order."""
    links = page.locator(".card__link:visible")
    return [str(href) for href in links.evaluate_all("all => all.map((each) => each.href)")]


def test_keys_go_through_the_stories_and_open_one(visit: Visit, sample: str) -> None:
    page = visit.page
    page.emulate_media(reduced_motion="reduce")
    page.goto(sample + "latest/")
    hrefs = stories(page)
    page.keyboard.press("j")
    assert focused(page) == hrefs[0]
    for _ in range(12):
        page.keyboard.press("j")
        assert page.evaluate("document.activeElement.getBoundingClientRect().top") > 0
        bottom = page.evaluate("document.activeElement.getBoundingClientRect().bottom")
        assert bottom <= 900
    assert focused(page) == hrefs[12]
    page.keyboard.press("k")
    assert focused(page) == hrefs[11]
    page.keyboard.press("o")
    page.wait_for_url(hrefs[11])
    assert visit.errors == []


def test_first_story_is_the_first_in_sight(visit: Visit, sample: str) -> None:
    page = visit.page
    page.emulate_media(reduced_motion="reduce")  # or the page still scrolls when a key is pressed
    page.goto(sample + "latest/")
    page.evaluate("scrollTo(0, 900)")
    page.keyboard.press("j")
    assert focused(page) not in ("", stories(page)[0])
    page.evaluate("document.activeElement.blur()")
    page.evaluate("scrollTo(0, 0)")
    for _ in range(3):
        page.keyboard.press("k")
    assert focused(page) == stories(page)[0]


def test_sticky_bar_of_a_phone_does_not_cover_the_story(browser: Browser, sample: str) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 740}, reduced_motion="reduce")
    page.goto(sample + "latest/")
    for key in "jjjjjjjjkkkkk":
        page.keyboard.press(key)
        top = page.evaluate("document.activeElement.getBoundingClientRect().top")
        bar = page.evaluate(
            "document.querySelector('.masthead__nav').getBoundingClientRect().bottom"
        )
        assert top >= min(bar, 64)
    page.close()


@pytest.mark.parametrize(("keys", "path"), [("gl", "latest/"), ("gt", "topics/"), ("gh", "")])
def test_two_keys_lead_to_a_page(visit: Visit, sample: str, keys: str, path: str) -> None:
    page = visit.page
    page.goto(sample + "archive/")
    for key in keys:
        page.keyboard.press(key)
    page.wait_for_url(sample + path)


def test_other_keys_after_g_do_what_they_do_without_it(visit: Visit, sample: str) -> None:
    page = visit.page
    page.goto(sample + "latest/")
    page.keyboard.press("j")
    before = focused(page)
    page.keyboard.press("g")
    page.keyboard.press("Tab")
    assert focused(page) != before
    page.locator(".card__link").nth(1).focus()
    page.keyboard.press("g")
    page.keyboard.press("Enter")
    page.wait_for_url("**/news/news/*/")


def test_key_saves_the_story_that_has_the_focus_or_the_article(visit: Visit, sample: str) -> None:
    page = visit.page
    saved = "JSON.parse(localStorage['/news/saved'] ?? '[]').map(({ title }) => title)"
    page.goto(sample + "latest/")
    page.keyboard.press("s")
    assert page.evaluate(saved) == []
    page.keyboard.press("j")
    title = page.evaluate("document.activeElement.textContent")
    page.keyboard.press("s")
    assert page.evaluate(saved) == [title]
    page.keyboard.press("o")
    page.wait_for_url("**/news/news/*/")
    page.wait_for_load_state()
    page.keyboard.press("s")
    assert page.evaluate(saved) == []


def test_dialog_lists_the_keys_and_gives_the_focus_back(visit: Visit, sample: str) -> None:
    page = visit.page
    page.goto(sample)
    page.keyboard.press("j")
    here = focused(page)
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="Keyboard shortcuts")
    dialog.wait_for()
    assert dialog.locator("dt").all_inner_texts()[:2] == ["j", "k"]
    assert "gl" in dialog.locator("dt").all_inner_texts()
    page.keyboard.press("j")
    page.keyboard.press("Escape")
    dialog.wait_for(state="detached")
    assert focused(page) == here
    page.get_by_role("button", name="Keyboard shortcuts").click()
    dialog.get_by_role("button", name="Close").click()
    assert page.evaluate("document.activeElement.className") == "footer__keys"
    assert visit.errors == []


def test_reader_turns_the_keys_off_for_good_and_on_again(visit: Visit, sample: str) -> None:
    page = visit.page
    page.goto(sample)
    page.keyboard.press("?")
    switch = page.get_by_role("switch", name="Use these keys")
    switch.press("Space")
    page.keyboard.press("Escape")
    page.reload()
    for key in ("j", "?", "/"):
        page.keyboard.press(key)
    assert page.url == sample
    assert focused(page) == ""
    assert not page.get_by_role("dialog").count()
    page.get_by_role("button", name="Keyboard shortcuts").click()
    assert not switch.is_checked()
    switch.check()
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    assert focused(page) != ""


def test_keys_work_when_nothing_can_be_stored(visit: Visit, sample: str) -> None:
    visit.page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new Error('no') } })"
    )
    page = visit.page
    page.goto(sample)
    page.keyboard.press("j")
    assert focused(page) != ""
    page.keyboard.press("?")
    page.get_by_role("switch").press("Space")
    page.keyboard.press("Escape")
    before = focused(page)
    page.keyboard.press("j")
    assert focused(page) == before
    assert visit.errors == []


@pytest.mark.parametrize(
    "field",
    [
        "<input>",
        "<textarea></textarea>",
        "<select><option>j</option></select>",
        "<div contenteditable><b>x</b></div>",
    ],
)
def test_keys_do_nothing_in_a_field(visit: Visit, sample: str, field: str) -> None:
    page = visit.page
    page.goto(sample)
    page.evaluate(
        "(html) => document.querySelector('main').insertAdjacentHTML('afterbegin', html)", field
    )
    page.locator("main > :first-child").focus()
    for key in ("j", "?", "g", "l"):
        page.keyboard.press(key)
    assert focused(page) == ""
    assert page.url == sample
    assert not page.get_by_role("dialog").count()


@pytest.mark.parametrize("combined", ["Control", "Alt", "Meta"])
def test_keys_do_nothing_with_others(visit: Visit, sample: str, combined: str) -> None:
    page = visit.page
    page.goto(sample)
    page.keyboard.press(f"{combined}+j")
    assert focused(page) == ""


def test_keys_do_nothing_while_a_word_is_composed(visit: Visit, sample: str) -> None:
    page = visit.page
    page.goto(sample)
    page.evaluate(
        "document.body.dispatchEvent(new KeyboardEvent('keydown', "
        "{ key: 'j', isComposing: true, bubbles: true }))"
    )
    assert focused(page) == ""


def test_button_does_not_move_the_page(browser: Browser, sample: str) -> None:
    sizes: Any = ({"width": 360, "height": 740}, {"width": 1440, "height": 900})
    for viewport in sizes:
        page = browser.new_page(viewport=viewport)
        page.add_init_script(
            "globalThis.shift = 0; new PerformanceObserver((list) => { for (const each of "
            "list.getEntries()) shift += each.value }).observe({ type: 'layout-shift' })"
        )
        page.goto(f"{sample}404.html")
        page.get_by_role("button", name="Keyboard shortcuts").wait_for()
        page.wait_for_timeout(300)
        assert page.evaluate("shift") == 0
        page.close()


def test_site_without_them_has_none(browser: Browser, tmp_path: Path) -> None:
    write_files(tmp_path, {**days(2), "site.yaml": config(reader={"keys": False})})
    with serve(tmp_path / "out") as address:
        built(tmp_path, address, search=True)
        page = browser.new_page()
        page.goto(address)
        for key in ("j", "/", "?"):
            page.keyboard.press(key)
        assert page.url == address
        assert focused(page) == ""
        assert not page.get_by_role("button", name="Keyboard shortcuts").count()
        page.close()
