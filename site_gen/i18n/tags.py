"""Which Babel locale and which catalogues belong to a language tag."""

from __future__ import annotations

from collections.abc import Iterable

from babel import Locale, UnknownLocaleError

from site_gen.language_tags import base_language, language_tag

_SOURCE = "en"
"""The language of the messages in the code."""
_USUAL = {"en": "en-GB", "ar": "ar-EG"}
"""Formats of a language without a region where CLDR's are not the ones wanted: plain ``en`` has the
day first, plain ``ar`` has Arabic digits."""


def locale_of(tag: str) -> Locale:
    """The locale with the formats of a language; that of its base language if CLDR lacks the tag,
    and British English if CLDR lacks the language."""
    tag = language_tag(tag) or _SOURCE
    for candidate in (_USUAL.get(tag.lower(), tag), base_language(tag)):
        try:
            return Locale.parse(candidate, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
    return Locale("en", "GB")


def script_of(tag: str) -> str:
    """The script that a language is usually written in: ``zh-TW`` → ``Hant``; empty if unknown."""
    try:
        locale = Locale.parse(tag, sep="-")
        return locale.script or _likely_script(tag, locale)
    except (UnknownLocaleError, ValueError):
        return ""


def _likely_script(tag: str, locale: Locale) -> str:
    from babel.core import get_global  # noqa: PLC0415  seldom needed

    likely = get_global("likely_subtags")
    for key in (str(locale), tag.replace("-", "_"), locale.language):
        parts = str(likely.get(key, "")).split("_")
        if len(parts) > 1 and len(parts[1]) == 4:
            return parts[1]
    return ""


def matching_tags(tag: str, available: Iterable[str]) -> list[str]:
    """The tags of catalogues for a language, the nearest first.

    First the tag itself, then tags of fewer subtags, then those of other regions in the same
    script: ``pt-PT`` may use ``pt`` and then ``pt-BR``, but ``zh-TW`` not ``zh-Hans``.
    """
    by_name = {each.lower(): each for each in sorted(available)}
    parts = (language_tag(tag) or _SOURCE).lower().split("-")
    wanted = ["-".join(parts[:length]) for length in range(len(parts), 0, -1)]
    script = script_of(tag)
    near = [
        name
        for name, each in by_name.items()
        if name not in wanted
        and base_language(name) == parts[0]
        and script
        and script_of(each) == script
        and parts[0] != _SOURCE
    ]
    found = [by_name[name] for name in wanted if name in by_name and _same_script(name, script)]
    return [*found, *(by_name[name] for name in near)]


def _same_script(tag: str, script: str) -> bool:
    return not script or script_of(tag) in ("", script)
