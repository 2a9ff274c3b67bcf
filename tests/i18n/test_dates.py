"""Dates, times, spans, durations and numbers as readers of each language write them."""

from __future__ import annotations

import unicodedata
from datetime import UTC, date, datetime, timedelta

import pytest
from babel import localedata

from site_gen.i18n.dates import Dates
from site_gen.i18n.language import Language, LanguageSettings

DAY = date(2021, 6, 16)
SEPTEMBER = date(2021, 9, 2)
NARROW_SPACE = "\u202f"
"""A narrow space without a break, as English has before AM and French between thousands."""


def language(tag: str) -> Language:
    return Language(LanguageSettings(tag=tag))


def dates(tag: str) -> Dates:
    return language(tag).dates


LONG_AND_SHORT = {
    "en": ("16 June 2021", "16 Jun 2021", "2 Sep"),
    "en-GB": ("16 June 2021", "16 Jun 2021", "2 Sep"),
    "en-US": ("June 16, 2021", "Jun 16, 2021", "Sep 2"),
    "de": ("16. Juni 2021", "16. Juni 2021", "2. Sept."),
    "de-AT": ("16. Juni 2021", "16. Juni 2021", "2. Sep."),
    "fr": ("16 juin 2021", "16 juin 2021", "2 sept."),
    "es": ("16 de junio de 2021", "16 jun 2021", "2 sept"),
    "pt-BR": ("16 de junho de 2021", "16 de jun. de 2021", "2 de set."),
    "pt-PT": ("16 de junho de 2021", "16/06/2021", "2 de set."),
    "it": ("16 giugno 2021", "16 giu 2021", "2 set"),
    "nl": ("16 juni 2021", "16 jun 2021", "2 sep"),
    "pl": ("16 czerwca 2021", "16 cze 2021", "2 wrz"),
    "tr": ("16 Haziran 2021", "16 Haz 2021", "2 Eyl"),
    "ar": ("١٦ يونيو ٢٠٢١", "١٦ يونيو ٢٠٢١", "٢ سبتمبر"),
    "ja": ("2021年6月16日", "2021年6月16日", "9月2日"),
    "zh-Hans": ("2021年6月16日", "2021年6月16日", "9月2日"),
    "zh-Hant-TW": ("2021年6月16日", "2021年6月16日", "9月2日"),
    "ca": ("16 de juny del 2021", "16 de juny del 2021", "2 de set."),
    "cs": ("16. června 2021", "16. 6. 2021", "2. 9."),
    "sr-Latn": ("16. jun 2021.", "16. jun 2021.", "2. sep"),
    "tlh": ("16 June 2021", "16 Jun 2021", "2 Sep"),
}


@pytest.mark.parametrize(("tag", "texts"), LONG_AND_SHORT.items())
def test_long_and_short_dates(tag: str, texts: tuple[str, ...]) -> None:
    written = dates(tag).written
    assert (dates(tag).day_name(DAY), written(DAY, "yMMMd"), written(SEPTEMBER, "MMMd")) == texts


HEADINGS = {
    "en": ("Wednesday, 16 June 2021", "Wednesday, 16 June", "Wednesday 16 June 2021"),
    "en-US": ("Wednesday, June 16, 2021", "Wednesday, June 16", "Wednesday, June 16, 2021"),
    "de": ("Mittwoch, 16. Juni 2021", "Mittwoch, 16. Juni", "Mittwoch, 16. Juni 2021"),
    "fr": ("Mercredi 16 juin 2021", "Mercredi 16 juin", "Mercredi 16 juin 2021"),
    "es": (
        "Miércoles, 16 de junio de 2021",
        "Miércoles, 16 de junio",
        "Miércoles, 16 de junio de 2021",
    ),
    "pt-BR": (
        "Quarta-feira, 16 de junho de 2021",
        "Quarta-feira, 16 de junho",
        "Quarta-feira, 16 de junho de 2021",
    ),
    "pt-PT": (
        "Quarta-feira, 16 de junho de 2021",
        "Quarta-feira, 16 de junho",
        "Quarta-feira, 16 de junho de 2021",
    ),
    "it": ("Mercoledì 16 giugno 2021", "Mercoledì 16 giugno", "Mercoledì 16 giugno 2021"),
    "nl": ("Woensdag 16 juni 2021", "Woensdag 16 juni", "Woensdag 16 juni 2021"),
    "pl": ("Środa, 16 czerwca 2021", "Środa, 16 czerwca", "Środa, 16 czerwca 2021"),
    "tr": ("16 Haziran 2021 Çarşamba", "16 Haziran Çarşamba", "16 Haziran 2021 Çarşamba"),
    "ar": ("الأربعاء، ١٦ يونيو ٢٠٢١", "الأربعاء، ١٦ يونيو", "الأربعاء، ١٦ يونيو ٢٠٢١"),
    "ja": ("2021年6月16日水曜日", "6月16日水曜日", "2021年6月16日水曜日"),
    "zh-Hans": ("2021年6月16日星期三", "6月16日星期三", "2021年6月16日星期三"),
}


