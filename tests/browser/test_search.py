"""Searching: typing, filters, arrow keys, shareable URLs, merged years."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import pytest

from site_gen.build import build
from site_gen.search import part_lists
from tests.browser.served import serve
from tests.sites.site import options_for, provider, record, write_files

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

    from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser

HITS = ".search-hit"
TITLES = ".search-hit__title"
LONG = "The keeper counted boats until dusk. " * 20


def of_year(year: int, count: int, **fields: Any) -> dict[str, str | bytes]:
    return {
        f"content/news/{year}-{number:02}.md": record(
            f"Pier notes {number} of {year}",
            f"{year}-01-{1 + number:02}T08:00:00Z",
            webUrl=f"https://harbourpost.example/{year}/{number}",
            topics=["Harbours", "Even" if number % 2 == 0 else "Odd"],
            **fields,
        )
        for number in range(count)
    }


YEARS: dict[str, str | bytes] = {
    **of_year(2024, 3),
    **of_year(2025, 20),
    **of_year(2026, 24),
    "content/news/lamp.md": record(
        "A lamp in the fog",
        "2024-11-02T21:00:00Z",
        body=f"{LONG} Then the wickerlight went out. {LONG}",
        provider=provider("Quay Times", "quaytimes.example"),
        topics=["Lights & Lamps"],
        type="video",
    ),
    "content/news/cpp.md": record("What C++ owes to C#", "2026-02-03", topics=["C++"]),
    "content/news/odd.md": record(
        "Odd & <b>bold</b> wickerbasket",
        "2025-06-01",
        excerpt='He said "a < b && b > c" &amp; left; <script>alert(1)</script> stays text.',
    ),
    "content/news/fr.md": record("La criée ferme à l’été", "2026-02-02", locale="fr"),
}


@pytest.fixture(scope="module")
def years(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the search page of a site with records of three years."""
    folder = tmp_path_factory.mktemp("years")
    write_files(folder, YEARS)
    with serve(folder / "out") as address, pytest.MonkeyPatch.context() as patch:
        patch.setattr(part_lists, "LARGE", 10)  # so that the newest year is divided by months
        options = options_for(folder, base_url=address, output=folder / "out", search=True)
        assert build(options).problems == ()
        for part in ("2024", "2025", "2026-01"):
            assert Path(folder, f"out/pagefind/{part}/pagefind-entry.json").is_file()
        yield f"{address}search/"


def status(page: Page) -> Locator:
    return page.locator(".search__status")


def look_for(page: Page, words: str, *, found: str) -> None:
    """Type a query, and wait for the message of the page."""
    page.locator("#q").fill(words)
    says(page, f"{found} for “{words}”")


def says(page: Page, text: str) -> None:
    """Wait until the page shows this message."""
    from playwright.sync_api import expect  # noqa: PLC0415 (not everywhere installed)

    expect(status(page)).to_have_text(text)


def has(place: Locator, count: int) -> None:
    """Wait until there are so many hits."""
    from playwright.sync_api import expect  # noqa: PLC0415

    expect(place).to_have_count(count)


