"""What a preview adds to pages on their way to the browser; the files stay as they are."""

from __future__ import annotations

import hashlib
import re
from html import escape

CLIENT = "/__preview/"
"""Where the preview's own files lie, below the base path."""

_STYLESHEET = re.compile(rb"assets/site-[0-9a-f]+\.css")


def digest_of(page: bytes) -> str:
    """By what a page is known, whatever its stylesheet is: that is changed without a reload."""
    return hashlib.blake2b(_STYLESHEET.sub(b"", page), digest_size=12).hexdigest()


def with_client(page: bytes, base: str) -> bytes:
    """The page with the script that follows its changes; ``base`` is the site's base path."""
    digest = digest_of(page)
    script = (
        f'<script src="{escape(base)}{CLIENT}client.js" data-base="{escape(base)}"'
        f' data-digest="{digest}" defer></script>\n'
    ).encode()
    head, end, rest = page.partition(b"</head>")
    return head + script + end + rest if end else page + script
