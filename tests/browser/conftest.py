"""Chromium, and three sites for it: the sample newsroom, a strained one, one in Arabic."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from site_gen.build import build
from tests.browser.served import serve
from tests.browser.strained import ARABIC, STRAINED
from tests.sites.site import options_for, write_files

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).parent.parent.parent
_PATIENCE = 60_000
"""Milliseconds until a page that does not come to be as expected is given up. A machine that has
much else to do takes long over a build, and a test that passes does not wait for the end."""


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium without a window; CHROMIUM names another than the system's."""
    playwright = pytest.importorskip("playwright.sync_api", reason="needs playwright")
    named = os.environ.get("CHROMIUM", "/usr/bin/chromium")
    program = shutil.which(named)
    if program is None:
        pytest.skip(f"needs Chromium: there is no {named}")
    playwright.expect.set_options(timeout=_PATIENCE)
    with playwright.sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield chromium
        chromium.close()


def built(folder: Path, base_url: str, **options: Any) -> None:
    build(options_for(folder, base_url=base_url, output=folder / "out", **options))


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the sample newsroom."""
    folder = tmp_path_factory.mktemp("sample")
    shutil.copy(ROOT / "site.yaml", folder)
    shutil.copytree(ROOT / "static/img/newsroom", folder / "static/img/newsroom")
    with serve(folder / "out") as address:
        built(folder, address, content=ROOT / "content", future=True, search=True)
        yield address


@pytest.fixture(scope="session")
def strained(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site of long words and wide tables, all of whose pictures are gone."""
    folder = tmp_path_factory.mktemp("strained")
    write_files(folder, STRAINED)
    with serve(folder / "out") as address:
        built(folder, address)
        yield address


@pytest.fixture(scope="session")
def arabic(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site that is written from right to left."""
    folder = tmp_path_factory.mktemp("arabic")
    write_files(folder, ARABIC)
    with serve(folder / "out") as address:
        built(folder, address)
        yield address


class Visit:
    """A page of the browser that stays on this machine and takes note of what goes wrong."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.complaints: list[str] = []
        self.elsewhere: list[str] = []
        page.route("**/*", self._route)
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _route(self, route: Any) -> None:
        url = route.request.url
        if url.startswith("http://127.0.0.1:"):
            route.continue_()
        else:
            self.elsewhere.append(url)
            route.abort()

    def _heard(self, message: Any) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(message.text)


@pytest.fixture
def visit(browser: Browser) -> Iterator[Visit]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(_PATIENCE)
    yield Visit(context.new_page())
    context.close()
