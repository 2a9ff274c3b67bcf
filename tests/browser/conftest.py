"""Chromium, and three sites: the sample newsroom, one that is hard to lay out, one in Arabic."""

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
from tests.sites.site import AFTER_SAMPLE, options_for, write_files

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).parent.parent.parent
_TIMEOUT = 60_000
"""Milliseconds to wait for a page; long, as builds are slow on a busy machine."""


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium without a window; CHROMIUM names another program."""
    playwright = pytest.importorskip("playwright.sync_api", reason="needs playwright")
    named = os.environ.get("CHROMIUM", "/usr/bin/chromium")
    program = shutil.which(named)
    if program is None:
        pytest.skip(f"needs Chromium: there is no {named}")
    playwright.expect.set_options(timeout=_TIMEOUT)
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
        built(folder, address, content=ROOT / "content", now=AFTER_SAMPLE, search=True)
        yield address


@pytest.fixture(scope="session")
def strained(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site of long words, wide tables and missing pictures."""
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
    """A browser page that blocks requests to other machines and records errors."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.errors: list[str] = []
        self.blocked: list[str] = []
        page.route("**/*", self._route)
        page.on("console", self._add_error)
        page.on("pageerror", lambda error: self.errors.append(str(error)))

    def _route(self, route: Any) -> None:
        url = route.request.url
        if url.startswith("http://127.0.0.1:"):
            route.continue_()
        else:
            self.blocked.append(url)
            route.abort()

    def _add_error(self, message: Any) -> None:
        if message.type in ("error", "warning"):
            self.errors.append(message.text)


@pytest.fixture
def visit(browser: Browser) -> Iterator[Visit]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(_TIMEOUT)
    yield Visit(context.new_page())
    context.close()
