"""Scripts speak the language of the page, and write times in its forms and the reader's zone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any

import pytest

from site_gen.build import build
from site_gen.plan import filing
from tests.browser.languages import EVENING, SITES, files
from tests.browser.served import serve
from tests.sites.site import options_for, write_files

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
pytest.importorskip("playwright.sync_api", reason="needs playwright")

from playwright.sync_api import expect  # noqa: E402

NOW = "2026-03-01T10:00:00Z"
Open = Callable[..., Any]


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """The addresses of sites by language."""
    addresses = {}
    with ExitStack() as stack, pytest.MonkeyPatch.context() as patch:
        patch.setattr(filing, "MANY", 10)  # so that the index of outlets has a field
        for tag in SITES:
            folder = tmp_path_factory.mktemp(f"site-{tag}")
            write_files(folder, files(tag))
            address = stack.enter_context(serve(folder / "out"))
            options = options_for(folder, base_url=address, output=folder / "out", search=True)
            assert build(options).problems == ()
            addresses[tag] = address
        yield addresses


@pytest.fixture
def reader(browser: Browser, sites: dict[str, str]) -> Iterator[Open]:
    """Opens a page for a reader in a time zone whose browser is in another language."""
    contexts = []

    def opened(tag: str, path: str, zone: str = "UTC", locale: str = "fa-IR") -> Page:
        context = browser.new_context(timezone_id=zone, locale=locale)
        contexts.append(context)
        page = context.new_page()
        page.clock.set_fixed_time(NOW)
        page.goto(sites[tag] + path)
        return page

    yield opened
    for context in contexts:
        context.close()


CLOCKS = [
    ("de", "Europe/Berlin", "21:30", "28. Februar 2026, 21:30 MEZ"),
    ("de", "America/New_York", "15:30", "28. Februar 2026, 21:30 MEZ"),
    ("de", "Asia/Tokyo", "1. März, 05:30", "28. Februar 2026, 21:30 MEZ"),
    ("ar", "UTC", "٨:٣٠ م", "٢٨ فبراير ٢٠٢٦، ١٠:٣٠ م غرينتش+٢"),
    ("ar", "Asia/Kolkata", "١ مارس، ٢:٠٠ ص", "٢٨ فبراير ٢٠٢٦، ١٠:٣٠ م غرينتش+٢"),
    ("ja", "Asia/Seoul", "5:30", "2026年3月1日 5:30 JST"),
    ("ja", "America/New_York", "2月28日 15:30", "2026年3月1日 5:30 JST"),
]


@pytest.mark.parametrize(("tag", "zone", "text", "exact"), CLOCKS)
def test_clock_is_the_reader_s_in_the_form_of_the_page(
    reader: Open, tag: str, zone: str, text: str, exact: str
) -> None:
    time = reader(tag, "latest/", zone).locator(".day-group .card__when").first
    assert time.inner_text() == text
    assert time.get_attribute("title") == exact


DATES = [
    ("de", "1. März 2026", "05:30"),
    ("ar", "١ مارس ٢٠٢٦", "٥:٣٠ ص"),
    ("ja", "2026年3月1日", "5:30"),
]


@pytest.mark.parametrize(("tag", "day", "clock"), DATES)
def test_long_date_is_the_reader_s(reader: Open, tag: str, day: str, clock: str) -> None:
    times = reader(tag, "news/r13/", "Asia/Tokyo").locator(".article-head__times time")
    text = times.first.inner_text()
    assert text.startswith(day)
    assert text.endswith(clock)


AGO = [("de", "vor 13 Std."), ("ar", "قبل ١٣ ساعة"), ("ja", "13時間前")]


@pytest.mark.parametrize(("tag", "text"), AGO)
def test_age_is_in_the_language_and_digits_of_the_page(reader: Open, tag: str, text: str) -> None:
    page = reader(tag, "")
    assert text in page.locator("main .card__when").all_inner_texts()


WRITTEN = [
    ("de", "20:30 UTC", "20:30 UTC"),
    ("de", "21:30 MEZ", "15:30 GMT-5"),
    ("de", "28. Feb. 2026, 21:30", "28. Feb. 2026, 15:30"),
    ("de", "+21 Std. 30 Min.", "+21 Std. 30 Min."),
    ("de", "Stand 21:30", "Stand 21:30"),
    ("ar", "٢٨ فبراير ٢٠٢٦، ١٠:٣٠ م", "٢٨ فبراير ٢٠٢٦، ٣:٣٠ م"),
    ("ja", "2026年3月1日 5:30", "2026年2月28日 15:30"),
    ("ja", "2026年3月1日", "2026年3月1日"),
]
PUT = """([text, datetime]) => {
  const block = document.createElement("p");
  const time = document.createElement("time");
  block.append(Object.assign(time, {dateTime: datetime, textContent: text}));
  document.querySelector("main").prepend(block);
}"""


@pytest.mark.parametrize(("tag", "written", "text"), WRITTEN)
def test_only_times_of_the_page_are_written_anew(
    reader: Open, tag: str, written: str, text: str
) -> None:
    page = reader(tag, "latest/", "America/New_York")
    page.evaluate(PUT, [written, EVENING])
    assert page.locator("main > p:first-child > time").inner_text() == text


FILTERS = [
    ("de", "tide", "3 von 13 passen", "Keines von 13 passt"),
    ("ar", "tide", "٣ من ١٣", "لا شيء من ١٣"),
    ("ja", "tide", "13件中3件", "13件中該当なし"),
]


@pytest.mark.parametrize(("tag", "words", "some", "none"), FILTERS)
def test_filter_field_counts_in_the_language(
    reader: Open, tag: str, words: str, some: str, none: str
) -> None:
    page = reader(tag, "providers/")
    field, status = page.locator(".filter-field input"), page.locator(".filter-field__status")
    field.fill(words)
    assert status.inner_text() == some
    field.fill("zzz")
    assert status.inner_text() == none


def test_search_speaks_german(reader: Open) -> None:
    page = reader("de", "search/?q=hafenfahre&sort=newest", "Asia/Tokyo")
    status = page.locator(".search__status")
    expect(status).to_have_text("13 Artikel zu „hafenfahre“")
    newest = page.locator(".search-hit", has_text="Hafenfähre 13")
    assert newest.locator("time").inner_text() == "1. März 2026, 05:30"
    assert newest.locator("time").get_attribute("title") == "28. Februar 2026, 21:30 MEZ"
    assert options(page, "type")[1:] == ["Film (7)", "Artikel (6)"]
    assert options(page, "topic")[1:] == ["Ä (8)", "Z (8)", "Öl (5)"]
    page.locator("#q").fill("hafenfahrx")
    expect(status).to_have_text(
        "Nichts zu „hafenfahrx“ gefunden. Versuchen Sie weniger oder andere Wörter."
    )
    expect(page.locator(".search__meant")).to_have_text("Meinten Sie hafenfähre?")


def test_search_speaks_arabic(reader: Open) -> None:
    page = reader("ar", "search/?q=العبّارة&sort=newest", "UTC")
    expect(page.locator(".search__status")).to_have_text("١٣ مقالًا عن «العبّارة»")
    newest = page.locator(".search-hit", has_text="13").first
    assert newest.locator("time").inner_text() == "٢٨ فبراير ٢٠٢٦، ٨:٣٠ م"
    assert options(page, "year")[1:] == ["٢٠٢٦ (١٣)"]
    assert options(page, "type")[1] == "فيديو (٧)"


def test_search_speaks_japanese(reader: Open) -> None:
    page = reader("ja", "search/?q=図書館&sort=newest&type=video", "Asia/Tokyo")
    expect(page.locator(".search__status")).to_have_text("「図書館」の記事7件")
    newest = page.locator(".search-hit", has_text="13").first
    assert newest.locator("time").inner_text() == "2026年3月1日 5:30"
    assert options(page, "type")[1] == "動画（7）"
    assert page.locator("select[name=type]").input_value() == "video"


def options(page: Page, name: str) -> list[str]:
    """The choices of a filter of the search, once they have come."""
    choices = page.locator(f"select[name={name}] option")
    choices.nth(1).wait_for(state="attached")
    return list(map(str, choices.all_inner_texts()))
