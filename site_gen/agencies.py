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
    "dpa": ("Deutsche Presse Agentur", "dpa"),
    "efe": ("Agencia EFE", "EFE"),
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


def _words(name: str) -> str:
    """A name as words between single blanks, without case, accents and “The”."""
    plain = unicodedata.normalize("NFKD", name).casefold()
    words = _WORDS.findall("".join([char for char in plain if not unicodedata.combining(char)]))
    return " ".join(words[1:] if len(words) > 1 and words[0] in ("the", "by") else words)


_BY_NAME = {_words(name): agency for agency, names in _NAMES.items() for name in names}
_LONG_NAMES = sorted(
    (name for name in _BY_NAME if " " in name), key=lambda name: (-len(name), name)
)
"""The longest first: “Australian Associated Press” is not “Associated Press”."""


def agency_of(names: Iterable[str]) -> str:
    """The agency that one of these authors or outlets is, such as ``ap``; empty if none is.

    “The Associated Press”, “AP” and “Jo Tarn, Associated Press” are all ``ap``.
    """
    return next(filter(None, map(_agency, names)), "")


@lru_cache(maxsize=65536)
def _agency(name: str) -> str:
    words = _words(name)
    found = _BY_NAME.get(words)
    if found is None:
        within = (long for long in _LONG_NAMES if f" {long} " in f" {words} ")
        found = _BY_NAME.get(next(within, ""), "")
    return found
