"""The sections on a phone, the way back up, the filter of an index, the calendar, the 404 page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

from site_gen.plan import filing
from tests.browser.conftest import built
from tests.browser.served import serve
from tests.sites.site import news, provider, record, write_files

if TYPE_CHECKING:
    from playwright.sync_api import Browser, FloatRect, Locator, Page

pytestmark = pytest.mark.browser

PHONE: Any = {"width": 360, "height": 740}
ARTICLE = "news/2026-09-17-aldous-barrier-holds-against-storm-ottoline/"
_CURRENT = ".masthead__nav [aria-current]"
_BAR = ".masthead__nav"


def on_phone(browser: Browser, address: str, **options: Any) -> Page:
    page = browser.new_page(viewport=PHONE, reduced_motion="reduce", **options)
    page.goto(address)
    return page


def box_of(element: Locator) -> FloatRect:
    box = element.bounding_box()
    assert box
    return box


@pytest.mark.parametrize("path", ["archive/2026/09/", "providers/", "search/"])
def test_current_section_is_in_sight_in_a_bar_that_stays(
    browser: Browser, sample: str, path: str
) -> None:
    page = on_phone(browser, sample + path)
    page.evaluate("scrollTo(0, document.body.scrollHeight / 2)")
    bar = box_of(page.locator(_BAR))
    here = box_of(page.locator(_CURRENT))
    assert bar["y"] == 0
    assert here["x"] >= 0
    assert here["x"] + here["width"] <= PHONE["width"]
    hit = page.evaluate(
        "([x, y]) => document.elementFromPoint(x, y).closest('[aria-current]') !== null",
        [here["x"] + here["width"] / 2, here["y"] + here["height"] / 2],
    )
    assert hit
    page.close()


@pytest.mark.parametrize(
    ("path", "section"),
    [
        ("topics/science/", "/topics/science/"),
        ("providers/harbourpost.example/", "/providers/"),
        ("archive/2026/09/17/", "/archive/"),
        ("latest/", "/latest/"),
    ],
)
def test_section_of_the_page_is_marked(
    browser: Browser, sample: str, path: str, section: str
) -> None:
    page = on_phone(browser, sample + path)
    hrefs = page.locator(_CURRENT).evaluate_all("nodes => nodes.map((node) => node.href)")
    assert len(hrefs) == 1
    assert hrefs[0].endswith(section)
    page.close()


@pytest.mark.parametrize("site", ["sample", "strained", "arabic"])
def test_sections_are_tall_enough_to_touch_and_long_names_are_cut(
    browser: Browser, request: pytest.FixtureRequest, site: str
) -> None:
    page = on_phone(browser, request.getfixturevalue(site))
    for link in page.locator(".masthead__nav a").all():
        box = box_of(link)
        assert 40 <= box["height"] <= 60
        assert box["width"] <= PHONE["width"]
    for link in page.locator(".footer a:not(.footer__home)").all():
        assert box_of(link)["height"] >= 24
    page.close()


def test_bar_does_not_cover_what_has_the_focus(browser: Browser, sample: str) -> None:
    page = on_phone(browser, sample + "latest/")
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    page.locator(".footer__home").focus()
    bottom = box_of(page.locator(_BAR))["height"]
    for _ in range(40):
        page.keyboard.press("Shift+Tab")
        top = page.evaluate("document.activeElement.getBoundingClientRect().top")
        if page.evaluate("document.activeElement.closest('.masthead, .breadcrumbs') !== null"):
            break
        assert top >= bottom
    page.close()


def test_foot_leads_back_to_the_top(browser: Browser, sample: str) -> None:
    page = on_phone(browser, sample + "latest/")
    page.locator(".footer__top a").click()
    page.wait_for_function("scrollY === 0")
    page.close()


def test_filter_shows_the_outlets_that_match_and_says_how_many(
    browser: Browser, sample: str
) -> None:
    page = browser.new_page()
    page.goto(sample + "providers/")
    outlets = page.locator(".provider-group li:visible")
    total = outlets.count()
    field = page.get_by_role("searchbox", name="Find an outlet")
    field.fill("HÁRBOUR post")
    assert outlets.all_inner_texts()[0].startswith("Harbour Post")
    assert outlets.count() == 1
    assert page.locator(".provider-group:visible").count() == 1
    assert page.locator(".filter-field__status[role=status]").inner_text() == f"1 of {total} match"
    field.fill("nothing of the kind")
    assert (
        page.locator(".filter-field__status[role=status]").inner_text() == f"None of {total} match"
    )
    field.fill("")
    assert outlets.count() == total
    assert page.locator(".filter-field__status[role=status]").inner_text() == ""
    page.close()


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site with so many outlets that its indexes are split."""
    folder = tmp_path_factory.mktemp("crowded")
    names = [f"{'ABCDEЖ'[number % 6]}nker {number}" for number in range(filing.SPLIT + 1)]
    write_files(folder, news(*(record(name, provider=provider(name)) for name in names)))
    with serve(folder / "out") as address:
        built(folder, address)
        yield address


