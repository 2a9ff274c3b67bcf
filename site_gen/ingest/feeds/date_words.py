"""Words of dates that need no library: English, which most feeds use, and what CLDR leaves out."""

from __future__ import annotations

ENGLISH = {
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
"""Kind → value → names, as :class:`site_gen.ingest.feeds.date_names.Sense` has them."""
ALSO = {
    "da": {"filler": {0: "d den kl"}},
    "de": {"month": {1: "jänner", 2: "feber", 3: "mrz maerz"}, "filler": {0: "um uhr den"}},
    "es": {"filler": {0: "a las h"}},
    "fr": {"filler": {0: "le à"}},
    "it": {"filler": {0: "alle ore"}},
    "no": {"filler": {0: "den kl"}},
    "nl": {"filler": {0: "om uur"}},
    "pl": {"filler": {0: "o godz"}},
    "pt": {"filler": {0: "às"}},
    "ru": {"filler": {0: "в"}},
    "sv": {"filler": {0: "den kl"}},
    "uk": {"filler": {0: "о"}},
    "vi": {"filler": {0: "ngày năm lúc"}},
}
"""Language → the same, for what people write besides."""
UNITS = {
    "年": "year",
    "년": "year",
    "月": "month",
    "월": "month",
    "日": "day",
    "號": "day",
    "号": "day",
    "일": "day",
    "時": "hour",
    "时": "hour",
    "点": "hour",
    "點": "hour",
    "시": "hour",
    "分": "minute",
    "분": "minute",
    "秒": "second",
    "초": "second",
}
"""What stands after a number in China, Japan and Korea → what the number is."""
ERAS = {"令和": 2018, "平成": 1988}
"""Eras of Japan → the year before their first."""
BUDDHIST = {"th": 543}
"""Language → how many years its calendar is ahead, where years have names of their own."""
