"""The order of names with ICU. ``.ci/run`` installs PyICU for these tests alone."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from importlib.util import find_spec

import pytest

from site_gen.i18n.collation import Collation
from site_gen.i18n.unicode_collation import UnicodeCollation

if "ICU_PACKAGES" in os.environ:
    sys.path.append(os.environ["ICU_PACKAGES"])
pytestmark = pytest.mark.skipif(
    find_spec("icu") is None, reason="PyICU is not installed; .ci/run runs these tests"
)

Make = Callable[[str], Collation]


@pytest.fixture
def collation() -> Make:
    from site_gen.i18n.icu_collation import IcuCollation  # noqa: PLC0415  needs PyICU

    return lambda tag: IcuCollation(tag, UnicodeCollation(tag))


ORDERS = [
    ("zh-Hans", "北京 财经 人民 Xinhua", "B C R X"),
    ("ja", "Nikkei あさひ カナ 毎日", "N あ か 漢"),
    ("es", "Norte Ñandú Oeste", "N Ñ O"),
    ("tr", "Halk Irmak İzmir", "H I İ"),
    ("ar", "أخبار بيان Reuters 123", "ا ب R #"),
    ("en", "abend Ärger Ωmega 日本 9am", "A A Ω 漢 #"),
]


@pytest.mark.parametrize(("tag", "names", "letters"), ORDERS)
def test_order_and_letters_are_those_of_icu(
    collation: Make, tag: str, names: str, letters: str
) -> None:
    order = collation(tag)
    mixed = names.split()[::-1]
    ordered = sorted(mixed, key=order.key)
    assert ordered == names.split()
    assert [order.letter(name) for name in ordered] == letters.split()
