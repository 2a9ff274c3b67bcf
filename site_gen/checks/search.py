"""The search index: what the search page asks for is there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any

import msgspec

from site_gen.checks.problems import address, finding
from site_gen.model import Problem

_ENTRY = "pagefind-entry.json"
_MEND = "build again"


class _IndexFile(msgspec.Struct):
    hash: str


class _IndexEntry(msgspec.Struct):
    languages: dict[str, _IndexFile]


def in_form(attributes: Mapping[str, str | None]) -> Iterator[str]:
    """What the script of the search form will load, as links of its page."""
    bundle = attributes.get("data-bundle")
    if bundle:
        older = (attributes.get("data-parts") or "").split()[1:]
        yield f"{bundle}pagefind.js"
        yield f"{bundle}{_ENTRY}"
        for part in older:
            yield f"{bundle}{part}/{_ENTRY}"


def check_shard(path: str, document: Any, files: frozenset[str]) -> Iterator[Problem]:
    """A shard's entry names the lists of contents by which all else is found."""
    place = PurePosixPath(path)
    if place.name != _ENTRY:
        return
    try:
        entry = msgspec.convert(document, _IndexEntry)
    except msgspec.ValidationError as error:
        yield finding(path, f"is no entry of a search index: {error}", "search-index", _MEND)
        return
    for told in entry.languages.values():
        name = str(place.parent / f"pagefind.{told.hash}.pf_meta")
        if name not in files:
            message = f"the index of the search is not whole: there is no {address(name)}"
            yield finding(path, message, "search-index", _MEND)
