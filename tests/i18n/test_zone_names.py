"""What languages call time zones."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from site_gen.i18n.language import Language, LanguageSettings
from site_gen.i18n.zone_names import ZoneNames
from site_gen.zones import zone_names

SUMMER, WINTER = (datetime(2021, month, 16, 12, tzinfo=UTC) for month in (7, 1))


def names(tag: str, zone: str) -> ZoneNames:
    return Language(LanguageSettings(tag=tag, timezone=zone)).dates.zone_names


NAMES = [
    ("en", "UTC", "UTC", "Coordinated Universal Time", "UTC"),
    ("fr", "UTC", "UTC", "temps universel coordonné", "UTC"),
    ("en", "Etc/UTC", "UTC", "Coordinated Universal Time", "UTC"),
    ("en", "Europe/Madrid", "CET", "Central European Time", "Madrid"),
    ("de", "Europe/Madrid", "MEZ", "Mitteleuropäische Zeit", "Madrid"),
    ("en-US", "America/New_York", "ET", "Eastern Time", "New York"),
    ("en-US", "US/Eastern", "ET", "Eastern Time", "New York"),
    ("es", "America/New_York", "", "hora oriental", "Nueva York"),
    ("en", "Asia/Kolkata", "", "India Standard Time", "Kolkata"),
    ("pl", "Europe/Lisbon", "WET", "czas zachodnioeuropejski", "Lizbona"),
    ("pt-BR", "America/Sao_Paulo", "BRT", "Horário de Brasília", "São Paulo"),
    ("ja", "Asia/Tokyo", "", "日本時間", "東京"),
    ("en", "Pacific/Kiritimati", "", "Line Islands Time", "Kiritimati"),
    ("en", "Etc/GMT+5", "", "GMT-5", "Etc/GMT+5"),
]


@pytest.mark.parametrize(("tag", "zone", "short", "name", "city"), NAMES)
def test_name_is_right_in_summer_and_winter(
    tag: str, zone: str, short: str, name: str, city: str
) -> None:
    found = names(tag, zone)
    assert (found.abbreviation, found.name, found.city) == (short, name, city)


BESIDE_TIMES = [
    ("en", "UTC", "UTC", "UTC"),
    ("ar", "UTC", "UTC", "UTC"),
    ("en", "Europe/Madrid", "CEST", "CET"),
    ("de", "Europe/Madrid", "MESZ", "MEZ"),
    ("en-US", "America/New_York", "EDT", "EST"),
    ("en", "America/New_York", "GMT-4", "GMT-5"),
    ("en", "Asia/Kolkata", "GMT+5:30", "GMT+5:30"),
    ("ar", "Asia/Kolkata", "غرينتش+٥:٣٠", "غرينتش+٥:٣٠"),
    ("fr", "America/New_York", "UTC-4", "UTC-5"),
    ("en", "Europe/London", "BST", "GMT"),
    # By the database its clocks are set back in winter: summer has the standard time.
    ("en-IE", "Europe/Dublin", "IST", "GMT"),
]


@pytest.mark.parametrize(("tag", "zone", "summer", "winter"), BESIDE_TIMES)
def test_name_beside_a_time_is_that_of_its_season(
    tag: str, zone: str, summer: str, winter: str
) -> None:
    found = names(tag, zone)
    assert (found.at(SUMMER), found.at(WINTER)) == (summer, winter)


@pytest.mark.parametrize("tag", ["en", "ar", "ja", "pt-BR"])
def test_every_zone_has_a_name(tag: str) -> None:
    for zone in sorted(zone_names()):
        found = names(tag, zone)
        assert found.name, zone
        assert found.city, zone
        assert found.at(SUMMER), zone
        assert "∅" not in found.name + found.at(SUMMER) + found.at(WINTER), zone
