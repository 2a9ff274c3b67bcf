"""The front page: what its first screen shows, and that it has no holes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from urllib.request import urlopen

import pytest

from site_gen.build import build
from tests.browser.served import serve
from tests.browser.shifts import SHIFT, WHOLE
from tests.sites.site import config, days, news, options_for, record, related, write_files

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

SIZES = (1, 2, 3, 5, 8, 30)
DRAWING = [{"url": "/img/icon.svg", "width": 1200, "height": 800}]

HEADLINES = """
() => [...document.querySelectorAll("main .card__link")].filter((link) => {
  const box = link.getBoundingClientRect();
  return box.width && box.top >= 0 && box.bottom <= innerHeight
    && box.left >= 0 && box.right <= innerWidth;
}).length
"""
# Where the text or picture at the end of each column of the front ends.
ENDS = """
() => [".front__lead, .front__below", ".front__beside", ".front__latest"].map((column) =>
  [...document.querySelectorAll(column)]
    .flatMap((part) => [...part.querySelectorAll("p, h2, h3, .picture")])
    .map((part) => part.getBoundingClientRect().bottom))
  .filter((ends) => ends.length).map((ends) => Math.round(Math.max(...ends)))
"""
# For each part in columns: the most that a row leaves free at its end.
ROWS = """
() => [...document.querySelectorAll(".in-columns > .card-list")].map((list) => {
  const whole = list.getBoundingClientRect();
  const items = [...list.children].map((item) => item.getBoundingClientRect());
  const rows = Object.values(Object.groupBy(items, (box) => Math.round(box.top)));
  return Math.round(Math.max(...rows.flatMap((row) => [
    whole.right - Math.max(...row.map((box) => box.right)),
    Math.min(...row.map((box) => box.left)) - whole.left,
  ])));
})
"""


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a folder of sites with few records, named by their number and density."""
    folder = tmp_path_factory.mktemp("small")
    entries = [related("Back", f"https://o{n}.example/f", f"Outlet {n}") for n in range(5)]
    lead = record(
        "Ferry returns to the harbour after two years in the dry dock",
        "2026-02-01T08:00:00Z",
        images=DRAWING,
        related=entries,
        topics=["Tides"],
    )
    with serve(folder / "out") as address:
        fronts: dict[str, tuple[int, dict[str, Any]]] = {
            f"{size}-{density}": (size, {"density": density})
            for density in ("compact", "comfortable")
            for size in SIZES
        }
        fronts["latest-first"] = 30, {"blocks": ["latest", "top", "topics"]}
        for name, (size, front) in fronts.items():
            files = days(size - 1, topics=["Tides", "Sea"], images=DRAWING)
            settings = {"site.yaml": config(front=front)}
            write_files(folder / name, {**settings, **files, **news(lead)})
            output = folder / "out" / name
            build(
                options_for(folder / name, base_url=f"{address}{name}/", output=output, search=True)
            )
        yield address


def visible_headlines(page: Page, address: str, width: int, height: int) -> int:
    page.set_viewport_size({"width": width, "height": height})
    page.goto(address)
    count: int = page.evaluate(HEADLINES)
    return count


def test_first_screen_is_full_of_headlines(browser: Browser, sample: str) -> None:
    page = browser.new_page()
    assert visible_headlines(page, sample, 1440, 900) >= 12
    assert visible_headlines(page, sample, 360, 740) >= 3
    page.close()


