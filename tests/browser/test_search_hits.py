"""What hits show, folds of stories, near spellings, the way back, and that nothing jumps."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

from site_gen.build import build
from tests.browser.served import serve
from tests.browser.test_search import HITS, TITLES, has, is_focused, look_for, query, says
from tests.sites.site import Files, config, options_for, provider, record, write_files

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser

LINKS = f"{TITLES} a"
OUTLETS = ("Harbour Post", "Quay Times", "Tide Ledger", "Mole Gazette")
DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg" width="300" height="200"/>'
LONG = "The keeper counted the boats until dusk and wrote them down. " * 3


def image(name: str) -> list[dict[str, Any]]:
    return [{"url": f"/img/{name}.svg", "width": 300, "height": 200}]


def notes() -> Iterator[tuple[str, str]]:
    """Forty records about one word, each a story of its own."""
    for number in range(40):
        yield (
            f"content/news/notes-{number:02}.md",
            record(
                f"Lantern notes {number}",
                f"2026-01-{1 + number % 28:02}T08:{number:02}:00Z",
                excerpt=LONG,
                story=f"notes {number}",
                topics=["Lights"],
                images=image("lamp" if number % 2 else "gone"),
            ),
        )


FILES: Files = {
    "site.yaml": config(images={"referrer_policy": "origin"}),
    "static/img/lamp.svg": DRAWING,
    **dict(notes()),
    **{
        f"content/news/barrier-{number}.md": record(
            f"Barrier holds, says {name}",
            f"2026-02-0{1 + number}T09:30:00Z",
            provider=provider(name, f"outlet{number}.example"),
            story="barrier",
            topics=["Storms", "Harbours"],
        )
        for number, name in enumerate(OUTLETS)
    },
    "content/news/day.md": record("Weatherglass on the pier", "2026-02-09"),
    "content/news/ru.md": record("Маяк снова горит", "2026-02-10", locale="ru"),
    "content/news/ja.md": record(
        "カフェリーが東京に到着した", "2026-02-11", locale="ja", tags=["フェリーターミナル"]
    ),
}


@pytest.fixture(scope="module")
def search(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the search page."""
    folder = tmp_path_factory.mktemp("hits")
    write_files(folder, FILES)
    with serve(folder / "out") as address:
        options = options_for(folder, base_url=address, output=folder / "out", search=True)
        assert build(options).problems == ()
        yield f"{address}search/"


def test_hits_of_a_story_are_one_hit_with_a_fold(visit: Visit, search: str) -> None:
    page = visit.page
    page.goto(f"{search}?q=barrier")
    says(page, "4 articles for “barrier”")
    has(page.locator(HITS), 1)
    meta = page.locator(".search-hit__meta").first.inner_text()
    parts = meta.split(" · ")
    assert parts[0] in OUTLETS
    assert parts[1] == "Storms"
    assert parts[2].endswith("Feb 2026, 09:30")
    assert parts[3] == "4 outlets"
    others = page.locator(".search-hit__others a")
    assert not others.first.is_visible()
    page.locator("summary").click()
    assert page.locator("summary").inner_text() == "3 more hits of this story"
    assert others.count() == 3
    page.locator("#q").press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert is_focused(others.first)
    others.first.click()
    page.wait_for_url("**/news/news/barrier-*/")


def test_hit_of_which_only_the_day_is_known_has_no_hour(visit: Visit, search: str) -> None:
    visit.page.goto(f"{search}?q=weatherglass")
    says(visit.page, "1 article for “weatherglass”")
    time = visit.page.locator(f"{HITS} time")
    assert time.inner_text() == "9 Feb 2026"
    assert time.get_attribute("datetime") == "2026-02-09"
    assert visit.page.locator(f"{HITS} details").count() == 0


def test_hit_has_its_picture_and_is_text_without(visit: Visit, search: str) -> None:
    page = visit.page
    page.goto(f"{search}?q=lantern+notes&sort=newest")
    has(page.locator(HITS), 10)
    kept = page.locator(f"{HITS}:has-text('Lantern notes 27') img")
    assert kept.get_attribute("src") == "/news/img/lamp.svg"
    assert kept.get_attribute("loading") == "lazy"
    assert kept.get_attribute("referrerpolicy") == "origin"
    assert kept.evaluate("node => [node.offsetWidth, node.offsetHeight]") == [120, 80]
    has(page.locator(f"{HITS}:has-text('Lantern notes 26') img"), 0)
    look_for(page, "lantern", found="40 articles")
    has(page.locator(f"{HITS}:has-text('Lantern notes 26') img"), 0)


