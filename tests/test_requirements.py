"""What pyproject.toml requires: bounds, and extras that say what they bring."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from site_gen import fingerprint

PROJECT = tomllib.loads((Path(__file__).parent.parent / "pyproject.toml").read_text())["project"]
EXTRAS: dict[str, list[str]] = PROJECT["optional-dependencies"]
FOR_DEVELOPERS = {"dev", "browser", "bench"}
COMPILED = {"icu"}
"""Extras without wheels, which need a compiler and headers: installed only by name."""
RUNTIME = {*EXTRAS} - FOR_DEVELOPERS - COMPILED - {"all"}


def test_all_brings_every_extra_that_a_site_can_use() -> None:
    (everything,) = EXTRAS["all"]
    found = re.fullmatch(r"site-gen\[([\w,]+)\]", everything)
    assert found
    assert {*found[1].split(",")} == RUNTIME


@pytest.mark.parametrize("extra", sorted(RUNTIME))
def test_tests_have_what_extras_bring_in_the_same_versions(extra: str) -> None:
    assert {*EXTRAS[extra]} <= {*EXTRAS["dev"]}


def test_libraries_that_are_needed_at_run_time_have_a_lower_bound() -> None:
    """By it the tests are run with the oldest versions, too."""
    needed = [*PROJECT["dependencies"], *(each for name in RUNTIME for each in EXTRAS[name])]
    loose = [each for each in needed if not re.search(r"[>~=]=", each)]
    assert loose == []


def test_another_version_of_what_makes_a_site_makes_it_anew() -> None:
    """Those for the terminal aside, each library may change what is in the cache."""
    needed = {re.split(r"[\[~>=]", each)[0] for each in PROJECT["dependencies"]}
    assert needed - {"click", "rich"} <= {*fingerprint.LIBRARIES}
