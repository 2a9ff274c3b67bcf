"""Responses of a preview, which are those of GitHub Pages."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from functools import partialmethod
from html import escape
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_gen.build import build
from site_gen.serve import clients
from site_gen.serve.app import make_app
from site_gen.serve.preview import Messages, Preview
from site_gen.serve.preview_files import page_digest
from site_gen.service_worker import REMOVING
from tests.serving.previewed import Stage, play
from tests.sites.site import config, news, options_for, record, write_files

SITE = {
    **news(record("Ferry returns", topics=["Café"])),
    "static/notes.txt": "Words",
    "static/film.mp4": "0123456789",
}


class Client:
    """An HTTP client that follows no redirects."""

    def __init__(self, preview: Preview) -> None:
        self._transport = httpx.ASGITransport(app=make_app(preview))

    def request(
        self, method: str, path: str, headers: Mapping[str, str] | None = None
    ) -> httpx.Response:
        async def ask() -> httpx.Response:
            async with httpx.AsyncClient(
                transport=self._transport, base_url="http://here.example"
            ) as client:
                return await client.request(method, path, headers=headers)

        return asyncio.run(ask())

    get = partialmethod(request, "GET")
    head = partialmethod(request, "HEAD")


def served(folder: Path, base: str) -> Client:
    """A site that lies below this path, built."""
    write_files(folder, {**SITE, "site.yaml": config(base_url=f"https://gazette.example{base}/")})
    build(options_for(folder))
    (folder / "secret.html").write_text("secret")

    async def no_build() -> None:
        raise AssertionError

    output = Messages(lambda _: None, lambda _: None)
    preview = Preview(options_for(folder), no_build, output)  # type: ignore[arg-type]
    return Client(preview)


@pytest.fixture(scope="module", params=["", "/news", "/%C3%A9t%C3%A9/r&d"])
def base(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def client(base: str, tmp_path_factory: pytest.TempPathFactory) -> Client:
    return served(tmp_path_factory.mktemp("app"), base)


@pytest.mark.parametrize(
    ("path", "status", "kind"),
    [
        ("/", 200, "text/html; charset=utf-8"),
        ("/news/r1/", 200, "text/html; charset=utf-8"),
        ("/404", 200, "text/html; charset=utf-8"),
        ("/feed.xml", 200, "application/xml"),
        ("/feed.json", 200, "application/json; charset=utf-8"),
        ("/img/icon.svg", 200, "image/svg+xml"),
        ("/notes.txt", 200, "text/plain; charset=utf-8"),
        ("/nothing", 404, "text/html; charset=utf-8"),
        ("/nothing/at/all/", 404, "text/html; charset=utf-8"),
        ("/news/r1/nothing.png", 404, "text/html; charset=utf-8"),
        ("/sw.js", 200, "application/javascript; charset=utf-8"),
        ("/__preview/client.js", 200, "application/javascript; charset=utf-8"),
        ("/__preview/overlay.css", 200, "text/css; charset=utf-8"),
        ("/__preview/other", 404, "text/plain; charset=utf-8"),
        ("/__preview/../client.js", 404, "text/html; charset=utf-8"),
    ],
)
def test_answer(client: Client, base: str, path: str, status: int, kind: str) -> None:
    answer = client.get(f"{base}{path}")
    assert answer.status_code == status
    assert answer.headers["content-type"] == kind
    assert answer.headers["cache-control"] == "no-cache"
    head = client.head(f"{base}{path}")
    assert (head.status_code, head.content) == (status, b"")


def test_folder_redirects_to_its_slash_and_keeps_the_query(client: Client, base: str) -> None:
    answer = client.get(f"{base}/topics?q=a%20b&c")
    assert answer.status_code == 301
    assert answer.headers["location"] == f"{base}/topics/?q=a%20b&c"


def test_root_redirects_to_the_base_path_and_the_rest_is_404(tmp_path: Path) -> None:
    client = served(tmp_path, "/news")
    for path in ("/", "/news"):
        answer = client.get(path)
        assert (answer.status_code, answer.headers["location"]) == (301, "/news/")
    for path in ("/topics/", "/newsy/", "/feed.xml", "/assets/"):
        answer = client.get(path)
        assert answer.status_code == 404
        assert "<h1" in answer.text  # the site's own page for wrong addresses


def test_only_html_pages_have_the_script(client: Client, base: str) -> None:
    page = client.get(f"{base}/").text
    assert page.count(f'<script src="{escape(base)}/__preview/client.js"') == 1
    assert "__preview" not in client.get(f"{base}/feed.xml").text
    assert "__preview" in client.get(f"{base}/nothing").text


@pytest.mark.parametrize("path", ["/sw.js", "/es/sw.js"])
def test_browsers_keep_no_pages_of_a_preview(client: Client, base: str, path: str) -> None:
    assert client.get(f"{base}{path}").content == REMOVING


def test_part_of_a_film_is_sent(client: Client, base: str) -> None:
    answer = client.get(f"{base}/film.mp4", headers={"Range": "bytes=2-4"})
    assert (answer.status_code, answer.text) == (206, "234")
    assert answer.headers["content-type"] == "video/mp4"


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS"])
def test_other_methods_are_refused(client: Client, base: str, method: str) -> None:
    assert client.request(method, f"{base}/").status_code == 405


RAW = st.text("./\\%2ef\0~:sécret.html", max_size=30) | st.sampled_from(
    ["/../secret.html", "/..%2fsecret.html", "/%2e%2e/secret.html", "/..%5csecret.html", "/%00"]
)


@given(RAW, st.booleans())
def test_no_request_reaches_outside(client: Client, base: str, path: str, raw: bool) -> None:
    target = f"{base}/{path}" if raw else f"{base}/{quote(path)}"
    try:
        answer = client.get(target)
    except (httpx.InvalidURL, UnicodeError):
        return
    assert answer.status_code in (200, 301, 404)
    assert answer.text != "secret"


def test_site_without_pages_answers_404(tmp_path: Path) -> None:
    client = served(tmp_path, "")
    for name in ("404.html", "index.html"):
        (tmp_path / "_site" / name).unlink()
    answer = client.get("/")
    assert (answer.status_code, answer.text) == (404, "Not found")


def test_comments_are_sent_without_events(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that both sides notice a lost connection."""
    monkeypatch.setattr(clients, "_HEARTBEAT", 0.01)

    async def listen() -> list[str]:
        client = clients.Client("/", "")
        events = client.events()
        heard = [await anext(events), await anext(events)]
        client.send("reload")
        heard += [await anext(events)]
        client.close()
        return heard + [event async for event in events]

    assert asyncio.run(listen()) == ["retry: 500\n\n", ": \n\n", "event: reload\ndata: null\n\n"]


