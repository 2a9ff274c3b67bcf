"""Reading catalogues: what can be used of them, in the form that gettext reads."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

import msgspec
from babel.messages import Catalog
from babel.messages.mofile import write_mo

from site_gen.errors import CatalogueError
from site_gen.i18n.entries import CatalogueFile, Entry, Key
from site_gen.i18n.faults import fault
from site_gen.i18n.plurals import PluralRule, rule_of_header, rule_of_language
from site_gen.i18n.po_reader import read_file

_ANY_DATE = datetime(2000, 1, 1, tzinfo=UTC)
"""Babel writes a date into compiled catalogues, which must depend on messages only."""


class CatalogueFault(msgspec.Struct, frozen=True):
    """Something wrong with a catalogue."""

    path: Path
    line: int
    """Counted from 1; 0 for the whole file."""
    message: str
    hint: str
    is_error: bool = False
    """Whether nothing of the catalogue can be used."""


class LoadedCatalogue(msgspec.Struct, frozen=True):
    """What can be used of a catalogue."""

    data: bytes
    """In gettext's binary format (MO)."""
    keys: frozenset[Key]
    """The messages that it translates."""
    faults: tuple[CatalogueFault, ...]


def load(path: Path) -> LoadedCatalogue:
    """What can be used of a catalogue; a version of a file is read once."""
    try:
        stat = path.stat()
    except OSError:
        return _load_version(path, 0, 0)
    return _load_version(path, stat.st_mtime_ns, stat.st_size)


@lru_cache(maxsize=64)
def _load_version(path: Path, _time: int, _size: int) -> LoadedCatalogue:
    try:
        file = read_file(path)
    except CatalogueError as error:
        broken = CatalogueFault(path, error.line, error.reason, error.hint, is_error=True)
        return LoadedCatalogue(b"", frozenset(), (broken,))
    rule, usable, faults = _usable(file, path)
    keys = frozenset(entry.key for entry in usable)
    return LoadedCatalogue(_compile(usable, rule), keys, tuple(faults))


def read_usable(path: Path) -> tuple[list[Entry], list[CatalogueFault]]:
    """The translations of a catalogue that can be used, and what is wrong with others.

    Raises CatalogueError if the catalogue cannot be read.
    """
    _, usable, faults = _usable(read_file(path), path)
    return usable, faults


def _usable(
    file: CatalogueFile, path: Path
) -> tuple[PluralRule, list[Entry], list[CatalogueFault]]:
    rule, faults = _rule(file, path)
    usable = []
    for entry in file.entries:
        reason = "" if entry.is_obsolete else fault(entry, rule.forms)
        if reason:
            message = f"the translation of “{_shortened(entry.id)}” {reason}, so it is not used"
            hint = "correct it, or leave it empty"
            faults.append(CatalogueFault(path, entry.line, message, hint))
        elif entry.is_translated and not entry.is_obsolete:
            usable.append(entry)
    return rule, usable, faults


def _rule(file: CatalogueFile, path: Path) -> tuple[PluralRule, list[CatalogueFault]]:
    """The rule of a catalogue's header; that of its language if there is none."""
    header = file.headers.get("Plural-Forms", "")
    rule = rule_of_header(header)
    if rule is not None:
        return rule, []
    of_language = rule_of_language(path.stem)
    if not header or "INTEGER" in header:  # as in a template that nobody has filled in
        return of_language, []
    message = "the header Plural-Forms has no rule that can be used, so that of CLDR is used"
    return of_language, [CatalogueFault(path, 1, message, f"write {of_language.header}")]


def _compile(entries: list[Entry], rule: PluralRule) -> bytes:
    catalogue = Catalog(creation_date=_ANY_DATE, revision_date=_ANY_DATE, fuzzy=False)
    catalogue.mime_headers = [("Plural-Forms", rule.header)]
    for entry in entries:
        if entry.plural:
            catalogue.add((entry.id, entry.plural), entry.forms, context=entry.context or None)
        else:
            catalogue.add(entry.id, entry.forms[0], context=entry.context or None)
    file = io.BytesIO()
    write_mo(file, catalogue)
    return file.getvalue()


def _shortened(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 60 else f"{text[:59]}…"
