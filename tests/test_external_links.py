"""Links to other sites: which are allowed, tracking parameters and logins."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from site_gen.external_links import is_http_url, is_resource_url, without_login, without_tracking

ALLOWED = [
    "http://a.example",
    "https://a.example/",
    "HTTPS://A.Example/B",
    "https://a.example?b=c",
    "https://a.example/b?c=d&e=%20#f",
    "https://a.example:8080/b",
    "https://a.example:/b",
    "https://127.0.0.1/",
    "https://[2001:db8::1]/b",
    "https://bücher.example/ä",
    "https://a.example/it's,(fine)",
    "https://a.example/javascript:alert(1)",
]
REFUSED = [
    "",
    "a.example",
    "/b",
    "//a.example/b",
    "javascript:alert(1)",
    "JavaScript:alert(1)",
    "java\nscript:alert(1)",
    "data:text/html,<script>",
    "vbscript:x",
    "ftp://a.example/",
    "mailto:a@b.example",
    "file:///etc/passwd",
    "https:a.example",
    "https:/a.example",
    "https://",
    "https:///b",
    "https://?b",
    "https://#b",
    "https://:80/",
    "https://@/",
    " https://a.example/",
    "https://a.example/ ",
    "https://a.example/\n",
    "https://a.example/b c",
    "https://a example/",
    "https://a.example/\tb",
    "https://a.example/\u2028b",
    "https://a.example/\x00",
    "https://a.example\x7f/",
    'https://a.example/"onclick="x',
    "https://a.example/<script>",
    "https://a.example\\@b.example/",
    "https://[::1",
    "https://a.example:port/",
    "https://a.example:99999/",
    "x https://a.example/",
    "https://a.example/\njavascript:alert(1)",
]


@pytest.mark.parametrize("url", ALLOWED)
def test_http_url_is_allowed(url: str) -> None:
    assert is_http_url(url)
    assert is_resource_url(url)


@pytest.mark.parametrize("url", REFUSED)
def test_other_url_is_refused(url: str) -> None:
    assert not is_http_url(url)


@given(st.one_of(st.text(), st.text().map("https://{}".format), st.text().map("{}:x".format)))
def test_allowed_url_is_http_with_a_host(url: str) -> None:
    if is_http_url(url):
        assert url.lower().startswith(("http://", "https://"))
        assert urlsplit(url).hostname
        assert not any(char.isspace() or char in '<>"' for char in url)
        assert is_http_url(without_tracking(url))


RESOURCES = ["/img/a.png", "img/a.png", "a.png?b=c", "//cdn.example/a.png", "/a..b.png", "/1:2.png"]
INVALID_RESOURCES = [
    "",
    "1:2.png",
    "data:image/png;base64,x",
    "javascript:x",
    "//",
    "///a.png",
    "../a.png",
    "/img/../../a.png",
    "/a b.png",
    '/a".png',
    "/a\\b.png",
    "/<a>",
    "file:///a.png",
]


@pytest.mark.parametrize("url", RESOURCES)
def test_image_may_be_on_the_site(url: str) -> None:
    assert is_resource_url(url)


@pytest.mark.parametrize("url", INVALID_RESOURCES)
def test_other_image_urls_are_refused(url: str) -> None:
    assert not is_resource_url(url)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://ada:secret@a.example/b?c=d@e", "https://a.example/b?c=d@e"),
        ("https://ada:se@cret@a.example/b", "https://a.example/b"),
        ("ftp://ada:secret@a.example", "ftp://a.example"),
        ("ada:secret@a.example/feed", "a.example/feed"),
        ("https://a.example/@b", "https://a.example/@b"),
        ("https://a.example?b@c", "https://a.example?b@c"),
    ],
)
def test_url_without_login(url: str, expected: str) -> None:
    assert without_login(url) == expected


CLEANED = {
    "https://a.example/b": "https://a.example/b",
    "https://a.example/b?c=d": "https://a.example/b?c=d",
    "https://a.example/b?utm_source=c": "https://a.example/b",
    "https://a.example/b?c=1&utm_campaign=d&e=2#f": "https://a.example/b?c=1&e=2#f",
    "https://a.example/b?UTM_Medium=c&fbclid=d&gclid=e&mc_eid=f": "https://a.example/b",
    "https://a.example/b?q=a%20b&q=c;d&flag": "https://a.example/b?q=a%20b&q=c;d&flag",
    "https://a.example/b?utm=c&xutm_source=d": "https://a.example/b?utm=c&xutm_source=d",
    "https://a.example/b#c?utm_source=d": "https://a.example/b#c?utm_source=d",
    "https://a.example/b?at_medium=RSS&at_campaign=C&xtor=RSS-1": "https://a.example/b",
    "https://a.example/b?partner=rss&emc=rss&p=2": "https://a.example/b?p=2",
    "https://a.example/b?source=rss-1------2&ref=RSS": "https://a.example/b",
    "https://a.example/?feed=rss": "https://a.example/?feed=rss",
    "https://a.example/b?source=rssa&ref=c&at=rss": "https://a.example/b?source=rssa&ref=c&at=rss",
}


@pytest.mark.parametrize(("url", "clean"), CLEANED.items())
def test_only_tracking_parameters_are_removed(url: str, clean: str) -> None:
    assert without_tracking(url) == clean
