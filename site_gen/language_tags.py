"""Language tags (RFC 5646), the values of ``locale`` in settings and records."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_RIGHT_TO_LEFT = frozenset(
    """
    aao abh abv acm acq acw acx adf aeb aec aee aeq afb aib aii aij aiq amw apc apd ar arb arc
    arq ars ary arz ask atn auj auz avd avl ayh ayl ayn ayp azb bal bdz bej bft bgn bgp bhe bhm
    bhn bjf bjm bqi brh brk bsh bsk chg cja ckb clh czk dcc def deh dgl dmk dml dv esh fa fay
    faz fia fub gbz ggg gha ghr gig gjk gju glh glk grr gwc gwf gwt gzi hac haz hbo he hkh hnd
    hno hoh hrt hrz hss huy isk itk iw jad jat jbe jbn jdg ji jnd jog jpa jpr jrb jye kbu kby
    kcy kfm khw klj kmz kqd ks ktl kvx kxp lad lah lhs lki lrc lrk lrl lsa lsd lss luv luz mby
    mde mey mfa mfi mhj mid mki mnj mve mvy myz mzb mzn nli nlm nqo ntz nyq oar odk omy oru ota
    pbt pes phl phr phv plk pnb prc prd prs prx ps psh psi pst qxq rdb rhg rmt sam sbn scl sd
    sdb sdf sdg sdh sds sgr sgy shd shm shu shv siy siz skr smp smy sqo sqt srh srz ssh sts swb
    syc syn syr tjo tks tmr tov tra trg trm trw ug ur ush uzs vaf vgr vmh wbk wne wni wsv xhe
    xka xkc xkj xkp xvi ydd ydg yhd yi yih yud zba zdj zrp zum
    """.split()
)
"""Languages whose usual script runs from right to left, by the CLDR's likely subtags."""
_RIGHT_TO_LEFT_IN = frozenset(
    "az-iq az-ir ha-cm ha-sd kk-af kk-cn kk-ir kk-mn ku-iq ku-ir ku-lb ky-cn ms-cc pa-pk tg-pk "
    "uz-af".split()
)
_LEFT_TO_RIGHT_IN = frozenset("mey-sn sd-in ug-kz ug-mn".split())
"""Regions where a language has another script than elsewhere."""
_RIGHT_TO_LEFT_SCRIPTS = frozenset("Adlm Arab Aran Armi Hebr Mand Nkoo Rohg Samr Syrc Thaa".split())
_TRADITIONAL = frozenset("HK MO TW".split())
"""Regions that write Chinese in traditional characters."""
_OWN_LETTERS = {
    "el": "\u0370-\u03ff\u1f00-\u1fff",
    "hy": "\u0531-\u0587",
    "he": "\u05d0-\u05ea",
    "bn": "\u0980-\u09fe",
    "pa": "\u0a01-\u0a76",
    "gu": "\u0a81-\u0aff",
    "or": "\u0b01-\u0b77",
    "ta": "\u0b82-\u0bfa",
    "te": "\u0c00-\u0c7f",
    "kn": "\u0c80-\u0cf3",
    "ml": "\u0d00-\u0d7f",
    "si": "\u0d81-\u0df4",
    "th": "\u0e01-\u0e5b",
    "lo": "\u0e81-\u0edf",
    "my": "\u1000-\u109f",
    "ka": "\u10a0-\u10ff",
    "km": "\u1780-\u17f9",
    "ja": "\u3041-\u30ff",
    "ko": "\u1100-\u11ff\u3131-\u318e\uac00-\ud7af",
}
"""The letters of scripts in which nearly all texts are in one language."""
_OWN_LETTER = re.compile(
    "|".join(f"(?P<{tag}>[{letters}])" for tag, letters in _OWN_LETTERS.items())
)
_KANA = re.compile(f"[{_OWN_LETTERS['ja']}]")
_HAN = re.compile("[\u3005-\u3007\u3400-\u9fff\uf900-\ufaff]")
TAG_PATTERN = r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*"
_TAG = re.compile(rf"{TAG_PATTERN}\Z")
_CACHE_SIZE = 1024
"""Tags; every page asks for the same few."""


def is_language_tag(text: str) -> bool:
    """Whether this has the form of a language tag; ``en_us`` is accepted, too."""
    return bool(_TAG.match(text))


@lru_cache(_CACHE_SIZE)
def language_tag(locale: str) -> str:
    """A locale with hyphens, for the ``lang`` attribute; empty if it is not a language tag."""
    return locale.replace("_", "-") if is_language_tag(locale) else ""


def language_folder(locale: str) -> str:
    """The folder of a language's site: its tag in lower case, with hyphens."""
    return locale.replace("_", "-").lower()


@lru_cache(_CACHE_SIZE)
def base_language(locale: str) -> str:
    """The language without script and region: ``zh-Hant_TW`` → ``zh``."""
    return re.split("[-_]", locale, maxsplit=1)[0].lower()


@lru_cache(_CACHE_SIZE)
def script(locale: str) -> str:
    """The script that a tag names (``uz-Arab`` → ``Arab``), and that of Chinese also by the region;
    else empty."""
    subtags = re.split("[-_]", locale)[1:]
    named = next((each.title() for each in subtags if len(each) == 4 and each.isalpha()), "")
    if named or base_language(locale) != "zh":
        return named
    return "Hant" if _TRADITIONAL.intersection(each.upper() for each in subtags) else "Hans"


@lru_cache(_CACHE_SIZE)
def is_written_alike(locale: str, other: str) -> bool:
    """Whether two tags are of one language in one script: ``en`` and ``en-GB`` are, ``zh-CN`` and
    ``zh-TW`` are not."""
    same_script = script(locale) == script(other) and direction(locale) == direction(other)
    return base_language(locale) == base_language(other) and same_script


@lru_cache(_CACHE_SIZE)
def direction(locale: str) -> str:
    """``rtl`` for languages written from right to left, else ``ltr``."""
    if named := script(locale):
        return "rtl" if named in _RIGHT_TO_LEFT_SCRIPTS else "ltr"
    language, *subtags = re.split("[-_]", locale.lower())
    places = {f"{language}-{subtag}" for subtag in subtags}
    if language in _RIGHT_TO_LEFT:
        return "ltr" if places & _LEFT_TO_RIGHT_IN else "rtl"
    return "rtl" if places & _RIGHT_TO_LEFT_IN else "ltr"


def direction_of_text(text: str) -> str:
    """``rtl`` or ``ltr`` by the first letter, as ``dir="auto"`` has it; empty without letters."""
    kinds = (unicodedata.bidirectional(character) for character in text)
    kind = next((kind for kind in kinds if kind in ("L", "R", "AL")), "")
    return kind and ("ltr" if kind == "L" else "rtl")


def language_of_text(text: str) -> str:
    """The language whose own script has the first letter, such as ``ko`` or ``th``; empty for
    scripts of many languages. Chinese characters are Japanese if the text has kana, too."""
    if text.isascii():
        return ""
    first = next((character for character in text if character.isalpha()), "")
    if _HAN.match(first):
        return "ja" if _KANA.search(text) else ""
    match = _OWN_LETTER.match(first)
    return (match.lastgroup or "") if match else ""
