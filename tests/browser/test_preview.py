"""A preview in a browser: pages that reload after changes, and show problems."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import Visit
from tests.serving.test_command import Serving, serving
from tests.sites.site import config, news, note, record, write_files

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

pytestmark = pytest.mark.browser

FERRY = record("Ferry returns", webUrl="https://harbourpost.example/ferry", topics=["Ferries"])
SITE = {
    **news(FERRY, record("Lamp lit")),
    "site.yaml": config(base_url="https://gazette.example/news/"),
    "content/pages/about.md": note("Who we are.", title="About"),
}
R1 = "content/news/r1.md"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "previewed"


@pytest.fixture
def address(folder: Path) -> Iterator[str]:
    """The address of a preview; each test has its own, as changes may arrive late."""
    write_files(folder, SITE)
    with serving(folder, "--port", "0") as preview:
        yield preview.url()


@pytest.fixture
def page(visit: Visit, address: str) -> Iterator[Page]:
    """An open page of the unchanged site."""
    page = visit.page
    page.goto(f"{address}news/r1/")
    assert page.locator("h1").inner_text() == "Ferry returns"
    expect_calm(page)
    yield page
    assert visit.errors == []
    assert visit.blocked == []


def expect_calm(page: Page) -> None:
    from playwright.sync_api import expect  # noqa: PLC0415

    expect(problems(page)).to_have_count(0)


def problems(page: Page) -> Locator:
    return page.locator("site-gen-problems .item")


def mark(page: Page) -> None:
    """Mark the page; a reload removes the mark."""
    page.evaluate("document.documentElement.dataset.seen = 'before'")


def is_marked(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.dataset.seen === 'before'"))


def test_record_is_edited_broken_and_fixed(page: Page, folder: Path) -> None:
    from playwright.sync_api import expect  # noqa: PLC0415

    headline = page.locator("h1")
    expect(headline).to_have_text("Ferry returns")
    (folder / R1).write_text(FERRY.replace("Ferry returns", "Ferry stays"))
    expect(headline).to_have_text("Ferry stays")

    (folder / R1).write_text(FERRY.replace("title: Ferry returns", "titel: Ferry sinks"))
    expect(problems(page)).to_have_count(1)
    expect(problems(page)).to_contain_text(f"{R1}:2:1")
    expect(problems(page)).to_contain_text("title is missing")
    expect(problems(page)).to_contain_text("it is required")
    expect(page.locator("site-gen-problems .title")).to_have_text(
        "1 problem: the last good site is shown"
    )
    expect(page.locator("site-gen-problems .sheet")).to_be_visible()
    expect(headline).to_have_text("Ferry stays")
    page.reload()
    expect(headline).to_have_text("Ferry stays")
    expect(problems(page)).to_have_count(1)

    (folder / R1).write_text(FERRY.replace("Ferry returns", "Ferry sinks"))
    expect(headline).to_have_text("Ferry sinks")
    expect(problems(page)).to_have_count(0)


def test_problems_that_hold_the_site_have_another_title(page: Page) -> None:
    from playwright.sync_api import expect  # noqa: PLC0415

    found = [{"place": R1, "message": "title is missing", "hint": ""}]
    events = [{"held": is_held, "problems": found} for is_held in (False, True)]
    page.route(
        "**/__preview/events*",
        lambda route: route.fulfill(
            content_type="text/event-stream",
            body="".join(f"event: problems\ndata: {json.dumps(each)}\n\n" for each in events),
        ),
    )
    page.reload()
    expect(page.locator("site-gen-problems .title")).to_have_text(
        "1 problem: the last good site is shown"
    )


def test_problems_can_be_hidden_until_there_are_others(page: Page, folder: Path) -> None:
    from playwright.sync_api import expect  # noqa: PLC0415

    (folder / R1).write_text("no front matter")
    expect(problems(page)).to_have_count(1)
    page.get_by_role("button", name="Hide").click()
    expect(problems(page)).to_have_count(0)
    badge = page.get_by_role("button", name="1 problem")
    expect(badge).to_be_visible()
    page.reload()
    expect(badge).to_be_visible()
    badge.click()
    expect(problems(page)).to_have_count(1)
    page.get_by_role("button", name="Hide").click()
    (folder / R1).write_text(FERRY.replace("title:", "titel:"))
    expect(problems(page)).to_have_count(1)


def test_stylesheet_is_changed_without_reload(page: Page, folder: Path) -> None:
    from playwright.sync_api import expect  # noqa: PLC0415

    mark(page)
    sheet = folder / "static/css/own.css"
    sheet.parent.mkdir(parents=True)
    headline = page.locator("h1")
    for colour in ("rgb(1, 2, 3)", "rgb(4, 5, 6)"):
        sheet.write_text(f"h1{{color:{colour}}}")
        expect(headline).to_have_css("color", colour)
    assert is_marked(page)
    page.reload()
    expect(headline).to_have_css("color", "rgb(4, 5, 6)")
    expect(page.locator('link[rel="stylesheet"]')).to_have_count(1)


def test_changes_of_template_script_and_configuration_reload(page: Page, folder: Path) -> None:
    from playwright.sync_api import expect  # noqa: PLC0415

    footer = folder / "templates/components/footer.html"
    footer.parent.mkdir(parents=True)
    footer.write_text("{% macro footer(site) %}<p id='foot'>At the foot</p>{% endmacro %}")
    expect(page.locator("#foot")).to_be_visible()
    script = folder / "static/js/own.js"
    script.parent.mkdir(parents=True)
    script.write_text("document.documentElement.dataset.own = 'yes';")
    expect(page.locator("html[data-own=yes]")).to_have_count(1)
    (folder / "site.yaml").write_text(config(title="Moon", base_url="https://g.example/news/"))
    expect(page).to_have_title(re.compile("Moon"))


def test_page_of_a_removed_record_becomes_the_404_page(
    page: Page, visit: Visit, folder: Path
) -> None:
    from playwright.sync_api import expect  # noqa: PLC0415

    (folder / R1).unlink()
    expect(page.locator("h1")).not_to_have_text("Ferry returns")
    visit.errors = [each for each in visit.errors if "404" not in each]


def test_every_open_page_shows_a_change(page: Page, folder: Path) -> None:
    from playwright.sync_api import expect  # noqa: PLC0415

    address = page.url.removesuffix("news/r1/")
    others = {path: page.context.new_page() for path in ("", "latest/", "about/")}
    for path, other in others.items():
        other.goto(f"{address}{path}")
    mark(others["about/"])
    (folder / R1).write_text(FERRY.replace("Ferry returns", "Ferry anchors"))
    for path in ("", "latest/"):
        expect(others[path].get_by_text("Ferry anchors").first).to_be_visible()
    expect(page.locator("h1")).to_have_text("Ferry anchors")
    assert is_marked(others["about/"])
    for other in others.values():
        other.close()


def test_page_that_reconnects_shows_what_it_missed(
    page: Page, visit: Visit, folder: Path, address: str
) -> None:
    """As after standby of the machine: the connection is lost and made again."""
    from playwright.sync_api import expect  # noqa: PLC0415

    visit.page.context.set_offline(True)
    (folder / R1).write_text(FERRY.replace("Ferry returns", "Ferry moors"))
    page.wait_for_timeout(500)
    visit.page.context.set_offline(False)
    expect(page.locator("h1")).to_have_text("Ferry moors")
    visit.errors = [each for each in visit.errors if "INTERNET_DISCONNECTED" not in each]


def test_page_stays_after_the_preview_has_ended(visit: Visit, tmp_path: Path) -> None:
    from playwright.sync_api import expect  # noqa: PLC0415

    write_files(tmp_path, SITE)
    with serving(tmp_path, "--port", "0") as preview:
        visit.page.goto(f"{preview.url()}news/r1/")
        assert isinstance(preview, Serving)
        preview.process.kill()
        visit.page.wait_for_timeout(300)
        expect(visit.page.locator("h1")).to_have_text("Ferry returns")
        expect_calm(visit.page)
