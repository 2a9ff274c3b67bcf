"""Stars on cards and the button that follows: they move nothing, cover nothing, and fit."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import ROOT, built
from tests.browser.served import serve
from tests.browser.shifts import SHIFT, WHOLE
from tests.browser.strained import ARABIC, STRAINED
from tests.browser.test_layout import SAMPLE, assert_fits
from tests.browser.test_looks import CONTRAST
from tests.sites.site import AFTER_SAMPLE, config, write_files

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Route

pytestmark = pytest.mark.browser

LOOKS = ("broadsheet", "magazine", "river")
PATHS = {
    "sample": (
        "",
        "latest/",
        SAMPLE["topic"],
        SAMPLE["provider"],
        SAMPLE["day"],
        SAMPLE["article"],
    ),
    "strained": ("", "latest/", "topics/c-plus-plus/", "news/wide/"),
    "arabic": ("", "latest/", "news/long/"),
}
BOXES = """
() => [...document.querySelectorAll("main *, footer")]
  .filter((node) => !node.closest("[class^=reader-]"))
  .map((node) => node.getBoundingClientRect())
  .flatMap((box) => [box.x, box.y, box.width, box.height])
"""
# Texts that lie under the drawn part of a star, which is 14 px wide at the end of its button.
COVERED = """
() => {
  const stars = [...document.querySelectorAll(".card .reader-saved")].map((star) => {
    const { left, right, top } = star.getBoundingClientRect();
    const isRtl = getComputedStyle(star).direction === "rtl";
    const start = isRtl ? left + 2 : right - 16;
    return { start, end: start + 14, top: top + 5, bottom: top + 19, star };
  });
  const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  const found = [];
  for (let text = walker.nextNode(); text; text = walker.nextNode()) {
    if (!text.data.trim() || text.parentElement.closest(".reader-status")) continue;
    const range = document.createRange();
    range.selectNodeContents(text);
    for (const box of range.getClientRects()) {
      for (const { start, end, top, bottom } of stars) {
        const width = Math.min(end, box.right) - Math.max(start, box.left);
        const height = Math.min(bottom, box.bottom) - Math.max(top, box.top);
        if (width > 1 && height > 2) found.push(text.data.trim());
      }
    }
  }
  return found;
}
"""
# Stars of which the middle or an end of the drawn part is cut off, or lies under something else.
HIDDEN = """
() => [...document.querySelectorAll(".card .reader-saved")].filter((star) => {
  star.scrollIntoView({ block: "center", behavior: "instant" });
  const { left, top, width, height } = star.getBoundingClientRect();
  const isRtl = getComputedStyle(star).direction === "rtl";
  return [width / 2, width - 15, width - 3].some((place) => {
    const x = left + (isRtl ? width - place : place);
    return document.elementFromPoint(x, top + height / 2) !== star;
  });
}).length
"""


@pytest.fixture(scope="module", params=LOOKS)
def sites(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, str]]:
    """The addresses of three sites in a look, by their names."""
    folder, theme = tmp_path_factory.mktemp("saved"), {"name": request.param}
    with serve(folder) as address:
        sample = folder / "sample"
        settings = (ROOT / "site.yaml").read_text(encoding="utf-8")
        write_files(sample, {"site.yaml": f"{settings}\ntheme: {{name: {request.param}}}\n"})
        shutil.copytree(ROOT / "static/img/newsroom", sample / "static/img/newsroom")
        built(sample, f"{address}sample/out/", content=ROOT / "content", now=AFTER_SAMPLE)
        for name, files in (("strained", STRAINED), ("arabic", ARABIC)):
            locale = "ar" if name == "arabic" else "en"
            yaml = config(theme=theme, locale=locale, pagination={"page_size": 4})
            write_files(folder / name, {**files, "site.yaml": yaml})
            built(folder / name, f"{address}{name}/out/")
        yield {name: f"{address}{name}/out/" for name in PATHS}


def answer(route: Route) -> None:
    """Answer with a picture that has the size that records give."""
    picture = '<svg xmlns="http://www.w3.org/2000/svg" width="1600" height="900"/>'
    route.fulfill(content_type="image/svg+xml", body=picture)


def without_stars(browser: Browser) -> BrowserContext:
    """A window that loads the theme's other scripts, but keeps nothing: there are no stars."""
    context = browser.new_context(service_workers="block")
    context.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new Error('no'); } });"
    )
    return context


