"""Dates of feeds in any format, language, zone and order."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo, available_timezones

import pytest
from babel.dates import format_date, format_datetime
from babel.localedata import locale_identifiers
from hypothesis import given, settings
from hypothesis import strategies as st

from site_gen.fetch.feeds.dates import DateParser
from site_gen.fetch.feeds.time_zones import find_zone, parse_offset

MAY = "2024-05-14T10:30:00"


def parse(text: str, *others: str, language: str = "", feed_date: str = "") -> str:
    """The instant of a date, or the code of its notice."""
    instant, notice = DateParser([text], others, feed_dates=[feed_date], language=language).parse(
        text
    )
    if instant is None:
        assert notice
        return notice.code
    return instant.isoformat().removesuffix("+00:00")


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        # ISO 8601
        ("2024-05-14T10:30Z", MAY),
        ("20240514T103000Z", MAY),
        ("20240514103000", MAY),
        ("2024-W20-2", "2024-05-14T00:00:00"),
        ("2024-135", "2024-05-14T00:00:00"),
        ("2024-05-14T10:30:00.000000000Z", MAY),
        ("2024-05-14t10:30:00z", MAY),
        # a zone that is given twice, or as programs write it
        ("2024-05-14T05:30:00-05:00Z", MAY),
        ("Tue, 14 May 2024 12:30:00 +0200 GMT", MAY),
        ("Tue, 14 May 2024 12:30:00 +0200 CEST", MAY),
        ("2024-05-14T12:30:00+02:00[Europe/Berlin]", MAY),
        ("Tue May 14 2024 12:30:00 GMT+0200 (Central European Summer Time)", MAY),
        ("Tue, 14 May 2024 12:30:00 UTC+2", MAY),
        ("Tue, 14 May 2024 05:30:00 Etc/GMT+5", MAY),
        ("Tue, 14 May 2024 03:30:00 America/Los_Angeles", MAY),
        ("Tue, 14 May 2024 03:30:00 america/los_angeles", MAY),
        ("2024-05-14 12:30:00 Europe/Brussels", MAY),
        ("Tue, 14 May 2024 16:15:00 Asia/Kathmandu", MAY),
        ("14 May 2024 6:30 am ET", MAY),
        ("Tue, 14 May 2024 03:30:00 (PDT)", MAY),
        ("Tue May 14 10:30:00 UTC 2024", MAY),
        # midnight as 24:00, and a leap second
        ("Tue, 14 May 2024 24:00:00 GMT", "2024-05-15T00:00:00"),
        ("2024-12-31T24:00:00Z", "2025-01-01T00:00:00"),
        ("31 Dec 2024 24:00 +0100", "2024-12-31T23:00:00"),
        ("Sat, 31 Dec 2016 23:59:60 GMT", "2016-12-31T23:59:59"),
        # a day without a time
        ("14 May 2024 GMT", "2024-05-14T00:00:00"),
        ("May 14th, 2024", "2024-05-14T00:00:00"),
        ("14-May-2024", "2024-05-14T00:00:00"),
        # a time with dots, letters, AM or PM
        ("14 May 2024 10.30", MAY),
        ("14 May 2024 10.30.00 +0000", MAY),
        ("14.05.2024 10.30", MAY),
        ("14. 5. 2024 10:30", MAY),
        ("14 May 2024 10h30", MAY),
        ("May 14, 2024 at 10:30 a.m.", MAY),
        ("14 May 2024 12:30 AM", "2024-05-14T00:30:00"),
        ("14 May 2024 5 pm", "2024-05-14T17:00:00"),
        ("14 May 2024 17:00 PM", "2024-05-14T17:00:00"),
        # something else instead of the weekday, or a wrong weekday
        ("014, 14 May 2024 10:30:00 +0000", MAY),
        ("Mon, 14 May 2024 10:30:00 GMT", MAY),
        ("Xyz, 14 May 2024 10:30:00 GMT", MAY),
        # other digits and calendars
        ("٢٠٢٤-٠٥-١٤ ١٠:٣٠", MAY),
        ("令和6年5月14日 10時30分", MAY),
        ("平成31年4月30日", "2019-04-30T00:00:00"),
        ("14 พฤษภาคม 2567 10:30", MAY),
        ("14 พ.ค. 2024 10:30", MAY),
        ("民國113年5月14日 10:30", MAY),
        # ordinals, and omitted accents
        ("1º de maio de 2024", "2024-05-01T00:00:00"),
        ("14e mei 2024 10:30", MAY),
        ("14 ابريل 2024", "2024-04-14T00:00:00"),
        ("14 أبريل 2024", "2024-04-14T00:00:00"),
        ("14-05-2024 10:30 صباحاً", MAY),
        ("14.05.2024 13:30 МСК", MAY),
    ],
)
def test_valid_date(text: str, instant: str) -> None:
    assert parse(text) == instant


@pytest.mark.parametrize(
    "text",
    [
        "14 May 2024 foo",
        "14 May 2024 10:30 and more",
        "14 May",
        "May 2024",
        "2024-05",
        "10:30",
        "Tue, 14 May 2024 25:00:00 GMT",
        "Tue, 14 May 2024 24:01:00 GMT",
        "Tue, 14 May 2024 10:60:00 GMT",
        "Tue, 14 May 2024 10:30:00 +9900",
        "Tue, 14 May 2024 10:30:00 +1500",
        "2024-05-14T10:30:00+15:00",
        "Tue, 14 May 2024 10:30:00 +02000",
        "Tue, 14 May 2024 10:30:00 +0200 -0500",
        "Tue, 14 May 2024 10:30:00 EST JST",
        "14 May 2024 13:30 AM",
        "14 May 2024 PM",
        "14 May 2024 10:30 11:30",
        "14 May June 2024",
        "31 June 2024",
        "2024-02-30",
        "2024-13-04",
        "14 May 20245",
        "14 15 May 2024",
        "5 Ramadan 1445",
        "14 May 9999",
        "Thu, 01 Jan 1970 00:00:00 GMT",
        "two days ago",
        "14" * 60,
    ],
)
def test_text_that_is_not_fully_understood_is_not_a_date(text: str) -> None:
    assert parse(text) == "unreadable-date"


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("Sat, 11 04 2020 08:51:49 +0100", "2020-04-11T07:51:49"),
        ("Wed, 11 04 2020 08:51:49 +0100", "2020-11-04T07:51:49"),
        ("Wed, 03/04/2026 - 05:06", "2026-03-04T05:06:00"),
        ("Fri, 03/04/2026 - 05:06", "2026-04-03T05:06:00"),
        ("wtorek, 24 listopada 2026", "2026-11-24T00:00:00"),
        ("13/05/2024", "2024-05-13T00:00:00"),
        ("05/05/2024", "2024-05-05T00:00:00"),
        ("03/04/2026", "ambiguous-date"),
        ("Sun, 03/04/2026", "ambiguous-date"),
        ("24 listopada 2026", "ambiguous-date"),
        ("mar. 14 mai 2024", "2024-05-14T00:00:00"),
        ("14/05/24", "ambiguous-date"),
        ("Tue, 14/05/24", "2024-05-14T00:00:00"),
    ],
)
def test_weekday_resolves_ambiguity(text: str, instant: str) -> None:
    assert parse(text) == instant


@pytest.mark.parametrize(
    ("others", "language", "feed_date", "instant"),
    [
        (["25/04/2026"], "", "", "2026-04-03T00:00:00"),
        (["04/25/2026"], "", "", "2026-03-04T00:00:00"),
        (["25/04/2026"], "en-us", "", "2026-04-03T00:00:00"),
        (["Wed, 03/04/2026"], "", "", "2026-03-04T00:00:00"),
        (["25/04/2026", "04/25/2026"], "en-us", "", "ambiguous-date"),
        ([], "en", "", "ambiguous-date"),
        ([], "en-us", "", "2026-03-04T00:00:00"),
        ([], "en-gb", "", "2026-04-03T00:00:00"),
        ([], "de", "", "2026-04-03T00:00:00"),
        ([], "ja", "", "ambiguous-date"),
        ([], "", "Thu, 05 Mar 2026 10:00:00 GMT", "2026-03-04T00:00:00"),
    ],
)
def test_feed_resolves_ambiguity(
    others: list[str], language: str, feed_date: str, instant: str
) -> None:
    assert parse("03/04/2026", *others, language=language, feed_date=feed_date) == instant


@pytest.mark.parametrize(
    ("texts", "first"),
    [
        (["12/05/2024", "03/05/2024", "11/04/2024"], datetime(2024, 5, 12, tzinfo=UTC)),
        (["05/12/2024", "05/03/2024", "04/11/2024"], datetime(2024, 5, 12, tzinfo=UTC)),
        (["04/11/2024", "05/03/2024", "05/12/2024"], datetime(2024, 4, 11, tzinfo=UTC)),
        (["05/04/2024", "04/04/2024", "03/04/2024"], None),
        (["12/05/2024", "03/05/2024"], None),
    ],
)
def test_sequence_of_entries_resolves_ambiguity(texts: list[str], first: datetime | None) -> None:
    assert DateParser(texts).parse(texts[0])[0] == first


@pytest.mark.parametrize(
    ("text", "others", "instant"),
    [
        ("24 listopada 2026", ["3 grudnia 2026"], "2026-11-24T00:00:00"),
        ("24 listopada 2026", ["3 prosinca 2026"], "2026-10-24T00:00:00"),
        ("24 listopada 2026", ["Tue, 01 Dec 2026 10:00:00 GMT"], "ambiguous-date"),
        ("24 listopada 2026", ["3 grudnia 2026", "3 prosinca 2026"], "ambiguous-date"),
        ("14 mai 2024", ["2 juin 2024"], "2024-05-14T00:00:00"),
    ],
)
def test_other_dates_determine_the_language(text: str, others: list[str], instant: str) -> None:
    assert parse(text, *others) == instant


def test_language_resolves_ambiguity() -> None:
    assert parse("24 listopada 2026", language="pl") == "2026-11-24T00:00:00"
    assert parse("24 listopada 2026", language="hr") == "2026-10-24T00:00:00"
    assert parse("24/05/14", language="ja") == "2024-05-14T00:00:00"
    assert parse("5. Jänner 2026", language="de-at") == "2026-01-05T00:00:00"


@pytest.mark.parametrize(
    ("text", "language", "instant"),
    [
        # one letter means AM or PM after a time, and “A.D.” after a year
        ("14 مايو، 2024 10:30 ص", "ar", MAY),
        ("14 مايو 2024 10:30 م", "ar", "2024-05-14T22:30:00"),
        ("14 مايو 2024 م 10:30 ص", "ar", MAY),
        ("10:30 م 14 مايو 2024 م", "ar", "2024-05-14T22:30:00"),
        ("Τρίτη, 14 Μαΐου 2024 10:30 μμ", "el", "2024-05-14T22:30:00"),
        # in languages in which dates begin with the year, also with dots
        ("24.05.14", "ko", "2024-05-14T00:00:00"),
        ("24.05.14 10:30", "ja", MAY),
        ("14.05.24 10:30", "de", MAY),
        # the calendar of Thailand, also in numbers and in two digits
        ("14/05/2567 10:30", "th", MAY),
        ("2567-05-14 10:30", "th", MAY),
        ("14 พ.ค. 67 10:30 น.", "th", MAY),
        ("14 พ.ค. 24 10:30", "th", MAY),
        ("14 พ.ค. 40", "th", "ambiguous-date"),
        ("วันที่ 14 พฤษภาคม พ.ศ. 2567 เวลา 10:30 น.", "th", MAY),
        # words before the time
        ("14. května 2024 v 10:30", "cs", MAY),
        ("14. toukokuuta 2024 klo 10.30", "fi", MAY),
        ("14 Mei 2024 pukul 10.30", "id", MAY),
        ("14 mai 2024, ora 10:30", "ro", MAY),
        ("14 Mayıs 2024, saat 10:30", "tr", MAY),
        ("14 мая 2024, 13:30 по мск", "ru", MAY),
    ],
)
def test_language_determines_meaning(text: str, language: str, instant: str) -> None:
    assert parse(text, language=language) == instant


@pytest.mark.parametrize("zone", ["XYZT", "Mars/Phobos"])
def test_unknown_zone_is_a_notice_and_read_as_utc(zone: str) -> None:
    instant, notice = DateParser().parse(f"Tue, 14 May 2024 10:30:00 {zone}")
    assert instant == datetime(2024, 5, 14, 10, 30, tzinfo=UTC)
    assert notice
    assert notice.code == "unknown-zone"
    assert notice.message == f"the time zone “{zone}” is unknown and was read as UTC"


def test_messages_quote_the_date() -> None:
    messages = [DateParser().parse(text)[1] for text in ("  soon:\n 2026", "03/04/2026", "")]
    assert [notice and notice.message for notice in messages] == [
        "the date “soon: 2026” cannot be read",
        "the date “03/04/2026” is ambiguous: the feed's language and other dates do not resolve it",
        "the date “” cannot be read",
    ]


WRITTEN = st.datetimes(datetime(1990, 1, 2), datetime(2099, 12, 30)).map(  # noqa: DTZ001
    lambda moment: moment.replace(microsecond=0)
)


@settings(derandomize=True, max_examples=200, deadline=None)
@given(
    moment=WRITTEN,
    minutes=st.integers(-12 * 60, 14 * 60),
    form=st.sampled_from(
        [
            "%a, %d %b %Y %H:%M:%S {}",
            "%A, %d %B %Y %H:%M:%S {}",
            "%Y-%m-%dT%H:%M:%S{}",
            "%Y-%m-%d %H:%M:%S {}",
            "%Y/%m/%d %H:%M:%S {}",
            "%d.%m.%Y %H.%M.%S {}",
            "%d-%b-%Y %H:%M:%S {}",
            "%B %d, %Y %I:%M:%S %p {}",
            "%H:%M:%S {} %d %b %Y",
        ]
    ),
)
def test_common_formats(moment: datetime, minutes: int, form: str) -> None:
    zone = timezone(timedelta(minutes=minutes))
    aware = moment.replace(tzinfo=zone)
    written = aware.strftime(form).format(aware.strftime("%z"))
    assert DateParser().parse(written) == (aware.astimezone(UTC), None)


@settings(derandomize=True, max_examples=200, deadline=None)
@given(moment=WRITTEN, key=st.sampled_from(sorted(available_timezones())))
def test_iana_names_are_zones(moment: datetime, key: str) -> None:
    zone = find_zone(key)
    abbreviation = "/" not in key  # CET is +01:00 in summer as well
    assert zone is not None
    if not abbreviation:
        aware = moment.replace(tzinfo=ZoneInfo(key)).astimezone(UTC)
        assert DateParser().parse(f"{moment:%d %b %Y %H:%M:%S} {key}")[0] == aware


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("+05:30", 330), ("-0800", -480), ("+2", 120), ("+1400", 840), ("+1500", None), ("0", None)],
)
def test_parse_offset(text: str, minutes: int | None) -> None:
    assert parse_offset(text) == (None if minutes is None else timedelta(minutes=minutes))


UNSUPPORTED = set(
    "bo byn ckb dz en_Shaw eu ff_Adlm gez kgp ku ku_Latn mn my nnh prg sid th ti tig tok vai_Latn "
    "vo wal".split()
)
"""Languages that join words to numbers or names, or whose months are not in CLDR."""
LANGUAGES = [
    tag
    for tag in sorted(locale_identifiers())
    if all(len(part) == 4 for part in tag.split("_")[1:])
]


@pytest.mark.parametrize("form", ["long", "EEEE, d MMMM y HH:mm", "d MMM y"])
def test_months_in_every_language(form: str) -> None:
    wrong, failed = [], set()
    for tag in LANGUAGES:
        for month in range(1, 13):
            moment = datetime(2024, month, 14, 10, 30, tzinfo=UTC)
            write = format_datetime if "HH" in form else format_date
            text = write(moment, form, locale=tag)
            found = DateParser(language=tag.replace("_", "-").lower()).parse(text)[0]
            if found is None:
                failed.add(tag)
            elif found.date() != moment.date():
                wrong.append((tag, text))
    assert wrong == []
    assert failed <= UNSUPPORTED | PARTLY_SUPPORTED


PARTLY_SUPPORTED = set("dyo yrl".split())
"""Two months, or AM and PM, have the same abbreviation."""


def test_babel_is_imported_only_when_needed() -> None:
    """It is slow, and most feeds do not need it."""
    code = """
import sys
from site_gen.fetch.feeds.dates import DateParser
DateParser(language="de").parse("Tue, 14 May 2024 10:30:00 GMT")
assert "babel" not in sys.modules
DateParser(language="de").parse("14. Mai 2024")
assert "babel" in sys.modules
"""
    subprocess.run([sys.executable, "-c", code], check=True)
