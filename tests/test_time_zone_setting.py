"""The setting ``timezone``: names that are accepted, and messages for others."""

from __future__ import annotations

from pathlib import Path

import pytest

from site_gen.config.time_zones import zone_error
from site_gen.zones import zone_named
from tests.configs import MINIMAL, error_line, load


def test_days_and_times_are_in_utc_without_a_setting(tmp_path: Path) -> None:
    assert load(tmp_path, MINIMAL).timezone == "UTC"


@pytest.mark.parametrize("name", ["UTC", "Etc/UTC", "Europe/Madrid", "Japan", "Etc/GMT+5"])
def test_names_of_the_database_are_accepted(tmp_path: Path, name: str) -> None:
    assert load(tmp_path, f"{MINIMAL}timezone: {name}\n").timezone == name
    assert zone_named(name).name in (name, "UTC")


LINES = {
    "CET": "“CET”, an abbreviation, expected the name of a time zone (did you mean Europe/Berlin?)",
    "europe/madrid": "“europe/madrid”, expected the name of a time zone "
    "(did you mean Europe/Madrid?)",
    "'+02:00'": "“+02:00”, expected the name of a time zone "
    "(such as Europe/Madrid, which knows when clocks are changed)",
    "Mars/Base": "“Mars/Base”, expected the name of a time zone (such as Europe/Madrid)",
}


@pytest.mark.parametrize(("name", "message"), LINES.items())
def test_message_says_where_and_what_is_meant(tmp_path: Path, name: str, message: str) -> None:
    line = error_line(tmp_path, f"{MINIMAL}timezone: {name}\n")
    assert line == f"site.yaml:3:1: timezone is {message}"


MEANT = {
    "utc": "UTC",
    "GMT": "UTC",
    "EST": "America/New_York",
    "EST5EDT": "America/New_York",
    "PST": "America/Los_Angeles",
    "cest": "Europe/Berlin",
    "Madrid": "Europe/Madrid",
    "new york": "America/New_York",
    "America/New York": "America/New_York",
    "Europe/Madrd": "Europe/Madrid",
    "Asia/Singapur": "Asia/Singapore",
    "Tokio": "Asia/Tokyo",
    "Europe/Madrid ": "Europe/Madrid",
}


@pytest.mark.parametrize(("name", "meant"), MEANT.items())
def test_zone_that_was_probably_meant_is_named(name: str, meant: str) -> None:
    error = zone_error(name)
    assert error is not None
    assert error[1] == f"did you mean {meant}?"
    assert zone_error(meant) is None


@pytest.mark.parametrize("name", ["", " ", "Factory", "Europe", "../Europe/Madrid/..", "UTC+5:30"])
def test_other_names_are_refused(name: str) -> None:
    assert zone_error(name) is not None
