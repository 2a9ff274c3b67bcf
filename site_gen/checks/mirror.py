"""JSON: the documents of the mirror have the published types, and their pages hang together."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

import msgspec

from site_gen.checks.links import in_text
from site_gen.checks.problems import finding
from site_gen.model import Problem
from site_gen.model.mirror import type_for

_LINKS = frozenset({"path", "sourceUrl", "url", "image", "icon", "favicon"})
"""Fields whose value is a link if it begins with a slash."""
_MEND = "build again; if it stays, the code that makes it and its type differ"


def decode(path: str, data: bytes) -> tuple[Any, tuple[Problem, ...]]:
    """A JSON document, and what is wrong with it by itself."""
    try:
        document = msgspec.json.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        return None, (finding(path, f"is no JSON: {error}", "bad-json", _MEND),)
    kind = type_for(path)
    if kind is None:
        return document, ()
    try:
        msgspec.json.decode(data, type=kind)
    except msgspec.ValidationError as error:
        message = f"does not have the form of a {kind.__name__}: {error}"
        return document, (finding(path, message, "mirror-schema", _MEND),)
    return document, ()


def check_pages(path: str, document: Any, files: frozenset[str]) -> Iterator[Problem]:
    """A list's ``nextPage`` leads to a document that exists."""
    number = document.get("nextPage") if isinstance(document, dict) else None
    if type_for(path) is None or not isinstance(number, str):
        return
    following = _front(PurePosixPath(path)) / "page" / number / "index.json"
    if str(following) not in files:
        message = f"nextPage is “{number}”, and there is no /{following}"
        yield finding(path, message, "mirror-next-page", _MEND)


def _front(path: PurePosixPath) -> PurePosixPath:
    """The folder of a list: ``api/news`` of ``api/news/page/3/index.json``."""
    folder = path.parent
    return folder.parent.parent if folder.parent.name == "page" else folder


def in_json(document: Any, whole: str) -> Iterator[str]:
    """The links of a document to the site itself."""
    waiting: list[tuple[str, Any]] = [("", document)]
    while waiting:
        name, value = waiting.pop()
        if isinstance(value, dict):
            waiting.extend(value.items())
        elif isinstance(value, list):
            waiting.extend((name, each) for each in value)
        elif isinstance(value, str):
            if name in _LINKS and value.startswith("/"):
                yield value
            else:
                yield from in_text(value, whole)
