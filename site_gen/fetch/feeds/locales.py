"""What feeds say of their language → a tag such as ``en-us``."""

from __future__ import annotations

import re

_TAG = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8})*")
"""The form of language tags that the configuration takes (compare RFC 5646, 2.1)."""
_LONGEST = 35


def locale(*said: str) -> str:
    """The first that is a language tag, in small letters; empty if none is.

    ``EN_us.UTF-8``, as programs write it, is ``en-us``.
    """
    for text in said:
        tag = re.split(r"[.@]", text.strip(), maxsplit=1)[0].replace("_", "-").lower()
        if len(tag) <= _LONGEST and _TAG.fullmatch(tag):
            return tag
    return ""
