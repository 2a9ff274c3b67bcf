"""Which formats and which catalogues belong to a language tag."""

from __future__ import annotations

import pytest

from site_gen.i18n.tags import locale_of, matching_tags

SHIPPED = "ar de en-US es fr it ja nl pl pt-BR tr zh-Hans".split()


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("de", ["de"]),
        ("de-AT", ["de"]),
        ("DE_at", ["de"]),
        ("es-MX", ["es"]),
        ("pt-BR", ["pt-BR"]),
        ("pt", ["pt-BR"]),
        ("pt-PT", ["pt-BR"]),
        ("zh", ["zh-Hans"]),
        ("zh-CN", ["zh-Hans"]),
        ("zh-TW", []),
        ("zh-Hant", []),
        ("zh-Hans-SG", ["zh-Hans"]),
        ("sr-Latn", []),
        ("ja-Latn", []),
        ("zh-Latn-pinyin", []),
        ("ar-EG", ["ar"]),
        ("en", []),
        ("en-GB", []),
        ("en-US", ["en-US"]),
        ("sv", []),
        ("xx-yy", []),
        ("i-default", []),
    ],
)
def test_catalogues_of_a_language(tag: str, expected: list[str]) -> None:
    assert matching_tags(tag, SHIPPED) == expected


def test_nearer_catalogues_come_first() -> None:
    available = "pt-BR pt pt-PT pt-AO".split()
    assert matching_tags("pt-PT", available) == ["pt-PT", "pt", "pt-AO", "pt-BR"]


def test_catalogue_in_another_script_is_not_used() -> None:
    available = ["sr", "sr-Latn", "sr-Cyrl"]
    assert matching_tags("sr-Latn", available) == ["sr-Latn"]
    assert matching_tags("sr-RS", available) == ["sr", "sr-Cyrl"]


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("en", "en_GB"),
        ("en-US", "en_US"),
        ("ar", "ar_EG"),
        ("pt_br", "pt_BR"),
        ("zh-TW", "zh_Hant_TW"),
        ("sr-Latn", "sr_Latn"),
        ("de-AT", "de_AT"),
        ("de-XX", "de"),
        ("xx-yy", "en_GB"),
        ("und", "en_GB"),
        ("no tag", "en_GB"),
        ("", "en_GB"),
    ],
)
def test_formats_of_a_language(tag: str, expected: str) -> None:
    assert str(locale_of(tag)) == expected