def query(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


def is_focused(place: Locator) -> bool:
    return bool(place.evaluate("node => node === document.activeElement"))


def test_reader_types_filters_by_a_topic_and_opens_a_hit(visit: Visit, sample: str) -> None:
    page = visit.page
    page.goto(sample + "search/")
    look_for(page, "barrier", found="8 articles")
    has(page.locator(HITS), 1)
    assert page.locator(".search-hit__others a").count() == 7, "they are one story"
    assert "barrier" in page.locator(f"{HITS} mark").first.inner_text().lower()
    page.locator("select[name=topic] option[value=Oceans]").wait_for(state="attached")
    page.locator("select[name=topic]").select_option("Oceans")
    says(page, "3 articles for “barrier”")
    has(page.locator(".search-hit__link"), 3)
    title = page.locator(TITLES).first.inner_text()
    page.locator(TITLES).first.locator("a").click()
    page.wait_for_url("**/news/news/*/")
    assert page.locator("h1").inner_text() == title
    assert "Oceans" in page.locator("main").inner_text()
    assert visit.errors == []
    assert visit.blocked == []


def test_record_of_an_older_year_is_found_in_its_index_part(visit: Visit, years: str) -> None:
    asked: list[str] = []
    visit.page.on("request", lambda request: asked.append(urlsplit(request.url).path))
    visit.page.goto(years)
    look_for(visit.page, "wickerlight", found="1 article")
    assert any("/pagefind/2024/fragment/" in path for path in asked)
    hit = visit.page.locator(HITS)
    assert hit.locator("time").get_attribute("datetime") == "2024-11-02T21:00:00Z"
    assert "Quay Times" in hit.inner_text()
    excerpt = hit.locator(".search-hit__excerpt").inner_text()
    assert "wickerlight went out." in excerpt
    assert excerpt.startswith("… ")
    assert excerpt.endswith(" …")
    hit.locator("a").click()
    visit.page.wait_for_url("**/news/news/lamp/")
    assert visit.errors == []


def test_search_has_a_url(visit: Visit, years: str) -> None:
    page = visit.page
    page.goto(f"{years}?q=pier&topic=Odd&year=2025&sort=oldest")
    says(page, "10 articles for “pier”")
    assert page.locator("#q").input_value() == "pier"
    assert page.locator("select[name=topic]").input_value() == "Odd"
    assert page.locator("select[name=year]").input_value() == "2025"
    assert page.locator(TITLES).first.inner_text() == "Pier notes 1 of 2025"
    page.locator("select[name=topic]").select_option("")
    says(page, "20 articles for “pier”")
    assert query(page) == {"q": ["pier"], "year": ["2025"], "sort": ["oldest"]}
    look_for(page, "pier notes", found="20 articles")
    assert query(page)["q"] == ["pier notes"]


def test_filters_list_values_and_counts(visit: Visit, years: str) -> None:
    page = visit.page
    page.goto(years)
    page.locator("select[name=year] option[value='2024']").wait_for(state="attached")
    assert page.locator("select[name=year] option").all_inner_texts() == [
        "All years", "2026 (26)", "2025 (21)", "2024 (4)",
    ]  # fmt: skip
    assert page.locator("select[name=topic] option").nth(1).inner_text() == "Harbours (47)"
    assert page.locator("select[name=type] option").all_inner_texts()[1:] == [
        "Article (50)", "Video (1)",
    ]  # fmt: skip
    for name in ("topic", "provider", "type", "year"):
        assert page.locator(f"select[name={name}]").input_value() == ""
        assert page.locator(f"select[name={name}]").evaluate("node => node.selectedIndex") == 0
    page.locator("select[name=topic]").select_option("Lights & Lamps")
    says(page, "1 article")
    assert page.locator(TITLES).inner_text() == "A lamp in the fog"


@pytest.mark.parametrize(
    ("order", "first", "last"),
    [("newest", "23 of 2026", "0 of 2024"), ("oldest", "0 of 2024", "23 of 2026")],
)
def test_order_by_date_goes_across_the_years(
    visit: Visit, years: str, order: str, first: str, last: str
) -> None:
    page = visit.page
    page.goto(f"{years}?q=pier&sort={order}")
    says(page, "47 articles for “pier”")
    while page.locator(".search__more").is_visible():
        count = page.locator(HITS).count()
        page.locator(".search__more").click()
        page.locator(HITS).nth(count).wait_for()
        assert is_focused(page.locator(TITLES).nth(count).locator("a"))
    times = page.locator(f"{HITS} time").evaluate_all("all => all.map(one => one.dateTime)")
    assert len(times) == 47
    assert times == sorted(times, reverse=order == "newest")
    titles = page.locator(TITLES).all_inner_texts()
    assert titles[0].endswith(first)
    assert titles[-1].endswith(last)


def test_search_works_by_keyboard(visit: Visit, years: str) -> None:
    page = visit.page
    page.goto(years.removesuffix("search/") + "topics/")
    page.keyboard.press("/")
    page.wait_for_url("**/search/")
    assert is_focused(page.locator("#q"))
    page.keyboard.type("pier 2025")
    says(page, "20 articles for “pier 2025”")
    page.locator(HITS).first.wait_for()
    links = page.locator(".search-hit__link")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert is_focused(links.nth(1))
    page.keyboard.press("ArrowUp")
    assert is_focused(links.nth(0))
    page.keyboard.press("ArrowUp")
    assert is_focused(page.locator("#q"))
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    assert is_focused(page.locator("#q"))
    page.keyboard.press("Tab")
    page.locator("body").evaluate("() => document.activeElement.blur()")
    page.keyboard.press("/")
    assert is_focused(page.locator("#q"))
    assert page.locator("#q").input_value() == "pier 2025", "the key was not typed"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/news/news/2025-*/")
    assert visit.errors == []


def test_slash_can_be_typed_in_a_field(visit: Visit, years: str) -> None:
    page = visit.page
    page.goto(years)
    page.keyboard.type("and/or")
    assert page.locator("#q").input_value() == "and/or"


@pytest.mark.parametrize(("words", "title"), [("C++", "C++"), ("C#", "C#"), ("criee", "criée")])
def test_signs_and_accents_are_found(visit: Visit, years: str, words: str, title: str) -> None:
    visit.page.goto(f"{years}?q={words.replace('#', '%23').replace('+', '%2B')}")
    visit.page.locator(HITS).wait_for()
    assert title in visit.page.locator(TITLES).inner_text()


def test_hit_in_another_language_is_marked(visit: Visit, years: str) -> None:
    visit.page.goto(f"{years}?q=criée")
    assert visit.page.locator(TITLES).get_attribute("lang") == "fr"


def test_text_of_a_record_is_escaped(visit: Visit, years: str) -> None:
    page = visit.page
    page.goto(f"{years}?q=wickerbasket")
    assert page.locator(TITLES).inner_text() == "Odd & <b>bold</b> wickerbasket"
    assert page.locator(".search-hit__excerpt").inner_text() == (
        'He said "a < b && b > c" &amp; left; <script>alert(1)</script> stays text.'
    )
    assert page.locator(f"{HITS} b, {HITS} script").count() == 0


def test_no_hits_shows_a_message_and_links(visit: Visit, years: str) -> None:
    page = visit.page
    page.goto(f"{years}?q=zzyzx&type=video")
    says(page, "Nothing found for “zzyzx”. Try fewer or other words, or fewer filters.")
    assert page.locator(".search__onward a").first.is_visible()
    assert page.locator(HITS).count() == 0


def test_index_that_cannot_be_loaded_shows_a_message(visit: Visit, years: str) -> None:
    page = visit.page
    page.route("**/pagefind.js", lambda route: route.abort())
    page.goto(f"{years}?q=pier")
    says(page, "The search could not be loaded. Try again later.")
    assert page.locator(".search__onward").is_visible()


def test_without_javascript_the_page_shows_a_message_and_links(
    browser: Browser, years: str
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(years)
    note = page.locator(".search__note", has_text="needs JavaScript")
    assert note.is_visible()
    assert not page.locator(".search__tools").is_visible()
    note.locator("a").first.click()
    page.wait_for_url("**/topics/")
    context.close()


def test_late_result_of_an_older_search_is_ignored(visit: Visit, years: str) -> None:
    page = visit.page
    page.goto(f"{years}?q=pier")
    says(page, "47 articles for “pier”")
    held: list[Any] = []

    def hold(route: Any) -> None:
        held.append(route)

    page.route("**/fragment/*", hold)
    with page.expect_request("**/fragment/*"):
        page.locator("#q").fill("notes 2024")
    page.unroute("**/fragment/*", hold)
    look_for(page, "fog", found="1 article")
    for route in held:
        route.continue_()
    page.wait_for_timeout(300)
    assert status(page).inner_text() == "1 article for “fog”"
    assert page.locator(TITLES).all_inner_texts() == ["A lamp in the fog"]


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("lamp", "1 article"),  # and not every “la”
        ("2024", "3 articles"),  # and not “20”
        ("pie", "47 articles"),  # the beginning of a word
        ("piers", "47 articles"),  # another form of it
        ("pier lamp", ""),  # no record has both
        ("pier 2024", "3 articles"),
        ("wickerlightning", ""),  # longer than any word
        ("“pier notes”", "47 articles"),
        ("odd bold", "1 article"),
    ],
)
def test_only_matching_records_are_found_in_every_year(
    visit: Visit, years: str, words: str, count: str
) -> None:
    visit.page.goto(years)
    if count:
        look_for(visit.page, words, found=count)
    else:
        visit.page.locator("#q").fill(words)
        says(visit.page, f"Nothing found for “{words}”. Try fewer or other words.")