def test_back_returns_to_the_same_hits_and_place(visit: Visit, search: str) -> None:
    page = visit.page
    page.goto(search)
    page.locator("select[name=topic] option[value=Lights]").wait_for(state="attached")
    look_for(page, "lantern", found="40 articles")
    page.locator("select[name=topic]").select_option("Lights")
    page.locator("select[name=sort]").select_option("oldest")
    page.locator(TITLES, has_text="Lantern notes 28").wait_for()
    page.locator(".search__more").click()
    has(page.locator(HITS), 20)
    link = page.locator(LINKS).nth(14)
    link.scroll_into_view_if_needed()
    page.mouse.wheel(0, 120)
    page.wait_for_timeout(300)
    before, title = link.bounding_box(), link.inner_text()
    titles = page.locator(TITLES).all_inner_texts()
    assert page.evaluate("scrollY") > 800
    link.click()
    page.wait_for_url("**/news/news/notes-*/")
    page.go_back()
    has(page.locator(HITS), 20)
    page.wait_for_timeout(300)
    assert page.locator(TITLES).all_inner_texts() == titles
    assert page.locator(LINKS).nth(14).bounding_box() == before
    assert page.locator(LINKS).nth(14).inner_text() == title
    assert is_focused(page.locator(LINKS).nth(14))
    assert query(page) == {"q": ["lantern"], "topic": ["Lights"], "sort": ["oldest"]}
    assert page.locator("#q").input_value() == "lantern"
    assert page.locator("select[name=topic]").input_value() == "Lights"


def test_back_opens_the_folds_that_were_open(visit: Visit, search: str) -> None:
    page = visit.page
    page.goto(f"{search}?q=barrier")
    page.locator("summary").click()
    page.locator(".search-hit__others a").nth(1).click()
    page.wait_for_url("**/news/news/barrier-*/")
    page.go_back()
    page.locator(".search-hit__others a").nth(1).wait_for(state="visible")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("barier", "barrier"),
        ("wetherglass pier", "weatherglass pier"),
        ("wetaherglass", "weatherglass"),
        ("мояк", "маяк"),
        ("フェリータミナル", "フェリーターミナル"),
    ],
)
def test_near_spelling_is_suggested(visit: Visit, search: str, typed: str, meant: str) -> None:
    page = visit.page
    page.goto(search)
    page.locator("#q").fill(typed)
    says(page, f"Nothing found for “{typed}”. Try fewer or other words.")
    suggestion = page.locator(".search__meant a").first
    assert suggestion.inner_text() == meant
    suggestion.click()
    page.locator(HITS).first.wait_for()
    assert page.locator("#q").input_value() == meant
    assert query(page)["q"] == [meant]
    assert not page.locator(".search__meant").is_visible()


@pytest.mark.parametrize("typed", ["zzyzx", "qx", "barrier weatherglass"])
def test_nothing_near_suggests_nothing(visit: Visit, search: str, typed: str) -> None:
    visit.page.goto(f"{search}?q={typed.replace(' ', '+')}")
    says(visit.page, f"Nothing found for “{typed}”. Try fewer or other words.")
    assert not visit.page.locator(".search__meant").is_visible()


def test_words_are_loaded_only_when_little_is_found(visit: Visit, search: str) -> None:
    asked: list[str] = []
    visit.page.on("request", lambda request: asked.append(request.url))
    visit.page.goto(f"{search}?q=lantern")
    has(visit.page.locator(HITS), 10)
    visit.page.wait_for_timeout(300)
    assert not [url for url in asked if "words.txt" in url]
    assert not [url for url in asked if "worker" in url]


SHIFTS = """
window.shifts = [];
new PerformanceObserver((list) => {
  for (const one of list.getEntries()) if (!one.hadRecentInput) window.shifts.push(one.value);
}).observe({ type: "layout-shift", buffered: true });
"""


