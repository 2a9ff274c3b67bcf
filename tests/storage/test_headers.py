"""Headers of files: types, caching, and how each file system takes them."""

from __future__ import annotations

import re

import pytest

from site_gen.address import Address
from site_gen.config import Storage
from site_gen.storage.headers import HeaderRules
from tests.docs.reading import read, tables

GZIP = HeaderRules(Address("s3://news"), Storage(compress="gzip"))


def test_types_are_those_of_the_page_about_hosting() -> None:
    rows = tables(read("docs/hosting.md"))[0]
    assert len(rows) > 5
    for suffixes, types in rows:
        for suffix in re.findall(r"`(\.\w+)`", suffixes):
            content_type = GZIP.headers(f"x{suffix}").content_type
            assert content_type.partition(";")[0] in re.findall(r"`(\w+/[\w+]+)`", types)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("a/INDEX.HTML", "text/html; charset=utf-8"),
        ("pagefind/wasm.en.pagefind", "application/octet-stream"),
        ("site.webmanifest", "application/manifest+json"),
        (".nojekyll", "application/octet-stream"),
        ("CNAME", "application/octet-stream"),
        ("fonts/x.woff2", "font/woff2"),
    ],
)
def test_type_is_told_by_the_name(path: str, expected: str) -> None:
    assert GZIP.headers(path).content_type == expected


def test_only_text_is_compressed() -> None:
    encodings = {path: GZIP.headers(path).encoding for path in ("a.svg", "a.png", "a.pf_meta")}
    assert encodings == {"a.svg": "gzip", "a.png": "", "a.pf_meta": ""}


def test_each_file_system_gets_its_own_arguments() -> None:
    headers = GZIP.headers("index.html")
    html, short = "text/html; charset=utf-8", "public, max-age=300"
    assert headers.arguments("s3") == {
        "ContentType": html,
        "CacheControl": short,
        "ContentEncoding": "gzip",
    }
    fixed = {"cache_control": short, "content_encoding": "gzip"}
    assert headers.arguments("gs") == {"content_type": html, "fixed_key_metadata": fixed}
    assert headers.arguments("az") == {"content_settings": {"content_type": html, **fixed}}
    assert headers.arguments("sftp") == {}


def test_key_differs_with_the_settings_that_a_file_has() -> None:
    longer = HeaderRules(Address("s3://news"), Storage(compress="gzip", max_age=600))
    assert longer.key_of("index.html") != GZIP.key_of("index.html")
    hashed = "assets/site-0123456789.css"
    assert longer.key_of(hashed) == GZIP.key_of(hashed)
    assert HeaderRules(Address("memory://x"), Storage()).key_of("index.html") == ""


@pytest.mark.parametrize("path", ["sw.js", "es/sw.js"])
def test_browsers_always_ask_for_the_service_worker(path: str) -> None:
    headers = GZIP.headers(path)
    assert headers.cache_control == "no-cache"
    assert headers.content_type == "text/javascript; charset=utf-8"
