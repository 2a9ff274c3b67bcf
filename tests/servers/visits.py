"""Checks of the responses of a web server for a built folder."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from urllib.parse import urldefrag, urljoin

import httpx
from selectolax.lexbor import LexborHTMLParser

from tests.docs.reading import read, tables

PAGE = "docs/hosting.md"
TYPES = {
    re.findall(r"`([^`]+)`", files)[0]: set(re.findall(r"`([^`]+)`", types))
    for files, types in tables(read(PAGE))[0]
}
"""Suffix → allowed content types, as documented."""


def address(path: str) -> str:
    """The URL of a file; for an index that of its folder."""
    return path.removesuffix("index.html") if PurePosixPath(path).name == "index.html" else path


def files_of(folder: Path) -> list[str]:
    """All files of a built folder that are not hidden."""
    paths = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    return sorted(path.as_posix() for path in paths if not path.name.startswith("."))


def check_files(client: httpx.Client, folder: Path) -> set[str]:
    """Check content and type of every file; returns the suffixes that were found.

    The client's base_url is the URL of the folder.
    """
    seen = set()
    for path in files_of(folder):
        answer = client.get(address(path))
        assert answer.status_code == 200, path
        assert answer.content == (folder / path).read_bytes(), path
        suffix = PurePosixPath(path).suffix
        if suffix in TYPES:
            assert answer.headers["content-type"].partition(";")[0] in TYPES[suffix], path
        seen.add(suffix)
    return seen


def walk(client: httpx.Client, base_url: str) -> set[str]:
    """Follow all internal links from the front page and robots.txt; returns the URLs.

    ``base_url`` is that of the build; links to it are followed on the server.
    """
    here = str(client.base_url)
    waiting = [here, f"{here}robots.txt"]
    seen = set(waiting)
    while waiting:
        url = waiting.pop()
        answer = client.get(url)
        assert answer.status_code == 200, f"{url}: {answer.status_code}"
        for link in _links(answer, base_url):
            target = urldefrag(urljoin(url, link.replace(base_url, here, 1)))[0]
            if target.startswith(httpx.URL(here).scheme + "://127.0.0.1") and target not in seen:
                seen.add(target)
                waiting.append(target)
    return seen


def _links(answer: httpx.Response, base_url: str) -> Iterator[str]:
    """The links of a page or stylesheet; of other files the URLs under ``base_url``."""
    kind = answer.headers["content-type"].partition(";")[0]
    if kind == "text/html":
        for node in LexborHTMLParser(answer.content).css("[href], [src]"):
            link = node.attributes.get("href") or node.attributes.get("src") or ""
            if not re.match(r"[a-z]+:", link) or link.startswith(base_url):
                yield link
    elif kind in TYPES[".xml"] | TYPES[".json"] | TYPES[".txt"]:
        yield from re.findall(rf'{re.escape(base_url)}[^\s"\'<>\\&]*', answer.text)
    elif kind == "text/css":
        yield from re.findall(r"""url\(["']?(?!data:)([^"')]+)""", answer.text)