@pytest.mark.parametrize(("tag", "texts"), HEADINGS.items())
def test_headings_have_the_weekday_and_the_year_where_it_begins(
    tag: str, texts: tuple[str, ...]
) -> None:
    found = dates(tag)
    heading = found.day_heading
    assert (heading(DAY), heading(DAY, 2021), found.edition(DAY)) == texts
    assert heading(DAY, 2022) == heading(DAY)


MONTHS = {
    "en": ("June 2021", "June", "2021"),
    "de": ("Juni 2021", "Juni", "2021"),
    "fr": ("juin 2021", "Juin", "2021"),
    "es": ("junio de 2021", "Junio", "2021"),
    "pt-BR": ("junho de 2021", "Junho", "2021"),
    "it": ("giugno 2021", "Giugno", "2021"),
    "nl": ("juni 2021", "Juni", "2021"),
    "pl": ("czerwiec 2021", "Czerwiec", "2021"),
    "cs": ("červen 2021", "Červen", "2021"),
    "ca": ("juny del 2021", "Juny", "2021"),
    "tr": ("Haziran 2021", "Haziran", "2021"),
    "ar": ("يونيو ٢٠٢١", "يونيو", "٢٠٢١"),
    "ja": ("2021年6月", "6月", "2021年"),
    "zh-Hans": ("2021年6月", "六月", "2021年"),
}


@pytest.mark.parametrize(("tag", "texts"), MONTHS.items())
def test_months_and_years_that_stand_alone(tag: str, texts: tuple[str, ...]) -> None:
    found = dates(tag)
    assert (found.month_name(2021, 6), found.month(6), found.year(2021)) == texts
    heading = found.month_heading(2021, 6)
    assert heading == texts[0][:1].upper() + texts[0][1:]


WEEKDAYS = {
    "en": ("Monday", "Mon"),
    "en-US": ("Sunday", "Sun"),
    "de": ("Montag", "Mo"),
    "fr": ("lundi", "lun."),
    "es": ("lunes", "lun"),
    "pt-BR": ("domingo", "dom."),
    "pl": ("poniedziałek", "pon."),
    "ar": ("السبت", "سبت"),
    "ar-AE": ("الاثنين", "إثنين"),
    "ja": ("月曜日", "月"),
    "zh-Hant-TW": ("星期日", "週日"),
}


@pytest.mark.parametrize(("tag", "first"), WEEKDAYS.items())
def test_weeks_begin_on_the_weekday_of_the_region(tag: str, first: tuple[str, str]) -> None:
    weekdays = dates(tag).weekdays()
    assert weekdays[0] == first
    assert len(set(weekdays)) == 7


SPANS = {
    "en": ("3 – 16 June 2021", "28 May – 3 June 2021", "31 December 2020 – 2 January 2021"),
    "en-US": ("Jun 3 – 16, 2021", "May 28 – Jun 3, 2021", "Dec 31, 2020 – Jan 2, 2021"),
    "de": ("3.–16. Juni 2021", "28. Mai – 3. Juni 2021", "31. Dez. 2020 – 2. Jan. 2021"),
    "fr": ("3–16 juin 2021", "28 mai – 3 juin 2021", "31 déc. 2020 – 2 janv. 2021"),
    "es": ("3–16 jun 2021", "28 may – 3 jun 2021", "31 dic 2020 – 2 ene 2021"),
    "it": ("3–16 giu 2021", "28 mag – 3 giu 2021", "31 dic 2020 – 2 gen 2021"),
    "pl": ("3–16 cze 2021", "28 maj–3 cze 2021", "31 gru 2020–2 sty 2021"),
    "tr": ("3–16 Haz 2021", "28 May – 3 Haz 2021", "31 Ara 2020 – 2 Oca 2021"),
    "ar": ("٣–١٦ يونيو ٢٠٢١", "٢٨ مايو – ٣ يونيو ٢٠٢١", "٣١ ديسمبر ٢٠٢٠ – ٢ يناير ٢٠٢١"),
    "ja": ("2021年6月3日～16日", "2021年5月28日～6月3日", "2020年12月31日～2021年1月2日"),
}


