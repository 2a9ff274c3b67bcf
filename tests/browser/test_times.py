"""Times in the reader's time zone, and how long ago they were."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.served import BASE, serve
from tests.browser.shifts import SHIFT, WHOLE
from tests.sites.site import build_site, config, days

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

NOW = "2026-09-18T10:10:00Z"
"""Two hours after the newest article of the sample."""
ARTICLE = "news/2026-09-17-watch-the-night-the-aldous-barrier-closed/"

Open = Callable[..., Any]


@pytest.fixture
def reader(browser: Browser) -> Iterator[Open]:
    """Opens a page for a reader in a time zone, when the clock shows ``NOW``."""
    contexts = []

    def opened(address: str, zone: str, **options: Any) -> Page:
        context = browser.new_context(timezone_id=zone, **options)
        contexts.append(context)
        page = context.new_page()
        page.clock.set_fixed_time(NOW)
        page.add_init_script(WHOLE)
        page.goto(address)
        return page

    yield opened
    for context in contexts:
        context.close()


def put(page: Page, text: str, datetime: str) -> Any:
    """The element of a time that is added to the page."""
    page.evaluate(
        """([text, datetime]) => {
          const block = document.createElement("p");
          block.innerHTML = "<time></time>";
          block.firstChild.dateTime = datetime;
          block.firstChild.textContent = text;
          document.querySelector("main").prepend(block);
        }""",
        [text, datetime],
    )
    return page.locator("main > p:first-child > time")


ZONES = [
    ("UTC", "08:00"),
    ("Europe/Berlin", "10:00"),
    ("Asia/Kolkata", "13:30"),
    ("Pacific/Honolulu", "17 Sep, 22:00"),
    ("Pacific/Kiritimati", "22:00"),
]


@pytest.mark.parametrize(("zone", "text"), ZONES)
def test_hour_is_the_reader_s_and_the_title_has_utc(
    reader: Open, sample: str, zone: str, text: str
) -> None:
    time = reader(f"{sample}latest/", zone).locator(".card__when").first
    assert time.inner_text() == text
    assert time.get_attribute("title") == "18 September 2026, 08:00 UTC"


def test_day_without_an_hour_stays(reader: Open, sample: str) -> None:
    page = reader(f"{sample}latest/", "Pacific/Honolulu")
    heading = page.locator(".day-group__day time").first
    assert heading.inner_text() == "Friday, 18 September 2026"
    assert heading.get_attribute("title") is None
    day = put(page, "18 Sep 2026", "2026-09-18")
    assert (day.inner_text(), day.get_attribute("title")) == ("18 Sep 2026", None)


TEXTS = [
    ("18 Sep, 09:50", "2026-09-18T09:50:00Z", "20m ago"),
    ("18 Sep, 08:00", "2026-09-18T08:00:00Z", "2h ago"),
    ("17 Sep, 10:20", "2026-09-17T10:20:00Z", "23h ago"),
    ("17 Sep, 10:00", "2026-09-17T10:00:00Z", "17 Sep, 12:00"),
    ("18 Sep, 11:00", "2026-09-18T11:00:00Z", "18 Sep, 13:00"),
    ("31 Dec 2025, 23:30", "2025-12-31T23:30:00Z", "1 Jan 2026, 00:30"),
    ("18 September 2026, 08:00", "2026-09-18T08:00:00Z", "18 September 2026, 10:00"),
    ("+2 h 10 min", "2026-09-18T08:00:00Z", "+2 h 10 min"),
]


@pytest.mark.parametrize(("written", "datetime", "text"), TEXTS)
def test_label_of_the_last_day_says_how_long_ago_it_was(
    reader: Open, sample: str, written: str, datetime: str, text: str
) -> None:
    page = reader(f"{sample}latest/", "Europe/Berlin")
    assert put(page, written, datetime).inner_text() == text


def test_article_has_its_date_and_hour_in_the_reader_s_zone(reader: Open, sample: str) -> None:
    time = (
        reader(sample + ARTICLE, "America/New_York")
        .locator(".article-head time", has_text="2026")
        .first
    )
    assert time.inner_text() == "17 September 2026, 07:45"


def test_foot_names_the_reader_s_zone(reader: Open, sample: str) -> None:
    page = f"{sample}latest/"
    zone = reader(page, "Europe/Berlin").locator(".time-zone")
    assert zone.inner_text() == "All times are Central European Time"
    assert zone.locator("abbr").get_attribute("title") == "Europe/Berlin"
    assert reader(page, "UTC").locator(".time-zone").inner_text() == "All times are UTC"


def test_edition_has_the_reader_s_hour_and_zone(reader: Open, sample: str) -> None:
    edition = reader(sample, "America/New_York").locator(".edition")
    assert edition.inner_text() == "Friday 18 September 2026, updated 04:00 EDT"
    assert edition.locator("time").last.get_attribute("title") == "18 September 2026, 08:00 UTC"
    west = reader(sample, "Pacific/Honolulu").locator(".edition")
    assert west.inner_text() == "Friday 18 September 2026, updated 17 Sep, 22:00 HST"


def test_words_are_of_the_page_s_language(reader: Open, arabic: str) -> None:
    page = reader(arabic, "Europe/Berlin")
    time = put(page, "١٨ سبتمبر، ٨:٠٠ ص", "2026-09-18T08:00:00Z")
    assert time.inner_text() == "قبل ساعتين"


def test_time_stays_as_it_is_when_its_article_moves(reader: Open, sample: str) -> None:
    page = reader(f"{sample}latest/", "Pacific/Kiritimati")
    time = put(page, "10:05", "2026-09-18T10:05:00Z")
    assert time.inner_text() == "19 Sep, 00:05"
    page.evaluate("document.querySelector('main').append(document.querySelector('main > p'))")
    page.evaluate("new Promise(requestAnimationFrame)")
    assert page.locator("main > p:last-child > time").inner_text() == "19 Sep, 00:05"


OLD_BROWSER = """
  const { DateTimeFormat } = Intl;
  Intl.DateTimeFormat = function (tags, options = {}) {
    if (options.timeZoneName === "longGeneric") throw new RangeError("timeZoneName");
    return new DateTimeFormat(tags, options);
  };
