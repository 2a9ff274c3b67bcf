"""What a reader and a program get from a server of a built folder."""

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
"""Ending → content types that are right, as the documentation lists them."""


def address(path: str) -> str:
    """The address of a file: that of its folder if it is an index."""
    return path.removesuffix("index.html") if PurePosixPath(path).name == "index.html" else path


def files_of(folder: Path) -> list[str]:
    """Every file of a built folder that is not hidden."""
    paths = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    return sorted(path.as_posix() for path in paths if not path.name.startswith("."))


def check_files(client: httpx.Client, folder: Path) -> set[str]:
    """Every file comes as it is and with its type; the endings there were.

    The client's base_url is the address of the folder.
    """
    seen = set()
    for path in files_of(folder):
        answer = client.get(address(path))
        assert answer.status_code == 200, path
        assert answer.content == (folder / path).read_bytes(), path
        ending = PurePosixPath(path).suffix
        if ending in TYPES:
            assert answer.headers["content-type"].partition(";")[0] in TYPES[ending], path
        seen.add(ending)
    return seen


def walk(client: httpx.Client, base_url: str) -> set[str]:
    """Follow every link within the site from where readers and crawlers begin; what was there.

    ``base_url`` is the one that the site was built for: what names it is followed here too.
    """
    here = str(client.base_url)
    waiting = [here, f"{here}robots.txt"]
    seen = set(waiting)
    while waiting:
        place = waiting.pop()
        answer = client.get(place)
        assert answer.status_code == 200, f"{place}: {answer.status_code}"
        for link in _links(answer, base_url):
            target = urldefrag(urljoin(place, link.replace(base_url, here, 1)))[0]
            if target.startswith(httpx.URL(here).scheme + "://127.0.0.1") and target not in seen:
                seen.add(target)
                waiting.append(target)
    return seen


def _links(answer: httpx.Response, base_url: str) -> Iterator[str]:
    """The links of a page or stylesheet; of feeds, sitemaps and data what names the site."""
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
