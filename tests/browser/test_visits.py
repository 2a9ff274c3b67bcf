"""What is new or has grown since the reader's last visit, and what was read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.visiting import FIRST, LATER, Reader, hide_button, reading, status, visited_sites

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

NEW = [*(f"Day {day}" for day in range(21, 29)), "Only a day"]
FORGOTTEN = "What you have read is forgotten."
KEY = "/news/broadsheet/visits"
TITLES = """
(mark) => [...document.querySelectorAll(`[data-mark=${mark}] .card__link`)].map((link) => link.text)
"""
VISIBLE = """
() => [...document.querySelectorAll(".card__title")]
  .filter((title) => title.checkVisibility()).map((title) => title.querySelector("a").text)
"""


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with visited_sites(tmp_path_factory.mktemp("visits")) as address:
        yield address


@pytest.fixture
def reader(browser: Browser) -> Iterator[Reader]:
    with reading(browser) as reader:
        yield reader


def titles(page: Page, mark: str) -> list[str]:
    """The headlines with a mark, each once."""
    found: list[str] = page.evaluate(TITLES, mark)
    return sorted(set(found))


def test_first_visit_shows_nothing(reader: Reader, sites: str) -> None:
    page = reader.go(sites + "broadsheet/", FIRST)
    page.goto(sites + "broadsheet/latest/")
    assert page.locator(".visits, .visits__mark").count() == 0
    assert page.locator("html").get_attribute("class") == "look-broadsheet"


def name(page: Page, title: str) -> str:
    """What a card says after its headline to those who do not see its mark."""
    mark: str = page.locator(f".card__title:has-text('{title}') + .visits__mark").inner_text()
    return mark


def read(page: Page, title: str) -> None:
    """Follow the link to an article, and come back."""
    page.get_by_role("link", name=title).first.press("Enter")
    page.wait_for_selector(".article-page")
    page.wait_for_load_state()
    page.go_back()
    page.wait_for_selector(f"[data-mark=read]:has-text('{title}')")


def grow(page: Page, title: str, outlets: int) -> None:
    """Have pages say that the story of this headline has so many outlets."""
    link = f'">{title}</a>'

    def changed(route: Any) -> None:
        response = route.fetch()
        start, *cards = response.text().split('class="card ')
        for card in cards:
            start += f'data-outlets="{outlets}" ' if link in card else ""
            start += f'class="card {card}'
        route.fulfill(response=response, body=start)

    page.route(lambda url: url.endswith("/"), changed)


def test_second_visit_marks_what_is_new(reader: Reader, sites: str) -> None:
    address = sites + "broadsheet/"
    reader.go(address, FIRST)
    for path in ("latest/", "topics/tides/"):
        page = reader.go(address + path, LATER)
        assert titles(page, "new") == NEW, path
        assert status(page) == "9 new since your last visit"
        assert name(page, "Day 21") == "New"
    page = reader.go(address + "latest/page/1/", LATER)
    assert titles(page, "new") == []
    assert status(page) == "Nothing new since your last visit"
    page = reader.go(address + "archive/2026/01/28/", LATER)
    assert titles(page, "new") == ["Day 28"]
    assert page.locator(".visits").count() == 0


@pytest.mark.parametrize(("minutes", "marks"), [(29, 0), (31, 9)])
def test_visit_ends_after_half_an_hour(
    reader: Reader, sites: str, minutes: int, marks: int
) -> None:
    reader.go(sites + "broadsheet/", "2026-01-20T11:45:00Z")
    reader.go(sites + "broadsheet/providers/", FIRST)  # no news here
    page = reader.go(sites + "broadsheet/latest/", f"2026-01-20T12:{minutes}:00Z")
    assert len(titles(page, "new")) == marks


def test_marks_stay_until_the_visit_ends(reader: Reader, sites: str) -> None:
    address = sites + "broadsheet/latest/"
    reader.go(address, FIRST)
    for _ in range(2):
        assert len(titles(reader.go(address, LATER), "new")) == 9
    page = reader.go(address, "2026-01-31T12:00:00Z")
    assert titles(page, "new") == []


def test_article_that_was_published_before_the_last_visit_ended_is_new_if_it_was_not_there(
    reader: Reader, sites: str
) -> None:
    """The site had not been built since: its newest article was that of the day before."""
    address = sites + "broadsheet/"
    reader.go(address, "2026-01-19T12:00:00Z")
    reader.go(address + "topics/", FIRST)
    page = reader.go(address + "latest/", "2026-01-20T13:00:00Z")
    assert "Day 20" in titles(page, "new")


def test_grown_story(reader: Reader, sites: str) -> None:
    address = sites + "broadsheet/latest/"
    grow(reader.page, "Day 20", 2)
    reader.go(address, FIRST)
    reader.page.unroute_all()
    grow(reader.page, "Day 20", 4)
    for _ in range(2):
        page = reader.go(address, LATER)
        assert titles(page, "grown") == ["Day 20"]
        assert status(page) == "9 new, 1 with more coverage since your last visit"
        assert name(page, "Day 20") == "More coverage"
    read(page, "Day 20")
    assert titles(page, "grown") == []
    assert titles(page, "read") == ["Day 20"]
    reader.go(address, "2026-02-10T12:00:00Z")
    assert titles(page, "grown") == []
    page.unroute_all()
    grow(page, "Day 20", 5)
    reader.go(address, "2026-02-20T12:00:00Z")
    assert titles(page, "grown") == ["Day 20"]
    assert titles(page, "read") == []
    assert status(page) == "1 with more coverage since your last visit"


def test_read_articles_are_marked_and_hidden_with_the_keyboard(reader: Reader, sites: str) -> None:
    address = sites + "broadsheet/latest/"
    reader.go(address, FIRST)
    page = reader.go(address, LATER)
    for day in ("Day 27", "Day 28"):
        read(page, day)
    assert titles(page, "read") == ["Day 27", "Day 28"]
    assert name(page, "Day 28") == "Read"
    assert titles(page, "new") == sorted({*NEW} - {"Day 27", "Day 28"})
    assert status(page) == "7 new since your last visit"
    shown = page.evaluate(VISIBLE)
    page.locator("#content").evaluate("(main) => main.querySelector('button').focus()")
    page.keyboard.press("Enter")
    assert hide_button(page).get_attribute("aria-pressed") == "true"
    assert page.evaluate(VISIBLE) == [day for day in shown if day not in ("Day 27", "Day 28")]
    assert page.locator(".day-group:visible").count() == len(shown) - 2
    page.reload()
    assert hide_button(page).get_attribute("aria-pressed") == "true"
    assert page.evaluate("window.shifts") == 0
    page.goto(sites + "broadsheet/archive/2026/01/28/")  # without a button nothing is hidden
    assert page.evaluate(VISIBLE) == ["Day 28"]
    page.go_back()
    hide_button(page).press("Space")
    assert page.evaluate(VISIBLE) == shown


def test_forget(reader: Reader, sites: str) -> None:
    address = sites + "broadsheet/latest/"
    reader.go(address, FIRST)
    page = reader.go(address, LATER)
    read(page, "Day 27")
    other = reader.open()
    other.goto(sites + "broadsheet/")
    assert titles(other, "read") == ["Day 27"]
    hide_button(page).click()
    other.wait_for_selector("html.visits-hide")
    page.get_by_role("button", name="Forget what I have read").press("Enter")
    assert page.evaluate("key => localStorage.getItem(key)", KEY) is None
    assert page.evaluate("document.activeElement.textContent") == FORGOTTEN
    for tab in (page, other):
        tab.get_by_text(FORGOTTEN).wait_for()
        assert (
            tab.locator("[data-mark=read], [data-mark=new], .visits__mark, .visits-hide").count()
            == 0
        )
        assert tab.locator(".visits button").count() == 0
    page.reload()
    assert page.locator(".visits").count() == 0


def test_page_from_the_history_follows_what_was_read(reader: Reader, sites: str) -> None:
    """The browser keeps the page as it was, and shows it again."""
    reader.go(sites + "broadsheet/latest/", FIRST)
    page = reader.go(sites + "broadsheet/latest/", LATER)
    other = reader.open()
    page.evaluate("addEventListener('storage', (event) => event.stopImmediatePropagation(), true)")
    href = page.get_by_role("link", name="Day 27").first.evaluate("(link) => link.href")
    other.goto(href)
    # What another tab stores arrives here a little later.
    page.wait_for_function(
        "([key, href]) =>"
        " JSON.parse(localStorage[key]).read.includes(siteVisits.keyOf(new URL(href)))",
        arg=[KEY, href],
    )
    page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
    assert titles(page, "read") == ["Day 27"]
    assert status(page) == "8 new since your last visit"


def test_sites_on_one_host_do_not_mix(reader: Reader, sites: str) -> None:
    reader.go(sites + "broadsheet/latest/", FIRST)
    page = reader.go(sites + "river/latest/", LATER)
    assert page.locator(".visits").count() == 0
    page = reader.go(sites + "broadsheet/latest/", LATER)
    assert page.locator(".visits").count() == 1
    assert sorted(page.evaluate("Object.keys(localStorage)")) == [KEY, "/news/river/visits"]


@pytest.mark.parametrize(
    "stored",
    ["{", "null", "[]", "7", '{"at": "x", "read": 5}', '{"at": 1, "since": 1, "read": {}}'],
)
def test_broken_store(reader: Reader, sites: str, stored: str) -> None:
    page = reader.go(sites + "broadsheet/404.html", FIRST)
    page.evaluate("([key, value]) => localStorage.setItem(key, value)", [KEY, stored])
    reader.go(sites + "broadsheet/", FIRST)
    page = reader.go(sites + "broadsheet/latest/", LATER)
    assert len(titles(page, "new")) == 9


def test_clock_that_was_wrong(reader: Reader, sites: str) -> None:
    reader.go(sites + "broadsheet/", "2031-01-01T12:00:00Z")
    reader.go(sites + "broadsheet/", FIRST)
    page = reader.go(sites + "broadsheet/latest/", LATER)
    assert len(titles(page, "new")) == 9


@pytest.mark.parametrize(
    "refusal",
    [
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no') } })",
        "Storage.prototype.setItem = () => { throw new DOMException('full') }",
    ],
)
def test_refused_storage_shows_nothing(reader: Reader, sites: str, refusal: str) -> None:
    address = sites + "broadsheet/latest/"
    reader.go(address, FIRST)
    reader.page.add_init_script(refusal)
    page = reader.go(address, LATER)
    page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
    assert page.locator(".visits, [data-mark=new], .visits__mark, .visits-line").count() == 0


def test_pages_without_scripts_or_the_feature_have_nothing(
    browser: Browser, reader: Reader, sites: str
) -> None:
    reader.go(sites + "off/", FIRST)
    page = reader.go(sites + "off/latest/", LATER)
    assert page.locator(".visits, [data-mark=new]").count() == 0
    assert page.evaluate("localStorage.length") == 0
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(sites + "broadsheet/latest/")
    assert page.locator("[class*=visits]").count() == 0
    context.close()


def test_what_is_kept_is_limited(reader: Reader, sites: str) -> None:
    page = reader.go(sites + "broadsheet/404.html", FIRST)
    page.evaluate(
        """(key) => {
             const many = Array.from({ length: 3000 }, (_, number) => `k${number}`);
             const outlets = Object.fromEntries(many.map((each) => [each, 2]));
             localStorage.setItem(key, JSON.stringify({
               at: Date.now(), since: 0, newest: 0, read: many, outlets, was: {}, hide: false }));
           }""",
        KEY,
    )
    page.goto(sites + "broadsheet/latest/")
    page.locator(".card__link").first.click()
    page.wait_for_selector(".article-page")
    page.wait_for_load_state()
    kept = page.evaluate("(key) => JSON.parse(localStorage.getItem(key))", KEY)
    assert len(kept["read"]) == 2000
    assert kept["read"][-2] == "k2999"
    assert len(kept["outlets"]) == 2000


def test_page_that_is_in_place_of_a_list_has_no_line(reader: Reader, sites: str) -> None:
    """The server answers with its page for what is missing at any address."""
    address = sites + "broadsheet/"
    reader.go(address, FIRST)
    missing = reader.context.request.get(address + "404.html").text()
    reader.page.route("**/topics/gone/", lambda route: route.fulfill(body=missing))
    page = reader.go(address + "topics/gone/", LATER)
    assert page.locator("h1").inner_text() == "We cannot find that page"
    assert page.locator(".visits").count() == 0
    assert page.locator(".visits-line").count() == 0
    page = reader.go(address + "index.html", LATER)
    assert page.locator(".visits").count() == 1


def test_articles_of_what_is_followed_have_marks_with_words(reader: Reader, sites: str) -> None:
    address = sites + "broadsheet/"
    page = reader.go(address + "topics/tides/", FIRST)
    page.get_by_role("button", name="Follow").click()
    page = reader.go(address + "following/", LATER)
    page.locator(".saved__days .card").first.wait_for()
    page.locator(".saved__note:empty").wait_for(state="attached")
    assert titles(page, "new") == [title for title in NEW if title != "Only a day"]
    assert name(page, "Day 21") == "New"


def test_story_that_was_shown_among_the_top_stories_grows(reader: Reader, sites: str) -> None:
    address = sites + "broadsheet/"
    page = reader.go(address + "top/week/", LATER)
    assert "Day 28" in page.locator(".card__link").all_inner_texts()
    grow(page, "Day 28", 3)
    page = reader.go(address + "latest/", "2026-01-31T12:00:00Z")
    assert titles(page, "grown") == ["Day 28"]
