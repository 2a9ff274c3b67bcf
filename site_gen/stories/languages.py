"""What each language needs so that its words are found: names of word list and stemmer, letters.

wordfreq and PyStemmer name some languages differently, and a few are written by conventions that
other texts do not share: the dotless ı, vowel signs, digits of their own. ``docs/stories.md`` has
the table of languages.
"""

from __future__ import annotations

import gzip
import importlib.util
import unicodedata
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

import msgspec
import regex
import Stemmer

from site_gen.language_tags import base_language

_ONE_LANGUAGE = {
    "zh": "cmn gan hak lzh nan wuu yue",
    "sh": "bs cnr hr sr",
    "nb": "nn no",
    "ar": "apc arb ary arz",
    "fa": "pes prs",
    "ms": "zlm zsm",
    "fil": "tl",
    "he": "iw",
    "id": "in",
    "ro": "mo",
    "yi": "ji",
}
"""Code used here → codes of the same written language or a near variety, and old codes."""
_CODES = {other: code for code, others in _ONE_LANGUAGE.items() for other in others.split()}
_STEMMERS = {"nb": "no", "sh": "sr"}
"""Languages for which PyStemmer has another code; its Serbian stemmer reads both alphabets."""

SEGMENTED = frozenset({"ja", "zh"})
"""Languages without spaces that have a word list."""
COMPOUNDING = frozenset({"da", "de", "en", "fi", "nb", "nl", "sv"})
"""Languages that write compounds as one word: ``Marathonrekord``."""

ELIDING = frozenset({"ca", "fr", "it"})
"""Languages that write an article or a preposition together with the next word: ``l’état``."""
ENCLITIC = frozenset({"gl", "pt"})
"""Languages that write pronouns with a hyphen after the verb: ``tornou-se``."""
WITH_ENDINGS_AFTER_APOSTROPHES = frozenset("az crh tr".split())
"""Languages in which names have their endings after an apostrophe: ``İzmir’de``."""
TONAL = frozenset({"vi"})
"""Languages with a word list in which diacritics are tones and so make other words."""

WITHOUT_DIACRITICS = frozenset("en fil id ms".split())
"""Languages with diacritics in foreign words only, which may have them or not: ``Beyoncé``."""

_ABJADS = frozenset("ar ckb fa he ps sd ug ur yi".split())
_INDIC = frozenset("as bn gu hi kn ml mr ne or pa sa si ta te".split())
_DEVANAGARI = frozenset("hi mr ne".split())
_SOUTH_EAST_ASIAN = frozenset("km lo my th".split())
_WITH_DOTLESS_I = frozenset("az crh tr".split())

_ZEROS = "٠۰०০੦૦୦௦౦೦൦๐໐၀០"
_DIGITS: dict[int, str | None] = {
    ord(zero) + number: str(number) for zero in _ZEROS for number in range(10)
}
_DIGITS_AND_JOINERS = {**_DIGITS, ord("\u200c"): None, ord("\u200d"): None}
"""In Indic scripts, joiners change the look of a word only; in Persian they separate its parts."""
_NASALS_AND_NUKTA: dict[int, str | None] = {
    ord("\N{DEVANAGARI SIGN NUKTA}"): None,
    ord("\N{DEVANAGARI SIGN CANDRABINDU}"): "\N{DEVANAGARI SIGN ANUSVARA}",
}
_NASALS = regex.compile("ङ्(?=[क-घ])|ञ्(?=[च-झ])|ण्(?=[ट-ढ])|न्(?=[त-ध])|म्(?=[प-भ])")
"""A nasal without a vowel, before a consonant that is spoken at the same place."""
_DOTS: dict[int, str | None] = {ord("İ"): "i", ord("I"): "ı"}
_VARIATION_SELECTORS = regex.compile(r"\p{Variation_Selector}")
_VOWEL_SIGNS = regex.compile(r"[\p{Mn}\N{ARABIC TATWEEL}]")


def lexical_language(locale: str) -> str:
    """The code of the language by whose words a text is read: ``sr-Latn`` → ``sh``."""
    language = base_language(locale)
    return _CODES.get(language, language)


def stemmer_code(language: str) -> str:
    """The code by which PyStemmer knows a language, if it does."""
    return _STEMMERS.get(language, language)


def stemmer(language: str) -> Stemmer.Stemmer | None:
    """PyStemmer's stemmer of a language; None if it has none."""
    try:
        return Stemmer.Stemmer(stemmer_code(language), 0)
    except KeyError:  # its list of languages has no codes to check
        return None


def spelling(language: str) -> Callable[[str], str] | None:
    """What makes one spelling of several before a text is case-folded; None in most languages."""
    if language in _ABJADS:
        return _without_vowel_signs
    if language in _DEVANAGARI:
        return _hindi
    if language in _INDIC:
        return _without_joiners
    if language in _SOUTH_EAST_ASIAN:
        return _with_ascii_digits
    if language in _WITH_DOTLESS_I:
        return _with_dotless_i
    return {"zh": _simplified, "ja": _one_width, "ko": _one_width}.get(language)


def _without_vowel_signs(text: str) -> str:
    without: str = _VOWEL_SIGNS.sub("", _one_width(text))
    return without.translate(_DIGITS)


def _without_joiners(text: str) -> str:
    return text.translate(_DIGITS_AND_JOINERS)


def _hindi(text: str) -> str:
    """Without dots below, and with nasals before consonants written as a dot above."""
    text = unicodedata.normalize("NFD", _without_joiners(text)).translate(_NASALS_AND_NUKTA)
    spelt: str = _NASALS.sub("\N{DEVANAGARI SIGN ANUSVARA}", text)
    return spelt


def _with_ascii_digits(text: str) -> str:
    return text.translate(_DIGITS)


def _with_dotless_i(text: str) -> str:
    return unicodedata.normalize("NFC", text).translate(_DOTS)


def _one_width(text: str) -> str:
    """The text without presentation forms: full-width letters, half-width kana, ligatures, variants
    of one character."""
    return unicodedata.normalize("NFKC", _VARIATION_SELECTORS.sub("", text))


def _simplified(text: str) -> str:
    """Traditional characters as simplified ones, which the word list has; each by itself."""
    return _one_width(text).translate(_simplified_characters())


@cache
def _simplified_characters() -> Mapping[int, str]:
    """wordfreq's table. The package is not imported, which takes long."""
    spec = importlib.util.find_spec("wordfreq")
    assert spec is not None  # noqa: S101  it is required
    assert spec.origin is not None  # noqa: S101  it is a package of files
    file = Path(spec.origin).parent / "data" / "_chinese_mapping.msgpack.gz"
    return msgspec.msgpack.decode(gzip.decompress(file.read_bytes()), type=dict[int, str])
