"""What a page was planned with, as a key: all that it is made from but did not look up."""

from __future__ import annotations

from functools import partial
from types import FunctionType, MethodType
from typing import Any

import msgspec

from site_gen.cache.items import SIZE, short_digest
from site_gen.model import PlannedPage
from site_gen.reads import Once

NEVER = bytes(SIZE)
"""The key of a page that nobody can say this of; it is made in every build."""
_MAKERS = frozenset(("Frame", "ViewMaker", "EntryMaker", "MirrorMaker"))
"""Classes of the plan: what they know is the configuration, which is no page's own, and what they
look up."""


def page_key(page: PlannedPage) -> bytes:
    """A digest of the page's template and of the arguments that its data are made of."""
    try:
        return short_digest(_encode((page.template, page.kind, page.prepare)))
    except (TypeError, ValueError, OverflowError):
        return NEVER


def _plain(value: Any) -> Any:
    """Functions by their names, and with what they are given; raises TypeError for others."""
    if isinstance(value, partial):
        return value.func, value.args, value.keywords
    if isinstance(value, FunctionType) and value.__closure__ is None:
        return f"{value.__module__}.{value.__qualname__}"
    if isinstance(value, MethodType):
        return f"{value.__func__.__qualname__}", value.__self__
    if isinstance(value, Once):
        return value.maker
    kind = type(value)
    if kind.__name__ in _MAKERS and kind.__module__.startswith("site_gen.plan."):
        return kind.__name__
    if isinstance(value, dict):
        return [*value.items()]
    raise TypeError(type(value).__name__)


_encode = msgspec.msgpack.Encoder(enc_hook=_plain).encode
