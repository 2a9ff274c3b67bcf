"""``init --with-digest``: a workflow that sends the digest by e-mail each morning."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

FILES = {".github/workflows/digest.yml": "digest.yml"}
"""Paths in the site folder → files in ``starter/files``."""
_EXTRA = re.compile(
    r"^[ \t]*site[-_.]gen[ \t]*\[[^]#\n]*\bmail\b", flags=re.MULTILINE | re.IGNORECASE
)


def missing_extra(folder: Path, kept: Iterable[str]) -> Iterator[str]:
    """What to add by hand to an existing requirements.txt, in a line."""
    name = "requirements.txt"
    if name in kept:
        try:
            text = (folder / name).read_text(encoding="utf-8", errors="replace")
        except OSError:
            text = ""
        if not _EXTRA.search(text):
            yield (
                f"{name}: does not install the extra mail, which makes e-mails "
                "(write site-gen[mail,search])"
            )
