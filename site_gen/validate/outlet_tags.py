"""Warnings about what a note says of a provider: its country, kind and language."""

from __future__ import annotations

import difflib

from site_gen.front_matter import describe
from site_gen.language_tags import is_language_tag
from site_gen.model import PROVIDER_KINDS, ProviderNote, Severity
from site_gen.validate.findings import Finding

_OTHER_WORDS = {
    "broadcaster": "public",
    "charity": "nonprofit",
    "commercial": "private",
    "company": "private",
    "foundation": "nonprofit",
    "government": "state",
    "journal": "academic",
    "ngo": "nonprofit",
    "personal": "blog",
    "university": "academic",
    "wire": "agency",
}
"""Other words → the kind that they probably mean."""
_UNUSED = "it is not used"


def outlet_findings(note: ProviderNote) -> list[Finding]:
    """A warning for each tag of a provider that says nothing."""
    if not (note.country or note.kind or note.language):
        return []
    from site_gen.i18n.display_names import (  # noqa: PLC0415  slow, and seldom needed
        country_code,
        similar_country,
    )
    from site_gen.i18n.tags import language_named  # noqa: PLC0415

    findings = []
    if note.country and not country_code(note.country):
        message = f"country is {describe(note.country)}, expected a country code such as GB or NO"
        findings.append(_warning("country", "bad-country", message, similar_country(note.country)))
    kind = note.kind.strip().casefold()
    if note.kind and kind not in PROVIDER_KINDS:
        message = f"kind is {describe(note.kind)}, expected one of {', '.join(PROVIDER_KINDS)}"
        near = difflib.get_close_matches(kind, [*PROVIDER_KINDS, *_OTHER_WORDS], 1, 0.7)
        meant = _OTHER_WORDS.get(near[0], near[0]) if near else ""
        findings.append(_warning("kind", "bad-kind", message, meant))
    if note.language and not is_language_tag(note.language):
        message = (
            f"language is {describe(note.language)}, expected a language tag such as en or en-us"
        )
        findings.append(_warning("language", "bad-locale", message, language_named(note.language)))
    return findings


def _warning(field: str, code: str, message: str, meant: str) -> Finding:
    hint = f"did you mean {meant}?" if meant else _UNUSED
    return Finding((field,), code, message, hint, Severity.WARNING)
