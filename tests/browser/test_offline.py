"""Pages without a network: what the service worker keeps, and how it goes away."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.conftest import built
from tests.browser.served import Handler, serve
from tests.sites.site import config, days, record, write_files

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

pytestmark = pytest.mark.browser

SITE = {**days(4), "static/css/own.css": "body { accent-color: red }"}
_KEPT = """async (part) => {
  const found = [];
  for (const name of await caches.keys()) {
    if (!name.endsWith(part)) continue;
    for (const { url } of await (await caches.open(name)).keys()) found.push(new URL(url).pathname);
  }
  return found;
}"""
"""The paths in the caches whose names end in a word."""


class Reader:
    """A browser with a service worker, at a small site."""

    def __init__(self, context: BrowserContext, address: str, folder: Path) -> None:
        self.context = context
        self.page = context.new_page()
        self.address = address
        self.folder = folder

    def open(self, path: str = "") -> Page:
        self.page.goto(self.address + path)
        return self.page

    def kept(self, part: str) -> list[str]:
        paths: list[str] = self.page.evaluate(_KEPT, part)
        return [path.removeprefix("/news/") for path in paths]

    def wait_for(self, is_done: Callable[[], object]) -> None:
        for _ in range(300):
            if is_done():
                return
            time.sleep(0.1)
        raise AssertionError("this never happened")

    def wait_for_kept(self, part: str, path: str) -> None:
        self.wait_for(lambda: path in self.kept(part))

    def is_controlled(self) -> bool:
        return bool(self.page.evaluate("!!navigator.serviceWorker.controller"))

    def settle(self) -> None:
        """Wait until the worker is there and has kept the edition."""
        self.wait_for(self.is_controlled)
        self.wait_for(lambda: len(self.kept("edition")) >= 7)

    def build(self, files: Any, **options: Any) -> None:
        """Build again; a second later, as the server tells versions apart by seconds."""
        time.sleep(1.1)
        write_files(self.folder, files)
        built(self.folder, self.address, **options)


@contextmanager
def reader_of(browser: Browser, folder: Path, files: Any) -> Iterator[Reader]:
    write_files(folder, files)
    with serve(folder / "out") as address:
        built(folder, address)
        context = browser.new_context()
        context.set_default_timeout(60_000)
        try:
            yield Reader(context, address, folder)
        finally:
            context.close()


@pytest.fixture
def reader(browser: Browser, tmp_path: Path) -> Iterator[Reader]:
    with reader_of(browser, tmp_path, SITE) as reader:
        yield reader


def test_pages_are_read_without_a_network_with_their_styles(reader: Reader) -> None:
    reader.open("archive/")
    reader.settle()
    reader.wait_for_kept("pages", "archive/")
    reader.context.set_offline(True)
    for path in ("", "latest/", "news/d01/", "archive/"):
        page = reader.open(path)
        assert page.title() != "You are offline"
        assert page.evaluate("getComputedStyle(document.body).accentColor") == "rgb(255, 0, 0)"


def test_page_without_a_copy_says_so_and_lists_the_kept_articles(reader: Reader) -> None:
    reader.open("")
    reader.settle()
    reader.context.set_offline(True)
    page = reader.open("archive/2026/")
    assert page.locator("h1").inner_text() == "You are offline"
    page.get_by_role("link", name="Day 2").wait_for()
    assert sorted(page.locator("[data-kept] a").all_inner_texts()) == [
        f"Day {day}" for day in (1, 2, 3, 4)
    ]
    page.get_by_role("link", name="Day 2").click()
    assert page.locator("h1").inner_text() == "Day 2"


def test_a_wrong_address_is_neither_kept_nor_hidden(reader: Reader) -> None:
    reader.open("")
    reader.settle()
    response = reader.page.goto(reader.address + "nowhere/")
    assert response
    assert response.status == 404
    reader.open("topics/")
    reader.wait_for_kept("pages", "topics/")
    assert "nowhere/" not in reader.kept("pages")


def test_redirect_is_followed(reader: Reader) -> None:
    reader.open("")
    reader.settle()
    reader.open("topics?from=mail")
    assert reader.page.url.split("?")[0] == f"{reader.address}topics/"
    reader.wait_for_kept("pages", "topics/")
    assert "topics" not in reader.kept("pages")


def test_index_feeds_data_and_other_pages_are_not_kept(reader: Reader) -> None:
    (reader.folder / "out/other").mkdir()
    (reader.folder / "out/other/index.html").write_text("<!doctype html><title>Mail</title>")
    reader.open("")
    reader.settle()
    for path in ("other/", "feed.json", "api/news/d01.json"):
        reader.page.goto(reader.address + path)
    reader.open("topics/")
    reader.wait_for_kept("pages", "topics/")
    assert set(reader.kept("pages")) == {"", "topics/"}


def test_new_edition_is_shown_at_once_and_kept_with_its_own_styles(reader: Reader) -> None:
    reader.open("")
    reader.settle()
    old = reader.page.evaluate("document.querySelector('link[rel=stylesheet]').href")
    reader.build({**days(5), "static/css/own.css": "body { accent-color: blue }"})
    page = reader.open("")
    assert page.get_by_role("link", name="Day 5").count()
    new = page.evaluate("document.querySelector('link[rel=stylesheet]').href")
    assert new != old
    reader.wait_for_kept("edition", "news/d05/")
    reader.context.set_offline(True)
    colour = "getComputedStyle(document.body).accentColor"
    assert reader.open("").evaluate(colour) == "rgb(0, 0, 255)"
    assert reader.open("news/d05/").evaluate(colour) == "rgb(0, 0, 255)"
    assert reader.open("news/d01/").evaluate(colour) == "rgb(255, 0, 0)"


def test_removed_page_is_forgotten(reader: Reader) -> None:
    reader.open("news/d01/")
    reader.settle()
    reader.wait_for_kept("pages", "news/d01/")
    reader.build(days(4, first=2))
    reader.open("news/d01/")
    reader.wait_for(lambda: "news/d01/" not in reader.kept("pages"))
    reader.context.set_offline(True)
    assert reader.open("news/d01/").locator("h1").inner_text() == "You are offline"


def tell(reader: Reader, path: str, *, saved: bool) -> None:
    reader.page.evaluate(
        "(detail) => document.dispatchEvent(new CustomEvent('sitegen:saved', { detail }))",
        {"path": f"/news/{path}", "saved": saved},
    )


def test_saved_articles_are_kept_until_they_are_removed(reader: Reader) -> None:
    reader.open("")
    reader.settle()
    tell(reader, "news/d03/", saved=True)
    reader.wait_for_kept("saved", "news/d03/")
    tell(reader, "news/d03/", saved=False)
    reader.wait_for(lambda: not reader.kept("saved"))


def test_only_the_last_pages_are_kept_and_the_files_that_they_need(
    browser: Browser, tmp_path: Path
) -> None:
    times = [f"2026-01-01T10:{minute:02}:00Z" for minute in range(60)]
    times += [f"2026-01-01T11:{minute:02}:00Z" for minute in range(3)]
    names = [f"content/news/r{number}.md" for number in range(63)]
    records = {name: record(name, day) for name, day in zip(names, times, strict=True)}
    with reader_of(browser, tmp_path, records) as reader:
        reader.open("topics/")
        reader.wait_for(reader.is_controlled)
        reader.wait_for_kept("edition", "offline/")
        sheet = reader.page.evaluate("document.querySelector('link[rel=stylesheet]').href")
        for number in range(63):
            reader.open(f"news/r{number}/")
        reader.wait_for_kept("pages", "news/r62/")
        reader.wait_for(lambda: len(reader.kept("pages")) == 60)
        pages = reader.kept("pages")
        assert pages[-1] == "news/r62/"
        assert "topics/" not in pages
        assert sheet.removeprefix(reader.address) in reader.kept("files")


def test_copy_is_shown_when_the_network_is_slow(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader.open("news/d02/")
    reader.settle()
    reader.wait_for_kept("pages", "news/d02/")
    answered, get = threading.Event(), Handler.do_GET

    def wait_and_get(self: Handler) -> None:
        answered.wait(60)
        get(self)

    monkeypatch.setattr(Handler, "do_GET", wait_and_get)
    page = reader.page
    page.goto(f"{reader.address}news/d02/", wait_until="commit")
    assert not answered.is_set()
    assert page.locator("h1").inner_text() == "Day 2"
    answered.set()


def test_site_that_keeps_nothing_removes_what_it_kept(reader: Reader) -> None:
    reader.open("")
    reader.settle()
    reader.build({**SITE, "site.yaml": config(reader={"offline": False})})
    reader.page.evaluate("navigator.serviceWorker.ready.then((found) => found.update())")
    registered = "navigator.serviceWorker.getRegistrations().then((all) => all.length)"
    reader.wait_for(lambda: reader.page.evaluate(registered) == 0)
    assert reader.page.evaluate("caches.keys()") == []
    reader.open("")
    assert reader.page.evaluate(registered) == 0


def test_caches_of_an_older_format_are_removed_and_those_of_others_left(reader: Reader) -> None:
    reader.page.goto(reader.address + "feed.json")
    for name in ("sitegen /news/ 0 pages", "sitegen /news/ saved", "sitegen /news/es/ 0 pages"):
        reader.page.evaluate("(name) => caches.open(name).then(() => 1)", name)
    reader.open("")
    reader.settle()
    names = set(reader.page.evaluate("caches.keys()"))
    assert "sitegen /news/ 0 pages" not in names
    assert {"sitegen /news/ saved", "sitegen /news/es/ 0 pages"} <= names


def test_reader_who_saves_data_gets_no_edition(reader: Reader) -> None:
    reader.context.add_init_script(
        "Object.defineProperty(navigator, 'connection', { value: { saveData: true } })"
    )
    reader.open("news/d01/")
    reader.wait_for_kept("pages", "news/d01/")
    assert reader.kept("edition") == ["offline/"]


def test_files_of_kept_pages_outlast_pictures(reader: Reader) -> None:
    pictures = reader.folder / "out/pictures"
    pictures.mkdir()
    for number in range(130):
        svg = '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>'
        (pictures / f"{number}.svg").write_text(svg)
    reader.open("")
    reader.settle()
    named = [path for path in reader.kept("files") if path.startswith("assets/")]
    assert len(named) >= 3
    reader.open("")
    reader.page.evaluate(
        """async () => {
          for (let number = 0; number < 130; number += 1) {
            const image = new Image();
            image.src = `pictures/${number}.svg`;
            await image.decode();
          }
        }"""
    )
    reader.wait_for_kept("files", "pictures/129.svg")
    reader.wait_for(lambda: "pictures/0.svg" not in reader.kept("files"))
    assert set(named) <= set(reader.kept("files"))


def test_language_has_a_worker_of_its_own(browser: Browser, tmp_path: Path) -> None:
    own = config(languages=["en", "es"])
    voto = record("El voto", locale="es", provider={"name": "Muelle", "domain": "muelle.example"})
    files = {**days(2), "site.yaml": own, "content/es/voto.md": voto}
    with reader_of(browser, tmp_path, files) as reader:
        reader.open("")
        reader.wait_for(reader.is_controlled)
        reader.open("es/")
        scope = "navigator.serviceWorker.ready.then(({ scope }) => scope)"
        reader.wait_for(lambda: reader.page.evaluate(scope) == f"{reader.address}es/")
        reader.wait_for_kept("edition", "es/news/voto/")
        assert not any(path.startswith("es/") for path in reader.kept("/news/ 1 edition"))
        reader.context.set_offline(True)
        assert reader.open("es/news/voto/").locator("h1").inner_text() == "El voto"
        page = reader.open("es/archive/2025/")
        assert page.evaluate("document.documentElement.lang") == "es"
        assert reader.open("news/d01/").locator("h1").inner_text() == "Day 1"


def test_pages_work_when_the_browser_allows_no_worker(reader: Reader) -> None:
    errors: list[str] = []
    reader.page.on("pageerror", lambda error: errors.append(str(error)))
    reader.context.add_init_script(
        "navigator.serviceWorker.register = () => Promise.reject(new Error('refused'));"
        "Object.defineProperty(window, 'caches', { value: { keys: () => Promise.reject('no') } });"
    )
    page = reader.open("offline/")
    tell(reader, "news/d03/", saved=True)
    page.wait_for_timeout(500)
    assert page.locator("[data-kept]").is_hidden()
    assert errors == []
