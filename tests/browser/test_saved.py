"""Saving articles and following topics and outlets in the browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.test_layout import SAMPLE

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser

ARTICLE, TOPIC, OUTLET = SAMPLE["article"], SAMPLE["topic"], SAMPLE["provider"]
TITLE = "Aldous barrier holds: city wakes dry after Storm Ottoline’s record surge"
REFUSED = "Object.defineProperty(window, 'localStorage', { get() { throw new Error('no'); } });"
FULL = "Storage.prototype.setItem = () => { throw new DOMException('', 'QuotaExceededError'); };"
EVENTS = """
window.told = [];
document.addEventListener("sitegen:saved", ({ detail }) => told.push([detail.path, detail.saved]));
"""


def titles(page: Page, part: str = ".saved__list") -> list[str]:
    found: list[str] = page.locator(f"{part} .card__link").all_inner_texts()
    return found


def save(page: Page, address: str) -> None:
    page.goto(address)
    page.locator(".article-head .reader-saved").click()


def test_article_is_saved_listed_and_removed_by_the_keyboard_alone(
    visit: Visit, sample: str
) -> None:
    page = visit.page
    page.add_init_script(EVENTS)
    page.goto(sample)
    link = page.locator(".card__link", has_text=TITLE).first
    card = page.locator(".card").filter(has=link).first
    star = card.locator(".reader-saved")
    assert star.get_attribute("aria-pressed") == "false"
    assert star.get_attribute("aria-label") == f"Save: {TITLE}"
    box = star.bounding_box()
    assert box
    assert min(box["width"], box["height"]) >= 24
    link.focus()
    while page.evaluate("document.activeElement.className") != "reader-saved":
        page.keyboard.press("Tab")
    page.keyboard.press("Space")
    assert star.get_attribute("aria-pressed") == "true"
    assert star.get_attribute("aria-label") == f"Saved: {TITLE}"
    assert page.locator(".reader-status[role=status]").inner_text() == "Saved"
    assert page.evaluate("told") == [[f"/news/{ARTICLE}", True]]

    page.goto(sample + ARTICLE)
    assert page.locator(".article-head .reader-saved").get_attribute("aria-pressed") == "true"
    page.goto(sample + "saved/")
    assert titles(page) == [TITLE]
    assert "Harbour Post" in page.locator(".saved__list").inner_text()
    assert page.locator(".saved__list time").inner_text() == "17 Sep 2026"
    remove = page.get_by_role("button", name=f"Remove: {TITLE}")
    remove.focus()
    page.keyboard.press("Enter")
    assert titles(page) == []
    assert page.locator(".saved__empty").is_visible()
    assert page.locator(".reader-status").inner_text() == "Removed"
    assert page.evaluate("told") == [[f"/news/{ARTICLE}", False]]
    assert page.evaluate("document.activeElement !== document.body")
    assert visit.errors == []


def test_key_that_is_held_saves_once(visit: Visit, sample: str) -> None:
    page = visit.page
    page.goto(sample + "latest/")
    page.keyboard.press("j")
    first = page.evaluate("document.activeElement.textContent")
    for _ in range(4):
        page.keyboard.down("s")
    page.keyboard.up("s")
    page.goto(sample + "saved/")
    page.locator(".saved__list .card").wait_for()
    assert titles(page) == [first]


def test_key_removes_on_the_page_of_saved_articles(visit: Visit, sample: str) -> None:
    page = visit.page
    page.goto(sample + "latest/")
    for key in "jsjs":
        page.keyboard.press(key)
    page.goto(sample + "saved/")
    page.locator(".saved__list .card").nth(1).wait_for()
    second = titles(page)[1]
    page.keyboard.press("j")
    page.keyboard.press("s")
    assert titles(page) == [second]
    page.keyboard.press("s")
    assert titles(page) == []
    assert visit.errors == []


def test_newest_saved_is_first_and_focus_goes_to_the_next(visit: Visit, sample: str) -> None:
    page = visit.page
    page.goto(sample + "latest/")
    stars = page.locator(".card .reader-saved")
    for index in (0, 2, 1):
        stars.nth(index).click()
    expected = page.locator(".card__link").all_inner_texts()[:3]
    page.goto(sample + "saved/")
    assert titles(page) == [expected[1], expected[2], expected[0]]
    page.get_by_role("button", name=f"Remove: {expected[2]}").click()
    assert titles(page) == [expected[1], expected[0]]
    name = page.evaluate("document.activeElement.getAttribute('aria-label')")
    assert name == f"Remove: {expected[0]}"


def test_followed_articles_come_once_by_time_with_their_reasons(visit: Visit, sample: str) -> None:
    page = visit.page
    page.goto(sample + "following/")
    assert page.locator(".saved__empty").is_visible()
    for path in (TOPIC, OUTLET):
        page.goto(sample + path)
        button = page.locator(".reader-followed")
        assert button.inner_text() == "Follow"
        button.press("Enter")
        assert (button.inner_text(), button.get_attribute("aria-pressed")) == ("Following", "true")
    page.goto(sample + "following/")
    both = page.locator(".card").filter(has=page.get_by_role("link", name=TITLE, exact=True))
    both.wait_for()
    assert both.count() == 1
    assert both.locator(".saved__why").inner_text() == "Harbour Post, Oceans"
    assert both.locator(".reader-saved").count() == 1
    found = titles(page, ".saved__days")
    assert len(found) == len(set(found)) > 10
    times = page.locator(".saved__days time").evaluate_all(
        "all => all.map((each) => each.dateTime)"
    )
    assert times == sorted(times, reverse=True)
    days = page.locator(".saved__days h2").all_inner_texts()
    assert days[:2] == ["18 September 2026", "17 September 2026"]
    assert len(days) == len(set(days))
    both.get_by_role("link").click()
    page.wait_for_url(f"**/{ARTICLE}")

    page.goto(sample + "following/")
    page.get_by_role("button", name="Unfollow: Oceans").click()
    assert page.locator(".saved__sources a").all_inner_texts() == ["Harbour Post"]
    assert set(page.locator(".saved__why").all_inner_texts()) == {"Harbour Post"}
    assert visit.errors == []


def test_what_cannot_be_loaded_is_told_and_tried_again(visit: Visit, sample: str) -> None:
    page = visit.page
    for path in (TOPIC, OUTLET):
        page.goto(sample + path)
        page.locator(".reader-followed").click()
    api = "**/api/topics/oceans/index.json"
    page.route(api, lambda route: route.fulfill(status=500, body="<html>"))
    page.goto(sample + "following/")
    again = page.get_by_role("button", name="Try again")
    again.wait_for()
    assert page.locator(".saved__note").inner_text() == "Could not be loaded: Oceans."
    assert set(page.locator(".saved__why").all_inner_texts()) == {"Harbour Post"}
    page.unroute(api)
    again.click()
    page.locator(".saved__why", has_text="Oceans").first.wait_for()
    assert not again.is_visible()
    assert page.locator(".saved__note").inner_text() == ""


def test_requests_are_few_at_once_and_one_for_each(visit: Visit, sample: str) -> None:
    page = visit.page
    page.goto(sample + "topics/")
    links = page.locator("main a[href*='/topics/']").evaluate_all(
        "all => [...new Set(all.map((each) => each.pathname))]"
    )[:9]
    entries = [{"path": path, "title": f"T{number}"} for number, path in enumerate(links)]
    page.evaluate("(list) => { localStorage['/news/followed'] = JSON.stringify(list); }", entries)
    page.add_init_script(
        """const load = window.fetch; window.now = 0; window.most = 0; window.asked = [];
           window.fetch = async (url) => {
             most = Math.max(most, ++now);
             asked.push(url);
             try { return await load(url); } finally { now -= 1; }
           };"""
    )
    page.goto(sample + "following/")
    page.locator(".saved__days .card").first.wait_for()
    assert len(links) == 9
    assert page.evaluate("most") == 6
    assert sorted(page.evaluate("asked")) == sorted(
        f"/news/api/{path.removeprefix('/news/')}index.json" for path in links
    )


def test_two_tabs_and_the_way_back_are_in_step(browser: Browser, sample: str) -> None:
    context = browser.new_context()
    first, second = context.new_page(), context.new_page()
    second.goto(sample + "saved/")
    save(first, sample + ARTICLE)
    second.locator(".saved__list .card").wait_for()
    second.get_by_role("button", name=f"Remove: {TITLE}").click()
    first.locator(".article-head .reader-saved[aria-pressed=false]").wait_for()
    first.goto(sample)
    first.goto(sample + "saved/")
    first.goto(sample + ARTICLE)
    first.locator(".article-head .reader-saved").click()
    first.go_back()
    assert titles(first) == [TITLE]
    context.close()


@pytest.mark.parametrize("script", [REFUSED, FULL])
def test_where_nothing_is_kept_there_are_no_stars(visit: Visit, sample: str, script: str) -> None:
    page = visit.page
    page.add_init_script(script)
    for path in ("", ARTICLE, TOPIC):
        page.goto(sample + path)
        assert page.locator(".reader-saved, .reader-followed").count() == 0
    for path in ("saved/", "following/"):
        page.goto(sample + path)
        assert page.locator(".saved__refused").is_visible()
        assert not page.locator(".saved__empty").is_visible()
    assert visit.errors == []


def test_full_store_is_told_and_keeps_what_it_has(visit: Visit, sample: str) -> None:
    page = visit.page
    save(page, sample + ARTICLE)
    page.goto(sample + "latest/")
    page.evaluate(f"() => {{ {FULL} }}")
    star = page.locator(".card .reader-saved[aria-pressed=false]").first
    star.click()
    assert page.locator(".reader-status").inner_text() == "This browser cannot keep it."
    assert star.get_attribute("aria-pressed") == "false"
    page.add_init_script(FULL)
    page.goto(sample + "saved/")
    assert titles(page) == [TITLE]


@pytest.mark.parametrize("text", ["[", "{}", "null", '["x"]', '[{"path": "/news/a/"}]'])
def test_broken_store_is_told_and_not_overwritten(visit: Visit, sample: str, text: str) -> None:
    page = visit.page
    page.goto(sample)
    page.evaluate("(text) => { localStorage['/news/saved'] = text; }", text)
    page.goto(sample)
    assert page.locator(".reader-saved").count() == 0
    page.goto(sample + "saved/")
    assert page.locator(".saved__trouble").is_visible()
    assert page.evaluate("localStorage['/news/saved']") == text
    with page.expect_download() as info:
        page.get_by_role("button", name="Download it").click()
    assert text in info.value.path().read_text()
    page.get_by_role("button", name="Delete it and start anew").click()
    page.locator(".saved__empty").wait_for()
    assert page.evaluate("localStorage['/news/saved']") is None
    assert visit.errors == []


def test_without_javascript_pages_say_so_and_show_nothing_else(
    browser: Browser, sample: str
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(sample)
    assert page.locator(".reader-saved").count() == 0
    for path in ("saved/", "following/"):
        page.goto(sample + path)
        assert not page.locator(".saved").is_visible()
        assert "needs JavaScript" in page.locator("main").inner_text()
    context.close()
