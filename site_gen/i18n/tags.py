"""Which Babel locale and which catalogues belong to a language tag."""

from __future__ import annotations

from collections.abc import Iterable

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.localedata import locale_identifiers

from site_gen.language_tags import base_language, language_tag

_SOURCE = "en"
"""The language of the messages in the code."""
_USUAL = {"en": "en-GB", "ar": "ar-EG"}
"""Formats of a language without a region where CLDR's are not the ones wanted: plain ``en`` has the
day first, plain ``ar`` has Arabic digits."""
_BRITISH = Locale("en", "GB")


def locale_of(tag: str) -> Locale:
    """The locale with the formats of a language; that of its base language if CLDR lacks the tag,
    and British English if CLDR lacks the language."""
    tag = language_tag(tag) or _SOURCE
    base = base_language(tag)
    locale = _parsed(_USUAL.get(tag.lower(), tag)) or _parsed(base) or _BRITISH
    # To Babel a language that is not determined ("und") is the English of the United States.
    return _BRITISH if locale.language == _SOURCE != base else locale


def has_formats(tag: str) -> bool:
    """Whether CLDR has formats for this tag, and not only for its base language."""
    return _parsed(tag) is not None


def _parsed(tag: str) -> Locale | None:
    try:
        return Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError):
        return None


def canonical_tag(tag: str) -> str:
    """A language tag in its usual spelling: ``PT_br`` → ``pt-BR``, ``zh-hant`` → ``zh-Hant``."""
    language, *rest = tag.replace("_", "-").split("-")
    spelled = {4: str.title, 2: str.upper}
    return "-".join([language.lower(), *(spelled.get(len(part), str.lower)(part) for part in rest)])


def language_named(name: str) -> str:
    """The tag of a language by its name in English or in itself; empty if there is none."""
    name = name.strip().casefold()
    for tag, english in Locale("en").languages.items():
        if name == english.casefold():
            return canonical_tag(tag)
    for tag in locale_identifiers() if name.isalpha() else ():  # slow: each is a file
        if "_" not in tag and name == (Locale(tag).display_name or "").casefold():
            return tag
    return ""


def script_of(tag: str) -> str:
    """The script that a language is usually written in: ``zh-TW`` → ``Hant``; empty if unknown."""
    said = [part for part in tag.split("-")[1:] if len(part) == 4 and part.isalpha()]
    if said:  # Babel drops a script that CLDR does not have for the language, as in ja-Latn
        return said[0].title()
    locale = _parsed(tag)
    return (locale.script or _likely_script(tag, locale)) if locale else ""


def _likely_script(tag: str, locale: Locale) -> str:
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