@pytest.mark.parametrize("width", [1120, 1440, 1920])
@pytest.mark.parametrize("site", ["sample", "strained", "arabic"])
def test_columns_of_the_front_end_together(
    browser: Browser, request: pytest.FixtureRequest, site: str, width: int
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.route("https://**", lambda route: route.abort())
    page.goto(request.getfixturevalue(site))
    ends = page.evaluate(ENDS)
    assert len(ends) == 3
    assert max(ends) - min(ends) <= 80
    page.close()


@pytest.mark.parametrize("density", ["compact", "comfortable"])
@pytest.mark.parametrize("size", SIZES)
def test_front_of_a_small_site_has_no_hole(
    browser: Browser, small: str, size: int, density: str
) -> None:
    page = browser.new_page()
    for width in (1440, 1920):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(f"{small}{size}-{density}/")
        ends = page.evaluate(ENDS)
        assert len(ends) == (1 if size == 1 else 3 if size == 30 else 2)
        assert max(ends) - min(ends) <= 150, width
        assert all(free <= 2 for free in page.evaluate(ROWS)), width
    page.close()


def test_picture_of_the_only_story_leaves_room_for_its_headline(
    browser: Browser, small: str
) -> None:
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.goto(f"{small}1-compact/")
    picture, title = (
        page.locator(f".front__lead {part}").bounding_box() for part in (".picture", ".card__title")
    )
    assert picture
    assert title
    assert picture["height"] <= 500
    assert title["x"] >= picture["x"] + picture["width"]
    page.close()


@pytest.mark.parametrize("width", [768, 1120, 1440, 1920])
def test_strips_have_no_empty_column(browser: Browser, sample: str, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto(sample)
    free = page.evaluate(ROWS)
    assert len(free) >= 4
    assert all(each <= 4 for each in free), free
    page.close()


@pytest.mark.parametrize("width", [360, 768, 1440])
def test_front_page_does_not_move_while_it_loads(browser: Browser, sample: str, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 740})
    page.add_init_script(WHOLE)
    page.goto(sample)
    assert page.evaluate(SHIFT) == 0
    page.close()


def test_largest_picture_is_loaded_at_once(browser: Browser, sample: str) -> None:
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.goto(sample)
    largest = page.evaluate(
        """() => [...document.querySelectorAll("main img")]
             .map((image) => [image.width * image.height, image.loading])
             .sort((one, other) => other[0] - one[0])[0][1]"""
    )
    assert largest != "lazy"
    page.close()


@pytest.mark.parametrize("width", [360, 1440])
def test_search_field_of_the_front_page_leads_to_the_search(
    browser: Browser, sample: str, width: int
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto(sample)
    field = page.locator("main input[name=q]")
    assert field.is_visible()
    field.fill("barrier")
    field.press("Enter")
    page.wait_for_url("**/search/?q=barrier")
    page.close()


def test_blocks_keep_their_order_on_a_phone(browser: Browser, small: str) -> None:
    page = browser.new_page(viewport={"width": 360, "height": 740})
    page.goto(f"{small}latest-first/")
    tops = page.evaluate(
        """() => [".latest-column", ".front", ".strip"].map((part) =>
             document.querySelector(part).getBoundingClientRect().top)"""
    )
    assert tops == sorted(tops)
    page.close()


def test_front_page_is_light(sample: str) -> None:
    with urlopen(sample) as response:  # noqa: S310
        assert len(response.read()) <= 45_000


def test_section_heads_are_links_with_their_number(browser: Browser, sample: str) -> None:
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.goto(sample)
    heads: list[Any] = page.evaluate(
        """() => [...document.querySelectorAll(".latest-column h2, .strip h2")].map((head) => {
             const all = head.querySelector("a[href] .section-head__all");
             return [all.textContent, getComputedStyle(all).textDecorationLine];
           })"""
    )
    assert len(heads) == 5
    for text, line in heads:
        assert text.startswith("All ")
        assert line == "underline"
    page.close()


def test_date_line_has_the_hour_and_zone_of_the_reader(browser: Browser, sample: str) -> None:
    context = browser.new_context(timezone_id="Asia/Kolkata")
    page = context.new_page()
    page.goto(sample)
    line = page.locator(".edition")
    assert line.inner_text() == "Friday 18 September 2026, updated 13:30 GMT+5:30"
    context.close()
