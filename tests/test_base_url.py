"""Normalised base_url, and how all formats use it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree

import ada_url
import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_gen.base_url import normalise_base_url
from site_gen.checks import check_site
from site_gen.cli.options import read_only_contents
from site_gen.config import load_config
from site_gen.errors import ConfigError
from site_gen.options import Stopwatch
from tests.sites.site import build_site, config, news, record

URI = re.compile(r"(?:[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=-]|%[0-9A-F]{2})+")


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://quay.example", "https://quay.example/"),
        ("https://quay.example/news", "https://quay.example/news/"),
        ("https://quay.example//news/", "https://quay.example/news/"),
        ("https://quay.example/a///b////", "https://quay.example/a/b/"),
        ("https://quay.example/a\\b\\", "https://quay.example/a/b/"),
        ("https://quay.example/été/", "https://quay.example/%C3%A9t%C3%A9/"),
        ("https://quay.example/%c3%a9t%C3%A9/", "https://quay.example/%C3%A9t%C3%A9/"),
        ("https://quay.example/%7Eann/%41/", "https://quay.example/~ann/A/"),
        ("https://quay.example/50%/%zz/", "https://quay.example/50%25/%25zz/"),
        ("https://quay.example/a%2Fb/%3f/", "https://quay.example/a%2Fb/%3F/"),
        ("https://quay.example/a|b[c]^{d}/", "https://quay.example/a%7Cb%5Bc%5D%5E%7Bd%7D/"),
        ("https://quay.example/r&d's/", "https://quay.example/r&d's/"),
        ("HTTPS://QUAY.Example/News/", "https://quay.example/News/"),
        ("https://bücher.example/", "https://xn--bcher-kva.example/"),
        ("https://海.example/", "https://xn--90w.example/"),
        ("https://quay.example:443/a/", "https://quay.example/a/"),
        ("http://quay.example:80/", "http://quay.example/"),
        ("http://quay.example:443/", "http://quay.example:443/"),
        ("https://quay.example:8443/", "https://quay.example:8443/"),
        ("https://quay.example./a/", "https://quay.example/a/"),
        ("https://quay.example/a/./b/../c", "https://quay.example/a/c/"),
        ("https://quay.example/a/%2E%2e/c", "https://quay.example/c/"),
        ("https://quay.example/a//../c", "https://quay.example/c/"),
        ("https://quay.example/../..", "https://quay.example/"),
        ("https://[::1]:443/x", "https://[::1]/x/"),
        ("http://127.0.0.1:8000/x", "http://127.0.0.1:8000/x/"),
        ("http://localhost/x", "http://localhost/x/"),
    ],
)
def test_normalised_form(url: str, expected: str) -> None:
    assert normalise_base_url(url) == expected
    assert normalise_base_url(expected) == expected


@pytest.mark.parametrize(
    "url",
    [
        *("", "quay.example", "ftp://quay.example/", "//quay.example/", "https://", "https:///a"),
        *("https://quay.example/?a", "https://quay.example/a?", "https://quay.example/#a"),
        *("https://quay.example/my news/", " https://quay.example/", "https://quay.example/\n"),
        *("https://ann:secret@quay.example/", "https://ann@quay.example/", "https://@quay.example"),
        *("https://quay.example:0/", "https://quay.example:99999/", "https://quay.example:x/"),
        *("https://.example/", "https://quay..example/", "https://a%20b.example/"),
        *("https://quay.example/\ud800", "https://\udcff.example/", "https://[::1/"),
    ],
)
def test_invalid_base_url(url: str) -> None:
    assert normalise_base_url(url) == ""


def test_login_is_an_error_and_not_in_the_message(tmp_path: Path) -> None:
    (tmp_path / "site.yaml").write_text("title: A\nbase_url: https://ann:secret@quay.example/\n")
    with pytest.raises(ConfigError) as caught:
        load_config(tmp_path / "site.yaml")
    assert str(caught.value) == (
        f"{tmp_path}/site.yaml:2:1: base_url has a login, which every page would show "
        "(write https://quay.example/)"
    )


_PATHS = st.text(st.characters(codec="utf-8", exclude_characters="?#"), max_size=20)
_HOSTS = st.sampled_from(["quay.example", "QUAY.example.", "bücher.example", "quay.example:443"])


@given(_HOSTS, _PATHS)
def test_normalised_url_is_a_uri_that_browsers_do_not_change(host: str, path: str) -> None:
    url = normalise_base_url(f"https://{host}/{path}")
    if not url:
        return
    assert URI.fullmatch(url)
    assert normalise_base_url(url) == url
    assert ada_url.normalize_url(url) == url
    assert "//" not in url.removeprefix("https://")
    assert url.endswith("/")


ODD = [
    "https://quay.example//news//",
    "https://quay.example/été/",
    "https://quay.example/r&d/it's/",
    "https://bücher.example:443/a/../b",
    "https://quay.example/50%/a|b/",
]


@pytest.mark.parametrize("base_url", ODD)
def test_all_formats_use_the_normalised_url(tmp_path: Path, base_url: str) -> None:
    files = {"site.yaml": config(base_url=base_url), **news(record("Ferry", topics=["Tides"]))}
    site = build_site(tmp_path, files)
    site_url = normalise_base_url(base_url)
    article = f"{site_url}news/r1/"
    base = urlsplit(site_url).path
    assert site.attribute("/news/r1/", "link[rel=canonical]", "href") == article
    assert site.links("/news/r1/", "link[rel=stylesheet]")[0].startswith(f"{base}assets/site-")
    robots = (site.root / "robots.txt").read_text()
    assert robots.endswith(f"\nSitemap: {site_url}sitemap.xml\n")
    locations = [
        node.text or ""
        for path in site.root.glob("sitemap*.xml")
        for node in ElementTree.parse(path).iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")
    ]
    assert article in locations
    assert all(URI.fullmatch(url) and url.startswith(site_url) for url in locations)
    feed = ElementTree.parse(site.root / "feed.xml").getroot()
    atom = "{http://www.w3.org/2005/Atom}"
    assert feed.find(f"{atom}link[@rel='self']").attrib["href"] == f"{site_url}feed.xml"  # type: ignore[union-attr]
    items = json.loads((site.root / "feed.json").read_text())["items"]
    assert [item["url"] for item in items] == [article]
    with read_only_contents(site.options, Stopwatch()) as contents:
        assert check_site(site.options, contents, Stopwatch()).problems == ()


@pytest.mark.parametrize("former", ["https://quay.example//a/", "https://quay.example/news"])
def test_feed_ids_with_a_former_base_url_are_not_checked_as_links(
    tmp_path: Path, former: str
) -> None:
    files = {
        "site.yaml": config(base_url="https://quay.example/", feeds={"id_url": former}),
        **news(record("Ferry")),
    }
    site = build_site(tmp_path, files)
    assert f"<id>{former.rstrip('/')}/</id>" in (site.root / "feed.xml").read_text()
    with read_only_contents(site.options, Stopwatch()) as contents:
        assert check_site(site.options, contents, Stopwatch()).problems == ()


@pytest.mark.parametrize("base_url", [*ODD, "https://quay.example/(a)/$1/it's/%22b%22/"])
def test_links_in_bodies_and_redirects_work_with_any_base_url(
    tmp_path: Path, base_url: str
) -> None:
    body = "[All](/latest/) ![Ferry](/img/icon.svg)"
    once, again = (record(title, body=body, webUrl="https://a.example/1") for title in "AB")
    files = {"site.yaml": config(base_url=base_url), **news(once, again)}
    site = build_site(tmp_path, files)
    with read_only_contents(site.options, Stopwatch()) as contents:
        assert check_site(site.options, contents, Stopwatch()).problems == ()
