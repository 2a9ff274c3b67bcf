"""Words in dates: English, which most feeds use, so that CLDR need not be loaded; and words that
CLDR does not have."""

from __future__ import annotations

import re
import unicodedata

ENGLISH_WORDS = {
    "month": {
        1: "january jan",
        2: "february feb",
        3: "march mar",
        4: "april apr",
        5: "may",
        6: "june jun",
        7: "july jul",
        8: "august aug",
        9: "september sep sept",
        10: "october oct",
        11: "november nov",
        12: "december dec",
    },
    "weekday": {
        0: "monday mon",
        1: "tuesday tue",
        2: "wednesday wed",
        3: "thursday thu",
        4: "friday fri",
        5: "saturday sat",
        6: "sunday sun",
    },
    "half": {0: "am", 12: "pm"},
    "filler": {0: "at of on the t st nd rd th hrs"},
}
"""Kind → value → words, as in :class:`site_gen.fetch.feeds.date_vocabularies.WordMeaning`."""
WORDS_NOT_IN_CLDR = {
    "bs": {"filler": {0: "u"}},
    "ca": {"filler": {0: "a les"}},
    "cs": {"filler": {0: "v ve hod"}},
    "da": {"filler": {0: "d den kl"}},
    "de": {"month": {1: "jänner", 2: "feber", 3: "mrz maerz"}, "filler": {0: "um uhr den"}},
    "el": {"half": {0: "πμ", 12: "μμ"}, "filler": {0: "στις"}},
    "es": {"filler": {0: "a las h"}},
    "et": {"filler": {0: "kell"}},
    "fi": {"filler": {0: "klo"}},
    "fr": {"filler": {0: "le à"}},
    "hr": {"filler": {0: "u"}},
    "id": {"filler": {0: "pukul"}},
    "it": {"filler": {0: "alle ore"}},
    "ms": {"filler": {0: "pukul"}},
    "nl": {"filler": {0: "om uur u"}},
    "no": {"filler": {0: "den kl"}},
    "pl": {"filler": {0: "o godz"}},
    "pt": {"filler": {0: "às"}},
    "ro": {"filler": {0: "la ora"}},
    "ru": {"filler": {0: "в по"}},
    "sl": {"filler": {0: "ob"}},
    "sv": {"filler": {0: "den kl"}},
    "th": {"filler": {0: "วันที่ เวลา พ.ศ น"}},
    "tr": {"filler": {0: "saat"}},
    "uk": {"filler": {0: "о"}},
    "vi": {"filler": {0: "ngày năm lúc"}},
}
"""Language → the same."""
_UNIT_CHARACTERS = {
    "year": "年년",
    "month": "月월",
    "day": "日號号일",
    "hour": "時时点點시",
    "minute": "分분",
    "second": "秒초",
}
UNITS = {char: unit for unit, chars in _UNIT_CHARACTERS.items() for char in chars}
"""Character after a number in Chinese, Japanese and Korean → what the number is."""
ERAS = {"令和": 2018, "平成": 1988, "民國": 1911, "民国": 1911}
"""Era of Japan or Taiwan → the year before its first."""
CALENDAR_YEARS_AHEAD = {"th": 543}
"""Language → how many years its calendar is ahead of the Gregorian one."""
_ACCENTS = re.compile("[\u0300-\u036f\u0640\u064b-\u0655\u0670]")
"""Accents, and the vowel signs of Arabic, which many omit."""
_LOOKALIKES = str.maketrans("ıیىک−’", "iييك-'")


def normalize_date(text: str) -> str:
    """The text on one line, without accents and invisible characters, with ASCII digits."""
    text = "".join(
        str(unicodedata.decimal(char)) if char.isdecimal() else char
        for char in unicodedata.normalize("NFKD", text)
        if unicodedata.category(char) != "Cf"
    )
    text = unicodedata.normalize("NFC", _ACCENTS.sub("", text))
    return " ".join(text.translate(_LOOKALIKES).split())
