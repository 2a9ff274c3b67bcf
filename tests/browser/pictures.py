"""``python -m tests.browser.pictures OUT_DIR``: pictures of pages, for the documentation.

All pictures of README.md and docs/ that show pages: three pages of the default look, one of them
dark, and the home page in each look.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from site_gen.build import build
from tests.browser.served import serve
from tests.sites.site import AFTER_SAMPLE, config, options_for

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).parent.parent.parent
SITE = config(
    title="The Tideline",
    description="The day's reporting, and everyone who covers it",
    locale="en-gb",
)


ARTICLE = "news/2026-09-17-trains-return-to-port-aldous-harbour-tunnel-dry/"


class Shot(NamedTuple):
    """A picture of a page."""

    name: str
    look: str = "broadsheet"
    page: str = ""
    scheme: str = "light"
    width: int = 1440
    height: int = 640
    scale: float = 0.5


SHOTS = (
    Shot("home", height=880, scale=0.6),
    Shot("article", page=ARTICLE, width=1280, height=860, scale=0.7),
    Shot("latest-dark", page="latest/", scheme="dark", width=390, height=760, scale=1),
    Shot("look-broadsheet"),
    Shot("look-river", "river"),
    Shot("look-magazine", "magazine"),
    Shot("look-broadsheet-dark", scheme="dark"),
    Shot("look-magazine-phone", "magazine", width=390, height=760, scale=1),
)


def take(out: Path) -> None:
    """Take all pictures."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415

    program = os.environ.get("CHROMIUM", "/usr/bin/chromium")
    with sync_playwright() as driver, tempfile.TemporaryDirectory() as temporary:
        browser = driver.chromium.launch(executable_path=program, args=["--no-sandbox"])
        for look in sorted({shot.look for shot in SHOTS}):
            folder = Path(temporary, look)
            with serve(folder / "out") as address:
                make_site(folder, look, address)
                for shot in SHOTS:
                    if shot.look == look:
                        take_one(browser, address, shot, out / f"{shot.name}.png")
        browser.close()


def make_site(folder: Path, look: str, address: str) -> None:
    """Build the sample newsroom in a look."""
    (folder / "static/img").mkdir(parents=True)
    (folder / "static/img/newsroom").symlink_to(ROOT / "static/img/newsroom")
    (folder / "site.yaml").write_text(SITE + f"theme: {{name: {look}}}\n", encoding="utf-8")
    content, output = ROOT / "content", folder / "out"
    build(options_for(folder, base_url=address, content=content, output=output, now=AFTER_SAMPLE))


def take_one(browser: Browser, address: str, shot: Shot, path: Path) -> None:
    """Take one picture."""
    context = browser.new_context(
        viewport={"width": shot.width, "height": shot.height},
        device_scale_factor=shot.scale,
        color_scheme="dark" if shot.scheme == "dark" else "light",
    )
    page = context.new_page()
    page.goto(address + shot.page, wait_until="networkidle")
    page.screenshot(path=path)
    print(f"{path}: {path.stat().st_size:,} bytes", file=sys.stderr)
    context.close()


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python -m tests.browser.pictures OUT_DIR")
    take(Path(sys.argv[1]))
