"""Forms of one word that the stemmers of some languages leave apart, brought together.

Snowball's stemmers follow rules without a dictionary, each for one spelling of the language. The
rules here are for forms that are frequent in headlines: plurals, nouns beside their verbs, British
beside American spellings.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

import regex

_AMERICAN = (
    (regex.compile(r"(?<=[a-z]{2})our(?=s?$|ed$|ing$|abl|ful|ites?$|ers?$|hood)"), "or"),
    (regex.compile(r"(?<=[a-z]{2})is(?=e[sd]?$|ing$|ers?$|ations?$)"), "iz"),
    (regex.compile(r"(?<=cen|hea|lus|mit|spec)tre(?=[sd]?$)"), "ter"),
    (regex.compile(r"(?<=def|off|lic)ence(?=[sd]?$)"), "ense"),
    (regex.compile(r"(?<=gram)me(?=s?$)"), ""),
)
_MAY_BE_BRITISH = re.compile(r"our|is[aei]|tre|ence|mme")
"""In all words that one of these changes; most words are without it."""
_PORTUGUESE_PLURALS = {
    "ões": "ão",
    "ães": "ão",
    "ais": "al",
    "éis": "el",
    "eis": "el",
    "óis": "ol",
    "uis": "ul",
    "ns": "m",
}
_SHORTEST_PLURAL = 5
_SHORTEST_STEM = 3
_BEFORE_A_GERMAN_S = frozenset("bdfghklmnrt")
"""Letters after which the stemmer takes an s for an ending."""
_ARABIC_PREFIXES = frozenset("وفبلك")


def american(word: str) -> str:
    """An English word in American spelling; the same change to other words does no harm."""
    if _MAY_BE_BRITISH.search(word):
        for british, spelling in _AMERICAN:
            word = british.sub(spelling, word)
    return word


def portuguese_singular(word: str) -> str:
    """The singular of a plural that changes more than its -s (Orengo and Huyck 2001, step 1)."""
    if word.endswith("s") and len(word) >= _SHORTEST_PLURAL:
        for plural, singular in _PORTUGUESE_PLURALS.items():
            if word.endswith(plural):
                return word.removesuffix(plural) + singular
    return word


def _without_i(_word: str, stem: str) -> str:
    """Verbs in -iar have it in half of their forms: ``desafiar``, ``desafía``."""
    return stem[:-1] if stem.endswith("i") and len(stem) > _SHORTEST_STEM else stem


def _spanish(word: str, stem: str) -> str:
    """With the c that z becomes in the plural: ``juez``, ``jueces``."""
    return f"{stem[:-1]}c" if stem.endswith("z") else _without_i(word, stem)


def _german(_word: str, stem: str) -> str:
    """Without an s that is no ending, since the singular loses it: ``Kurs``, ``Kurse``."""
    s = stem.endswith("s") and len(stem) > _SHORTEST_STEM and stem[-2] in _BEFORE_A_GERMAN_S
    return stem[:-1] if s else stem


def _arabic(word: str, stem: str) -> str:
    """With a first letter that is no clitic, and without all of the feminine plural's ending."""
    if word[0] in _ARABIC_PREFIXES and not stem.startswith(word[0]):
        stem = word[0] + stem
    plural = word.endswith("ات") and stem.endswith("ا") and len(stem) > _SHORTEST_STEM
    return stem[:-1] if plural else stem


BEFORE_STEMMING: Mapping[str, Callable[[str], str]] = {
    "en": american,
    "pt": portuguese_singular,
}
"""Language → what changes a word before its stemmer does."""
AFTER_STEMMING: Mapping[str, Callable[[str, str], str]] = {
    "ar": _arabic,
    "de": _german,
    "es": _spanish,
    "pt": _without_i,
}
"""Language → what makes a stem of a word and its stemmer's stem."""
