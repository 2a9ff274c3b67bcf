"""Reading in a browser: no external requests, no layout shifts, keyboard navigation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser

POLICY = "Content Security Policy"
VIDEO = "news/2026-09-17-watch-the-night-the-aldous-barrier-closed/"
PATHS = ("", "latest/", VIDEO, "topics/", "topics/oceans/", "providers/", "archive/", "404.html")


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path or "home")
def test_page_loads_without_errors_and_external_requests(
    visit: Visit, sample: str, path: str
) -> None:
    asked: list[str] = []
    visit.page.on("response", lambda response: asked.append(f"{response.status} {response.url}"))
    visit.page.goto(sample + path, wait_until="networkidle")
    assert visit.errors == []
    assert visit.blocked == []
    assert {line[:3] for line in asked} == {"200"}
    # Its own style and script were let in by its own policy.
    kinds = {line.rpartition(".")[2] for line in asked}
    assert {"css", "js"} <= kinds
    assert visit.page.evaluate("document.styleSheets[0].cssRules.length") > 0
    assert visit.page.evaluate("getComputedStyle(document.body).margin") == "0px"


def test_content_security_policy_blocks_injected_scripts(visit: Visit, sample: str) -> None:
    inject_script = """
        const script = document.createElement("script");
        script.textContent = "window.slipped = true";
        document.body.append(script);
    """
    inject_handler = """
        document.body.insertAdjacentHTML("beforeend", "<img src=x onerror='slipped = true'>");
    """
    visit.page.goto(sample)
    for slip_in in (inject_script, inject_handler):
        with visit.page.expect_console_message(lambda told: POLICY in told.text):
            visit.page.evaluate(f"() => {{ {slip_in} }}")
    visit.page.wait_for_timeout(100)
    assert visit.page.evaluate("window.slipped") is None


def test_first_tab_stop_skips_the_masthead(visit: Visit, sample: str) -> None:
    page = visit.page
    page.goto(sample)
    link = page.locator(".skip-link")
    away = link.bounding_box()
    page.keyboard.press("Tab")
    assert link.evaluate("node => node === document.activeElement")
    box = link.bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["y"] >= 0
    assert box != away, "it is to be seen only once it is reached"
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: url.endswith("#content"))  # the browser tells of it later
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


@pytest.mark.parametrize("path", ["", VIDEO, "providers/"])
def test_focus_is_always_visible(visit: Visit, sample: str, path: str) -> None:
    page = visit.page
    page.goto(sample + path)
    seen, unseen = 0, []
    for _ in range(25):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            break  # past the last
        focus = page.evaluate(
            """() => {
                 const node = document.activeElement;
                 const shown = (style) => style.outlineStyle !== "none" &&
                   parseFloat(style.outlineWidth) > 0 || style.boxShadow !== "none";
                 const styles = [getComputedStyle(node), getComputedStyle(node, "::after")];
                 return [node.className || node.tagName, styles.some(shown)];
               }"""
        )
        if focus[1]:
            seen += 1
        else:
            unseen.append(focus[0])
    assert unseen == []
    assert seen > 10


COVERED = "news/2026-09-17-trains-return-to-port-aldous-harbour-tunnel-dry/"
PLAYER = "https://www.youtube-nocookie.com/"


@pytest.mark.parametrize("way", ["click", "keyboard"])
def test_player_is_loaded_on_demand(visit: Visit, sample: str, way: str) -> None:
    page = visit.page
    asked: list[str] = []

    def answer(route: object) -> None:
        asked.append(route.request.url)  # type: ignore[attr-defined]
        route.fulfill(content_type="text/html", body="<p>A film")  # type: ignore[attr-defined]

    page.route(f"{PLAYER}**", answer)
    page.goto(sample + VIDEO, wait_until="networkidle")
    link = page.locator("a[data-player]")
    expected = link.get_attribute("data-player")
    assert asked == []
    assert page.locator("iframe").count() == 0
    with page.expect_request(f"{PLAYER}**"):
        if way == "click":
            link.click()
        else:
            link.focus()
            page.keyboard.press("Enter")
    frame = page.locator("iframe")
    frame.wait_for()
    page.wait_for_timeout(200)
    assert asked == [expected]
    assert expected
    assert expected.startswith(PLAYER)
    assert frame.get_attribute("title")
    assert page.url == sample + VIDEO
    assert visit.blocked == []
    assert not any(POLICY in text for text in visit.errors)


def test_without_javascript_the_player_is_a_link_and_the_page_complete(
    browser: Browser, sample: str
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(sample + VIDEO)
    link = page.locator("a[data-player]")
    assert (link.get_attribute("href") or "").startswith("https://www.youtube.com/watch?v=")
    assert link.is_visible()
    assert page.locator("h1").is_visible()
    context.close()


def test_long_story_unfolds_by_keyboard_and_without_javascript(
    browser: Browser, strained: str
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.route("https://**", lambda route: route.abort())
    page.goto(strained + "news/wide/")
    label = page.locator(".full-coverage summary")
    last = page.locator(".full-coverage li").last
    assert label.inner_text() == "19 more articles"
    assert not last.is_visible()
    label.focus()
    page.keyboard.press("Enter")
    assert last.is_visible()
    assert not page.locator(".full-coverage button").first.is_visible()
    context.close()


def test_coverage_is_put_in_the_order_of_time_and_back(visit: Visit, sample: str) -> None:
    page = visit.page
    page.goto(sample + COVERED)
    block = page.locator(".full-coverage")
    rows = block.locator(".related-item")
    best = rows.all_inner_texts()
    block.get_by_role("button", name="By time").click()
    places = [int(row.get_attribute("data-place") or 0) for row in rows.all()]
    assert places == sorted(places)
    assert len(places) == len(best)
    assert block.locator("time").first.get_attribute("datetime") == "2026-09-16T13:30:00Z"
    assert block.locator("[aria-pressed=true]").all_inner_texts() == ["By time"]
    block.get_by_role("button", name="Best").click()
    assert rows.all_inner_texts() == best
    assert block.locator("[aria-pressed=true]").all_inner_texts() == ["Best"]


def test_heading_of_unknown_hours_is_in_the_order_of_time_only(visit: Visit, strained: str) -> None:
    page = visit.page
    page.goto(strained + "news/hours/")
    heading = page.locator(".full-coverage__apart")
    assert not heading.is_visible()
    page.get_by_role("button", name="By time").click()
    texts = page.locator(".full-coverage__list > li").all_inner_texts()
    assert (len(texts), texts.index("Hour not known")) == (5, 2)
    assert "30 Jan" in texts[3]


def test_names_of_another_direction_stay_in_their_row(visit: Visit, strained: str) -> None:
    page = visit.page
    page.goto(strained + "news/hours/")
    for name in (".byline > :first-child", ".related-item > h3"):
        starts = page.locator(f".full-coverage {name}").evaluate_all(
            """nodes => nodes.map((node) => {
              const range = document.createRange();
              range.selectNodeContents(node);
              const left = (part) => part.getBoundingClientRect().left;
              return left(range) - left(node.closest("li"));
            })"""
        )
        assert starts
        assert max(starts) < 2


@pytest.mark.parametrize(
    ("path", "frame"),
    [
        ("", ".front__lead .picture"),
        ("news/wide/", ".figure .picture"),
        ("news/wide/", ".article-head .monogram"),
    ],
)
def test_missing_picture_looks_like_no_picture(
    browser: Browser, strained: str, path: str, frame: str
) -> None:
    """Without JavaScript; with it, test_pictures.py says what becomes of the place."""
    from playwright.sync_api import expect  # noqa: PLC0415

    page = browser.new_context(java_script_enabled=False).new_page()
    page.route("https://**", lambda route: route.abort())
    page.goto(strained + path, wait_until="networkidle")
    place = page.locator(frame).first
    image = place.locator("img")
    expect(image).to_have_js_property("complete", True)  # a browser may begin with it late
    assert image.evaluate("node => node.naturalWidth") == 0
    assert place.get_attribute("data-initials")
    box = place.bounding_box()
    with_broken = place.screenshot()
    # The same place with nothing over what is drawn there, held at the same size.
    assert box
    image.evaluate("node => { node.style.visibility = 'hidden' }")
    without = place.screenshot()
    assert with_broken == without
    assert box["width"] > 10
    assert box["height"] > 10
    page.context.close()


@pytest.mark.parametrize("path", ["", "latest/", "topics/oceans/", VIDEO, COVERED], ids=str)
@pytest.mark.parametrize("width", [360, 1280])
def test_page_loads_without_layout_shifts(visit: Visit, sample: str, path: str, width: int) -> None:
    page = visit.page
    page.add_init_script(
        """window.shifts = 0;
           new PerformanceObserver((list) => {
             for (const entry of list.getEntries()) window.shifts += entry.value;
           }).observe({ type: "layout-shift", buffered: true });"""
    )
    page.set_viewport_size({"width": width, "height": 800})

    def late(route: object) -> None:
        page.wait_for_timeout(150)
        route.continue_()  # type: ignore[attr-defined]

    page.route("**/img/newsroom/**", late)
    page.goto(sample + path, wait_until="networkidle")
    assert page.evaluate("window.shifts") < 0.01
