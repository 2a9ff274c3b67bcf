"""``init --with-fetch``: the files of an hourly workflow that reads feeds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

FILES = {".gitattributes": "gitattributes", ".github/workflows/fetch.yml": "fetch.yml"}
"""Paths in the site folder → files in ``starter/files``."""


class _MissingSetting(msgspec.Struct, frozen=True):
    """A setting that an existing file may lack."""

    pattern: str
    """Matches in a file that has the setting outside of comments."""
    message: str


_NEEDS = {
    ".gitattributes": _MissingSetting(
        r"^[ \t]*/?content/\.fetched/\S+[ \t](.*[ \t])?merge=union\b",
        "does not say how to merge two versions of the ledger "
        "(add the line: content/.fetched/*.txt merge=union)",
    ),
    ".gitignore": _MissingSetting(
        r"^[ \t]*/?(content/|\*\*/)?\.fetched/\.",
        "does not ignore temporary files of an interrupted fetch "
        "(add the line: content/.fetched/.*)",
    ),
    ".github/workflows/pages.yml": _MissingSetting(
        r"^[ \t]+workflow_call:(.*\n)+?[^#\n]*\bgithub\.ref\b",
        "cannot be called by fetch.yml "
        "(rename it, run init again, and copy your changes to the new file)",
    ),
    "requirements.txt": _MissingSetting(
        r"^[ \t]*site[-_.]gen[ \t]*\[[^]#\n]*\bfetch\b",
        "does not install the extra fetch, which reads feeds (write site-gen[fetch,search])",
    ),
}


def missing_settings(folder: Path, names: Iterable[str]) -> Iterator[str]:
    """What to add by hand to existing files of the folder, each in a line."""
    for name in names:
        setting = _NEEDS.get(name)
        if setting and not re.search(
            setting.pattern, _text(folder / name), flags=re.MULTILINE | re.IGNORECASE
        ):
            yield f"{name}: {setting.message}"


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