@pytest.mark.parametrize(("tag", "texts"), SPANS.items())
def test_spans_say_nothing_twice(tag: str, texts: tuple[str, ...]) -> None:
    span = dates(tag).span
    found = (
        span(date(2021, 6, 3), DAY),
        span(date(2021, 5, 28), date(2021, 6, 3)),
        span(date(2020, 12, 31), date(2021, 1, 2)),
    )
    assert tuple(map(_with_usual_spaces, found)) == texts
    assert span(DAY, DAY) == dates(tag).day_name(DAY)


def _with_usual_spaces(text: str) -> str:
    """CLDR's thin spaces and those without a break as usual ones."""
    return text.replace("\u2009", " ").replace("\xa0", " ").replace(NARROW_SPACE, " ")


def test_english_span_of_the_same_days_of_two_years_has_both() -> None:
    span = dates("en").span(date(2020, 6, 3), date(2021, 6, 3))
    assert span == "3 June 2020 – 3 June 2021"


FIRST_DAYS = {
    "fr": ("1er juin 2021", "1er juin", "1er–2 juin 2021"),
    "fr-CA": ("1er juin 2021", "1er juin", "1er–2 juin 2021"),
    "pt-BR": ("1º de junho de 2021", "1º de jun.", "1º – 2 de jun. de 2021"),
    "pt-PT": ("1 de junho de 2021", "1 de jun.", "1–2 de jun. de 2021"),
    "ca": ("1 de juny del 2021", "1 de juny", "1–2 de juny 2021"),
}


@pytest.mark.parametrize(("tag", "texts"), FIRST_DAYS.items())
def test_first_of_a_month_is_an_ordinal_number_where_readers_expect_it(
    tag: str, texts: tuple[str, ...]
) -> None:
    found, first = dates(tag), date(2021, 6, 1)
    span = _with_usual_spaces(found.span(first, date(2021, 6, 2)))
    assert (found.day_name(first), found.written(first, "MMMd"), span) == texts


CLOCKS = {
    "en": ("05:33", "00:05", "16 Jun, 05:33"),
    "en-US": (f"5:33{NARROW_SPACE}AM", f"12:05{NARROW_SPACE}AM", f"Jun 16, 5:33{NARROW_SPACE}AM"),
    "de": ("05:33", "00:05", "16. Juni, 05:33"),
    "fr": ("05:33", "00:05", "16 juin, 05:33"),
    "es": ("5:33", "0:05", "16 jun, 5:33"),
    "fi": ("5.33", "0.05", "16.6. 5.33"),
    "ar": ("٥:٣٣ ص", "١٢:٠٥ ص", "١٦ يونيو، ٥:٣٣ ص"),
    "ja": ("5:33", "0:05", "6月16日 5:33"),
    "zh-Hans": ("05:33", "00:05", "6月16日 05:33"),
}


@pytest.mark.parametrize(("tag", "texts"), CLOCKS.items())
def test_times_and_dates_with_times(tag: str, texts: tuple[str, ...]) -> None:
    found = dates(tag)
    clock = found.time(datetime(2021, 6, 16, 5, 33, tzinfo=UTC))
    beside = found.with_time(found.written(DAY, "MMMd"), clock)
    assert (clock, found.clock(0, 5), beside) == texts


DURATIONS = {
    "en": ("35 min", "2 h", "2 h 10 min", "1 day", "3 days"),
    "en-US": ("35 min", "2 hr", "2 hr 10 min", "1 day", "3 days"),
    "de": ("35 Min.", "2 Std.", "2 Std. 10 Min.", "1 Tag", "3 Tage"),
    "fr": ("35 min", "2 h", "2 h 10 min", "1 jour", "3 jours"),
    "es": ("35 min", "2 h", "2 h 10 min", "1 día", "3 días"),
    "pt-BR": ("35 min", "2 h", "2 h 10 min", "1 dia", "3 dias"),
    "nl": ("35 min", "2 uur", "2 uur 10 min", "1 dag", "3 dagen"),
    "pl": ("35 min", "2 godz.", "2 godz. 10 min", "1 dzień", "3 dni"),
    "tr": ("35 dk.", "2 sa.", "2 sa. 10 dk.", "1 gün", "3 gün"),
    "ar": ("٣٥ د", "٢ س", "٢ س ١٠ د", "يوم", "٣ أيام"),
    "ja": ("35分", "2時間", "2時間10分", "1日", "3日"),
    "zh-Hans": ("35分钟", "2小时", "2小时10分钟", "1天", "3天"),
}


