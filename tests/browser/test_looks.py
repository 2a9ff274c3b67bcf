"""The looks of the theme: each fits all widths, shifts nothing and can be read."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.conftest import ROOT, built
from tests.browser.served import serve
from tests.browser.shifts import SHIFTS
from tests.browser.strained import ARABIC, STRAINED
from tests.browser.test_layout import SAMPLE, assert_fits
from tests.sites.site import Files, config, write_files

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

ARTICLE = SAMPLE["article"]
PATHS = {
    "sample": ("", "latest/", ARTICLE, "topics/oceans/", "providers/", "feeds/", "no/such/page/"),
    "strained": ("", "latest/", "news/wide/"),
    "arabic": ("", "latest/", "news/long/"),
}
TITLES: dict[str, Files] = {"strained": STRAINED, "arabic": ARABIC}

CONTRAST = """
() => {
  const context = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const luminance = (color) => {
    context.clearRect(0, 0, 1, 1);
    context.fillStyle = color;
    context.fillRect(0, 0, 1, 1);
    const [r, g, b] = [...context.getImageData(0, 0, 1, 1).data].slice(0, 3)
      .map((part) => part / 255)
      .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (node) => {
    for (let at = node; at; at = at.parentElement) {
      const { backgroundColor: color } = getComputedStyle(at);
      if (!/rgba\\(.*, 0\\)|transparent/.test(color)) return color;
    }
    return getComputedStyle(document.documentElement).backgroundColor;
  };
  const found = new Set();
  for (const node of document.querySelectorAll("main *, header *, footer *")) {
    const words = [...node.childNodes].some((child) => child.nodeType === 3 && child.data.trim());
    if (!words || !node.checkVisibility() || node.closest("[class*=hue-], .player")) continue;
    const pair = [luminance(getComputedStyle(node).color), luminance(behind(node))];
    const ratio = (Math.max(...pair) + 0.05) / (Math.min(...pair) + 0.05);
    if (ratio < 4.5) found.add(`${node.className || node.tagName}: ${ratio.toFixed(2)}`);
  }
  return [...found];
}
"""


@pytest.fixture(scope="session", params=["river", "magazine"])
def looks(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, str]]:
    """Addresses of the sample newsroom and of the two difficult sites, in one look."""
    theme = {"name": request.param}
    folder = tmp_path_factory.mktemp(request.param)
    sites: dict[str, dict[str, Any]] = {"sample": {"content": ROOT / "content", "future": True}}
    (folder / "sample").mkdir()
    (folder / "sample/site.yaml").write_text(config(title="The Tideline", theme=theme))
    shutil.copytree(ROOT / "static/img/newsroom", folder / "sample/static/img/newsroom")
    for name, files in TITLES.items():
        title, locale = ("جريدة", "ar") if name == "arabic" else ("The Gazette", "en")
        settings = config(title=title, locale=locale, theme=theme, pagination={"page_size": 4})
        write_files(folder / name, {**files, "site.yaml": settings})
        sites[name] = {}
    with (
        serve(folder / "sample/out") as sample,
        serve(folder / "strained/out") as strained,
        serve(folder / "arabic/out") as arabic,
    ):
        addresses = {"sample": sample, "strained": strained, "arabic": arabic}
        for name, options in sites.items():
            built(folder / name, addresses[name], **options)
        yield addresses


def open_page(browser: Browser, **options: Any) -> Page:
    page = browser.new_context(**options).new_page()
    page.route("https://**", lambda route: route.abort())
    return page


@pytest.mark.parametrize("site", PATHS)
def test_look_never_scrolls_sideways(browser: Browser, looks: dict[str, str], site: str) -> None:
    page = open_page(browser)
    for path in PATHS[site]:
        assert_fits(page, looks[site] + path)
    page.context.close()


@pytest.mark.parametrize("width", [360, 1440])
def test_lead_of_the_front_page_has_its_picture(
    browser: Browser, looks: dict[str, str], width: int
) -> None:
    page = open_page(browser, viewport={"width": width, "height": 900})
    page.goto(looks["sample"])
    box = page.locator(".front__lead .picture").bounding_box()
    assert box
    assert box["width"] >= 80
    assert box["height"] >= 50
    page.context.close()


@pytest.mark.parametrize("width", [360, 1280])
def test_look_loads_without_layout_shifts(
    browser: Browser, looks: dict[str, str], width: int
) -> None:
    page = open_page(browser, viewport={"width": width, "height": 800})
    page.add_init_script(SHIFTS)

    def late(route: Any) -> None:
        page.wait_for_timeout(150)
        route.continue_()

    page.route("**/img/newsroom/**", late)
    for path in ("", "latest/", ARTICLE):
        page.goto(looks["sample"] + path, wait_until="networkidle")
        assert page.evaluate("window.shifts") == 0, path
    page.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_can_be_read(browser: Browser, looks: dict[str, str], scheme: Any) -> None:
    page = open_page(browser, color_scheme=scheme)
    for path in ("", "latest/", ARTICLE):
        page.goto(looks["sample"] + path)
        assert page.evaluate(CONTRAST) == [], path
    page.context.close()


def test_text_of_the_default_look_can_be_read(browser: Browser, sample: str) -> None:
    for scheme in ("light", "dark"):
        page = open_page(browser, color_scheme=scheme)
        for path in ("", "latest/", ARTICLE):
            page.goto(sample + path)
            assert page.evaluate(CONTRAST) == [], (scheme, path)
        page.context.close()


def test_looks_are_different(browser: Browser, sample: str, looks: dict[str, str]) -> None:
    """In the type of headlines, in the width of the page and in the size of pictures."""
    found = []
    for address in (sample, looks["sample"]):
        page = open_page(browser, viewport={"width": 1440, "height": 900})
        page.goto(address)
        found.append(
            page.evaluate(
                """() => [getComputedStyle(document.querySelector("h2")).fontFamily,
                          document.querySelector(".main").clientWidth,
                          document.querySelector(".picture").clientWidth]"""
            )
        )
        page.context.close()
    assert all(one != other for one, other in zip(*found, strict=True))


def test_font_of_a_site_is_loaded_early_and_shifts_nothing(
    browser: Browser, tmp_path: Path
) -> None:
    font = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans-Bold.ttf")
    if not font.is_file():
        pytest.skip("needs a font")
    theme = {"fonts": {"headline": "fonts/a b.ttf"}, "accent": "#0b6b5b"}
    files: Files = {"site.yaml": config(theme=theme), "static/fonts/a b.ttf": font.read_bytes()}
    write_files(tmp_path, files)
    with serve(tmp_path / "out") as address:
        built(tmp_path, address)
        page = open_page(browser)
        errors: list[str] = []
        page.on("console", lambda message: errors.append(message.text))
        for _ in range(2):  # at the second page it is there
            page.goto(address, wait_until="networkidle")
        family, colour = page.evaluate(
            """() => [getComputedStyle(document.querySelector("h1")).fontFamily,
                      getComputedStyle(document.documentElement)
                        .getPropertyValue("--accent-on-paper")]"""
        )
        assert family.startswith('"Site headline"')
        assert colour == "#0b6b5b"
        assert page.evaluate("""document.fonts.check('16px "Site headline"')""")
        assert errors == []
        page.context.close()


def test_logo_has_its_size_before_it_loads(browser: Browser, tmp_path: Path) -> None:
    logo = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 300 60"/>'
    theme = {"logo": {"light": "img/logo.svg", "dark": "img/dark.svg"}}
    files: Files = {
        "site.yaml": config(title="The Quay", theme=theme),
        "static/img/logo.svg": logo,
        "static/img/dark.svg": logo,
    }
    write_files(tmp_path, files)
    with serve(tmp_path / "out") as address:
        built(tmp_path, address)
        for scheme, shown in (("light", "logo.svg"), ("dark", "dark.svg")):
            page = open_page(browser, color_scheme=scheme)
            page.route("**/img/*.svg", lambda route: route.abort())
            page.goto(address)
            visible = page.locator(".masthead img:visible")
            assert visible.count() == 1
            assert (visible.get_attribute("src") or "").endswith(shown)
            assert page.get_by_role("heading", level=1, name="The Quay").is_visible()
            box = visible.bounding_box()
            assert box
            assert box["width"] / box["height"] == pytest.approx(5, rel=0.02)
            page.context.close()
