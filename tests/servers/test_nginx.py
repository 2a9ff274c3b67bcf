"""A built folder, served by nginx with the server block of docs/hosting.md."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.docs.reading import blocks, section
from tests.servers.conftest import Built
from tests.servers.serving import NGINX, nginx
from tests.servers.visits import PAGE, TYPES, check_files, files_of, walk

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(NGINX is None, reason="needs nginx: there is no such program"),
]


def block_for(built: Built) -> str:
    """The server block of the page, changed as the page says for a path, with our folder."""
    whole, other = blocks(section(PAGE, "nginx"), "nginx")
    root = "/srv/quay"
    if built.base != "/":
        root = "/srv/www"
        for line in other.splitlines():
            directive = line.split()[0]
            whole, count = re.subn(rf"^    {directive} .*$", line, whole, flags=re.MULTILINE)
            assert count == 1, line
    parent = built.out if built.base == "/" else built.out.parent
    assert f"root {root};" in whole
    return whole.replace(f"root {root};", f"root {parent};")


@pytest.fixture(scope="module")
def client(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    folder: Path = tmp_path_factory.mktemp("nginx")
    with (
        nginx(block_for(built), folder) as origin,
        httpx.Client(base_url=origin + built.base, trust_env=False) as client,
    ):
        yield client


def test_every_file_has_its_content_and_type(client: httpx.Client, built: Built) -> None:
    assert check_files(client, built.out) >= TYPES.keys()


def test_text_has_the_charset_utf_8(client: httpx.Client, built: Built) -> None:
    types = {path: client.get(path).headers["content-type"] for path in files_of(built.out)}
    for path, kind in types.items():
        if path.endswith((".html", ".css", ".js", ".xml", ".json", ".txt")) and (
            not path.endswith("index.html")
        ):
            assert kind.endswith("; charset=utf-8"), path
    assert client.get("topics/").headers["content-type"] == "text/html; charset=utf-8"


def test_every_link_of_the_site_leads_to_a_page(client: httpx.Client, built: Built) -> None:
    seen = walk(client, built.base_url)
    within = {address.removeprefix(str(client.base_url)) for address in seen}
    assert within >= {"", "news/rich/", "topics/tides/page/1/", "feed.xml", "rss.xml", "feed.json"}


def test_folder_without_slash_redirects(client: httpx.Client, built: Built) -> None:
    answer = client.get("topics")
    assert answer.status_code == 301
    assert answer.headers["location"] == f"{built.base}topics/"


@pytest.mark.parametrize("path", ["news/nothing/", "nothing", ".nojekyll", ".git/config"])
def test_missing_files_get_the_404_page_of_the_site(
    client: httpx.Client, built: Built, path: str
) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert answer.content == (built.out / "404.html").read_bytes()
    assert "cache-control" not in answer.headers


def test_well_known_addresses_are_not_hidden(client: httpx.Client) -> None:
    assert client.get(".well-known/contact.txt").text == "desk@gazette.example\n"


def test_files_with_a_hash_are_immutable(client: httpx.Client, built: Built) -> None:
    cache_control = {
        path: client.get(path).headers["cache-control"]
        for path in files_of(built.out)
        if not path.endswith("index.html")
    }
    for_ever = {
        path
        for path, value in cache_control.items()
        if value == "public, max-age=31536000, immutable"
    }
    assert for_ever == {path for path in cache_control if re.match(r"assets/\w+-", path)}
    assert len(for_ever) == 7
    assert {value for path, value in cache_control.items() if path not in {*for_ever, "sw.js"}} == {
        "public, max-age=300"
    }
    assert cache_control["sw.js"] == "no-cache"
    assert client.get("").headers["cache-control"] == "public, max-age=300"


def test_unchanged_page_is_not_sent_again(client: httpx.Client) -> None:
    tag = client.get("latest/").headers["etag"]
    assert client.get("latest/", headers={"if-none-match": tag}).status_code == 304


@pytest.mark.parametrize("path", ["", "feed.xml", "feed.json", "img/icon.svg", "robots.txt"])
def test_text_is_compressed(client: httpx.Client, path: str) -> None:
    answer = client.get(path, headers={"accept-encoding": "gzip"})
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.headers["vary"] == "Accept-Encoding"
    plain = client.get(path, headers={"accept-encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert plain.content == answer.content
