"""Sites for tests of visits, and a reader's browser."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from site_gen.build import build
from tests.browser.served import serve
from tests.browser.shifts import SHIFTS
from tests.sites.site import config, days, options_for, record, write_files

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

FIRST = "2026-01-20T12:00:00Z"
"""When the reader comes first; the newest article is then that of 20 January."""
LATER = "2026-01-30T12:00:00Z"
LOOKS = ("broadsheet", "magazine", "river")
DRAWING = [{"url": "/img/icon.svg", "width": 1200, "height": 800}]
LINKS = "(part) => [...document.querySelectorAll(`${part} .card__link`)].map((link) => link.href)"


@contextmanager
def visited_sites(folder: Path) -> Iterator[str]:
    """The address of a folder of sites: one for each look, and one without the feature."""
    files = days(28, first=1, topics=["Tides"], images=DRAWING)
    files["content/news/day.md"] = record("Only a day", "2026-01-29", topics=["Tides"])
    with serve(folder / "out") as address:
        network = {"offline": False}  # a service worker would fetch pages past the routes of tests
        settings: dict[str, dict[str, Any]] = {
            look: {"theme": {"name": look}, "pagination": {"page_size": 12}, "reader": network}
            for look in LOOKS
        }
        settings["off"] = {"reader": {"visits": False, **network}}
        for name, own in settings.items():
            write_files(folder / name, {"site.yaml": config(**own), **files})
            output = folder / "out" / name
            build(options_for(folder / name, base_url=f"{address}{name}/", output=output))
        yield address


class Reader:
    """A reader's browser at an instant that tests set."""

    def __init__(self, context: BrowserContext) -> None:
        self.context = context
        self.errors: list[str] = []
        self.page = self.open()

    def open(self) -> Page:
        """Another tab."""
        page = self.context.new_page()
        page.add_init_script(SHIFTS)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", lambda message: self.errors.append(message.text))
        return page

    def go(self, address: str, now: str) -> Page:
        self.context.clock.set_fixed_time(now)
        self.page.goto(address)
        return self.page


@contextmanager
def reading(browser: Browser) -> Iterator[Reader]:
    """A reader in whose browser no script fails or complains."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    reader = Reader(context)
    yield reader
    context.close()
    assert reader.errors == []


def status(page: Page) -> str:
    text: str = page.locator(".visits [role=status]").inner_text()
    return text


def hide_button(page: Page) -> Any:
    return page.get_by_role("button", name="Hide read")
