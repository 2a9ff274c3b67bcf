"""Which language a text belongs to."""

from __future__ import annotations

import pytest

from site_gen.i18n.own_names import own_name
from site_gen.language_matching import nearest_language


@pytest.mark.parametrize(
    ("locale", "tags", "expected"),
    [
        ("es", "en es", "es"),
        ("es-MX", "en es", "es"),
        ("es_mx", "es es-MX", "es-MX"),
        ("es-AR", "es-ES es-MX", "es-ES"),
        ("pt", "pt-BR pt-PT", "pt-BR"),
        ("pt-PT", "pt-BR pt-PT", "pt-PT"),
        ("pt-AO", "pt-BR pt", "pt"),
        ("zh-Hant", "zh-Hans", ""),
        ("zh-TW", "zh-Hans zh-Hant", "zh-Hant"),
        ("zh", "zh-Hant zh-Hans", "zh-Hans"),
        ("zh-Hant", "zh", "zh"),
        ("nb", "en no", "no"),
        ("iw", "he", "he"),
        ("fr", "en es", ""),
    ],
)
def test_a_text_belongs_to_the_nearest_language(locale: str, tags: str, expected: str) -> None:
    assert nearest_language(locale, tags.split()) == expected


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("es", "Español"),
        ("pt-BR", "Português (Brasil)"),
        ("ja", "日本語"),
        ("zh-hans", "中文 (简体)"),
        ("ar", "العربية"),
        ("qaa", "qaa"),
    ],
)
def test_languages_have_the_names_that_they_call_themselves(tag: str, expected: str) -> None:
    assert own_name(tag) == expected