@pytest.mark.parametrize(("tag", "texts"), DURATIONS.items())
def test_durations(tag: str, texts: tuple[str, ...]) -> None:
    found = dates(tag)
    lengths = (timedelta(minutes=35), timedelta(hours=2), timedelta(hours=2, minutes=10))
    texts_found = (*map(found.duration, lengths), found.days(1), found.days(3))
    assert tuple(map(_with_usual_spaces, texts_found)) == texts


ROUNDED = [
    (timedelta(0), "0 min"),
    (timedelta(seconds=59), "0 min"),
    (timedelta(hours=47, minutes=59), "47 h 59 min"),
    (timedelta(hours=48), "2 days"),
    (timedelta(days=3, hours=23), "3 days"),
]


@pytest.mark.parametrize(("length", "text"), ROUNDED)
def test_duration_is_rounded_down_and_in_days_from_two_on(length: timedelta, text: str) -> None:
    assert dates("en").duration(length) == text


NUMBERS = {
    "en": "7 1,234",
    "de": "7 1.234",
    "de-AT": "7 1.234",
    "de-CH": "7 1'234",
    "fr": f"7 1{NARROW_SPACE}234",
    "es": "7 1234",
    "pl": "7 1234",
    "ar": "٧ ١٬٢٣٤",
    "ar-EG": "٧ ١٬٢٣٤",
    "ar-AE": "7 1,234",
    "fa": "۷ ۱٬۲۳۴",
    "bn": "৭ ১,২৩৪",
    "mr": "७ १,२३४",
    "hi": "7 1,234",
    "th": "7 1,234",
    "ja": "7 1,234",
}


@pytest.mark.parametrize(("tag", "texts"), NUMBERS.items())
def test_numbers_have_the_digits_and_separators_of_the_region(tag: str, texts: str) -> None:
    number = language(tag).number
    assert " ".join(map(number, (7, 1234))) == texts


def test_indian_numbers_have_groups_of_two_digits() -> None:
    assert [language(tag).number(1_234_567) for tag in ("hi", "en-IN")] == ["12,34,567"] * 2


def test_years_are_those_of_the_gregorian_calendar() -> None:
    assert dates("th").day_name(DAY) == "16 มิถุนายน 2021"
    assert dates("fa").day_name(DAY) == "۱۶ ژوئن ۲۰۲۱"
    assert dates("ar-SA").year(2021) in ("٢٠٢١", "2021")


def test_early_years_are_not_padded() -> None:
    assert dates("en").day_name(date(987, 1, 2)) == "2 January 987"


def test_ordinals_are_those_of_english() -> None:
    numbers = (1, 2, 3, 4, 11, 12, 13, 21, 22, 23, 101, 111, 112)
    assert " ".join(map(language("en").ordinal, numbers)) == (
        "1st 2nd 3rd 4th 11th 12th 13th 21st 22nd 23rd 101st 111th 112th"
    )
    assert language("de").ordinal(3) == "3"


TAGS = sorted({identifier.replace("_", "-") for identifier in localedata.locale_identifiers()})


def _latin(text: str) -> str:
    """The text with the digits of every script as those of ASCII."""
    return "".join(str(unicodedata.digit(char, char)) for char in text)


@pytest.mark.parametrize("tags", [TAGS[start::8] for start in range(8)])
def test_every_locale_of_cldr_says_day_month_year_and_weekday(tags: list[str]) -> None:
    for tag in tags:
        one = language(tag)
        found, days = one.dates, one.locale.days
        for skeleton in ("yMMMMd", "yMMMd", "MMMd", "yMMMMEEEEd", "MMMMEEEEd", "edition"):
            text = found.written(DAY, skeleton)
            assert "16" in _latin(text), (tag, skeleton)
            assert "2021" in _latin(text) or skeleton.startswith("M"), (tag, skeleton)
            names = {days[context]["wide"][2] for context in ("format", "stand-alone")}
            assert any(name in text for name in names) or "EEEE" not in skeleton, (tag, skeleton)
            assert "'" not in text or "'" in days["format"]["wide"][2], (tag, skeleton)
        assert "2021" in _latin(found.month_name(2021, 6)), tag
        assert "2021" in _latin(found.year(2021)), tag
        assert found.month(6), tag
        first, last = date(2020, 12, 31), date(2021, 1, 2)
        span = _latin(found.span(first, last))
        assert all(part in span for part in ("31", "2020", "2", "2021")), tag
        assert sorted(found.with_time("A", "B").replace("A", "").replace("B", "")) == sorted(
            found.formats.date_and_time.replace("{0}", "").replace("{1}", "")
        ), tag
        assert "33" in _latin(found.clock(5, 33)), tag
        assert "10" in _latin(found.duration(timedelta(hours=2, minutes=10))), tag
        assert found.days(3), tag
        assert len(found.weekdays()) == 7, tag
