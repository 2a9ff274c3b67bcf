"""Sharing an article: the buttons and the link, with and without JavaScript."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.browser.conftest import Visit, built
from tests.browser.served import serve
from tests.sites.site import build_site, config, days, write_files

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

ARTICLE = "news/2026-09-17-aldous-barrier-holds-against-storm-ottoline/"
_SHARING = """
  globalThis.shared = [];
  navigator.share = async (data) => { shared.push(data); };
"""
_SHIFTS = """
  globalThis.shift = 0;
  const add = (list) => { for (const each of list.getEntries()) shift += each.value; };
  new PerformanceObserver(add).observe({ type: "layout-shift" });
"""


def copied(page: Page) -> str:
    return str(page.evaluate("navigator.clipboard.readText()"))


def allow_clipboard(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])


def test_address_and_citation_are_copied_by_keyboard(visit: Visit, sample: str) -> None:
    page = visit.page
    allow_clipboard(page)
    page.goto(sample + ARTICLE)
    page.get_by_role("button", name="Copy link").press("Enter")
    status = page.locator(".share__status")
    status.get_by_text("Copied").wait_for()
    assert copied(page) == sample + ARTICLE
    page.get_by_role("button", name="Copy citation").press("Enter")
    status.get_by_text("Copied").wait_for()
    title = page.locator("h1").inner_text()
    assert copied(page).startswith(f"“{title}”, Harbour Post, 17 September 2026, https://")
    assert visit.errors == []


def test_refused_clipboard_is_said(visit: Visit, sample: str) -> None:
    page = visit.page
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    page.goto(sample + ARTICLE)
    page.get_by_role("button", name="Copy link").click()
    page.locator(".share__status").get_by_text("It could not be copied.").wait_for()
    assert visit.errors == []


def test_browser_that_can_share_has_a_button_for_it(visit: Visit, sample: str) -> None:
    page = visit.page
    page.goto(sample + ARTICLE)
    assert not page.get_by_role("button", name="Share").count()
    page.add_init_script(_SHARING)
    page.reload()
    page.get_by_role("button", name="Share").click()
    (shared,) = page.evaluate("shared")
    assert shared == {"title": page.locator("h1").inner_text(), "url": sample + ARTICLE}
    page.add_init_script("navigator.share = async () => { throw new Error('closed') }")
    page.reload()
    page.get_by_role("button", name="Share").click()
    assert page.locator(".share__status").inner_text() == ""
    assert visit.errors == []


def test_link_works_without_scripts(browser: Browser, sample: str) -> None:
    page = browser.new_page(java_script_enabled=False)
    page.goto(sample + ARTICLE)
    link = urlsplit(page.locator(".share a").get_attribute("href") or "")
    assert link.scheme == "mailto"
    found = parse_qs(link.query)
    title = page.locator("h1").inner_text()
    assert found == {"subject": [title], "body": [f"{title}\r\n{sample}{ARTICLE}"]}
    assert page.locator(".share button:visible").count() == 0
    page.close()


@pytest.mark.parametrize("width", [360, 768, 1440])
def test_buttons_move_nothing(browser: Browser, sample: str, width: int) -> None:
    size: Any = {"width": width, "height": 900}
    page = browser.new_page(viewport=size)
    page.add_init_script(_SHARING + _SHIFTS)
    allow_clipboard(page)
    page.goto(sample + ARTICLE)
    page.locator(".share").scroll_into_view_if_needed()
    before = page.locator(".share").bounding_box()
    page.get_by_role("button", name="Copy link").click()
    page.locator(".share__status").get_by_text("Copied").wait_for()
    assert page.locator(".share").bounding_box() == before
    assert page.evaluate("shift") == 0
    for each in page.locator(".share button:visible, .share a").all():
        box = each.bounding_box()
        assert box
        assert box["height"] >= 24
    page.close()


def test_site_without_it_has_none(browser: Browser, tmp_path: Path) -> None:
    files = {**days(1), "site.yaml": config(reader={"share": False})}
    write_files(tmp_path, files)
    with serve(tmp_path / "out") as address:
        built(tmp_path, address)
        page = browser.new_page()
        page.goto(f"{address}news/d01/")
        assert page.locator(".share").count() == 0
        page.close()
    site = build_site(tmp_path / "built", files)
    scripts = [data for path, data in site.files().items() if path.startswith("assets/")]
    assert not any(b"share" in data for data in scripts)
