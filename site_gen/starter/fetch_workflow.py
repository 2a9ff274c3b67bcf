"""``init --with-fetch``: what an hourly workflow needs that reads feeds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

FILES = {".gitattributes": "gitattributes", ".github/workflows/fetch.yml": "fetch.yml"}
"""Paths in the site's folder → files of the starter."""


class _MissingSetting(msgspec.Struct, frozen=True):
    """What a file has to say that was there before."""

    pattern: str
    """Found in a file that says it; comments do not count."""
    doubt: str


_NEEDS = {
    ".gitattributes": _MissingSetting(
        r"^[ \t]*/?content/\.fetched/\S+[ \t](.*[ \t])?merge=union\b",
        "does not say how two versions of the ledger become one "
        "(add the line: content/.fetched/*.txt merge=union)",
    ),
    ".gitignore": _MissingSetting(
        r"^[ \t]*/?(content/|\*\*/)?\.fetched/\.",
        "does not leave out what a fetch that was killed had begun to write "
        "(add the line: content/.fetched/.*)",
    ),
    ".github/workflows/pages.yml": _MissingSetting(
        r"^[ \t]+workflow_call:(.*\n)+?[^#\n]*\bgithub\.ref\b",
        "cannot be called by fetch.yml "
        "(take it out of the way, run init again, and carry over what you had changed)",
    ),
    "requirements.txt": _MissingSetting(
        r"^[ \t]*site[-_.]gen[ \t]*\[[^]#\n]*\bfetch\b",
        "does not ask for the extra fetch, by which feeds are read "
        "(write there site-gen[fetch,search])",
    ),
}


def lacking(folder: Path, kept: Iterable[str]) -> Iterator[str]:
    """What to add by hand to files of a site that were kept, each in a line.

    Names are relative to the folder. A file that cannot be read says nothing.
    """
    for name in kept:
        need = _NEEDS.get(name)
        if need and not re.search(
            need.pattern, _text(folder / name), flags=re.MULTILINE | re.IGNORECASE
        ):
            yield f"{name}: {need.doubt}"


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