@pytest.fixture(params=[(360, 740), (1280, 900)], ids=["phone", "desktop"])
def slow(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    """A page whose answers take their time, so that each step is painted."""
    width, height = request.param
    context = browser.new_context(viewport={"width": width, "height": height})
    page = context.new_page()
    page.add_init_script(SHIFTS)

    session = context.new_cdp_session(page)
    session.send("Network.enable")
    throttled = {"offline": False, "latency": 100, "downloadThroughput": -1, "uploadThroughput": -1}
    session.send("Network.emulateNetworkConditions", throttled)
    yield page
    context.close()


def shifts(page: Page) -> list[float]:
    page.wait_for_timeout(700)
    found: list[float] = page.evaluate("window.shifts")
    return found


@pytest.mark.parametrize("query", ["", "?q=lantern", "?q=barier", "?q=barrier", "?topic=Lights"])
def test_nothing_moves_on_load(slow: Page, search: str, query: str) -> None:
    slow.goto(search + query, wait_until="commit")
    if query:
        slow.locator(f"{HITS}, .search__meant a").first.wait_for()
    assert shifts(slow) == []


def test_nothing_moves_while_typing(slow: Page, search: str) -> None:
    slow.goto(search)
    for letter in "lantern":
        slow.keyboard.type(letter)
        slow.wait_for_timeout(600)
    has(slow.locator(HITS), 10)
    assert shifts(slow) == []


def test_searching_is_said_at_once(visit: Visit, search: str) -> None:
    page = visit.page
    page.route("**/pagefind.js", lambda _: None)  # never answers
    page.goto(f"{search}?q=lantern", wait_until="commit")
    says(page, "Searching…")
    assert page.locator(".search__status").get_attribute("role") == "status"


@pytest.mark.parametrize("width", [320, 360, 1280])
def test_filters_and_first_hit_are_on_the_first_screen(
    visit: Visit, search: str, width: int
) -> None:
    page = visit.page
    page.set_viewport_size({"width": width, "height": 740})
    page.goto(f"{search}?q=lantern")
    has(page.locator(HITS), 10)
    for name in ("topic", "provider", "type", "year", "sort"):
        assert page.locator(f"select[name={name}]").is_visible()
    box = page.locator(LINKS).first.bounding_box()
    assert box
    assert box["y"] + box["height"] < 740
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.fixture(params=["light", "dark"])
def forced(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    """A page in the reader's own colours."""
    context = browser.new_context(forced_colors="active", color_scheme=request.param)
    yield context.new_page()
    context.close()


COLOURS = """
(node) => {
  const style = getComputedStyle(node);
  const probe = document.body.appendChild(document.createElement("i"));
  const system = (name) => {
    probe.style.color = name;
    return getComputedStyle(probe).color;
  };
  return {
    color: style.color,
    background: style.backgroundColor,
    border: parseFloat(style.borderTopWidth) * parseFloat(style.borderInlineEndWidth),
    mark: system("Mark"),
    text: system("MarkText"),
  };
}
"""


def test_marked_words_and_buttons_hold_in_forced_colours(forced: Page, search: str) -> None:
    forced.goto(f"{search}?q=lantern")
    has(forced.locator(HITS), 10)
    for place in (f"{TITLES} mark", ".search-hit__excerpt mark"):
        for node in forced.locator(place).all()[:2]:
            colours = node.evaluate(COLOURS)
            assert colours["background"] == colours["mark"]
            assert colours["color"] == colours["text"]
            assert colours["color"] != colours["background"]
    for button in (".search__go", ".search__more", ".search__input"):
        assert forced.locator(button).evaluate(COLOURS)["border"] >= 1, button


def test_actions_and_marks_hold_in_forced_colours_on_other_pages(forced: Page, sample: str) -> None:
    forced.goto(sample)
    forced.locator("h3 a, h2 a").first.click()
    action = forced.locator(".action").first
    assert action.evaluate(COLOURS)["border"] >= 1
    forced.locator("h1").evaluate("node => node.append(document.createElement('mark'))")
    colours = forced.locator("h1 mark").evaluate(COLOURS)
    assert (colours["background"], colours["color"]) == (colours["mark"], colours["text"])
