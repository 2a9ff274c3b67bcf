"""Names of news agencies, by which articles of their texts are recognised."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_NAMES = {
    "aap": ("Australian Associated Press", "AAP"),
    "afp": ("Agence France Presse", "AFP"),
    "anadolu": ("Anadolu Agency", "Anadolu Ajansı"),
    "ani": ("Asian News International",),
    "anp": ("Algemeen Nederlands Persbureau", "ANP"),
    "ansa": ("Agenzia Nazionale Stampa Associata", "ANSA"),
    "antara": ("Antara News",),
    "ap": ("Associated Press", "AP", "AP News"),
    "apa": ("Austria Presse Agentur", "APA"),
    "belga": ("Agence Belga", "Belga"),
    "bernama": ("Bernama",),
    "cp": ("Canadian Press",),
    "ctk": ("Česká tisková kancelář", "ČTK"),
    "dpa": ("Deutsche Presse Agentur", "dpa", "DPA"),
    "efe": ("Agencia EFE", "EFE", "Efe"),
    "europapress": ("Europa Press",),
    "ians": ("Indo Asian News Service", "IANS"),
    "jiji": ("Jiji Press", "時事通信", "時事通信社"),
    "keystone-sda": ("Keystone SDA", "Keystone ATS"),
    "kyodo": ("Kyodo News", "共同通信", "共同通信社"),
    "lusa": ("Agência Lusa", "Lusa"),
    "ntb": ("Norsk Telegrambyrå", "NTB"),
    "pa": ("Press Association", "PA Media", "PA"),
    "pap": ("Polska Agencja Prasowa", "PAP"),
    "pti": ("Press Trust of India", "PTI"),
    "reuters": ("Reuters", "Thomson Reuters"),
    "ritzau": ("Ritzaus Bureau", "Ritzau"),
    "stt": ("Suomen Tietotoimisto", "STT"),
    "tass": ("TASS", "ТАСС"),
    "tt": ("Tidningarnas Telegrambyrå", "TT"),
    "upi": ("United Press International", "UPI"),
    "xinhua": ("Xinhua", "Xinhua News Agency", "新华社", "新華社"),
    "yonhap": ("Yonhap News Agency", "Yonhap", "연합뉴스"),
}
"""Agency → its names. A name of several words is also found beside that of a person."""

_WORDS = re.compile(r"[^\W_]+")


_PARTS = re.compile(r"[,;/|&()]")
_DATELINE = re.compile(r"[^()]{0,60}\(([^()]{2,40})\)[\s.]*[-–—]")
"""The beginning of a text: ``QUILLON, 3 May (Reuters) -``."""
_INITIALS = 3
"""Letters up to which the case of a name counts: “pa” may be the initials of an editor."""


def _words(name: str) -> str:
    """A name as words between single blanks, without case, accents and “The”."""
    letters = [c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)]
    words: list[str] = _WORDS.findall("".join(letters))
    if len(words) > 1 and words[0].casefold() in ("the", "by"):
        del words[0]
    if len(words) == 1 and len(words[0]) <= _INITIALS:
        return words[0]
    return " ".join(words).casefold()


_BY_NAME = {_words(name): agency for agency, names in _NAMES.items() for name in names}
_LONG_NAMES = sorted(
    (name for name in _BY_NAME if " " in name), key=lambda name: (-len(name), name)
)
"""The longest first: “Australian Associated Press” is not “Associated Press”."""


def agency_of(names: Iterable[str], text: str = "") -> str:
    """The agency that wrote an article, such as ``ap``; empty if it is not known.

    It is one of ``names``, those of the article's authors and outlet, or is named where ``text``
    begins. “The Associated Press”, “AP”, “Jo Tarn, Associated Press” and “QUILLON (AP) — The
    ferry …” are all ``ap``.
    """
    dateline = _DATELINE.match(text)
    found = map(_agency, [*names, *([dateline[1]] if dateline else [])])
    return next(filter(None, found), "")


@lru_cache(maxsize=65536)
def _agency(name: str) -> str:
    for part in _PARTS.split(name):
        if found := _BY_NAME.get(_words(part)):
            return found
    words = _words(name)
    return _BY_NAME.get(next((long for long in _LONG_NAMES if f" {long} " in f" {words} "), ""), "")
