"""All kinds of pages: the size of links and buttons, landmarks, headings, the manifest."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.browser.test_layout import SAMPLE

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

PAGES = {
    **SAMPLE,
    "year": "archive/2026/",
    "day": "archive/2026/09/17/",
    "feeds": "feeds/",
    "search": "search/",
    "video": "news/2026-09-17-watch-the-night-the-aldous-barrier-closed/",
}

SMALL = """
() => {
  const size = 24;
  const isInSentence = (node) => {
    const block = node.closest("p, li, dd, figcaption, h1, h2, h3, h4, summary, td");
    const words = (part) => part.textContent.replace(/\\s+/g, "").length;
    return getComputedStyle(node).display === "inline" && block && words(block) > words(node);
  };
  const boxOf = (node) => {
    // The headline's area is that of its card.
    const covers = getComputedStyle(node, "::after").position === "absolute";
    return ((covers && node.closest(".card")) || node).getBoundingClientRect();
  };
  const targets = [...document.querySelectorAll("a[href], button, input, select, summary")]
    .filter((node) => node.checkVisibility({ visibilityProperty: true }))
    .map((node) => ({ node, box: boxOf(node) }))
    .filter(({ box }) => box.width && box.bottom > 0)
    .map(({ node, box }) => ({
      node, box, x: box.x + box.width / 2, y: box.y + box.height / 2,
      isSmall: Math.min(box.width, box.height) < size - 0.1,
    }));
  // WCAG 2.5.8: a circle of 24 px around a small target meets no other target, nor its circle.
  const isNear = (one, other) => {
    if (one.node.contains(other.node) || other.node.contains(one.node)) return false;
    if (other.node.classList.contains("card__link")) return false; // lies under the others
    const beyond = (at, start, end) => Math.max(start - at, 0, at - end);
    const { box } = other;
    const [dx, dy] = other.isSmall
      ? [other.x - one.x, other.y - one.y]
      : [beyond(one.x, box.left, box.right), beyond(one.y, box.top, box.bottom)];
    return Math.hypot(dx, dy) < (other.isSmall ? size : size / 2);
  };
  return targets
    .filter((one) => one.isSmall && !isInSentence(one.node))
    .filter((one) => targets.some((other) => isNear(one, other)))
    .map(({ node, box }) => [
      node.className || node.parentElement.className || node.tagName,
      `${box.width.toFixed(0)} × ${box.height.toFixed(0)}`,
      node.textContent.trim().slice(0, 30),
    ].join(" "));
}
"""


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_links_and_buttons_can_be_hit_with_a_finger(
    browser: Browser, sample: str, path: str
) -> None:
    page = browser.new_page()
    page.goto(sample + path)
    for width in (360, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate(SMALL) == [], f"at {width} px"
    page.close()


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_page_has_one_heading_and_named_landmarks(browser: Browser, sample: str, path: str) -> None:
    page = browser.new_page()
    page.goto(sample + path)
    assert page.get_by_role("heading", level=1).count() == 1
    assert page.locator("h1").count() == 1
    for landmark in ("main", "banner", "contentinfo"):
        assert page.get_by_role(landmark).count() == 1, landmark
    loose = page.locator("body > *:not(header, nav, main, footer, .skip-link)")
    assert loose.evaluate_all("nodes => nodes.map((node) => node.className)") == []
    names = page.locator("nav").evaluate_all(
        "nodes => nodes.map((node) => node.getAttribute('aria-label') ?? "
        "document.getElementById(node.getAttribute('aria-labelledby'))?.textContent ?? '')"
    )
    assert names
    assert all(names)
    assert len(set(names)) == len(names)
    page.close()


def test_home_screens_get_a_name_icons_and_colours(browser: Browser, sample: str) -> None:
    page = browser.new_page()
    page.goto(sample)
    address = page.locator("link[rel=manifest]").evaluate("node => node.href")
    manifest = json.loads(page.request.get(address).text())
    assert manifest["name"] == "The Tideline"
    assert (manifest["start_url"], manifest["scope"]) == ("/news/", "/news/")
    assert manifest["background_color"] == manifest["theme_color"] == "#fcfaf6"
    icon = page.locator("link[rel=apple-touch-icon]").get_attribute("href")
    assert icon in [each["src"] for each in manifest["icons"]]
    sizes = page.evaluate(
        """async (sources) => Promise.all(sources.map(async (source) => {
             const image = new Image();
             image.src = source;
             await image.decode();
             return image.naturalWidth;
           }))""",
        [icon],
    )
    assert sizes == [180]
    page.close()
