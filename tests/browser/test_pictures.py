"""Pictures that do not load, and pictures that are smaller than their place or of another shape."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.conftest import built
from tests.browser.served import serve
from tests.browser.shifts import SHIFTS
from tests.sites.site import note, provider, record, write_files

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

SIZES = {
    "big": (1600, 1000),
    "small": (300, 200),
    "tiny": (80, 80),
    "counter": (1, 1),
    "portrait": (800, 1400),
    "panorama": (2000, 420),
}
GONE = {"url": "https://img.example/gone.jpg", "width": 1600, "height": 900, "title": "A quay"}
LARGE_PLATES = """
[...document.querySelectorAll(".picture")]
  .filter((frame) => !frame.querySelector("img")?.naturalWidth)
  .map((frame) => frame.getBoundingClientRect())
  .filter((box) => box.width > 260)
  .map((box) => `${box.width} × ${box.height}`)
"""
STRETCHED = """
[...document.querySelectorAll(".picture > img")]
  .filter((image) => image.naturalWidth)
  .filter((image) => {
    const { naturalWidth: width, naturalHeight: height, clientWidth, clientHeight } = image;
    const [across, down] = [clientWidth / width, clientHeight / height];
    const scale = getComputedStyle(image).objectFit === "scale-down"
      ? Math.min(1, across, down) : Math.max(across, down);
    return scale > 1.01;
  })
  .map((image) => `${image.src} ${image.clientWidth}`)
"""


def png(width: int, height: int) -> bytes:
    """A grey picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress((b"\0" + b"\x80" * width) * height)
    chunks = chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + chunks


def with_picture(title: str, day: int, image: dict[str, Any]) -> str:
    return record(
        title,
        f"2026-01-{day:02}T09:30:00Z",
        body="A paragraph about the harbour. " * 80,
        excerpt="The harbour board has counted its cranes, and one of them is missing.",
        images=[image],
        topics=["Harbour"],
        provider=provider(f"{title} Post", f"{title}.example"),
    )


