"""The catalogues of the program are whole, and every translation in them can be used."""

from __future__ import annotations

import pytest

from site_gen.i18n.catalogues import SHIPPED, TEMPLATE
from site_gen.i18n.entries import CatalogueFile
from site_gen.i18n.loading import load
from site_gen.i18n.plurals import rule_of_header, rule_of_language
from site_gen.i18n.po_reader import read_file

FILES = sorted(SHIPPED.glob("*.po"))


@pytest.fixture(params=FILES, ids=lambda path: path.stem)
def tag(request: pytest.FixtureRequest) -> str:
    return str(request.param.stem)


@pytest.fixture
def catalogue(tag: str) -> CatalogueFile:
    return read_file(SHIPPED / f"{tag}.po")


def test_every_translation_can_be_used(tag: str) -> None:
    faults = load(SHIPPED / f"{tag}.po").faults
    assert [f"line {each.line}: {each.message}" for each in faults] == []


def test_every_message_is_translated(catalogue: CatalogueFile) -> None:
    """And no other one: ``make messages`` adds and removes entries."""
    messages = [entry.key for entry in read_file(TEMPLATE).entries]
    assert [entry.key for entry in catalogue.entries] == messages
    assert [entry.id for entry in catalogue.entries if not entry.is_translated] == []


def test_head_names_the_language_and_its_plural_forms(catalogue: CatalogueFile, tag: str) -> None:
    assert catalogue.headers["Language"] == tag
    rule = rule_of_header(catalogue.headers["Plural-Forms"])
    assert rule
    assert rule.forms == rule_of_language(tag).forms