@pytest.mark.parametrize("name", PATHS)
def test_stars_move_and_cover_nothing(browser: Browser, sites: dict[str, str], name: str) -> None:
    """Without a service worker, as Playwright's routes do not see what one lets pass."""
    plain, context = without_stars(browser), browser.new_context(service_workers="block")
    with_stars, without = context.new_page(), plain.new_page()
    for page in (with_stars, without):
        page.route(re.compile("^https://"), answer)  # pictures that fail are taken away at any time
    for path in PATHS[name]:
        for page in (with_stars, without):
            page.goto(sites[name] + path)
        cards = with_stars.locator("main .card").count()
        assert with_stars.locator("main .card .reader-saved").count() == cards, path
        assert without.locator("[class^=reader-]:not(.reader-status)").count() == 0
        for width in (360, 768, 1120, 1440):
            for page in (with_stars, without):
                page.set_viewport_size({"width": width, "height": 900})
            boxes = without.evaluate(BOXES)
            assert with_stars.evaluate(BOXES) == pytest.approx(boxes, abs=0.5), (path, width)
            assert with_stars.evaluate(COVERED) == [], (path, width)
        assert with_stars.evaluate(HIDDEN) == 0, path
    context.close()
    plain.close()


@pytest.mark.parametrize("width", [360, 768, 1120])
def test_no_part_of_a_star_is_cut_off(browser: Browser, sites: dict[str, str], width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    for path in ("", "latest/"):
        page.goto(sites["sample"] + path)
        assert page.evaluate(HIDDEN) == 0, path
    page.close()


@pytest.mark.parametrize("width", [360, 768, 1440])
def test_nothing_moves_when_stars_appear(
    browser: Browser, sites: dict[str, str], width: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, service_workers="block")
    page = context.new_page()
    page.add_init_script(WHOLE)
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route(re.compile("^https://"), answer)
    page.route(re.compile(r"/assets/site-\w+\.js$"), hold)
    for path in ("", "latest/", SAMPLE["topic"], SAMPLE["article"]):
        page.goto(sites["sample"] + path, wait_until="commit")
        page.wait_for_function(
            "() => performance.getEntriesByName('first-contentful-paint').length"
        )
        assert page.locator(".reader-saved").count() == 0
        held.pop().continue_()  # now that readers have seen the page without them
        page.locator(".reader-saved").first.wait_for()
        assert page.evaluate(SHIFT) == 0, path
    context.close()


@pytest.mark.parametrize("name", PATHS)
def test_pages_of_saved_and_followed_fit(
    browser: Browser, sites: dict[str, str], name: str
) -> None:
    page = browser.new_page()
    page.route("https://**", lambda route: route.abort())
    for path in PATHS[name][1:]:
        page.goto(sites[name] + path)
        for button in page.locator(".reader-saved, .reader-followed").all()[:5]:
            button.click()
    for path in ("saved/", "following/"):
        assert_fits(page, sites[name] + path)
        assert page.locator("main .card").count() >= (path == "saved/"), path
        page.emulate_media(color_scheme="dark")
        assert page.evaluate(CONTRAST) == []
        page.emulate_media(color_scheme="light")
        assert page.evaluate(CONTRAST) == []
    page.close()


def test_star_of_a_full_line_leaves_its_link_room(browser: Browser, sample: str) -> None:
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.goto(sample + "latest/")
    links = page.locator(".card--line .outlets").all()
    assert links
    for link in links:
        link.click(trial=True)
    page.close()


def test_stars_are_seen_in_forced_colours_and_not_on_paper(browser: Browser, sample: str) -> None:
    context = browser.new_context(forced_colors="active")
    page = context.new_page()
    page.goto(sample)
    star = page.locator(".reader-saved").first
    drawn = "(node) => [getComputedStyle(node, '::before').backgroundColor, " + (
        "getComputedStyle(node).backgroundColor]"
    )
    for _ in range(2):
        ink, paper = star.evaluate(drawn)
        assert ink != paper
        star.click()
    page.emulate_media(media="print", forced_colors="none")
    assert not star.is_visible()
    context.close()