@pytest.mark.parametrize(
    ("path", "label", "entry"),
    [
        ("providers/", "Find an outlet", ".provider-group li"),
        ("feeds/", "Find a feed", ".feed-row"),
    ],
)
def test_filter_of_a_split_index_finds_what_is_on_its_pages(
    browser: Browser, crowded: str, path: str, label: str, entry: str
) -> None:
    page = browser.new_page()
    page.goto(crowded + path)
    shown = page.locator(f"{entry}:visible")
    before = shown.all_inner_texts()
    field = page.get_by_role("searchbox", name=label)
    field.fill("жNKER 293")
    page.get_by_text("1 of 30").wait_for()
    assert [text.split("\n")[0] for text in shown.all_inner_texts()] == ["Жnker 293"]
    field.fill("")
    page.wait_for_function("document.querySelector('.filter-field__status').textContent === ''")
    assert shown.all_inner_texts() == before
    page.close()


def test_filter_says_that_the_pages_could_not_be_loaded(browser: Browser, crowded: str) -> None:
    page = browser.new_page()
    page.goto(crowded + "providers/")
    page.route("**/providers/page/**", lambda route: route.abort())
    page.get_by_role("searchbox", name="Find an outlet").fill("anker")
    page.get_by_text("They could not be loaded").wait_for()
    page.unroute_all()
    page.get_by_role("searchbox", name="Find an outlet").fill("anker 30")
    page.get_by_text("2 of 301 match").wait_for()
    page.close()


def test_without_scripts_there_is_no_filter(browser: Browser, sample: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(sample + "providers/")
    assert not page.locator(".filter-field").is_visible()
    assert page.locator(".letters a").count() > 5
    context.close()


@pytest.mark.parametrize("path", ["providers/", "feeds/", "archive/2026/09/", "no/such/page/"])
def test_nothing_moves_while_an_index_is_loaded(browser: Browser, sample: str, path: str) -> None:
    page = browser.new_page(viewport=PHONE)
    page.add_init_script(
        "window.shift = 0; new PerformanceObserver((list) => {"
        "  for (const entry of list.getEntries()) window.shift += entry.value;"
        "}).observe({type: 'layout-shift', buffered: true});"
    )
    page.goto(sample + path)
    page.wait_for_timeout(300)
    assert page.evaluate("window.shift") == 0
    page.close()


def test_days_of_the_calendar_can_be_touched_at_320_pixels(browser: Browser, sample: str) -> None:
    page = browser.new_page(viewport={"width": 320, "height": 640})
    page.goto(sample + "archive/2026/09/")
    for link in page.locator(".calendar__link").all():
        box = box_of(link)
        assert min(box["width"], box["height"]) >= 24
    page.close()


def test_page_for_wrong_addresses_searches_and_has_the_newest_headlines(
    browser: Browser, sample: str
) -> None:
    page = browser.new_page()
    page.goto(sample + "no/such/page/")
    assert page.locator(".day-list a[href*='/news/']").count() >= 8
    page.keyboard.press("/")
    page.keyboard.type("barrier")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=barrier*")
    page.close()
