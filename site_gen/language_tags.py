"""Language tags (RFC 5646), as ``locale`` in settings and records has them."""

from __future__ import annotations

import re

_RIGHT_TO_LEFT = frozenset("ar arc ckb dv fa he iw ks ps sd ug ur yi".split())
_TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*\Z")


def is_language_tag(text: str) -> bool:
    """Whether this has the form of a tag; ``en_us``, as programs write it, has it too."""
    return bool(_TAG.match(text))


def language_tag(locale: str) -> str:
    """A locale with hyphens, as the ``lang`` attribute has it; empty if it is no tag."""
    return locale.replace("_", "-") if is_language_tag(locale) else ""


def base_language(locale: str) -> str:
    """The language without script and region: ``zh-Hant_TW`` → ``zh``."""
    return re.split("[-_]", locale, maxsplit=1)[0].lower()


def direction(locale: str) -> str:
    """``rtl`` for languages written from right to left, else ``ltr``."""
    return "rtl" if base_language(locale) in _RIGHT_TO_LEFT else "ltr"
