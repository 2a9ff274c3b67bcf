"""Which agency wrote an article, by names and datelines."""

from __future__ import annotations

import pytest

from site_gen.agencies import agency_of


@pytest.mark.parametrize(
    "name",
    [
        "AP",
        "The Associated Press",
        "by ASSOCIATED PRESS",
        "Jo Tarn, Associated Press",
        "Jo Tarn (AP)",
        "AP News",
    ],
)
def test_agency_has_several_names(name: str) -> None:
    assert agency_of([name]) == "ap"


@pytest.mark.parametrize(
    "name",
    ["", "ap", "pa", "Jo Ap", "Capital", "The Press", "Reuterson", "Harbour Post", "AP-42"],
)
def test_other_names_and_initials_of_editors_are_no_agency(name: str) -> None:
    assert agency_of([name]) == ""


def test_longest_name_counts() -> None:
    assert agency_of(["Jo Tarn of Australian Associated Press"]) == "aap"


def test_accents_and_case_of_long_names_make_no_difference() -> None:
    assert agency_of(["agencia efe"]) == agency_of(["EFE"]) == "efe"
    assert agency_of(["Ceska tiskova kancelar"]) == agency_of(["ČTK"]) == "ctk"


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        ("QUILLON, 3 May (Reuters) - The ferry lost an engine.", "reuters"),
        ("Quillon (dpa/lno) – Die Fähre steht.", "dpa"),
        ("QUILLON (AP) — The ferry lost an engine.", "ap"),
        ("The ferry (Reuters) lost an engine.", ""),
        ("The Tern (AP 4) - a ferry - lost an engine.", ""),
        ("The ferry lost an engine, said its owners (AP) -", "ap"),
        (f"{'The ferry lost an engine. ' * 4}(AP) - so far", ""),
    ],
)
def test_agency_is_named_where_a_text_begins(text: str, agency: str) -> None:
    assert agency_of(["Harbour Post"], text) == agency


def test_names_come_before_the_dateline() -> None:
    assert agency_of(["Jo Tarn", "AFP"], "QUILLON (AP) — The ferry") == "afp"
