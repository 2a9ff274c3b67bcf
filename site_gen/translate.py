"""Writing a catalogue of messages to fill in, and merging new messages into it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec

from site_gen.atomic import replace_file
from site_gen.errors import UsageError
from site_gen.folders import real_path
from site_gen.i18n.catalogues import catalogue_files, catalogues_in
from site_gen.i18n.entries import CatalogueFile, Entry, Key
from site_gen.i18n.loading import CatalogueFault, read_usable
from site_gen.i18n.merging import merged
from site_gen.i18n.plurals import rule_of_header, rule_of_language
from site_gen.i18n.po_reader import read_file
from site_gen.i18n.tags import canonical_tag, has_formats, language_named, locale_of
from site_gen.language_problems import all_messages
from site_gen.language_tags import is_language_tag
from site_gen.theme import translations_folder
from site_gen.wording import one_line

_HEADERS = {"Project-Id-Version": "site_gen", "MIME-Version": "1.0"}
_ENCODING = {
    "Content-Type": "text/plain; charset=utf-8",
    "Content-Transfer-Encoding": "8bit",
}
_HOW = (
    "Write your words between the quotes after msgstr. What stays empty keeps the words that",
    "“now:” shows, or the English ones.",
)


class WrittenCatalogue(msgspec.Struct, frozen=True):
    """What ``translate`` has done."""

    path: Path
    tag: str
    messages: int
    translated: int
    """Messages that the file translates."""
    elsewhere: int
    """Messages that only other catalogues translate, such as those of the program."""
    fuzzy: int
    """Translations that are not used until somebody has looked at them."""
    gone: int
    """Translations of messages that no longer exist, kept as comments."""
    faults: tuple[CatalogueFault, ...]
    formats: str
    """The language that dates and numbers are written for, if it is another one."""


def write_catalogue(site: Path, locale: str) -> WrittenCatalogue:
    """Write ``translations/<tag>.po`` of a site, or merge new messages into it.

    Raises UsageError if ``locale`` is not a language tag, or the file exists and is damaged.
    """
    tag = _tag(locale)
    folder = translations_folder(site)
    known = {name.lower(): path for name, path in catalogues_in(folder).items()}
    path = known.get(tag.lower(), folder / f"{tag}.po")
    before = read_file(path) if path.exists() else _new_file(tag)
    used = rule_of_header(before.headers.get("Plural-Forms", "")) or rule_of_language(tag)
    elsewhere = _translations(tag, folder, path)
    template = [_with_current(entry, elsewhere.get(entry.key)) for entry in all_messages(site)]
    entries = merged(before, template, used.forms, keep_obsolete=True)
    headers = {"Language": tag, "Plural-Forms": used.header, **_HEADERS}
    headers |= {name: value for name, value in before.headers.items() if value} | _ENCODING
    _write(path, msgspec.structs.replace(before, headers=headers, entries=entries).data())
    usable, faults = read_usable(path)
    keys = {entry.key for entry in usable}
    return WrittenCatalogue(
        path,
        tag,
        len(template),
        len(keys),
        len(elsewhere.keys() & {entry.key for entry in template} - keys),
        sum(entry.is_fuzzy and not entry.is_obsolete for entry in entries),
        sum(entry.is_obsolete for entry in entries),
        tuple(faults),
        "" if has_formats(tag) else canonical_tag(str(locale_of(tag))),
    )


def _tag(locale: str) -> str:
    if is_language_tag(locale):
        return canonical_tag(locale)
    known = language_named(locale)
    raise UsageError(
        f"“{one_line(locale)}” is not a language tag",
        hint=f"did you mean {known}?" if known else "write one such as sv, pt-BR or zh-Hant",
    )


def _new_file(tag: str) -> CatalogueFile:
    name = locale_of(tag).english_name if has_formats(tag) else tag
    return CatalogueFile({}, [], (f"{name}: the words of the site's pages.", *_HOW))


def _translations(tag: str, folder: Path, path: Path) -> dict[Key, Entry]:
    """The translations that are used for messages that this catalogue does not translate."""
    others = [each for each in catalogue_files(tag, folder) if each != path]
    return {entry.key: entry for each in reversed(others) for entry in read_usable(each)[0]}


def _with_current(entry: Entry, current: Entry | None) -> Entry:
    """The entry with comments that show the translation that is used now."""
    notes = (*entry.notes, *_current_notes(current)) if current else entry.notes
    return msgspec.structs.replace(entry, notes=notes)


def _current_notes(entry: Entry) -> Iterator[str]:
    for index, form in enumerate(entry.forms):
        yield f"now{f' [{index}]' if entry.plural else ''}: {one_line(form)}"


def _write(path: Path, data: bytes) -> None:
    target = real_path(path)
    if target.exists() and target.read_bytes() == data:
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    replace_file(target, data)
