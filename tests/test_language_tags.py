"""Direction and script of language tags."""

from __future__ import annotations

import pytest
from babel.core import get_global

from site_gen.language_tags import direction, is_written_alike, script

RIGHT_TO_LEFT = frozenset("Adlm Arab Hebr Mand Nkoo Rohg Samr Syrc Thaa".split())


@pytest.mark.parametrize(
    ("locale", "way"),
    [
        ("az", "ltr"),
        ("az-Arab", "rtl"),
        ("az_IR", "rtl"),
        ("uz-Arab", "rtl"),
        ("uz-Cyrl-AF", "ltr"),
        ("uz-AF", "rtl"),
        ("pa", "ltr"),
        ("pa-Arab", "rtl"),
        ("pa-PK", "rtl"),
        ("pa-Guru-PK", "ltr"),
        ("ks", "rtl"),
        ("ks-Deva", "ltr"),
        ("sd", "rtl"),
        ("sd-IN", "ltr"),
        ("sd-arab-in", "rtl"),
        ("ku", "ltr"),
        ("ku-Arab", "rtl"),
        ("ku-IQ", "rtl"),
        ("ar-Latn", "ltr"),
        ("yi-Latn", "ltr"),
        ("ff", "ltr"),
        ("ff-Adlm", "rtl"),
        ("ur-Aran", "rtl"),
        ("de-1996", "ltr"),
        ("ha-sd", "rtl"),
        *[(each, "rtl") for each in "arz ary azb glk mzn pes pnb prs nqo rhg skr syr ydd".split()],
    ],
)
def test_direction_is_that_of_the_script(locale: str, way: str) -> None:
    assert direction(locale) == way


def test_direction_agrees_with_the_cldr() -> None:
    """Of languages with two letters, which the CLDR has had for long."""
    tags = {tag: full.split("_")[1] for tag, full in get_global("likely_subtags").items()}
    known = {tag: name for tag, name in tags.items() if len(tag.split("_")[0]) == 2}
    assert len(known) > 150
    for tag, name in known.items():
        assert direction(tag) == ("rtl" if name in RIGHT_TO_LEFT else "ltr"), tag


@pytest.mark.parametrize(
    ("locale", "name"),
    [
        ("zh", "Hans"),
        ("zh-SG", "Hans"),
        ("zh_tw", "Hant"),
        ("zh-HK", "Hant"),
        ("zh-Hans-HK", "Hans"),
        ("sr-latn", "Latn"),
        ("en", ""),
        ("de-1996", ""),
    ],
)
def test_script_of_a_tag(locale: str, name: str) -> None:
    assert script(locale) == name


@pytest.mark.parametrize(
    ("locale", "other", "alike"),
    [
        ("en", "EN_gb", True),
        ("zh", "zh-CN", True),
        ("zh-TW", "zh-HK", True),
        ("zh", "zh-TW", False),
        ("uz", "uz-AF", False),
        ("sr-Cyrl", "sr-Latn", False),
        ("en", "de", False),
    ],
)
def test_languages_are_alike_in_one_script(locale: str, other: str, *, alike: bool) -> None:
    assert is_written_alike(locale, other) == alike