@pytest.fixture(scope="module")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A site with pictures of many sizes, with and without their size in the record."""
    folder = tmp_path_factory.mktemp("pictures")
    files: dict[str, str | bytes] = {}
    for day, (name, (width, height)) in enumerate(SIZES.items()):
        files[f"static/img/{name}.png"] = png(width, height)
        image = {"url": f"/img/{name}.png", "title": name}
        size = {"width": width, "height": height}
        files[f"content/news/{name}.md"] = with_picture(name, 2 * day + 1, {**image, **size})
        files[f"content/news/{name}-unsized.md"] = with_picture(f"u{name}", 2 * day + 2, image)
    for day in range(3):
        files[f"content/news/gone{day}.md"] = with_picture(f"gone{day}", 28 - 3 * day, GONE)
    files["content/topics/harbour.md"] = note(title="Harbour", images=[GONE])
    write_files(folder, files)
    with serve(folder / "out") as address:
        built(folder, address)
        yield address


def visit_late(browser: Browser, address: str, delay: int, width: int, **options: Any) -> Page:
    """Open a page whose lost picture fails after some milliseconds."""
    context = browser.new_context(viewport={"width": width, "height": 900}, **options)
    page = context.new_page()
    page.add_init_script(SHIFTS)

    def fail(route: Any) -> None:
        if delay:
            page.wait_for_timeout(delay)
        route.abort()

    page.route("https://img.example/**", fail)
    page.goto(address, wait_until="networkidle")
    page.wait_for_timeout(100)
    return page


@pytest.mark.parametrize("width", [360, 1440])
@pytest.mark.parametrize("path", ["", "latest/", "topics/harbour/", "news/gone0/"])
@pytest.mark.parametrize("delay", [0, 400])
def test_lost_picture_leaves_no_large_plate_and_shifts_nothing(
    browser: Browser, pictures: str, path: str, width: int, delay: int
) -> None:
    page = visit_late(browser, pictures + path, delay, width)
    assert page.evaluate("window.shifts") == 0
    assert page.evaluate(LARGE_PLATES) == []
    page.context.close()


def test_lost_picture_below_the_window_makes_a_text_card(browser: Browser, pictures: str) -> None:
    page = visit_late(browser, pictures + "latest/", 0, 1280)
    page.locator("text=gone2").last.scroll_into_view_if_needed()
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(200)
    far = page.locator(".card", has_text="gone2")
    assert far.locator("img").count() == 0
    assert page.evaluate("window.shifts") == 0
    page.context.close()


def test_figure_of_a_lost_picture_is_gone(browser: Browser, pictures: str) -> None:
    page = visit_late(browser, pictures + "news/gone0/", 0, 1280)
    assert page.locator(".figure").count() == 0
    title, body = page.locator("h1").bounding_box(), page.locator(".prose").bounding_box()
    assert title
    assert body
    assert body["y"] - title["y"] < 400
    page.context.close()


def test_picture_that_is_lost_late_keeps_its_place(browser: Browser, pictures: str) -> None:
    """Whoever reads what is below is not moved."""
    page = visit_late(browser, pictures + "news/gone0/", 2500, 1280)
    assert page.evaluate("window.shifts") == 0
    assert page.locator(".figure img").count() == 0
    box = page.locator(".figure .picture").bounding_box()
    assert box
    assert box["height"] > 300
    page.context.close()


def test_lost_picture_without_javascript_shows_a_small_plate(
    browser: Browser, pictures: str
) -> None:
    page = visit_late(browser, pictures, 0, 1440, java_script_enabled=False)
    plate = page.locator(".card--lead .picture").evaluate(
        """node => {
             const { width, height } = getComputedStyle(node, "::before");
             return [parseFloat(width), parseFloat(height)];
           }"""
    )
    assert 0 < plate[0] <= 240
    assert 0 < plate[1] <= 160
    page.context.close()


@pytest.mark.parametrize("width", [360, 1440])
@pytest.mark.parametrize(
    "path",
    ["", "latest/", *(f"news/{name}{known}/" for name in SIZES for known in ("", "-unsized"))],
)
def test_no_picture_is_shown_larger_than_it_is(
    browser: Browser, pictures: str, path: str, width: int
) -> None:
    page = visit_late(browser, pictures + path, 0, width)
    for y in range(0, 4000, 800):
        page.mouse.wheel(0, 800)
        page.wait_for_timeout(30 if y else 60)
    page.wait_for_load_state("networkidle")
    assert page.evaluate(STRETCHED) == []
    page.context.close()


@pytest.mark.parametrize(
    ("name", "width", "height"),
    [("small", 300, 200), ("tiny", 80, 80), ("portrait", 540, 945), ("panorama", 830, 174)],
)
def test_picture_of_an_article_is_whole(
    browser: Browser, pictures: str, name: str, width: int, height: int
) -> None:
    page = visit_late(browser, pictures + f"news/{name}/", 0, 1440)
    box = page.locator(".figure img").bounding_box()
    assert box
    assert box["width"] <= width + 1
    assert box["width"] / box["height"] == pytest.approx(width / height, rel=0.02)
    page.context.close()


@pytest.mark.parametrize("path", ["news/counter/", "news/counter-unsized/"])
def test_picture_of_one_pixel_is_none(browser: Browser, pictures: str, path: str) -> None:
    page = visit_late(browser, pictures + path, 0, 1440)
    assert page.locator(".figure").count() == 0
    assert page.evaluate("window.shifts") == 0
    page.context.close()


@pytest.mark.parametrize("name", SIZES)
@pytest.mark.parametrize("width", [360, 1440])
def test_pictures_of_unknown_size_shift_nothing(
    browser: Browser, pictures: str, name: str, width: int
) -> None:
    page = browser.new_context(viewport={"width": width, "height": 900}).new_page()
    page.add_init_script(SHIFTS)

    def late(route: Any) -> None:
        page.wait_for_timeout(200)
        route.continue_()

    page.route("**/img/*.png", late)
    page.goto(f"{pictures}news/{name}-unsized/", wait_until="networkidle")
    assert page.evaluate("window.shifts") == 0
    page.context.close()
