"""Translations that would break a sentence or a build are found."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markupsafe import Markup, escape

from site_gen.i18n.entries import Entry
from site_gen.i18n.faults import fault

SIGN = "has a “%” that is not part of a value such as %(name)s; write %% for the sign"


@pytest.mark.parametrize(
    ("message", "translation"),
    [
        ("Cars", "Autos"),
        ("By %(name)s", "Von %(name)s"),
        ("%(a)s of %(b)s", "%(b)s: %(a)s (%(a)s)"),
        ("100 %% sure", "zu 100 %% sicher"),
        ("Sure", "zu 100 %% sicher"),
        ("Read <b>%(name)s</b>", "<b>%(name)s</b> lesen"),
        ("5 < 6", "5 < 6 & 7 > 6"),
        ("a\nb", "c\n\td"),
    ],
)
def test_good_translation(message: str, translation: str) -> None:
    assert fault(Entry(message, forms=(translation,)), 2) == ""


@pytest.mark.parametrize(
    ("message", "translation", "expected"),
    [
        ("By %(name)s", "Von Ada", "lacks %(name)s"),
        ("By %(name)s", "Von %(nmae)s", "has %(nmae)s, which the message does not have"),
        ("Cars", "%(number)s Autos", "has %(number)s, which the message does not have"),
        ("By %(name)s", "Von %(name)s %", SIGN),
        ("By %(name)s", "Von %(name)s %s", SIGN),
        ("By %(name)s", "Von %(name)s und %(name)d", SIGN),
        ("By %(name)s", "Von %(name)s, %(name", SIGN),
        ("Sure", "zu 100 % sicher", SIGN),
        ("Cars", "<b>Autos</b>", "has the HTML tag </b>, which the message does not have"),
        ("<b>Cars</b>", "<b>Autos", "lacks an HTML tag of the message"),
        ("<b>Cars</b>", "<i>Autos</i>", "has the HTML tag </i>, which the message does not have"),
        ("Cars", "Autos <script>", "has the HTML tag <script>, which the message does not have"),
        (
            "Cars",
            "Autos&nbsp;da",
            "has “&nbsp;”, which the page would show as it is; write the character",
        ),
        ("Cars", "Au\x00tos", "has a control character"),
    ],
)
def test_broken_translation(message: str, translation: str, expected: str) -> None:
    assert fault(Entry(message, forms=(translation,)), 2) == expected


def plural(*forms: str, flags: tuple[str, ...] = ()) -> Entry:
    return Entry(
        "%(number)s car of %(name)s",
        "%(number)s cars of %(name)s",
        forms=forms,
        flags=frozenset(flags),
    )


@pytest.mark.parametrize(
    ("entry", "forms", "expected"),
    [
        (plural("ein Auto von %(name)s", "%(number)s Autos von %(name)s"), 2, ""),
        (plural("", ""), 2, ""),
        (plural("%(number)s %(name)s"), 1, ""),
        (plural("ein Auto", "%(number)s Autos von %(name)s"), 2, "lacks %(name)s"),
        (plural("%(name)s", "%(name)s"), 3, "has 2 forms, expected 3"),
        (plural("%(name)s"), 2, "has 1 form, expected 2"),
        (plural("%(name)s", ""), 2, "lacks form 1 of 2, counted from 0"),
        (plural("oops", "", flags=("fuzzy",)), 2, ""),
        (plural(), 2, ""),
    ],
)
def test_plural_forms(entry: Entry, forms: int, expected: str) -> None:
    assert fault(entry, forms) == expected


PIECES = st.lists(
    st.sampled_from(["%(name)s", "%(number)s", "%", "%%", "(name)s", "s", "d", "*", " ", "<", "é"]),
    min_size=1,
    max_size=8,
).map("".join)


@example("%%(name)s")
@given(PIECES)
def test_what_passes_can_be_filled_in(text: str) -> None:
    """No translation may stop a build, whatever it is."""
    values = {"name": Markup("<b>Ada</b>"), "number": "3"}
    if not fault(Entry("By %(name)s", forms=(text,)), 2):
        assert "Ada" in text % values
        assert "<b>Ada</b>" in escape(text) % values
    if not fault(Entry("Cars", forms=(text,)), 2):
        assert isinstance(text % (), str)
    message = Entry("%(number)s of %(name)s", "%(number)s of %(name)s", forms=(text, text))
    if not fault(message, 2):
        assert "Ada" in text % values
