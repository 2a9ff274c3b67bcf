"""Notes: files about topics and providers, and the site's own pages."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from typing import Any, TypeVar

import msgspec

from site_gen import urls
from site_gen.config import LanguageConfig, SiteConfig, sites_of
from site_gen.file_signature import signature_of, trusted
from site_gen.git_blobs import blob_id
from site_gen.language_tags import is_language_tag, language_folder
from site_gen.model import Notes, PageNote, Problem, ProviderNote, SourceFile, TopicNote
from site_gen.scan import kind_of, read_source
from site_gen.store import Store, encode, path_bytes
from site_gen.validate import validate_note

N = TypeVar("N", TopicNote, ProviderNote, PageNote)

NOTE_TYPES: dict[str, Any] = {"topics": TopicNote, "providers": ProviderNote, "pages": PageNote}
"""Folder → type of the notes in it."""
decode_problems = msgspec.msgpack.Decoder(tuple[Problem, ...]).decode


def read_notes(store: Store, config: SiteConfig) -> tuple[Notes, list[Problem]]:
    """All valid notes in the store that the site has, and all problems of notes."""
    rows = store.execute(
        "SELECT kind, data, problems FROM files WHERE kind <> 'records' ORDER BY path"
    ).fetchall()
    problems = [
        problem
        for folder in NOTE_TYPES
        for kind, _, encoded in rows
        if kind == folder and encoded
        for problem in decode_problems(encoded)
    ]

    def read(note_type: type[N], folder: str) -> tuple[N, ...]:
        notes = (
            msgspec.msgpack.decode(data, type=note_type)
            for kind, data, _ in rows
            if kind == folder and data
        )
        return _first_of_slug(own_language_notes(notes, config), problems)

    notes = Notes(
        read(TopicNote, "topics"), read(ProviderNote, "providers"), read(PageNote, "pages")
    )
    folders = {site.folder for site in sites_of(config)}
    reserved = urls.RESERVED_PAGES | folders
    allowed = tuple(page for page in notes.pages if page.slug not in reserved)
    problems += [
        Problem(
            page.path,
            f"/{page.slug}/ is the site of a language"
            if page.slug in folders
            else f"/{page.slug}/ is a page that the site generates itself",
            code="url-taken",
            hint="rename the file",
        )
        for page in notes.pages
        if page not in allowed
    ]
    return msgspec.structs.replace(notes, pages=allowed), problems


def own_language_notes(notes: Iterable[N], config: SiteConfig) -> tuple[N, ...]:
    """The notes that the site of one language has.

    Pages in other languages are left out. A page without a language is in every site, unless that
    has one of the same name in its own language.
    """
    if not isinstance(config, LanguageConfig):
        return tuple(notes)
    own = [
        note for note in (_with_language(note, config) for note in notes) if _is_own(note, config)
    ]
    translated = {note.slug for note in own if isinstance(note, PageNote) and note.locale}
    return tuple(
        note
        for note in own
        if not isinstance(note, PageNote) or note.locale or note.slug not in translated
    )


def _split_language(slug: str) -> tuple[str, str]:
    """``about.pt_br`` → ``about`` and the folder of the language, ``pt-br``."""
    stem, _, ending = slug.rpartition(".")
    return stem, language_folder(ending)


def slug_without_language(slug: str, folder: str) -> str:
    """The slug of a page without the language of this folder, if it ends in that."""
    stem, ending = _split_language(slug)
    return stem if stem and ending == folder else slug


def _with_language(note: N, config: LanguageConfig) -> N:
    """The note; a page whose file name ends in a language, such as ``about.es.md``, is in it."""
    stem, folder = _split_language(note.slug) if isinstance(note, PageNote) else ("", "")
    tags = [site.tag for site in config.sites if stem and language_folder(site.tag) == folder]
    if isinstance(note, PageNote) and tags:
        return msgspec.structs.replace(note, slug=stem, locale=note.locale or tags[0])
    return note


def _is_own(note: N, config: LanguageConfig) -> bool:
    locale = note.locale if isinstance(note, PageNote) else ""
    return not is_language_tag(locale) or config.matcher.is_own(locale)


def read_topics(folder: Path, paths: Iterable[str], limit: int) -> tuple[TopicNote, ...]:
    """The valid notes among these topic files, without a store."""
    notes = []
    for path in paths:
        source = read_source(folder, path, limit)
        if isinstance(source, SourceFile):
            note, _ = parse_note(source, TopicNote)
            notes += [note] if note else []
    return _first_of_slug(tuple(notes), [])


def store_note(store: Store, folder: Path, limit: int, path: str, time: int) -> None:
    """Read a note's file into the store."""
    signature = signature_of(f"{folder}/{path}")
    source = read_source(folder, path, limit)
    kind = kind_of(path)
    if isinstance(source, Problem):  # without a digest the next build reads it again
        note, digest, blob = None, "", ""
        problems: tuple[Problem, ...] = (source,)
    else:
        note, problems = parse_note(source, NOTE_TYPES[kind])
        digest, blob = source.digest, blob_id(source.data)
    try:
        data = None if note is None else encode(note)
    except OverflowError:
        data, problems = None, (*problems, too_large(path))
    store.execute(
        "REPLACE INTO files VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            *(path_bytes(path), kind, *trusted(signature, time)),
            *(digest, blob, data, encode(problems) if problems else None),
        ),
    )


def parse_note(source: SourceFile, note_type: type[N]) -> tuple[N | None, tuple[Problem, ...]]:
    """A note and its problems; None if it has errors."""
    return validate_note(source, note_type, note_slug(note_type, source.path))


def note_slug(note_type: type[object], path: str) -> str:
    """The slug of the topic, provider or page that a file is about."""
    stem = PurePosixPath(path).stem
    if note_type is TopicNote:
        return urls.name_slug(stem)
    return urls.record_id(stem).lower() if note_type is PageNote else stem


def _first_of_slug(notes: tuple[N, ...], problems: list[Problem]) -> tuple[N, ...]:
    """The first note of each slug; the others are added to ``problems``."""
    first: dict[str, N] = {}
    for note in notes:
        other = first.setdefault(note.slug.casefold(), note)
        if other is not note:
            problems.append(
                Problem(
                    note.path,
                    f"is about the same as {other.path}",
                    code="url-taken",
                    hint="merge the two files",
                )
            )
    return tuple(first.values())


def too_large(path: str) -> Problem:
    return Problem(
        path,
        "has a number of more than 64 bits",
        code="too-large",
        hint="write a smaller number",
    )
