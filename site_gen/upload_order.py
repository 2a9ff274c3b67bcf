"""The order in which files are put where readers see them: each after those that it refers to."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import IntEnum

from site_gen.language_tags import TAG_PATTERN
from site_gen.urls import record_path

_REFERS_TO_OTHERS = re.compile(r".*\.(?:html|json|xml|opml)\Z")
_LANGUAGE = rf"(?:{TAG_PATTERN}/)?"
"""The folder of a site in another language."""
_SEARCH = re.compile(rf"{_LANGUAGE}pagefind/")
_SEARCH_ENTRY = re.compile(r"(?:.*/)?pagefind-entry\.json\Z")
_SITEMAP = re.compile(rf"{_LANGUAGE}(?:(?:news-)?sitemap[a-z0-9-]*\.xml|robots\.txt)\Z")
_RECORD = re.compile(rf"{_LANGUAGE}(?:api/)?{record_path('[^/]+').removeprefix('/')}")


class UploadGroup(IntEnum):
    """Files that are put together, when those of the groups before are complete."""

    STATIC = 0
    """Also the search index, which nothing reads before its entries are there."""
    NEW_RECORDS = 1
    CHANGED_RECORDS = 2
    LISTS = 3
    """Feeds and everything else that refers to others."""
    SEARCH_ENTRIES = 4
    SITEMAPS = 5


def upload_group(path: str, *, is_new: bool) -> UploadGroup:
    """The group of a file; ``path`` is relative to the site or to that at the root."""
    if _SITEMAP.match(path):
        return UploadGroup.SITEMAPS
    if _SEARCH_ENTRY.match(path):
        return UploadGroup.SEARCH_ENTRIES
    if _SEARCH.match(path) or not _REFERS_TO_OTHERS.match(path):
        return UploadGroup.STATIC
    if _RECORD.match(path):
        return UploadGroup.NEW_RECORDS if is_new else UploadGroup.CHANGED_RECORDS
    return UploadGroup.LISTS


def upload_steps(added: Iterable[str], changed: Iterable[str]) -> dict[UploadGroup, list[str]]:
    """The files of each group that has some, in order. Removals come after all of them."""
    groups: dict[UploadGroup, list[str]] = {}
    for paths, is_new in ((added, True), (changed, False)):
        for path in paths:
            groups.setdefault(upload_group(path, is_new=is_new), []).append(path)
    return {group: sorted(groups[group]) for group in UploadGroup if group in groups}
