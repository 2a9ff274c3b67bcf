"""Lists in each density, with pictures and excerpts or without."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import built
from tests.browser.served import serve
from tests.browser.strained import LONG, STRAINED
from tests.browser.test_layout import assert_fits
from tests.sites.site import config, write_files

if TYPE_CHECKING:
    from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser

FULL = {"density": "compact", "pictures": True, "excerpts": True}
PATHS = ("latest/", "latest/page/1/", "topics/c-plus-plus/", "providers/harbourpost.example/")
CUT = """() => [...document.querySelectorAll(".card__excerpt")].filter((text) =>
  text.offsetParent && text.scrollHeight > text.clientHeight + 1).length"""


@pytest.fixture(scope="session")
def dense(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the strained site with lines that have all that lines can have."""
    folder = tmp_path_factory.mktemp("dense")
    lists = {"latest": FULL, "topics": FULL, "providers": FULL}
    settings = config(title=f"The {LONG} Gazette", pagination={"page_size": 4}, lists=lists)
    write_files(folder, {**STRAINED, "site.yaml": settings})
    with serve(folder / "out") as address:
        built(folder, address)
        yield address


@pytest.mark.parametrize("width", [320, 768, 1440])
@pytest.mark.parametrize("path", PATHS)
def test_lines_with_pictures_and_excerpts_fit(
    visit: Visit, dense: str, path: str, width: int
) -> None:
    # So high that a list is in view with any font: there, pictures that do not load are kept.
    visit.page.set_viewport_size({"width": width, "height": 2000})
    assert_fits(visit.page, dense + path)
    assert visit.page.locator(".card--line > .picture").count() > 0


@pytest.mark.parametrize("width", [320, 768, 1440])
@pytest.mark.parametrize("path", PATHS)
def test_rows_fit(visit: Visit, strained: str, path: str, width: int) -> None:
    visit.page.set_viewport_size({"width": width, "height": 900})
    assert_fits(visit.page, strained + path)


def test_picture_of_a_row_stands_beside_the_headline(visit: Visit, sample: str) -> None:
    for width in (360, 1440):
        visit.page.set_viewport_size({"width": width, "height": 900})
        visit.page.goto(f"{sample}topics/oceans/")
        row = visit.page.locator(".card--row:has(> .picture)").first
        picture = row.locator(".picture").bounding_box()
        title = row.locator(".card__title").bounding_box()
        assert picture
        assert title
        assert picture["x"] >= title["x"] + title["width"]
        assert picture["y"] < title["y"] + title["height"]


@pytest.mark.parametrize("width", [360, 1440])
@pytest.mark.parametrize("path", ["", "topics/oceans/", "providers/harbourpost.example/"])
def test_no_excerpt_is_cut_by_the_stylesheet(
    visit: Visit, sample: str, path: str, width: int
) -> None:
    visit.page.set_viewport_size({"width": width, "height": 900})
    visit.page.goto(sample + path)
    assert visit.page.locator(".card__excerpt").count() > 0
    assert visit.page.evaluate(CUT) == 0


TEXT = """(element) => {
  const range = document.createRange();
  range.selectNodeContents(element);
  return range.getBoundingClientRect().toJSON();
}"""


def test_hours_stand_where_they_belong_from_right_to_left(visit: Visit, arabic: str) -> None:
    visit.page.set_viewport_size({"width": 360, "height": 900})
    visit.page.goto(f"{arabic}latest/")
    line = visit.page.locator(".card--line").first
    box = line.bounding_box()
    assert box
    assert line.locator(".card__when").evaluate(TEXT)["left"] == pytest.approx(box["x"], abs=1)
    visit.page.goto(f"{arabic}topics/c-plus-plus/")
    meta = visit.page.locator(".card--row .card__meta").first
    outlet = meta.locator(".card__provider").evaluate(TEXT)
    assert outlet["left"] - meta.locator("time").evaluate(TEXT)["right"] < 12


def test_first_screen_of_all_news_has_nine_headlines(visit: Visit, sample: str) -> None:
    visit.page.set_viewport_size({"width": 1440, "height": 900})
    visit.page.goto(f"{sample}latest/")
    seen = visit.page.evaluate(
        """[...document.querySelectorAll(".card__title")]
           .filter((title) => title.getBoundingClientRect().bottom <= innerHeight).length"""
    )
    assert seen >= 9


def test_number_of_outlets_leads_to_their_articles(visit: Visit, sample: str) -> None:
    visit.page.goto(f"{sample}latest/")
    visit.page.locator(".outlets").first.click()
    target = visit.page.url.partition("#")[2]
    visit.page.locator(f"#{target}").wait_for()  # visible
