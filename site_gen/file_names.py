"""What the names of a site's files tell."""

from __future__ import annotations

import re

_HASHED = re.compile(
    r"assets/(?:site|head|reader|saved|search)-[0-9a-f]+\.(?:css|js)\Z"
    r"|pagefind/.*_[0-9a-f]{7,}\.pf_(?:index|fragment|filter|meta)\Z"
)


def is_hashed(path: str) -> bool:
    """Whether the name of a file changes with its content, so that caches can keep it for ever.

    ``path`` is relative to the output folder of a site.
    """
    return bool(_HASHED.match(path))
