"""JSON files: the mirror has the published types, and lists and the search index are complete."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

import msgspec

from site_gen.checks.links import SEARCH_ENTRY, text_links
from site_gen.checks.problems import finding, url_path
from site_gen.model import Problem
from site_gen.model.mirror import type_for

_LINK_FIELDS = frozenset({"path", "sourceUrl", "url", "image", "icon", "favicon"})
"""Fields whose value is a link if it begins with a slash."""
_FIX = "build again; if the problem remains, the program that writes it and its type differ"


class _LanguageIndex(msgspec.Struct):
    hash: str


class _SearchEntry(msgspec.Struct):
    languages: dict[str, _LanguageIndex]


def decode(path: str, data: bytes) -> tuple[Any, tuple[Problem, ...]]:
    """A JSON document and its problems; None if it cannot be decoded."""
    try:
        document = msgspec.json.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        return None, (finding(path, f"is not valid JSON: {error}", "bad-json", _FIX),)
    document_type = type_for(path)
    if document_type is None:
        return document, ()
    try:
        msgspec.json.decode(data, type=document_type)
    except msgspec.ValidationError as error:
        message = f"does not have the form of a {document_type.__name__}: {error}"
        return document, (finding(path, message, "mirror-schema", _FIX),)
    return document, ()


def check_next_page(path: str, document: Any, files: frozenset[str]) -> Iterator[Problem]:
    """A list's ``nextPage`` must name a document that exists."""
    number = document.get("nextPage") if isinstance(document, dict) else None
    if type_for(path) is None or not isinstance(number, str):
        return
    next_page = _list_folder(PurePosixPath(path)) / "page" / number / "index.json"
    if str(next_page) not in files:
        message = f"nextPage is “{number}”, but /{next_page} does not exist"
        yield finding(path, message, "mirror-next-page", _FIX)


def _list_folder(path: PurePosixPath) -> PurePosixPath:
    """The folder of a list: ``api/news`` of ``api/news/page/3/index.json``."""
    folder = path.parent
    return folder.parent.parent if folder.parent.name == "page" else folder


def check_search_index(path: str, document: Any, files: frozenset[str]) -> Iterator[Problem]:
    """The entry file of an index part must name metadata files that exist."""
    location = PurePosixPath(path)
    if location.name != SEARCH_ENTRY:
        return
    try:
        entry = msgspec.convert(document, _SearchEntry)
    except msgspec.ValidationError as error:
        message = f"is not the entry file of a search index: {error}"
        yield finding(path, message, "search-index", "build again")
        return
    for index in entry.languages.values():
        metadata = str(location.parent / f"pagefind.{index.hash}.pf_meta")
        if metadata not in files:
            message = f"the search index is incomplete: {url_path(metadata)} is missing"
            yield finding(path, message, "search-index", "build again")


def json_links(document: Any, site_url: str) -> Iterator[str]:
    """The internal links of a document."""
    stack: list[tuple[str, Any]] = [("", document)]
    while stack:
        name, value = stack.pop()
        if isinstance(value, dict):
            stack.extend(value.items())
        elif isinstance(value, list):
            stack.extend((name, item) for item in value)
        elif isinstance(value, str):
            if name in _LINK_FIELDS and value.startswith("/"):
                yield value
            else:
                yield from text_links(value, site_url)
