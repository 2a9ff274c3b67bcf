"""Language tags (RFC 5646), the values of ``locale`` in settings and records."""

from __future__ import annotations

import re
import unicodedata

_RIGHT_TO_LEFT = frozenset("ar arc ckb dv fa he iw ks ps sd ug ur yi".split())
TAG_PATTERN = r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*"
_TAG = re.compile(rf"{TAG_PATTERN}\Z")


def is_language_tag(text: str) -> bool:
    """Whether this has the form of a language tag; ``en_us`` is accepted, too."""
    return bool(_TAG.match(text))


def language_tag(locale: str) -> str:
    """A locale with hyphens, for the ``lang`` attribute; empty if it is not a language tag."""
    return locale.replace("_", "-") if is_language_tag(locale) else ""


def base_language(locale: str) -> str:
    """The language without script and region: ``zh-Hant_TW`` → ``zh``."""
    return re.split("[-_]", locale, maxsplit=1)[0].lower()


def direction(locale: str) -> str:
    """``rtl`` for languages written from right to left, else ``ltr``."""
    return "rtl" if base_language(locale) in _RIGHT_TO_LEFT else "ltr"


def direction_of_text(text: str) -> str:
    """``rtl`` or ``ltr`` by the first letter, as ``dir="auto"`` has it; empty without letters."""
    kinds = (unicodedata.bidirectional(character) for character in text)
    kind = next((kind for kind in kinds if kind in ("L", "R", "AL")), "")
    return kind and ("ltr" if kind == "L" else "rtl")
