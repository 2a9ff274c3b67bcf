"""Which of several languages a text belongs to."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

_SAME_LANGUAGE = {"iw": "he", "in": "id", "ji": "yi", "nb": "no", "fil": "tl"}
"""Subtags of one language: old ones, and those that tags use in place of each other."""
_SCRIPT_OF_REGION = {
    "zh": {"tw": "hant", "hk": "hant", "mo": "hant", "cn": "hans", "sg": "hans", "my": "hans"}
}
"""Language → region → the script that its texts are written in."""
_USUAL_SCRIPT = {"zh": "hans", "sr": "cyrl", "uz": "latn", "az": "latn", "pa": "guru"}
_SCRIPT_LENGTH = 4


class _Subtags(NamedTuple):
    """The parts of a language tag that languages are matched by, in lower case."""

    language: str
    script: str
    """Empty if neither the tag nor its region tells."""
    region: str


def nearest_language(locale: str, tags: Iterable[str]) -> str:
    """The tag of ``tags`` that a text in this language belongs to; empty for none.

    ``es-MX`` belongs to ``es``, or to ``es-ES`` if there is no other Spanish. Of several, the same
    script counts most, then the same region, then no region, then the order of the tags. Texts
    never belong to a tag of another script: ``zh-Hant`` and ``zh-TW`` are not ``zh-Hans``.
    """
    wanted = _subtags(locale)

    def likeness(tag: str) -> tuple[bool, bool, bool]:
        found = _subtags(tag)
        same_script = _script_or_usual(found) == _script_or_usual(wanted)
        return same_script, found.region == wanted.region, not found.region

    close = [tag for tag in tags if _may_belong(wanted, _subtags(tag))]
    return max(close, key=likeness, default="")  # the first of several that are equally close


def _may_belong(text: _Subtags, other: _Subtags) -> bool:
    scripts = {text.script, other.script} - {""}
    return text.language == other.language and len(scripts) < 2


def _script_or_usual(tag: _Subtags) -> str:
    return tag.script or _USUAL_SCRIPT.get(tag.language, "")


def _subtags(locale: str) -> _Subtags:
    first, *others = re.split("[-_]", locale.lower())
    language = _SAME_LANGUAGE.get(first, first)
    script = next((part for part in others if len(part) == _SCRIPT_LENGTH and part.isalpha()), "")
    regions = (part for part in others if (len(part) == 2 and part.isalpha()) or part.isdigit())
    region = next(regions, "")
    return _Subtags(language, script or _SCRIPT_OF_REGION.get(language, {}).get(region, ""), region)
