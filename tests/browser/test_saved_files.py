"""Files that take what is saved and followed to another browser, and hostile ones."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.test_layout import SAMPLE
from tests.browser.test_saved import ARTICLE, OUTLET, TITLE, TOPIC, save, titles

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser

HOSTILE = '<img src=x onerror="window.hacked = 1">&amp;"\u202e\x01'
STORED = (
    "() => ['saved', 'followed'].map((name) => JSON.parse(localStorage['/news/' + name] ?? '[]'))"
)


def stored(page: Page) -> list[Any]:
    found: list[Any] = page.evaluate(STORED)
    return found


def fill(page: Page, sample: str) -> list[Any]:
    """Save an article and follow a topic and an outlet; returns what is stored."""
    save(page, sample + ARTICLE)
    for path in (TOPIC, OUTLET):
        page.goto(sample + path)
        page.locator(".reader-followed").click()
    page.goto(sample + "saved/")
    return stored(page)


def downloaded(page: Page, button: str) -> Path:
    with page.expect_download() as info:
        page.get_by_role("button", name=button).click()
    path: Path = info.value.path()
    return path


def imported(page: Page, name: str, text: str) -> str:
    """What the page says about a file with this text."""
    note = page.locator(".saved__note")
    page.evaluate("() => { document.querySelector('.saved__note').textContent = ''; }")
    page.get_by_label("Import a file:").set_input_files(
        {"name": name, "mimeType": "", "buffer": text.encode()}
    )
    note.filter(has_text=".").wait_for()
    text_of_note: str = note.inner_text()
    return text_of_note


def forget(page: Page) -> None:
    page.evaluate("localStorage.clear()")
    page.reload()
    assert titles(page) == []


def test_json_brings_everything_back(visit: Visit, sample: str) -> None:
    page = visit.page
    before = fill(page, sample)
    text = downloaded(page, "JSON").read_text(encoding="utf-8")
    assert json.loads(text) == {"saved": before[0], "followed": before[1]}
    forget(page)
    assert imported(page, "saved.json", text) == "Added: 3. Not of this site: 0."
    assert stored(page) == before
    assert titles(page) == [TITLE]
    assert imported(page, "saved.json", text) == "Added: 0. Not of this site: 0."
    assert stored(page) == before
    assert visit.errors == []


def test_opml_names_feeds_and_brings_back_what_is_followed(visit: Visit, sample: str) -> None:
    page = visit.page
    before = fill(page, sample)
    text = downloaded(page, "OPML").read_text(encoding="utf-8")
    outlines = [each.attrib for each in ET.fromstring(text).iter("outline")]
    assert [each["text"] for each in outlines] == ["Harbour Post", "Oceans"]
    assert [each["xmlUrl"] for each in outlines] == [
        f"{sample}{path}feed.xml" for path in (OUTLET, TOPIC)
    ]
    assert [each["htmlUrl"] for each in outlines] == [f"{sample}{path}" for path in (OUTLET, TOPIC)]
    forget(page)
    other = '<outline text="Else" xmlUrl="https://else.example/news/topics/rail/feed.xml"/></body>'
    text = text.replace("</body>", other)
    assert imported(page, "a.opml", text) == "Added: 2. Not of this site: 1."
    followed = [(each["path"], each["title"]) for each in stored(page)[1]]
    assert followed == [(each["path"], each["title"]) for each in before[1]]
    assert visit.errors == []


def test_lists_of_feeds_of_the_site_can_be_imported(visit: Visit, sample: str) -> None:
    page = visit.page
    page.goto(sample + "saved/")
    text = page.request.get(sample + "providers.opml").text()
    count = text.count("xmlUrl")
    assert count > 10
    assert imported(page, "providers.opml", text) == f"Added: {count}. Not of this site: 0."
    assert all(each["path"].startswith("/news/providers/") for each in stored(page)[1])


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ferry",
        "[]",
        "3",
        "null",
        '{"saved": 3}',
        '{"other": []}',
        "<html><body/></html>",
        "<opml><body>",
        "<opml",
        '{"saved": [' + "[" * 5000,
    ],
)
def test_file_of_another_kind_changes_nothing(visit: Visit, sample: str, text: str) -> None:
    page = visit.page
    save(page, sample + ARTICLE)
    page.goto(sample + "saved/")
    before = stored(page)
    assert imported(page, "x.json", text) == "This file cannot be imported."
    assert stored(page) == before
    assert titles(page) == [TITLE]
    # Chromium describes a broken file in a document with a style, which the policy refuses.
    assert [error for error in visit.errors if "inline style" not in error] == []


def test_hostile_texts_stay_texts_and_links_stay_within_the_site(visit: Visit, sample: str) -> None:
    page = visit.page
    page.goto(sample + "saved/")
    entries = [
        {"path": f"/news/{ARTICLE}", "title": HOSTILE, "provider": HOSTILE, "time": "never"},
        *(
            {"path": path, "title": "A"}
            for path in (
                "javascript:window.hacked = 1",
                "//else.example/",
                "/\\else.example/",
                "https://else.example/news/",
                "/elsewhere/",
                "/news/../elsewhere/",
                "data:text/html,x",
            )
        ),
        {"path": "/news/a/", "title": {"toString": 1}},
        {"path": "/news/a/"},
        None,
        ["/news/a/"],
    ]
    followed = [
        {"path": f"/news/{TOPIC}", "title": HOSTILE},
        {"path": "/news/latest/", "title": "A"},
    ]
    text = json.dumps({"saved": entries, "followed": followed})
    assert imported(page, "x.json", text) == "Added: 2. Not of this site: 12."
    assert page.locator(".saved__list .card__link").evaluate_all(
        "all => all.map((each) => [each.pathname, each.textContent])"
    ) == [[f"/news/{ARTICLE}", HOSTILE]]
    assert page.locator(".saved__list time").count() == 0
    outlines = ET.fromstring(downloaded(page, "OPML").read_text(encoding="utf-8"))
    (outline,) = outlines.iter("outline")
    assert outline.attrib["text"] == HOSTILE.replace("\x01", " ")

    document = json.dumps(
        {
            "value": [
                {
                    "id": "../../x?<b>",
                    "title": HOSTILE,
                    "publishedDateTime": "2026-02-01T08:00:00Z",
                    "provider": {"name": HOSTILE},
                },
                {"id": "late", "title": "B", "publishedDateTime": "x", "provider": {"name": "C"}},
            ]
        }
    )
    page.route("**/api/topics/oceans/index.json", lambda route: route.fulfill(body=document))
    page.goto(sample + "following/")
    link = page.locator(".saved__days .card__link", has_text="onerror")
    link.wait_for()
    assert link.evaluate("node => node.pathname") == "/news/news/..%2F..%2Fx%3F%3Cb%3E/"
    assert page.locator(".saved__why").first.inner_text().startswith("<img")
    assert page.locator("main img").count() == 0
    assert page.evaluate("window.hacked") is None


def test_only_the_newest_thousand_are_kept(visit: Visit, sample: str) -> None:
    page = visit.page
    page.goto(sample + "saved/")
    entries = [
        {"path": f"/news/news/a{n}/", "title": f"A{n}", "at": f"2026-01-01T00:00:00.{n:04}Z"}
        for n in range(1200)
    ]
    imported(page, "x.json", json.dumps({"saved": entries}))
    kept = [each["title"] for each in stored(page)[0]]
    assert kept == [f"A{n}" for n in range(1199, 199, -1)]
    save(page, sample + SAMPLE["article"])
    assert len(stored(page)[0]) == 1000
    assert stored(page)[0][0]["title"] == TITLE
