"""A built folder, served by ``python -m http.server`` as docs/hosting.md says."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from tests.servers.conftest import Built
from tests.servers.serving import http_server
from tests.servers.visits import TYPES, check_files, walk


@pytest.fixture(scope="module")
def client(built: Built) -> Iterator[httpx.Client]:
    with (
        http_server(built.serve, built.folder) as origin,
        httpx.Client(base_url=origin + built.base, trust_env=False) as client,
    ):
        yield client


def test_every_file_has_its_content_and_type(client: httpx.Client, built: Built) -> None:
    assert check_files(client, built.out) >= TYPES.keys()


def test_every_link_of_the_site_leads_to_a_page(client: httpx.Client, built: Built) -> None:
    seen = walk(client, built.base_url)
    within = {address.removeprefix(str(client.base_url)) for address in seen}
    assert within >= {"", "news/rich/", "topics/tides/page/1/", "feed.xml", "rss.xml", "feed.json"}
    assert within >= {"sitemap.xml", "img/icon.svg", "archive/2026/01/06/", "about/", "404.html"}


def test_folder_without_slash_redirects(client: httpx.Client) -> None:
    answer = client.get("topics")
    assert answer.status_code == 301
    assert answer.url.join(answer.headers["location"]) == client.get("topics/").url


def test_missing_file_has_status_404(client: httpx.Client) -> None:
    assert client.get("news/nothing/").status_code == 404


def test_unchanged_page_is_not_sent_again(client: httpx.Client) -> None:
    changed = client.get("latest/").headers["last-modified"]
    assert client.get("latest/", headers={"if-modified-since": changed}).status_code == 304