"""
BAD_LANGUAGE = """new MutationObserver(() => { document.documentElement.lang = "not-a-tag"; })
  .observe(document, { childList: true });"""


@pytest.mark.parametrize("script", [OLD_BROWSER, BAD_LANGUAGE])
def test_hour_is_the_reader_s_in_old_browsers_and_odd_languages(
    reader: Open, sample: str, script: str
) -> None:
    page = reader("about:blank", "Europe/Berlin")
    page.add_init_script(script)
    page.goto(f"{sample}latest/")
    assert page.locator(".card__when").first.inner_text() == "10:00"
    assert "Central European" in page.locator(".time-zone").inner_text()


def test_times_stay_without_javascript(reader: Open, sample: str) -> None:
    page = reader(f"{sample}latest/", "Europe/Berlin", java_script_enabled=False)
    assert page.locator(".card__when").first.inner_text() == "08:00"
    assert page.locator(".time-zone").inner_text() == "All times are UTC"


@pytest.mark.parametrize("width", [360, 1440])
@pytest.mark.parametrize("path", ["", "latest/", "topics/oceans/", ARTICLE])
def test_nothing_moves_when_times_change(reader: Open, sample: str, path: str, width: int) -> None:
    size = {"width": width, "height": 900}
    page = reader(sample + path, "Pacific/Honolulu", viewport=size)
    assert page.evaluate(SHIFT) == 0


SHORT = (
    "",
    "latest/",
    "topics/",
    "topics/tides/",
    "providers/",
    "archive/",
    "news/d02/",
    "404.html",
)


@pytest.mark.parametrize("width", [320, 1440])
def test_nothing_moves_on_pages_that_are_shorter_than_the_window(
    reader: Open, tmp_path: Path, width: int
) -> None:
    lost = {"url": "https://images.invalid/1.jpg", "width": 1280, "height": 720}
    settings = config(base_url=f"https://gazette.example{BASE}")
    articles = days(2, topics=["Tides"], type="video", images=[lost])
    site = build_site(tmp_path, {"site.yaml": settings, **articles})
    with serve(site.root) as address:
        page = reader("about:blank", "Asia/Kolkata", viewport={"width": width, "height": 1400})
        page.route("https://images.invalid/*", lambda route: route.abort())
        for path in SHORT:
            page.goto(address + path)
            assert page.locator(".theme-switch").is_visible()
            assert page.evaluate(SHIFT) == 0, path
