"""Stylesheets without comments and needless white space, which are a fifth of their size."""

from __future__ import annotations

import re

_STRING = rb""""(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'"""
_URL = rb"url\(\s*(?:" + _STRING + rb"|[^)\"']*)\s*\)"
_KEPT = rb"(" + _URL + rb"|" + _STRING + rb")"
_COMMENT = re.compile(_KEPT + rb"|(\s?)/\*.*?(?:\*/|\Z)(?=(\s|\Z)?)", re.DOTALL)
_SPACE = re.compile(_KEPT + rb"|\s*([{};,])\s*|\s+", re.DOTALL)
_LAST = re.compile(_KEPT + rb"|;+(?=})", re.DOTALL)


def compact(sheet: bytes) -> bytes:
    """The same rules in fewer bytes. Strings and addresses are not changed."""
    sheet = _COMMENT.sub(_without_comment, sheet)
    sheet = _SPACE.sub(lambda match: match[1] or match[2] or b" ", sheet)
    return _LAST.sub(lambda match: match[1] or b"", sheet).strip()


def _without_comment(match: re.Match[bytes]) -> bytes:
    """A comment between two names separates them, so it stays there as an empty one."""
    if match[1]:
        return match[1]
    if match[2]:
        return match[2]
    return b"" if match[3] is not None else b"/**/"