def test_new_event_stream_sends_what_was_missed(tmp_path: Path) -> None:
    """The page may have changed between its load and the event stream."""

    async def events(stage: Stage, digest: str) -> str:
        app = make_app(stage.preview)
        transport = httpx.ASGITransport(app=app)
        asked = {"page": "/news/r1/", "digest": digest}

        async def end() -> None:
            while not stage.preview.clients:
                await asyncio.sleep(0.005)
            await asyncio.sleep(0.02)
            stage.preview.clients.close()

        ending = asyncio.create_task(end())
        async with httpx.AsyncClient(transport=transport, base_url="http://here.example") as client:
            answer = await client.get("/__preview/events", params=asked)
        await ending
        assert answer.headers["content-type"].startswith("text/event-stream")
        assert len(stage.preview.clients) == 0
        return answer.text

    async def act(stage: Stage) -> None:
        assert "event: reload" in await events(stage, "older")
        digest = page_digest(stage.preview.files.page("/news/r1/")[1])
        sent = await events(stage, digest)
        assert "event: reload" not in sent
        assert 'event: problems\ndata: {"held": false, "problems": []}' in sent

    play(tmp_path, SITE, act)


def test_page_for_wrong_addresses_is_in_the_language_of_the_address(tmp_path: Path) -> None:
    settings = config(base_url="https://gazette.example/news/", languages=["en", "es"])
    write_files(tmp_path, {**SITE, "site.yaml": settings})
    build(options_for(tmp_path))

    async def no_build() -> None:
        raise AssertionError

    output = Messages(lambda _: None, lambda _: None)
    preview = Preview(options_for(tmp_path), no_build, output)  # type: ignore[arg-type]
    client = Client(preview)
    assert '<html lang="es"' in client.get("/news/es/nothing/").text
    assert '<html lang="en"' in client.get("/news/nothing/").text
    assert client.get("/news/es/").status_code == 200
